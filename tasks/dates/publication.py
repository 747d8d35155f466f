"""When a document was published: the candidates for its date, which of them won, and why.

What belongs here: choosing among candidates. What does not: finding stamps on a page (stamps.py) or reading one
(printed.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from htmldate import find_date
from lxml import etree
from lxml.html import HtmlElement

from tasks.dates.machine_stamps import address_stamps, machine_stamps
from tasks.dates.printed import read_moment
from tasks.dates.reader_day import as_readers_saw, is_universal
from tasks.dates.stamps import Stamp, reader_for
from tasks.dates.visible_stamps import text_stamps, visible_stamps
from tasks.records import Comment, DateCandidate, DateRole, Moment, Precision

MOST_CANDIDATES = 24  # rows for one document
HEAD_LINES = 12  # of plain text in which a stamp may stand
HEAD_LINE_LENGTH = 100  # characters; a longer line is text that mentions a date
MOST_ELEMENTS = 20_000  # of a page that htmldate is asked about: its search takes seconds on larger ones
TOLERANCE = timedelta(days=1)  # clocks and zones differ by less

# Best first: measured by how often the first answer of each is the day of publication.
_ORDER = (
    "meta", "json_ld", "microdata", "time_published", "labelled", "visible_published", "url", "time", "visible",
    "beside_title", "meta_dated", "microdata_dated", "json_ld_dated", "head_text", "json_ld_other", "text", "htmldate",
)  # fmt: skip
_ECHOES = ("head_text", "text")  # they read again what stands beside the headline
_VAGUE = ("meta_dated", "microdata_dated", "json_ld_dated", "head_text", "json_ld_other")
_STRONG = ("meta", "json_ld", "microdata")  # they say of what they are the date, and to machines
_COUNT = etree.XPath("count(//*)")
_COARSE = (Precision.YEAR, Precision.MONTH)
_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .,'’()/\-]{2,50},?\s(?P<stamp>[^\W\d_]{3,9}\.?\s\d{1,2},?\s(?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True)
class PublicationDates:
    """The date chosen, where it was read, the date of the last change, and every candidate."""

    published: Moment | None
    method: str | None
    updated: Moment | None
    candidates: tuple[DateCandidate, ...]


def publication_dates(
    tree: HtmlElement | None,
    url: str | None,
    fetched_at: datetime | None,
    comments: Sequence[Comment],
    head_text: str = "",
) -> PublicationDates:
    """Choose a document's date of publication from all that the page says.

    `tree` is the parsed page (None for plain text), `fetched_at` naive UTC, `head_text` the first lines of the reading
    text. Dates after the fetching or after the first comment cannot be right; they are kept as candidates that lost.
    """
    first_comment = min((_latest(comment.posted) for comment in comments if comment.posted is not None), default=None)
    limits = _Limits(fetched_at, first_comment)
    found = _gather(tree, url, fetched_at, head_text, limits)
    limits = replace(limits, changed_at=_first_change(found))
    winner, why = _winner(found, limits)
    updated = next((stamp for stamp in found if stamp.role is DateRole.UPDATED and limits.refusal(stamp) is None), None)
    candidates = [_candidate(stamp, winner, why, limits) for stamp in found]
    return PublicationDates(
        published=winner.moment if winner is not None else None,
        method=winner.method if winner is not None else None,
        updated=updated.moment if updated is not None else None,
        candidates=(*candidates, *_comment_candidate(comments)),
    )


def _latest(moment: Moment) -> datetime:
    """The end of what a coarse moment may mean."""
    days = {Precision.YEAR: 366, Precision.MONTH: 31, Precision.DAY: 1}
    return moment.at + timedelta(days=days.get(moment.precision, 0))


@dataclass(frozen=True, slots=True)
class _Limits:
    """What a date of publication cannot be later than."""

    fetched_at: datetime | None
    first_comment: datetime | None
    changed_at: datetime | None = None  # local time of the earliest change that the page states

    def refusal(self, stamp: Stamp) -> str | None:
        """Why a stamp cannot be right; None where it can."""
        if self.fetched_at is not None and stamp.moment.at > self.fetched_at + TOLERANCE:
            return "later than the time of fetching"
        if stamp.role is not DateRole.PUBLISHED:
            return None
        if self.first_comment is not None and stamp.moment.at > self.first_comment + TOLERANCE:
            return "later than the first comment"
        is_vague = stamp.method in _VAGUE and self.changed_at is not None
        if is_vague and self.changed_at is not None and stamp.moment.local.date() > self.changed_at.date():
            return "later than a change that the page states"
        return None


def _gather(
    tree: HtmlElement | None, url: str | None, fetched_at: datetime | None, head_text: str, limits: _Limits
) -> list[Stamp]:
    """The distinct stamps, looking at the costlier places only where the cheaper ones gave no day."""
    if tree is None:
        return _distinct([*address_stamps(url or ""), *_head_stamps(head_text)])
    reader = reader_for(tree, fetched_at)
    found = _distinct(machine_stamps(tree, url, reader))
    if not _has_reader_day(found, limits):
        found = _distinct([*found, *visible_stamps(tree, reader), *_head_stamps(head_text)])
    if all(stamp.method in _VAGUE for stamp in _days(found, limits)):
        found = _distinct([*found, *text_stamps(tree, reader)])
    if not _days(found, limits):
        found = _distinct([*found, *_guessed(tree, fetched_at)])
    return found


def _first_change(found: Sequence[Stamp]) -> datetime | None:
    changes = [stamp.moment for stamp in found if stamp.role is DateRole.UPDATED and stamp.moment.precision not in _COARSE]
    return min((moment.local for moment in changes), default=None)


def _distinct(stamps: Iterator[Stamp] | Sequence[Stamp]) -> list[Stamp]:
    kept: dict[tuple[DateRole, str, Moment], Stamp] = {}
    for stamp in stamps:
        kept.setdefault((stamp.role, stamp.method, stamp.moment), stamp)
        if len(kept) >= MOST_CANDIDATES:
            break
    return list(kept.values())


def _days(found: Sequence[Stamp], limits: _Limits) -> list[Stamp]:
    return [
        stamp
        for stamp in found
        if stamp.role is DateRole.PUBLISHED
        and stamp.moment.precision not in _COARSE
        and limits.refusal(stamp) is None
    ]


def _has_reader_day(found: Sequence[Stamp], limits: _Limits) -> bool:
    days = [stamp for stamp in _days(found, limits) if stamp.method in _STRONG]
    return bool(days) and not all(is_universal(stamp.moment) for stamp in days)


def _head_stamps(head_text: str) -> Iterator[Stamp]:
    """A line of its own below the headline, or the dateline of an agency report."""
    for line in head_text[:4000].splitlines()[:HEAD_LINES]:
        dateline = _DATELINE.match(line)
        text = dateline["stamp"] if dateline else line.strip()
        moment = read_moment(text) if 6 <= len(text) <= HEAD_LINE_LENGTH else None
        if moment is not None and moment.precision is not Precision.YEAR:
            yield Stamp(DateRole.PUBLISHED, "dateline" if dateline else "head_text", moment, "first lines")


def _guessed(tree: HtmlElement, fetched_at: datetime | None) -> Iterator[Stamp]:
    """What htmldate makes of a page that states no date in any of the usual ways (https://htmldate.readthedocs.io)."""
    if float(str(_COUNT(tree))) > MOST_ELEMENTS:
        return
    latest = fetched_at if fetched_at is not None else datetime(2100, 12, 31)
    answer = find_date(tree, original_date=True, extensive_search=True, max_date=latest, min_date=datetime(1995, 1, 1))
    moment = read_moment(answer) if answer else None
    if moment is not None and (moment.at.month, moment.at.day) != (1, 1):  # what it makes of a mere year
        yield Stamp(DateRole.PUBLISHED, "htmldate", moment, "whole page")


def _rank(stamp: Stamp) -> int:
    return _ORDER.index(stamp.method) if stamp.method in _ORDER else len(_ORDER)


def _winner(found: Sequence[Stamp], limits: _Limits) -> tuple[Stamp | None, str]:
    possible = [stamp for stamp in found if stamp.role is DateRole.PUBLISHED and limits.refusal(stamp) is None]
    possible.sort(key=lambda stamp: (stamp.moment.precision in _COARSE, _rank(stamp)))
    if not possible:
        return None, ""
    best = _seconded(possible)
    local, how = as_readers_saw(best, possible)
    if how:
        return local, how
    for stamp in possible:
        is_day = stamp.method == "url" and stamp.moment.precision is Precision.DAY
        if is_day and abs(stamp.moment.at - best.moment.at) > 2 * TOLERANCE:
            return stamp, f"the address names another day than {best.method}, and addresses are not edited"
    return best, f"best ranked place: {best.method}"


def _seconded(possible: Sequence[Stamp]) -> Stamp:
    """The best ranked; where it is not explicit and nothing else names its day, the best whose day has a second place."""
    best = possible[0]
    if best.method in _STRONG or best.moment.precision in _COARSE:
        return best
    places: dict[date, set[str]] = {}
    for stamp in possible:
        if stamp.moment.precision not in _COARSE and stamp.method not in _ECHOES:
            places.setdefault(stamp.moment.local.date(), set()).add(stamp.method)
    if len(places.get(best.moment.local.date(), ())) > 1:
        return best
    return next((stamp for stamp in possible if len(places.get(stamp.moment.local.date(), ())) > 1), best)


def _candidate(stamp: Stamp, winner: Stamp | None, why: str, limits: _Limits) -> DateCandidate:
    refusal = limits.refusal(stamp)
    if stamp is winner:
        reason = why
    elif refusal is not None:
        reason = refusal
    elif stamp.role is not DateRole.PUBLISHED:
        reason = "not a date of publication"
    else:
        reason = f"ranked below {winner.method}" if winner is not None else "too coarse"
    return DateCandidate(stamp.role, stamp.moment, stamp.method, stamp is winner, f"{reason} ({stamp.where})")


def _comment_candidate(comments: Sequence[Comment]) -> Iterator[DateCandidate]:
    posted = [comment.posted for comment in comments if comment.posted is not None]
    if posted:
        first = min(posted, key=lambda moment: moment.at)
        yield DateCandidate(DateRole.COMMENTED, first, "comment", False, "first comment: published no later than this")
