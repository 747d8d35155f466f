"""Sources on the web: asking servers politely and within limits, remembering what they said, landing their pages.

What belongs here: the network, the state of sources, crawl archives written. What does not: reading feeds and deciding
(tasks/sources), reading the archives again (landing/), settings and order of the day (flows/).
"""
