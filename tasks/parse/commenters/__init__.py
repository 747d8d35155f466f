"""Names that a page prints as commenters': where they stand, and what is stored in their place.

What belongs here: finding these names in comments and around them, pseudonyms, leaving out erased commenters. What does
not: finding comments (comments/, plain/), names of any other kind (tasks/entities).
"""
