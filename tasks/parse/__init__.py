"""Raw bytes to a `Page`: the one way in, in reading order.

What belongs here: the order of the steps and what is refused. What does not: any of the steps.
"""

from __future__ import annotations

from dataclasses import replace

from tasks.dates.bounds import with_quoted
from tasks.dates.publication import PublicationDates, publication_dates
from tasks.dates.reported import newest_reported
from tasks.parse.addresses import canonical_url, site_of
from tasks.parse.blocks import Assembly, assemble
from tasks.parse.decode import decode
from tasks.parse.html import read_tree
from tasks.parse.language import language_of
from tasks.parse.limits import DEFAULT_LIMITS, ParseLimits
from tasks.parse.media import is_binary, is_markup
from tasks.parse.quoted import find_quoted
from tasks.parse.reading import Reading, read_markup, read_plain
from tasks.parse.repeats import mark_repeats
from tasks.records import (
    DateCandidate,
    DateRole,
    Kind,
    Layer,
    Moment,
    Page,
    RawDocument,
    Rejected,
    RejectReason,
)

__all__ = ["parse"]

HEAD_CHARACTERS = 2000  # of the reading text, in which a date of publication may be printed


def parse(raw: RawDocument, limits: ParseLimits = DEFAULT_LIMITS) -> Page:
    """Read one raw document; the same bytes and provenance give the same page.

    Raises `Rejected`: http_error (status 400 and above), empty, too_large, binary, too_costly, no_text.
    """
    _refuse_unread(raw, limits)
    decoded = decode(raw.content, raw.media_type)
    if not decoded.text.strip():
        raise Rejected(RejectReason.EMPTY, "no characters")
    reading = _read(decoded.text, raw, limits)
    blocks, containers = find_quoted(mark_repeats(reading.blocks), reading.containers)
    assembly = assemble(blocks, containers)
    if not any(
        segment.kind is not Kind.TITLE and segment.layer is not Layer.FURNITURE for segment in assembly.segments
    ):
        raise Rejected(RejectReason.NO_TEXT, "no article and no comment")
    return _page(raw, reading, assembly, decoded.encoding)


def _refuse_unread(raw: RawDocument, limits: ParseLimits) -> None:
    """Refuse what need not be decoded."""
    if raw.http_status is not None and raw.http_status >= 400:
        raise Rejected(RejectReason.HTTP_ERROR, f"status {raw.http_status}")
    if not raw.content.strip():
        raise Rejected(RejectReason.EMPTY, "no bytes")
    if len(raw.content) > limits.byte_count:
        raise Rejected(RejectReason.TOO_LARGE, f"{len(raw.content)} bytes")
    if is_binary(raw.content, raw.media_type):
        raise Rejected(RejectReason.BINARY, "no text in any encoding")


def _read(text: str, raw: RawDocument, limits: ParseLimits) -> Reading:
    if is_markup(text, raw.media_type, raw.source):
        return read_markup(read_tree(text, limits), raw.url, raw.fetched_at)
    return read_plain(text, raw.fetched_at)


def _decided(dates: PublicationDates, published: Moment, method: str) -> PublicationDates:
    """The dates with one chosen that only the reading knows; every other date of publication has lost to it."""
    why = f"read from the {method.replace('_', ' ')}, which is the article"
    others = (
        replace(other, is_chosen=False, why=f"{method} is nearer to the article")
        if other.role is DateRole.PUBLISHED and other.is_chosen
        else other
        for other in dates.candidates
        if (other.role, other.moment, other.method) != (DateRole.PUBLISHED, published, method)
    )
    chosen = DateCandidate(DateRole.PUBLISHED, published, method, is_chosen=True, why=why)
    return replace(dates, published=published, method=method, candidates=(chosen, *others))


def _head(assembly: Assembly) -> str:
    """The beginning of the text, in which a date of publication may be printed: it ends where others begin to speak."""
    others = (segment.start for segment in assembly.segments if segment.layer in (Layer.COMMENT, Layer.QUOTED))
    return assembly.text[: min(HEAD_CHARACTERS, next(others, HEAD_CHARACTERS))]


def _page(raw: RawDocument, reading: Reading, assembly: Assembly, encoding: str) -> Page:
    said = reading.metadata
    url = raw.url or said.canonical
    canonical = canonical_url(said.canonical or "") or canonical_url(url or "")
    sample = "\n".join(block.text for block in reading.blocks if block.layer is Layer.ARTICLE)
    language = language_of(sample or assembly.text, said.language)
    reported = newest_reported(sample, language or "en")
    dates = publication_dates(reading.tree, url, raw.fetched_at, assembly.comments, _head(assembly), reported)
    if reading.published is not None and reading.published_method is not None:
        dates = _decided(dates, reading.published, reading.published_method)
    not_before = dates.not_before
    if dates.published is None:
        not_before = with_quoted(not_before, assembly.quoted_documents)
    return Page(
        format=reading.format,
        text=assembly.text,
        segments=assembly.segments,
        comments=assembly.comments,
        quoted_documents=assembly.quoted_documents,
        url=url,
        canonical_url=canonical,
        site=site_of(canonical),
        title=said.title,
        standfirst=said.standfirst,
        authors=said.authors,
        language=language,
        encoding=encoding,
        published=dates.published,
        published_method=dates.method,
        published_confidence=dates.confidence,
        published_not_before=not_before,
        published_not_after=dates.not_after,
        updated=dates.updated,
        date_candidates=dates.candidates,
    )
