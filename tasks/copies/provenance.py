"""Where a text comes from, as far as documents say: which of two is held to be the original, why, and what a copy is.

What belongs here: judging by addresses, dates and credits. What does not: comparing texts (compare.py), groups
(groups.py), reading credits off a page (claimed_source.py).

All documents stand in one order, `rank`, by what each says of itself. The first of a group stands for it. That is a
choice for counting, not a claim: whether the one is the other's original, `reason` says, and often it is not known.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tasks.copies.compare import Level
from tasks.records import Precision

_MIN_NAME_LENGTH = 5  # letters of a publication's name that tell its host
_ZONE_LEEWAY = timedelta(hours=14)  # the farthest that a clock time printed without a zone lies from UTC


class Reason(StrEnum):
    """Why a document is held to be the original of another. The value stands in `duplicates.reason`."""

    CANONICAL_LINK = "canonical_link"
    CLAIMED_ORIGIN = "claimed_origin"
    AGENCY_CREDIT = "agency_credit"
    EARLIER_VERSION = "earlier_version"
    EARLIER_PUBLICATION = "earlier_publication"
    UNKNOWN = "unknown"


class Relation(StrEnum):
    """What a copy is. The value stands in `duplicates.relation`."""

    UPDATE = "update"
    SITE_COPY = "site_copy"
    EXCERPT = "excerpt"
    REPRINT = "reprint"
    REPOST = "repost"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom a document names as the source of its text: a host, an address or a name, and how it says so."""

    origin: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a document says of itself. Times are naive UTC.

    `order_at` is the time of publication (then `precision` says how fine), else of fetching, else of the ingest.
    `version_at` is when this version was made or fetched; None where neither is known.
    """

    doc_id: str
    order_at: datetime
    precision: Precision | None = None
    version_at: datetime | None = None
    site: str | None = None
    url: str | None = None
    credit: Credit | None = None


Rank = tuple[bool, datetime, datetime, str]


def rank(document: Provenance) -> Rank:
    """The place of a document among all: those that credit nobody else first, then the older, then the older version.

    The time of the ingest says nothing of a document and does not count.
    """
    is_dated = document.precision is not None or document.version_at is not None
    order_at = document.order_at if is_dated else datetime.max
    return (document.credit is not None, order_at, document.version_at or datetime.max, document.doc_id)


def is_same_address(one: Provenance, other: Provenance) -> bool:
    """Whether both are versions of what stood at one address; a page that only names that address is none."""
    linked = (d.credit is not None and d.credit.reason is Reason.CANONICAL_LINK for d in (one, other))
    return one.url is not None and one.url == other.url and not any(linked)


def reason(copy: Provenance, original: Provenance) -> Reason:
    """Why `original` is held to be the original of `copy`; unknown where nothing says so.

    A document that credits a third one is not known to come from either.
    """
    if is_same_address(copy, original):
        return Reason.EARLIER_VERSION if _is_earlier_version(original, copy) else Reason.UNKNOWN
    if copy.credit is not None:
        return copy.credit.reason if _is_of(original, copy.credit.origin) else Reason.UNKNOWN
    if original.credit is None and _is_published_before(original, copy):
        return Reason.EARLIER_PUBLICATION
    return Reason.UNKNOWN


def relation(level: Level, copy: Provenance, original: Provenance) -> Relation:
    """What the copy is: a version, within one site, an excerpt; a reprint names its source, a repost does not."""
    if level is Level.QUOTED:
        return Relation.QUOTATION
    if is_same_address(copy, original):
        return Relation.UPDATE
    if copy.site is not None and copy.site == original.site:
        return Relation.SITE_COPY
    if level is Level.EXCERPT:
        return Relation.EXCERPT
    return Relation.REPOST if copy.credit is None else Relation.REPRINT


def _is_of(document: Provenance, origin: str) -> bool:
    """Whether a document stands at that address, or on that host or below it, or on a host of that name."""
    site = document.site or ""
    if origin in (document.url, site) or site.endswith(f".{origin}"):
        return True
    name = "".join(filter(str.isalnum, origin.casefold()))
    is_name = not origin.startswith("http") and len(name) >= _MIN_NAME_LENGTH
    return is_name and name in "".join(filter(str.isalnum, site))


def _is_earlier_version(one: Provenance, other: Provenance) -> bool:
    return one.version_at is not None and other.version_at is not None and one.version_at < other.version_at


def _is_published_before(one: Provenance, other: Provenance) -> bool:
    """Whether one was surely published before the other, each date taken only as finely as it is known."""
    if one.precision is None or other.precision is None:
        return False
    return _span(one.order_at, one.precision)[1] <= _span(other.order_at, other.precision)[0]


def _span(at: datetime, precision: Precision) -> tuple[datetime, datetime]:
    match precision:
        case Precision.YEAR:
            return at, at + timedelta(days=365)
        case Precision.MONTH:
            return at, at + timedelta(days=monthrange(at.year, at.month)[1])
        case Precision.DAY:
            return at, at + timedelta(days=1)
        case Precision.LOCAL_MINUTE | Precision.LOCAL_SECOND:
            return at - _ZONE_LEEWAY, at + _ZONE_LEEWAY
        case _:
            return at, at
