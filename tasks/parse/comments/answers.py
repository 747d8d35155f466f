"""Answers to a question together with the comments on them, where schema.org's vocabulary names both.

What belongs here: putting the two in the order of the page. What does not: finding either by itself (named.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from tasks.parse.comments.groups import Group
from tasks.parse.comments.index import Elements

_ANSWER = ".@answer"
_COMMENT = ".@comment"


def with_answers(comments: Group, named: Elements) -> Group:
    """Add the answers to the page's question to a group of comments, each answer before the comments on it.

    `named` are the elements of the page that may be comments, by tag and token.
    """
    answers = [element for name, found in named.items() if name.endswith(_ANSWER) for element in found]
    marked = {element for name, found in named.items() if name.endswith(_COMMENT) for element in found}
    roots = comments.elements()
    if not answers or roots.issuperset(answers) or not roots <= marked:
        return comments
    below: dict[etree._Element | None, list[Sequence[etree._Element]]] = {None: [], **{each: [] for each in answers}}
    for item in comments.items:
        below[next((outer for outer in item[0].iterancestors() if outer in below), None)].append(item)
    items = [
        *below.pop(None),
        *(item for answer, own in below.items() if answer is not None for item in ((answer,), *own)),
    ]
    return replace(comments, items=tuple(tuple(item) for item in items), known={})
