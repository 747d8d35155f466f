"""What the text says a person is: `the Afghan president, Ashraf Ghani,`, `Chinese Foreign Minister Wang Yi`.

What belongs here: the words beside a person's name that give a role. What does not: who the person is (people.py).
"""

from __future__ import annotations

import re

from tasks.entities.lexicon.tables import words

_WINDOW = 90  # characters before and behind a name, in which its role stands
_MOST_WORDS = 7  # of a role on one side of its head
_NAME = r"[A-Z][\w'’.-]{0,30}"
_OF_PHRASE = (
    rf"(?: (?:of|for|at|to|in) (?:the )?(?:{_NAME}|state|staff|defen[cs]e|government|parliament)"
    rf"(?: (?:and |of |the )?{_NAME}){{0,4}}){{0,2}}"
)
_POSSESSIVE = ("'s", "’s")
_GERMAN_HEADS = ("minister", "ministerin", "kanzler", "kanzlerin", "präsident", "präsidentin", "sprecher", "sprecherin")
_WORD = re.compile(r"[\w'’.&-]+")
_AFTER = re.compile(
    r"(?:, | \()(?:(?:who is|is|then|now) )?(?:(?:the|a|an) )?"
    rf"((?:[\w'’.-]+ ){{0,5}}?)([\w-]+)({_OF_PHRASE})(?=[,.;)]|$)"
)


def role_of(text: str, start: int, end: int) -> str | None:
    """The role that the words right before or after the name at text[start:end] give; None where they give none."""
    before = text[max(0, start - _WINDOW) : start].rpartition("\n")[2]
    after = text[end : end + _WINDOW].partition("\n")[0]
    return _directly_before(before) or _in_apposition(before, after) or _behind(after)


def _is_head(word: str) -> bool:
    lowered = word.lower()
    return lowered in words()["role_heads"] or lowered.endswith(_GERMAN_HEADS)


def _directly_before(before: str) -> str | None:
    """`Taliban spokesman`, `U.S. Secretary of State`: words that end in a head, with what qualifies it."""
    if not before.endswith(" "):
        return None
    found = before.rstrip(" ").split(" ")[-(_MOST_WORDS + 1) :]
    if not _is_head(found[-1]) and (found[-2:-1] != ["of"] or _ends_phrase(found[-1])):
        return None
    head = len(found) - 1
    if not _is_head(found[head]):
        head -= 2
        if head < 0 or not _is_head(found[head]):
            return None
    return " ".join(found[_first_qualifier(found, head) :])


def _first_qualifier(found: list[str], head: int) -> int:
    """Where a role begins: as far left of its head as capitalised or qualifying words stand without a break."""
    first = head
    while first > 0 and _qualifies(found[first - 1]):
        first -= 1
    return first


def _qualifies(word: str) -> bool:
    is_name = word[:1].isupper() and word.lower() not in words()["no_qualifiers"]
    return not _ends_phrase(word) and (is_name or word.lower() in words()["role_qualifiers"] or _is_head(word))


def _ends_phrase(word: str) -> bool:
    """Whether a mark closes what the word belongs to: `Leeds,` and `Leeds.`, not `U.S.`."""
    return word.endswith((",", ";", ":", ".")) and word.count(".") < 2


def _in_apposition(before: str, after: str) -> str | None:
    """`the Afghan president, ` before a name that a comma, or the sentence's end, closes."""
    if not before.endswith(", ") or after[:1] not in (",", "."):
        return None
    found = before[:-2].split(" ")[-(_MOST_WORDS + 2) :]
    for head in range(len(found) - 1, -1, -1):
        if _is_head(found[head]):
            tail = found[head + 1 :]
            first = _first_qualifier(found, head)
            is_definite = found[first].endswith(_POSSESSIVE) or (
                first > 0 and found[first - 1].lower() in words()["articles"]
            )
            return " ".join(found[first:]) if is_definite and (not tail or tail[0] in ("of", "for")) else None
    return None


def _behind(after: str) -> str | None:
    """`, the US secretary of state,` behind a name."""
    found = _AFTER.match(after)
    if found is None or not _is_head(found.group(2)):
        return None
    qualifiers = _WORD.findall(found.group(1))
    if not all(_qualifies(word) for word in qualifiers):
        return None
    return " ".join(f"{found.group(1)}{found.group(2)}{found.group(3)}".split())
