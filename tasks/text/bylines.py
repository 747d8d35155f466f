"""Names out of a byline: "By Ann Lee and Bo Chan, Staff Writers" to two names.

What belongs here: cutting and refusing strings. What does not: their words (bylines.toml), where on a page a byline
stands, names in running text.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

# All set by hand on the development pages.
LONGEST_NAME = 60  # characters, titles and middle names included
MOST_AUTHORS = 20  # a longer list is no byline
MOST_WORDS = 6  # of one name
LONGEST_BYLINE = 120  # characters of a line that is nothing but a byline
_LONGEST_READ = 500  # characters of a byline that are looked at

_LISTS: dict[str, dict[str, str]] = tomllib.loads(
    files("tasks.text").joinpath("bylines.toml").read_text(encoding="utf-8")
)


def _any_of(name: str) -> str:
    """A pattern of the words of one list, in all languages."""
    return "|".join(dict.fromkeys(word for words in _LISTS[name].values() for word in words.split()))


_OPENING = re.compile(
    rf"^\W{{0,5}}(?:(?:(?:{_any_of('verbs')})\s)?(?:{_any_of('by')})\b|(?:{_any_of('labels')})\s?:)[\s:]{{0,5}}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\s{{0,3}}(?:[,;|•·/\n]|\s(?:{_any_of('between')}|&)\s|\s-\s|\s–\s|\s—\s)\s{{0,3}}", re.IGNORECASE
)
# What follows a name on the same line and is no name.
_REST = re.compile(rf"\s(?:(?:{_any_of('rest')})\s.{{0,200}}|\(.{{0,100}}|\d.{{0,200}})$", re.IGNORECASE | re.DOTALL)
_REFUSED = re.compile(
    rf"[@<>{{}}=\d_\\]|https?:|www\.|\.(?:com|org|net|co)\b|\b(?:{_any_of('refused')})\b", re.IGNORECASE
)


def split_authors(byline: str) -> tuple[str, ...]:
    """The single names in a byline, in order, each once; () where nothing in it looks like a name."""
    line = " ".join(byline[:_LONGEST_READ].split())
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
