"""Patterns that hold for any text, each defined once.

What belongs here: what at least two rooms look for in the same way. What does not: patterns of one subject (a clock:
tasks/dates/stamp, a word as texts are compared by: compared_words.py).
"""

from __future__ import annotations

import re

WORD = re.compile(r"\w+")  # letters, digits and underscores in a row: for counting and comparing words
NUMBER = re.compile(r"\d{1,20}")  # bounded, so that a flood of digits is many numbers and no slow one
