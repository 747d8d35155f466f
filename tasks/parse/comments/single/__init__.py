"""Reading a single comment, whose elements are known: author, time, permalink and lines.

`comment` is the way in; it asks `parts` for a walk over the elements, `own_text` what each prints, `writers` for names.
"""
