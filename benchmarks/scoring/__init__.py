"""How well Presswatch reads, measured on labelled sets: one module for each family of tasks, public protocols only.

A scorer takes the gold rows of a set and a system's rows, both keyed by document, and answers figures by name. None
of them runs anything or touches a file.
"""
