"""When a page was published and changed: candidates from everywhere on it, and the choice among them.

`choice` is the way in, `gather` lists the candidates.
"""
