"""The stamps of a document, costlier places being looked at only where the cheaper ones gave no day.

What belongs here: the order of the places. What does not: how a place is read (machine_stamps.py,
visible_stamps.py, whole_page.py), choosing among what was found (choice.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from tasks.dates.publication.bounds import VAGUE, Limits
from tasks.dates.publication.labels import labelled, told_apart
from tasks.dates.publication.machine_stamps import address_stamps, machine_stamps
from tasks.dates.publication.reader_day import is_universal
from tasks.dates.publication.stamps import EXPLICIT, Stamp, reader_for, role_of
from tasks.dates.publication.two_readings import open_stamps
from tasks.dates.publication.visible_stamps import text_stamps, visible_stamps
from tasks.dates.publication.whole_page import source_stamps
from tasks.dates.stamp.printed import read_moment
from tasks.records import DateRole, Moment, Precision

MOST_CANDIDATES = 24  # rows for one document
HEAD_LINES = 12  # of plain text in which a stamp may stand; set by hand
_LONGEST_HEAD = 4000  # characters of those lines that are looked at, a bound of work
_SHORTEST_STAMP = 6  # characters: 7.7.21
HEAD_LINE_LENGTH = 100  # characters; a longer line is text that mentions a date
COARSE = (Precision.YEAR, Precision.MONTH)

_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .,'’()/\-]{2,50},?\s(?P<stamp>[^\W\d_]{3,9}\.?\s\d{1,2},?\s(?:19|20)\d\d)\b")


def gather(tree: HtmlElement | None, url: str | None, head_text: str, limits: Limits) -> list[Stamp]:
    """The distinct stamps of a page (`tree` None: of a plain text, by its address and its first lines)."""
    if tree is None:
        return _distinct([*address_stamps(url or ""), *_head_stamps(head_text)])
    reader = reader_for(tree, limits.fetched_at)
    found = _distinct(machine_stamps(tree, url, reader))
    if not _has_reader_day(found, limits):
        found = _distinct([*found, *visible_stamps(tree, reader), *_head_stamps(head_text)])
    if all(stamp.method in VAGUE for stamp in _days(found, limits)):
        found = _distinct([*found, *open_stamps(tree, url, reader, found, limits), *text_stamps(tree, reader)])
    if not any(_is_day(stamp) for stamp in found):  # a stated day that cannot be right is not replaced by a guess
        found = _distinct([*found, *source_stamps(tree, reader.order)])
    return found


def _distinct(stamps: Iterator[Stamp] | Sequence[Stamp]) -> list[Stamp]:
    kept: dict[tuple[DateRole, str, Moment], Stamp] = {}
    for stamp in stamps:
        kept.setdefault((stamp.role, stamp.method, stamp.moment), stamp)
        if len(kept) >= MOST_CANDIDATES:
            break
    return list(kept.values())


def _days(found: Sequence[Stamp], limits: Limits) -> list[Stamp]:
    return [stamp for stamp in found if _is_day(stamp) and limits.refusal(stamp) is None]


def _is_day(stamp: Stamp) -> bool:
    return stamp.role is DateRole.PUBLISHED and stamp.moment.precision not in COARSE


def _has_reader_day(found: Sequence[Stamp], limits: Limits) -> bool:
    days = [stamp for stamp in _days(found, limits) if stamp.method in EXPLICIT]
    return bool(days) and not all(is_universal(stamp.moment) for stamp in days)


def _head_stamps(head_text: str) -> Iterator[Stamp]:
    """A line of its own below the headline, or the dateline of an agency report."""
    for line in head_text[:_LONGEST_HEAD].splitlines()[:HEAD_LINES]:
        dateline = _DATELINE.match(line)
        text = dateline["stamp"] if dateline else line.strip()
        if not _SHORTEST_STAMP <= len(text) <= HEAD_LINE_LENGTH:
            continue
        method = "dateline" if dateline else "head_text"
        moment = read_moment(text)
        dates = told_apart(text, read_moment) or ([] if moment is None else [(labelled("", text), moment)])
        for label, day in dates:
            if day.precision is not Precision.YEAR:
                yield Stamp(role_of(label), method, day, "first lines")
