"""Pages without markup: article, comments and posts told apart by their lines alone.

`page` is the way in. What a single line looks like is asked of tasks/parse/lines.
"""
