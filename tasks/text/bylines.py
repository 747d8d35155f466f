"""Names out of a byline: "By Ann Lee and Bo Chan, Staff Writers" to two names.

What belongs here: cutting and refusing strings. What does not: their words (bylines.toml), what kind of author a name
is (author_kinds.py), where on a page a byline stands, names in running text.
"""

from __future__ import annotations

import re

from tasks.text.author_kinds import AuthorKind, any_of, author_kind, has_role, is_role, without_role

# All set by hand on the development pages.
LONGEST_NAME = 60  # characters, titles and middle names included
MOST_AUTHORS = 20  # a longer list is no byline
MOST_WORDS = 6  # of one name
LONGEST_BYLINE = 120  # characters of a line that is nothing but a byline
_LONGEST_READ = 500  # characters of a byline that are looked at

_OPENING = re.compile(
    rf"^\W{{0,5}}(?:(?:(?:{any_of('verbs')})\s)?(?:{any_of('by')})\b|(?:{any_of('labels')})\s?[:：]"
    rf"|(?:{any_of('labels_of_fields')})\b\s?[*:：])[\s:：]{{0,5}}",
    re.IGNORECASE,
)
_GLUED_BY = re.compile(r"^\W{0,5}(?:By|by)(?=[A-Z][a-z])")  # "ByAnn Lee": two elements that the page sets apart
_BETWEEN = re.compile(
    rf"\s{{0,3}}(?:[,;|•·/\n、，／]|\s(?:{any_of('between')}|&)\s|\s-\s|\s–\s|\s—\s)\s{{0,3}}", re.IGNORECASE
)
# What follows a name on the same line and is no name.
_REST = re.compile(
    rf"\s(?:(?:{any_of('rest')})\s.{{0,200}}|\(.{{0,100}}|(?:(?:{any_of('dates')})\W{{1,3}}){{0,2}}\d.{{0,200}})$",
    re.IGNORECASE | re.DOTALL,
)
_REFUSED = re.compile(
    rf"[@<>{{}}=\d_\\:?!*“”„»«©]|\w{{5,}}\.\s|https?:|www\.|\.(?:com|org|net|co)\b|\b(?:{any_of('refused')})\b",
    re.IGNORECASE,
)
_LABELS = re.compile(
    rf"(?:{any_of('labels')}|{any_of('labels_of_fields')}|{any_of('verbs')}|(?:{any_of('verbs')})\s(?:{any_of('by')}))",
    re.IGNORECASE,
)
_DATES = re.compile(rf"(?:\b(?:{any_of('dates')})\b\W*)+", re.IGNORECASE)
_ARTICLE = re.compile(r"\bthe\b", re.IGNORECASE)
_SURNAME_FIRST = re.compile(r"((?:[a-z]{2,4} ){0,2}[^\W\d_][\w'’-]+), ([^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*)?)")


def split_authors(byline: str) -> tuple[str, ...]:
    """The single names in a byline, in order, each once; () where nothing in it looks like a name.

    Staff, agencies and organisations are authors where no person stands beside them.
    """
    printed = (" ".join(line.split()) for line in byline[:_LONGEST_READ].splitlines())
    line = "\n".join(filter(None, printed))
    if "://" in line:
        return ()
    is_shouted = line.isupper() and _OPENING.match(line) is not None
    opened = _OPENING.sub("", _OPENING.sub("", line))
    line = "\n".join(_GLUED_BY.sub("", _OPENING.sub("", single)) for single in opened.split("\n"))
    parts = (_REST.sub("", f"{part} ").strip(" .:：-–—'\"()[]*") for part in _BETWEEN.split(line)[: 2 * MOST_AUTHORS])
    found = [(name, author_kind(name)) for part in parts if _is_name(name := without_role(part))]
    persons = [name for name, kind in found if kind is AuthorKind.PERSON]
    # What stands behind the first name may be a description: "Ann Lee, Redakteurin für Kultur".
    persons = [name for place, name in enumerate(persons) if place == 0 or not has_role(name)]
    persons = [_lowered(name) if is_shouted else name for name in persons]
    return tuple(dict.fromkeys(persons or [name for name, _ in found]))[:MOST_AUTHORS]


def is_byline(line: str) -> bool:
    """Whether a line says whose the article is and nothing else: it opens with "by" and holds names."""
    is_short = len(line) <= LONGEST_BYLINE and not line.rstrip().endswith(".")
    return is_short and _OPENING.match(line) is not None and bool(split_authors(line))


def forename_first(name: str) -> str:
    """A person's name as it is spoken: "Lee, Ann" to "Ann Lee"; other names as they are."""
    turned = _SURNAME_FIRST.fullmatch(" ".join(name.split())) if len(name) <= LONGEST_NAME else None
    if turned is None or turned[2].isupper() or is_role(turned[2]):
        return name
    return f"{turned[2]} {turned[1]}"


def _lowered(name: str) -> str:
    """A name of a line in capitals as it is written elsewhere."""
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)


def _is_name(part: str) -> bool:
    if not 2 <= len(part) <= LONGEST_NAME or len(part.split()) > MOST_WORDS:
        return False
    is_written = part[0].isupper() or not part[0].isascii() or " " not in part
    if not is_written or not any(map(str.isalpha, part)):
        return False
    if _REFUSED.search(part) is not None or _DATES.fullmatch(part) is not None or _LABELS.fullmatch(part) is not None:
        return False
    if author_kind(part) is not AuthorKind.PERSON:
        return True
    is_ended = not part.rsplit(" ", 1)[-1][0].islower() or " " not in part  # a name's last word is a name
    return is_ended and _ARTICLE.search(part) is None and not is_role(part)
