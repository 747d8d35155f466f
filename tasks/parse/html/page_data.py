"""The article of a page that ships its text only as data for its scripts (Next.js, Nuxt and their kind).

What belongs here: finding the running text in such data. What does not: what JSON-LD says about an article
(head/linked_data.py), pages with a text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring

from tasks.parse.base.assembly import Block
from tasks.parse.base.tree_text import lines
from tasks.records import Kind, Layer

LONGEST_DATA = 5_000_000  # characters of a script; more are no page's
MOST_VALUES = 200_000  # of a page's data that are looked at
LONG_TEXT = 60  # characters of a value that is running text
LEAST_TEXT = 300  # characters of running text in one list or object, from which it is an article; set by hand
LEAST_BLANKS = 2  # of a line in Latin letters that is a sentence; set by hand
MOST_SCRIPTS = 200  # of a page that are looked at
_DATA_TYPES = frozenset({"application/json", "application/ld+json"})
_PUSHED = re.compile(r"\s*self\.__next_f\.push\((?P<row>\[.*\])\)[\s;]*", re.DOTALL)  # Next.js streams its data so
_END = re.compile(r"[.!?…。؟।][\"'”’»)\s]{0,3}$")
_CODE = re.compile(r"[{}<>]|=>")
_TAG = re.compile(r"</?(?:p|br|h[1-6]|div|em|strong|a|li|ul|ol|blockquote)\b", re.IGNORECASE)


def read_page_data(tree: HtmlElement) -> list[Block]:
    """The longest running text that one list or one value of the page's data holds; no block where there is none."""
    best: list[str] = []
    for data in islice(filter(None, map(_loaded, tree.iter("script"))), MOST_SCRIPTS):
        for texts in _candidates(data):
            if sum(map(len, texts)) > sum(map(len, best)):
                best = texts
    if sum(map(len, best)) < LEAST_TEXT:
        return []
    return [Block(text, Layer.ARTICLE, Kind.PARAGRAPH, "page-data") for text in best]


def _loaded(script: etree._Element) -> Any:
    """The data of a script; None where it holds none."""
    text = script.text or ""
    if len(text) > LONGEST_DATA:
        return None
    pushed = _PUSHED.fullmatch(text)
    if pushed is None and script.get("type") not in _DATA_TYPES:
        return None
    try:
        return json.loads(text if pushed is None else pushed["row"])
    except (ValueError, RecursionError):
        return None


def _candidates(data: Any) -> Iterator[list[str]]:
    """The running text of every list, that of its entries' own values, and of every value by itself."""
    waiting = [data]
    seen = 0
    while waiting and seen < MOST_VALUES:
        value = waiting.pop()
        seen += 1
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
            yield [text for entry in value for text in _entry(entry)]
        elif isinstance(value, str):
            yield _texts(value)


def _entry(entry: Any) -> list[str]:
    """The running text of a paragraph in a list: a string, or an object with one text."""
    if isinstance(entry, dict):
        found = [texts for value in entry.values() if isinstance(value, str) and (texts := _texts(value))]
        return found[0] if len(found) == 1 else []
    return _texts(entry) if isinstance(entry, str) else []


def _texts(value: str) -> list[str]:
    """The lines of a value that is running text, with or without markup; none of any other."""
    if len(value) < LONG_TEXT:
        return []
    if _TAG.search(value):
        try:
            value = "\n".join(lines(fragment_fromstring(value, create_parent="div")))
        except (etree.ParserError, ValueError):
            return []
    printed = [" ".join(line.split()) for line in value.split("\n") if line.strip()]
    return printed if any(map(_is_sentence, printed)) else []


def _is_sentence(line: str) -> bool:
    """Whether a line ends like a sentence, has blanks where its script has, and is no code."""
    is_parted = line.count(" ") >= LEAST_BLANKS or not line.isascii()
    return len(line) >= LONG_TEXT and is_parted and _END.search(line[-5:]) is not None and _CODE.search(line) is None
