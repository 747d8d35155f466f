"""Acronyms of a document joined to their long forms.

What belongs here: which acronym stands for which name. What does not: acronyms that everybody knows (known_names.tsv).
"""

from __future__ import annotations

import re

from tasks.entities.lexicon.gazetteer import name_key

_ACRONYM = r"(?:[A-Z]\.?){2,8}|[A-Z][A-Za-z-]{1,7}"
_AFTER = re.compile(rf"\s?\([\"“'‘]?({_ACRONYM})[\"”'’]?[,;)]")
_BEFORE = re.compile(rf"(?<![\w.])({_ACRONYM})\s?\((?:[Tt]he )?$")
_SMALL_WORDS = frozenset(
    ["of", "the", "for", "and", "on", "in", "to", "de", "la", "du", "des", "del", "y", "und", "der", "für", "et"]
)
_WINDOW = 18  # characters before or behind a name, in which its acronym stands in brackets
_LONGEST = 8  # letters of an acronym


def acronym_key(acronym: str) -> str:
    """The form in which acronyms are compared."""
    return name_key(acronym)


def beside(text: str, start: int, end: int, long_form: str) -> str | None:
    """The acronym that the text gives a name: `… Organisation (SCO)`, or `SCO (… Organisation)`."""
    if " " not in long_form:
        return None
    found = _AFTER.match(text, end, end + _WINDOW)
    if found is None and text[end : end + 1] in (")", ",", ";"):
        found = _BEFORE.search(text, max(0, start - _WINDOW), start)
    return found.group(1) if found is not None and _is_made_of(found.group(1), long_form) else None


def _is_made_of(acronym: str, long_form: str) -> bool:
    """Whether the letters are initials of the long form, in their order but for one."""
    letters = [letter.lower() for letter in acronym if letter.isupper()]
    initials = [word[0].lower() for word in long_form.replace("-", " ").split() if word.lower() not in _SMALL_WORDS]
    common = sum(letter in initials for letter in letters)
    return common >= 2 and letters[0] == initials[0] and common >= len(letters) - 1


def initials(long_form: str) -> str | None:
    """The acronym that a name of three words or more would have, compared by `acronym_key`."""
    taken = [word[0] for word in long_form.replace("-", " ").split() if word.lower() not in _SMALL_WORDS]
    is_name = all(letter.isupper() for letter in taken)
    return acronym_key("".join(taken)) if is_name and 3 <= len(taken) <= _LONGEST else None
