"""Markup as a reader sees it: folded-away text opened, shadow roots in their place, templates out, lines apart.

What belongs here: changes of a page's tree after which extractors read what a browser shows. What does not: reading it.
"""
