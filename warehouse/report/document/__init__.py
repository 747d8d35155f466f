"""One document as it was read, as a page: every segment with its rule, what was found in it, its dates, its copies.

What belongs here: asking for the rows of one document (gather.py), cutting its text into marked pieces
(marked_text.py), arranging it by segments (passages.py), the page (page.py). What does not: its copies side by side
(report/side_by_side.py), the terminal (flows).
"""
