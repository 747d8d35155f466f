"""Where documents come from by themselves: feeds and sitemaps read, robots.txt, when a source is due, why it is quiet.

Pure: bytes and times come in, records go out. Fetching is the business of `warehouse/fetching`.
"""
