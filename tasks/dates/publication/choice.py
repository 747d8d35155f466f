"""When a document was published: the candidates for its date, which of them won, and why.

What belongs here: choosing among candidates. What does not: finding stamps on a page (stamps.py) or reading one
(stamp/printed.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from lxml import etree
from lxml.html import HtmlElement

from tasks.dates.publication.bounds import Limits, first_posted, half_posted, latest
from tasks.dates.publication.gather import COARSE, gather
from tasks.dates.publication.reader_day import as_readers_saw
from tasks.dates.publication.stamps import EXPLICIT, Stamp
from tasks.dates.publication.trust import confidence
from tasks.records import Comment, DateBound, DateCandidate, DateRole, Moment, Precision

# Best first: measured by how often the first answer of each is the day of publication.
_ORDER = (
    "meta", "json_ld", "microdata", "time_published", "labelled", "visible_published", "url", "time", "visible",
    "beside_title", "meta_dated", "microdata_dated", "json_ld_dated", "head_text", "json_ld_other", "text", "source",
)  # fmt: skip
_HAS_PARAGRAPH = etree.XPath(
    "boolean(//body/descendant::text()[string-length(normalize-space()) > 250][not(parent::script or parent::style)])"
)
FEWEST_TEASERS = 4  # different days at places of one name: a list of articles, not one with others beside it
FIRM = ("meta", "json_ld", "microdata", "time_published", "labelled", "visible_published", "url")
_ECHOES = ("head_text", "text")  # they read again what stands beside the headline


@dataclass(frozen=True, slots=True)
class PublicationDates:
    """The date chosen, where it was read, the date of the last change, every candidate, and what bounds the date.

    `confidence` is 0 to 1, None without a date. Bounds are known without a date too.
    """

    published: Moment | None
    method: str | None
    updated: Moment | None
    candidates: tuple[DateCandidate, ...]
    confidence: float | None = None
    not_before: DateBound | None = None
    not_after: DateBound | None = None


def publication_dates(
    tree: HtmlElement | None,
    url: str | None,
    fetched_at: datetime | None,
    comments: Sequence[Comment],
    head_text: str = "",
    reported: Moment | None = None,
) -> PublicationDates:
    """Choose a document's date of publication from all that the page says.

    `tree` is the parsed page (None for plain text), `fetched_at` naive UTC, `head_text` the first lines of the reading
    text, `reported` the newest date that the text reports as past (reported.newest_reported). Dates after the fetching
    or after the first comment cannot be right; they are kept as candidates that lost.
    """
    limits = Limits(fetched_at, first_posted(comments), reported)
    found = gather(tree, url, head_text, limits)
    limits = replace(
        limits, changed_at=_first_change(found), teasers=_teaser_days(found, tree), restated=_restated_changes(found)
    )
    best, winner, why = _winner(found, limits)
    if winner is None or winner.method not in FIRM or winner.moment.precision in COARSE:
        # Better a stated date that some comments contradict than a stray one.
        best, winner, why = _winner(found, replace(limits, first_comment=half_posted(comments)))
    if winner is None and comments:  # what two firm places state is no accident: then the comments are another page's
        best, winner, why = _winner(_agreed(found), replace(limits, first_comment=None))
    updated = next((stamp for stamp in found if stamp.role is DateRole.UPDATED and limits.refusal(stamp) is None), None)
    rows = [winner if stamp is best and winner is not None else stamp for stamp in found]
    return PublicationDates(
        published=winner.moment if winner is not None else None,
        method=winner.method if winner is not None else None,
        updated=updated.moment if updated is not None else None,
        candidates=(*(_candidate(stamp, winner, why, limits) for stamp in rows), *_bounding_candidates(limits)),
        confidence=confidence(winner, found, limits) if winner is not None else None,
        not_before=limits.not_before(),
        not_after=limits.not_after(),
    )


def _teaser_days(found: Sequence[Stamp], tree: HtmlElement | None) -> frozenset[date]:
    """The days at places of one name on a page without a day or a paragraph of its own: those of a list of articles."""
    is_dated = any(stamp.method in FIRM and stamp.moment.precision not in COARSE for stamp in found)
    if is_dated or tree is None or _HAS_PARAGRAPH(tree):
        return frozenset()
    days: dict[str, set[date]] = {}
    for stamp in found:
        if stamp.method in ("visible", "time", "beside_title"):
            days.setdefault(f"{stamp.method} {stamp.where}", set()).add(stamp.moment.local.date())
    return frozenset(day for listed in days.values() if len(listed) >= FEWEST_TEASERS for day in listed)


def _first_change(found: Sequence[Stamp]) -> datetime | None:
    changes = [stamp.moment for stamp in found if _is_change(stamp) and stamp.moment.precision not in COARSE]
    return min((moment.local for moment in changes), default=None)


def _is_change(stamp: Stamp) -> bool:
    return stamp.role is DateRole.UPDATED and not stamp.is_open


def _restated_changes(found: Sequence[Stamp]) -> frozenset[datetime]:
    """The moments of changes before which the page states that it was published."""
    stated = [latest(stamp.moment) for stamp in found if stamp.role is DateRole.PUBLISHED and stamp.method in EXPLICIT]
    changes = (stamp.moment for stamp in found if _is_change(stamp))
    timed = (change.at for change in changes if change.precision not in (*COARSE, Precision.DAY))
    return frozenset(at for at in timed if stated and min(stated) < at)


def _agreed(found: Sequence[Stamp]) -> list[Stamp]:
    """The firm stamps whose day another kind of firm place states too."""
    places: dict[date, set[str]] = {}
    firm = [stamp for stamp in found if stamp.role is DateRole.PUBLISHED and stamp.method in FIRM]
    for stamp in firm:
        if stamp.moment.precision not in COARSE:
            places.setdefault(stamp.moment.local.date(), set()).add(stamp.method)
    return [stamp for stamp in firm if len(places.get(stamp.moment.local.date(), ())) > 1]


def _rank(stamp: Stamp) -> int:
    return _ORDER.index(stamp.method) if stamp.method in _ORDER else len(_ORDER)


def _winner(found: Sequence[Stamp], limits: Limits) -> tuple[Stamp | None, Stamp | None, str]:
    """The stamp that won, the same as it is to be written, and why."""
    possible = [stamp for stamp in found if stamp.role is DateRole.PUBLISHED and limits.refusal(stamp) is None]
    possible.sort(key=lambda stamp: (stamp.moment.precision in COARSE, _rank(stamp)))
    if not possible:
        return None, None, ""
    best = _seconded(possible)
    local, how = as_readers_saw(best, possible)
    if how:
        return (local if local in possible else best), local, how
    return best, best, f"best ranked place: {best.method}"


def _seconded(possible: Sequence[Stamp]) -> Stamp:
    """The best ranked; where it is not explicit and nothing else names its day, the best whose day has two places."""
    best = possible[0]
    if best.method in EXPLICIT or best.moment.precision in COARSE:
        return best
    places: dict[date, set[str]] = {}
    for stamp in possible:
        if stamp.moment.precision not in COARSE and stamp.method not in _ECHOES:
            places.setdefault(stamp.moment.local.date(), set()).add(stamp.method)
    if len(places.get(best.moment.local.date(), ())) > 1:
        return best
    return next((stamp for stamp in possible if len(places.get(stamp.moment.local.date(), ())) > 1), best)


def _candidate(stamp: Stamp, winner: Stamp | None, why: str, limits: Limits) -> DateCandidate:
    refusal = limits.refusal(stamp)
    contradiction = limits.contradiction(stamp) if stamp is winner else None
    if stamp is winner:
        reason = f"{why}, but {contradiction}" if contradiction else why
    elif refusal is not None:
        reason = refusal
    elif stamp.role is not DateRole.PUBLISHED:
        reason = "not a date of publication"
    else:
        reason = f"ranked below {winner.method}" if winner is not None else "too coarse"
    return DateCandidate(stamp.role, stamp.moment, stamp.method, stamp is winner, f"{reason} ({stamp.where})")


def _bounding_candidates(limits: Limits) -> Iterator[DateCandidate]:
    """Dates that are never a date of publication, but that it cannot be later than."""
    if limits.fetched_at is not None:
        fetched = Moment(limits.fetched_at, Precision.SECOND)
        yield DateCandidate(DateRole.FETCHED, fetched, "fetched", False, "published no later than this")
    if limits.first_comment is not None:
        why = "first comment: published no later than this"
        yield DateCandidate(DateRole.COMMENTED, limits.first_comment, "comment", False, why)
