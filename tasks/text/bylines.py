"""Names out of a byline: "By Ann Lee and Bo Chan, Staff Writers" to two names.

What belongs here: cutting and refusing strings. What does not: where on a page a byline stands, names in running text.
"""

from __future__ import annotations

import re

LONGEST_NAME = 60  # characters of one author
MOST_AUTHORS = 20  # of a byline; more make a list of something else
MOST_WORDS = 6  # of one author, titles and middle names included
LONGEST_BYLINE = 120  # characters

_OPENING = re.compile(
    r"^\W{0,5}(?:(?:(?:story|text|words|article|review|report|analysis|reporting|posted|written|published|submitted|created|edited|"
    r"compiled|contributed|authored|started|opinion)\s)?(?:by|von|par|por|di|door|av|af|oleh)\b|(?:authors?|autore?|autor(?:es|en)?|auteurs?|verfasser|redaktion|fotos?|text|from)\s?:)"
    r"[\s:]{0,5}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s{0,3}(?:[,;|•·/\n]|\s(?:and|und|et|y|e|en|og|och|with|&|dan)\s|\s-\s|\s–\s|\s—\s)\s{0,3}", re.IGNORECASE
)
# What follows a name on the same line and is no name.
_REST = re.compile(
    r"\s(?:(?:on|at|in|for|am|le|el|last|updated|published|posted|special)\s.{0,200}|\(.{0,100}|\d.{0,200})$",
    re.IGNORECASE | re.DOTALL,
)
_REFUSED = re.compile(
    r"[@<>{}=\d_\\]|https?:|www\.|\.(?:com|org|net|co)\b|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|sept|oct|nov|dec|january|february|"
    r"march|april|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|yesterday|"
    r"comments?|share|tweet|follow|subscribe|read|more|view|posts?|all|updated|published|about|bio|profile|archives?|email|print|"
    r"agenc(?:y|ies)|says?|newsroom|writers?|reporters?|correspondents?|editors?|columnists?|contributors?|staff|guest|senior|journalists?|producers?|"
    r"admin|administrator|webmaster|unknown|anonymous|author|null|none|undefined|the)\b",
    re.IGNORECASE,
)


def split_authors(byline: str) -> tuple[str, ...]:
    """The single names in a byline, in order, each once; () where nothing in it looks like a name."""
    line = " ".join(byline[:500].split())
    if "://" in line:
        return ()
    line = _OPENING.sub("", _OPENING.sub("", line))
    parts = (_REST.sub("", f"{part} ").strip(" .:-–—'\"()[]") for part in _BETWEEN.split(line)[: 2 * MOST_AUTHORS])
    return tuple(dict.fromkeys(part for part in parts if _is_name(part)))[:MOST_AUTHORS]


def is_byline(line: str) -> bool:
    """Whether a line says whose the article is and nothing else: it opens with "by" and holds names."""
    is_short = len(line) <= LONGEST_BYLINE and not line.rstrip().endswith(".")
    return is_short and _OPENING.match(line) is not None and bool(split_authors(line))


def _is_name(part: str) -> bool:
    if not 2 <= len(part) <= LONGEST_NAME or len(part.split()) > MOST_WORDS:
        return False
    is_written = part[0].isupper() or not part[0].isascii() or " " not in part
    return is_written and _REFUSED.search(part) is None and any(map(str.isalpha, part))
