"""Dates that a page shows its readers: `time` elements, elements whose names speak of dates, text beside the headline.

What belongs here: finding them. What does not: what is stated for machines (machine_stamps.py), choosing
(choice.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from tasks.dates.publication.labels import labelled, told_apart
from tasks.dates.publication.stamps import (
    LONGEST_RAW,
    LONGEST_VISIBLE,
    Reader,
    Stamp,
    class_role,
    first,
    is_avoided,
    role_of,
    stamp_text,
)
from tasks.records import DateRole, Moment, Precision

_NAME_PIECES = (
    "date", "Date", "time", "Time", "publi", "meta", "Meta", "post", "info", "byline", "author", "datum", "fecha",
    "submitted", "creat", "kicker", "detail", "head",
)  # fmt: skip
_SAYS_DATE = re.compile("|".join(_NAME_PIECES))
_UNNAMED_TAGS = frozenset({"time", "abbr", "script", "a", "img"})
_BLANKS = " \t\r\n"  # of XPath
_MOST_TEXTS = 1500  # pieces of text of a whole page, a bound of work
_TEXT = "text()[normalize-space() and not(parent::script or parent::style)]"
_AFTER = etree.XPath(f"following::{_TEXT}[position() <= 40]", smart_strings=False)
_AFTER_INSIDE = etree.XPath(f"following::{_TEXT}[ancestor::article][position() <= 40]", smart_strings=False)
# One step from the body to all its text: a step for every element (`//body//text()`) takes time by the square of them.
_ANYWHERE = etree.XPath(f"//body/descendant::{_TEXT}[position() <= {_MOST_TEXTS}]", smart_strings=False)
_BEHIND = etree.XPath(f"following::{_TEXT}[position() <= {_MOST_TEXTS}]", smart_strings=False)
_COARSE = (Precision.YEAR, Precision.MONTH)
_SHORTEST_STAMP = 6  # characters: 7.7.21
_BEFORE = etree.XPath(f"preceding::{_TEXT}[position() <= 8]", smart_strings=False)


def visible_stamps(tree: HtmlElement, reader: Reader) -> Iterator[Stamp]:
    """Every such stamp, kind of place by kind of place, in document order within a kind."""
    yield from _time_stamps(tree, reader)
    yield from _named_stamps(tree, reader)
    yield from _title_stamps(tree, reader)


def text_stamps(tree: HtmlElement, reader: Reader) -> Iterator[Stamp]:
    """Days behind a word for publishing or changing, and the first day at the beginning of any piece of text."""
    is_first = True
    for before, text in pairwise(("", *_article_texts(tree))):
        for role, moment in _printed(before, text, reader) if _has_digit(text) else ():
            if role is not None:
                yield Stamp(role_of(role), "labelled", moment, f"after a word for {role}")
            elif is_first:
                is_first = False
                yield Stamp(DateRole.PUBLISHED, "text", moment, "first date in the text")


def _article_texts(tree: HtmlElement) -> list[str]:
    """The pieces of text of the body up to the end of its only article; what follows may be a reader's."""
    texts, article = page_texts(tree), _only_article(tree)
    if article is None or len(texts) == _MOST_TEXTS:
        return texts
    return texts[: len(texts) - len(cast("list[str]", _BEHIND(article)))]


def _only_article(tree: HtmlElement) -> HtmlElement | None:
    articles = list(islice(tree.iter("article"), 2))
    return articles[0] if len(articles) == 1 else None


def page_texts(tree: HtmlElement) -> list[str]:
    """The first pieces of text of the body."""
    return cast("list[str]", _ANYWHERE(tree))[:_MOST_TEXTS]


def _printed(before: str, text: str, reader: Reader) -> list[tuple[str | None, Moment]]:
    """The days of a piece of text, each with the word for publishing or changing beside it."""
    dates = told_apart(text, lambda part: reader.printed(part, is_relative=False))
    if not dates:
        moment = reader.printed(text[:LONGEST_VISIBLE], is_relative=False)
        role = labelled(before, text)
        is_stamp = role is not None or len(text) <= LONGEST_VISIBLE  # else running text that mentions a day
        dates = [(role, moment)] if moment is not None and is_stamp else []
    return [(role, moment) for role, moment in dates if moment.precision not in _COARSE]


def _has_digit(text: str) -> bool:
    return any(character.isdecimal() for character in text[:LONGEST_VISIBLE])


def _time_stamps(tree: HtmlElement, reader: Reader) -> Iterator[Stamp]:
    times = (
        element for element in tree.iter("time", "abbr") if element.tag == "time" or element.get("title") is not None
    )
    for element in first(times):
        if is_avoided(element):
            continue
        stated = element.get("datetime") if element.tag == "time" else element.get("title")
        moment = reader.attribute(stated) or reader.element(element)
        if moment is None:
            continue
        parent = element.getparent()
        role = class_role(element) or (class_role(parent) if parent is not None else None)
        if element.get("pubdate") is not None:
            role = "published"
        yield Stamp(role_of(role), "time_published" if role == "published" else "time", moment, "time")


def _named_stamps(tree: HtmlElement, reader: Reader) -> Iterator[Stamp]:
    for element in first(_named(tree)):
        role = class_role(element)
        text = stamp_text(element) if role is not None and role != "avoided" else None
        if text is None:
            continue
        dates = told_apart(text, reader.printed)
        if not dates:
            moment = reader.printed(text)
            dates = [] if moment is None else [(None, moment)]
        if not dates or is_avoided(element):
            continue
        where = (element.get("class") or element.get("id") or "")[:LONGEST_VISIBLE]
        for label, moment in dates:
            said = label or role
            yield Stamp(role_of(said), "visible_published" if said == "published" else "visible", moment, where)


def _named(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Elements of the body whose class or id may speak of a date."""
    plain: set[tuple[str | None, str | None]] = {(None, None)}  # that do not; a page has few and bears them often
    for element in tree.iterfind(".//body//*"):
        label = element.get("class"), element.get("id")
        if label in plain:
            continue
        if _SAYS_DATE.search(f"{label[0]} {label[1]}") is None:
            plain.add(label)
        elif element.tag not in _UNNAMED_TAGS:
            yield element


def _nearest_first(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """Pieces of text, each with the piece before it: that just before the headline, those after it, the others."""
    following = list(pairwise(("", *after)))
    leading = [*pairwise(("", *before))]
    yield from leading[-1:]
    yield from following
    yield from reversed(leading[:-1])


def _title_stamps(tree: HtmlElement, reader: Reader) -> Iterator[Stamp]:
    """Short pieces of text after the last headline of the first rank, nearest first, then those just before it."""
    headlines = (headline for headline in tree.iter("h1") if any(text.strip(_BLANKS) for text in headline.itertext()))
    for headline in first(headlines)[-1:]:
        is_inside = _only_article(tree) in headline.iterancestors("article")
        find_after = _AFTER_INSIDE if is_inside else _AFTER
        after, before = cast("list[str]", find_after(headline)), cast("list[str]", _BEFORE(headline))
        for lead, text in _nearest_first(before, after):
            stamp = " ".join(text[:LONGEST_RAW].split())
            is_stamp = len(stamp) >= _SHORTEST_STAMP and _has_digit(stamp)
            for role, moment in _printed(lead, stamp, reader) if is_stamp else ():
                method = "beside_title" if role is None else "labelled"
                yield Stamp(role_of(role), method, moment, "beside the headline")
