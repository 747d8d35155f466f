"""What all rooms of reading stand on: blocks and their assembly into a page, text of elements, limits.

What belongs here: what at least two other rooms need. What does not: any rule about what a piece of a page is.
"""
