"""Names of those who comment, read from the short texts in which they stand.

What belongs here: cutting and refusing strings. What does not: where in a comment a name stands (single/comment.py).
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from tasks.parse.base.tree_text import inline_text
from tasks.parse.comments.vocabulary import layouts
from tasks.parse.lines.kinds import LineKind, classify
from tasks.parse.lines.vocabulary import words

LONGEST_NAME = 50  # characters; names of six words stay below
MOST_WORDS = 6  # of a name; set by hand
ROOM_FOR_MARKS = 12  # characters around a name that stands by itself: "- Ann:"
FIRST_LINKS = 3  # of a box that may be a name; the picture and the badge come before it
_HANDLE = re.compile(r"[^\W\d_]{2,40}\d{1,8}")


def link_names(node: etree._Element) -> list[str]:
    """Names among the first links inside a box; a link is the whole name ("Ann - of Harwich")."""
    texts = (inline_text(link, 2 * LONGEST_NAME) for link in islice(node.iterdescendants("a"), FIRST_LINKS))
    return [name for text in texts if (name := checked_name(text))]


def name_in(text: str) -> str | None:
    """The name in "By Ann Miller says:"; None where what is left without such words is no name."""
    return checked_name(layouts().after_name.sub("", layouts().by_name.sub("", text)))


def checked_name(text: str) -> str | None:
    """The text without the marks around it if it can be a name, else None ("Reply", "July 3, 2021", a sentence)."""
    name = text.strip(" \t:-–—|,.»«•·\"'()[]")
    if not name or len(name) > LONGEST_NAME or len(name.split()) > MOST_WORDS or not any(map(str.isalnum, name)):
        return None
    if name.lower() in words().profile:
        return None
    kind = classify(name, words()).kind
    return None if kind in (LineKind.ACTION, LineKind.STAMP, LineKind.ANNOUNCEMENT, LineKind.END) else name


def handle_in(text: str) -> str | None:
    """A name such as "link78", whose word by itself would be a control; only for elements named as author."""
    return text if len(text) <= LONGEST_NAME and _HANDLE.fullmatch(text) is not None else None


def is_name(line: str, *names: str | None) -> bool:
    """Whether a line is one of the names and nothing else."""
    return len(line) <= LONGEST_NAME + ROOM_FOR_MARKS and any(
        name is not None and line.strip(" :,-") == name for name in names
    )


def author_of(line: str) -> str | None:
    """The name in a line that is the head of a comment ("Posted by Ann | July 3, 2021")."""
    author = classify(line, words()).author
    return name_in(author) if author else None


def names_another(line: str, author: str | None) -> bool:
    """Whether a line is "Bo wrote:" in a comment of Ann's: no word of the name is the author's."""
    read = classify(line, words()) if author is not None else None
    if author is None or read is None or read.kind is not LineKind.SAYS or read.author is None:
        return False
    return set(read.author.casefold().split()).isdisjoint(author.casefold().split())
