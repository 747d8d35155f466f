"""The article of an HTML page: its tree, its body, its metadata, captions, live entries.

What belongs here: what is read off elements. What does not: readers' comments (tasks/parse/comments), lines without
markup (tasks/parse/plain), the parts of a body that was read already (tasks/parse/parts).
"""
