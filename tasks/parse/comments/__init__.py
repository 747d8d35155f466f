"""Readers' comments in markup: which elements are one discussion, and what each comment says, by whom and when.

`discussion` is the way in. Comments are found by names of classes (named), by elements alike (by_shape), by lines
(by_lines) or in the page's data (stated); `one_comment` reads a single one.
"""
