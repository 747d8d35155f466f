"""Entries of a live blog with their times: blocks of markup that each hold a time, or lines that begin with a clock.

What belongs here: finding the entries, keeping each in the article, telling when it was posted. What does not: the
article's own date (tasks.dates), comments (comments/discussion.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from tasks.dates.stamp.printed import read_attribute, read_moment
from tasks.parse.base.assembly import Assembly, Block
from tasks.parse.base.tree_text import inline_text
from tasks.records import Kind, Layer, LiveEntry, Moment, Precision, Segment

_LIVE_NAMES = (
    r"live-?blog|live-?ticker|news-?ticker|live-?updates?|live-?feed|as-it-happened|en-?direct|en-?vivo|minuto-a-minuto"
)
_LIVE_NAME = re.compile(rf"(?:^|[\s_-])(?:{_LIVE_NAMES})(?:$|[\s_-])", re.IGNORECASE)
_LIVE_PATH = re.compile(rf"(?:^|[/_-])(?:{_LIVE_NAMES}|live)(?:$|[/_-])", re.IGNORECASE)
_DISCUSSION_NAME = re.compile(r"comment|disqus|discussion|repl(?:y|ies)|forum|thread|talkback|reader", re.IGNORECASE)
_CLOCK = re.compile(
    r"\W{0,2}(?P<printed>(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s?(?P<half>[ap])\.?m\b\.?"
    r"|(?P<hour24>\d{1,2})[:.h](?P<minute24>\d{2})(?::\d{2})?(?!\d|[.,/]\d)(?:\s?(?:Uhr|h|hrs)\b)?)"
    r"(?:\s?(?:GMT|BST|UTC|C?ES?T|E[SD]?T|P[SD]?T|MESZ|MEZ)\b)?\W{0,3}(?=\s|$|[^\W\d])",
    re.IGNORECASE,
)
_TEXTS = ("p", "h2", "h3", "h4", "h5", "li", "blockquote")


@dataclass(frozen=True, slots=True)
class EntryRules:
    """What is an entry of a live blog. Set by hand on the development pages, not fitted."""

    fewest_entries: int = 3  # of one shape in a row; two times are those of publication and change
    most_texts: int = 60  # paragraphs and headings of one entry; bounds the time of a hostile one
    most_marked: int = 5000  # elements of a page that are looked at; bounds the time of a hostile one
    climb: int = 6  # levels from a time to its entry
    shortest_entry: int = 40  # characters; shorter ones are lines of a table of times
    fewest_words: int = 4  # of a paragraph; fewer are controls


RULES = EntryRules()


@dataclass(frozen=True, slots=True)
class MarkedEntry:
    """An entry in markup: its time, as printed and as read, and its texts with their kinds."""

    posted: Moment | None
    printed: str
    texts: tuple[tuple[str, Kind], ...]


@dataclass(frozen=True, slots=True)
class LiveBlog:
    """The entries of a page and the element that holds them all."""

    entries: tuple[MarkedEntry, ...] = ()
    holder: HtmlElement | None = None


# ---- markup


def read_live_blog(tree: HtmlElement, types: frozenset[str], url: str | None) -> LiveBlog:
    """The entries of a page that calls itself live; empty for any other page. `tree` is not changed.

    `types` are the types of schema.org that the page states.
    """
    is_live = "LiveBlogPosting" in types or _LIVE_PATH.search(urlsplit(url or "").path) is not None
    siblings: dict[etree._Element, Counter[tuple[str, str]]] = {}
    found: dict[etree._Element, dict[etree._Element, HtmlElement]] = {}  # holder, entry, its first time
    for stamp in islice(tree.iter("time", "span", "p", "div", "a", "b", "strong"), RULES.most_marked):
        if stamp.tag == "time" or _is_clock(stamp):
            entry = _entry_around(stamp, siblings)
            if entry is not None and entry.getparent() is not None:
                found.setdefault(entry.getparent(), {}).setdefault(entry, stamp)
    holders = (element for element, entries in found.items() if _may_hold(element, next(iter(entries)), is_live))
    holder = max(holders, key=lambda element: len(found[element]), default=None)
    if holder is None:
        return LiveBlog()
    entries = tuple(_marked(entry, stamp) for entry, stamp in found[holder].items())
    entries = tuple(entry for entry in entries if sum(len(text) for text, _ in entry.texts) >= RULES.shortest_entry)
    return LiveBlog(entries, holder) if len(entries) >= RULES.fewest_entries else LiveBlog()


def _may_hold(holder: etree._Element, entry: etree._Element, is_live: bool) -> bool:
    """Whether an element may hold the entries: the page or something around says live, and nothing says comments."""
    around = [entry, holder, *islice(holder.iterancestors(), RULES.climb)]
    labels = [f"{element.get('class') or ''} {element.get('id') or ''}"[:300] for element in around]
    if any(_DISCUSSION_NAME.search(label) for label in labels):
        return False
    return is_live or any(_LIVE_NAME.search(label) for label in labels)


def _is_clock(element: HtmlElement) -> bool:
    text = (element.text or "").strip()
    return 3 < len(text) <= 24 and (found := _CLOCK.match(text)) is not None and found.end() == len(text)


def _entry_around(stamp: HtmlElement, siblings: dict[etree._Element, Counter[tuple[str, str]]]) -> HtmlElement | None:
    """The nearest element around a time that has siblings of its own shape."""
    node: HtmlElement = stamp
    for _ in range(RULES.climb):
        parent = node.getparent()
        if parent is None or parent.tag in ("body", "html"):
            return None
        if parent not in siblings:
            siblings[parent] = Counter(_shape(child) for child in parent)
        is_block = node.tag not in ("time", "span", "a", "b", "strong", "p")
        if is_block and siblings[parent][_shape(node)] >= RULES.fewest_entries:
            return node
        node = parent
    return None


def _shape(element: etree._Element) -> tuple[str, str]:
    return str(element.tag), (element.get("class") or "").partition(" ")[0]


def _marked(entry: HtmlElement, stamp: HtmlElement) -> MarkedEntry:
    printed = inline_text(stamp, 60)
    texts: list[tuple[str, Kind]] = []
    for element in islice(entry.iter(*_TEXTS), RULES.most_texts):
        text = inline_text(element)
        is_outer = element.tag in ("li", "blockquote") and next(element.iterchildren("p"), None) is not None
        kind = Kind.HEADING if str(element.tag)[0] == "h" else Kind.PARAGRAPH
        is_control = kind is Kind.PARAGRAPH and text.count(" ") + 1 < RULES.fewest_words
        if text and text != printed and not is_outer and not is_control:
            texts.append((text, kind))
    posted = read_attribute(stamp.get("datetime") or "") or read_moment(printed)
    return MarkedEntry(posted, printed or stamp.get("datetime") or "", tuple(texts))


@contextmanager
def set_apart(holder: HtmlElement | None) -> Iterator[None]:
    """Take an element out of its tree for a while: its entries look like comments and are none."""
    parent = None if holder is None else holder.getparent()
    if holder is None or parent is None:
        yield
        return
    place = etree.Element("span")
    place.tail, holder.tail = holder.tail, None
    parent.replace(holder, place)
    try:
        yield
    finally:
        around = place.getparent()
        if around is not None:
            holder.tail = place.tail
            around.replace(place, holder)


def with_entries(body: Sequence[Block], blog: LiveBlog) -> list[Block]:
    """The body with every entry's text in it: what the article's reading left out stands where the page has it."""
    places = {block.text: index for index, block in reversed(list(enumerate(body)))}
    inserted: dict[int, list[Block]] = {}
    after = (
        min((places[text] for entry in blog.entries for text, _ in entry.texts if text in places), default=len(body))
        - 1
    )
    for text, kind in ((text, kind) for entry in blog.entries for text, kind in entry.texts):
        if text in places:
            after = max(after, places[text])
        else:
            inserted.setdefault(after, []).append(Block(text, Layer.ARTICLE, kind, "live-entry"))
    merged = list(inserted.get(-1, ()))
    for index, block in enumerate(body):
        merged += [block, *inserted.get(index, ())]
    return merged


# ---- entries of the reading text


def live_entries(assembly: Assembly, blog: LiveBlog, published: Moment | None) -> tuple[LiveEntry, ...]:
    """The entries of a reading text: those of the markup, else runs of lines that begin with a clock, in order."""
    article = [segment for segment in assembly.segments if segment.layer is Layer.ARTICLE]
    return _by_markup(assembly.text, article, blog) if blog.entries else _by_clock(assembly.text, article, published)


def _by_markup(text: str, article: Sequence[Segment], blog: LiveBlog) -> tuple[LiveEntry, ...]:
    owners: dict[str, int] = {}
    for number, entry in enumerate(blog.entries):
        for line, _ in entry.texts:
            owners.setdefault(line, number)
    members: dict[int, list[int]] = {}
    for segment in article:
        owner = owners.get(text[segment.start : segment.end])
        if owner is not None:
            members.setdefault(owner, []).append(segment.segment_id)
    return tuple(
        LiveEntry(ids[0], ids[-1], blog.entries[owner].posted, blog.entries[owner].printed)
        for owner, ids in sorted(members.items(), key=lambda item: item[1][0])
    )


def _by_clock(text: str, article: Sequence[Segment], published: Moment | None) -> tuple[LiveEntry, ...]:
    """Three or more lines with clocks that run one way; an entry lasts until the next one."""
    starts: list[tuple[int, str, time]] = []
    for place, segment in enumerate(article):
        clock = read_clock(text[segment.start : segment.end])
        if clock is not None and segment.kind in (Kind.PARAGRAPH, Kind.HEADING, Kind.DATELINE):
            starts.append((place, *clock))
    times = [clock for _, _, clock in starts]
    runs = len(set(times)) >= RULES.fewest_entries and times in (sorted(times), sorted(times, reverse=True))
    if not runs:
        return ()
    ends = [place - 1 for place, _, _ in starts[1:]] + [len(article) - 1]
    return tuple(
        LiveEntry(article[place].segment_id, article[end].segment_id, _posted(clock, published), printed)
        for (place, printed, clock), end in zip(starts, ends, strict=True)
    )


def read_clock(line: str) -> tuple[str, time] | None:
    """The clock at the beginning of a line, as printed and as read."""
    found = _CLOCK.match(line[:40])
    if found is None:
        return None
    hour, minute = int(found["hour"] or found["hour24"]), int(found["minute"] or found["minute24"] or 0)
    if found["half"] is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (found["half"].lower() == "p")
    return (found["printed"].strip(), time(hour, minute)) if hour < 24 and minute < 60 else None


def _posted(clock: time, published: Moment | None) -> Moment | None:
    """The clock on the day of publication, where one is known: entries whose clocks run one way share a day."""
    if published is None or published.precision in (Precision.YEAR, Precision.MONTH):
        return None
    day = published.local.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
    return Moment(day, Precision.LOCAL_MINUTE)
