"""The parts of an article that was read already: datelines, credits, notes, origin, page type, what a page withholds.

What belongs here: rules on blocks of the article. What does not: finding the article (tasks/parse/html,
tasks/parse/plain).
"""
