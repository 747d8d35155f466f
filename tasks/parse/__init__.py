"""Raw bytes to a `Page`: the one way in.

What belongs here: the order of the steps and what is refused. What does not: any of the steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.dates.publication.bounds import with_quoted
from tasks.dates.publication.choice import PublicationDates, publication_dates
from tasks.dates.publication.reported import newest_reported
from tasks.parse.base.assembly import Assembly, Block, Container, assemble
from tasks.parse.base.limits import DEFAULT_LIMITS, ParseLimits
from tasks.parse.commenters.disguise import disguise
from tasks.parse.commenters.privacy import AS_PRINTED, Privacy
from tasks.parse.head.metadata import Metadata
from tasks.parse.html.article import read_tree
from tasks.parse.html.furniture import left_over
from tasks.parse.html.live import live_entries
from tasks.parse.notices.notice_pages import may_be_notice, notice_of_page, notice_of_text
from tasks.parse.parts.access import paywalled, truncated, without_calls
from tasks.parse.parts.divide import read_parts, with_parts
from tasks.parse.parts.origins import ORIGIN_RULES, claimed_origin, is_other_site, outward_links
from tasks.parse.parts.page_dates import decided, head_of, with_change, with_dateline
from tasks.parse.parts.page_types import page_type
from tasks.parse.reading import Reading, read_markup, read_plain
from tasks.parse.repeats.pull_quotes import mark_pull_quotes
from tasks.parse.repeats.quoted_comments import with_quoted_comments
from tasks.parse.repeats.quoted_documents import find_quoted
from tasks.parse.repeats.repeats import mark_repeats
from tasks.parse.source.decode import Decoded, decode
from tasks.parse.source.media import is_binary, is_markup
from tasks.records import (
    Kind,
    Layer,
    Moment,
    Origin,
    Page,
    RawDocument,
    Rejected,
    RejectReason,
)
from tasks.text.addresses import canonical_url, site_of
from tasks.text.language import language_of

__all__ = ["parse"]


def parse(raw: RawDocument, limits: ParseLimits = DEFAULT_LIMITS, privacy: Privacy = AS_PRINTED) -> Page:
    """Read one raw document; the same bytes and provenance give the same page.

    `privacy` says how the names of commenters are put into the page.
    Raises `Rejected`: http_error (status 400 and above), empty, too_large, binary, too_costly, no_text;
    blocked and not_found where the whole page is a notice of the web server.
    """
    _refuse_unread(raw, limits)
    decoded = decode(raw.content, raw.media_type)
    if not decoded.text.strip():
        raise Rejected(RejectReason.EMPTY, "no characters")
    reading = _read(decoded.text, raw, limits)
    _refuse_notice(decoded.text, reading, limits)
    quoting = with_quoted_comments(reading.blocks, reading.containers)
    blocks, containers = find_quoted(mark_pull_quotes(mark_repeats(reading.blocks)), quoting)
    blocks = without_calls(with_parts(blocks, containers))
    own_count = len(blocks)
    if not (privacy and containers):  # around comments may stand names of writers that were not told as such
        blocks = [*blocks, *left_over(reading.printed, blocks)]
    if privacy:
        reading, blocks, containers = _disguised(reading, blocks, containers, privacy, raw.url)
    assembly = assemble(blocks, containers)
    if not any(
        segment.kind is not Kind.TITLE and segment.layer is not Layer.FURNITURE for segment in assembly.segments
    ):
        raise Rejected(RejectReason.NO_TEXT, "no article and no comment")
    page = _page(raw, reading, assembly, decoded)
    return _judged(page, reading, blocks[:own_count], assembly)


def _disguised(
    reading: Reading, blocks: Sequence[Block], containers: Sequence[Container], privacy: Privacy, url: str | None
) -> tuple[Reading, list[Block], list[Container]]:
    """The page as it is stored; what its metadata says of a forum's first post is changed with it."""
    said = reading.metadata
    found = disguise(blocks, containers, privacy, url or said.canonical, said.authors if reading.is_thread else None)
    if reading.is_thread:
        said = replace(
            said,
            title=None if said.title is None else found.line(said.title),
            standfirst=None if said.standfirst is None else found.line(said.standfirst),
            authors=tuple(map(privacy.stored, said.authors)),
        )
    return replace(reading, metadata=said), list(found.blocks), list(found.containers)


def _refuse_unread(raw: RawDocument, limits: ParseLimits) -> None:
    """Raise `Rejected` for what can be refused before it is decoded."""
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
        return read_markup(read_tree(text, limits), raw.url, raw.fetched_at, limits)
    if text.count("\n") >= limits.line_count:
        raise Rejected(RejectReason.TOO_COSTLY, f"more than {limits.line_count} lines")
    return read_plain(text, raw.fetched_at)


def _refuse_notice(text: str, reading: Reading, limits: ParseLimits) -> None:
    """Raise `Rejected` for a page that is a notice; only what reads short is parsed a second time."""
    if reading.is_thread or reading.containers or not may_be_notice(reading.blocks):
        return
    is_text = reading.tree is None
    notice = notice_of_text(text) if is_text else notice_of_page(read_tree(text, limits))
    if notice is not None:
        reason, kind = notice
        raise Rejected(reason, f"the page is a notice ({kind})")


def _addresses(raw: RawDocument, said: Metadata) -> tuple[str | None, str | None]:
    """The page's address and its normal form; a canonical link to another site names an origin and not this page."""
    url = raw.url or said.canonical
    is_elsewhere = raw.url is not None and is_other_site(said.canonical, raw.url)
    return url, (None if is_elsewhere else canonical_url(said.canonical or "")) or canonical_url(url or "")


def _judged(page: Page, reading: Reading, blocks: Sequence[Block], assembly: Assembly) -> Page:
    """The page with what holds for it as a whole: its type, its origin, its live entries, whether it is paywalled."""
    facts = reading.facts
    kind, rule = page_type(facts, blocks, page.canonical_url, is_thread=reading.is_thread)
    wall = paywalled(facts, blocks)
    return replace(
        page,
        live_entries=live_entries(assembly, reading.live, page.published),
        origin=_origin(page, reading),
        page_type=kind,
        page_type_rule=rule,
        paywalled=wall,
        truncated=truncated(facts, blocks, wall),
    )


def _origin(page: Page, reading: Reading) -> Origin | None:
    claims = [page.text[segment.start : segment.end] for segment in page.segments if segment.rule in ORIGIN_RULES]
    canonical = reading.metadata.canonical
    stated = (("canonical-link", canonical),) if canonical is not None else ()
    links = outward_links(reading.tree) if claims and reading.tree is not None else {}
    origins = reading.facts.origins if reading.facts is not None else ()
    return claimed_origin(page.url, (*stated, *origins), claims, links, page.dateline)


def _dates(
    raw: RawDocument, reading: Reading, assembly: Assembly, url: str | None, reported: Moment | None
) -> PublicationDates:
    found = publication_dates(reading.tree, url, raw.fetched_at, assembly.comments, head_of(assembly), reported)
    if reading.published is None or reading.published_method is None:
        return found
    return decided(found, reading.published, reading.published_method)


def _page(raw: RawDocument, reading: Reading, assembly: Assembly, decoded: Decoded) -> Page:
    said = reading.metadata
    url, canonical = _addresses(raw, said)
    sample = "\n".join(block.text for block in reading.blocks if block.layer is Layer.ARTICLE)
    language = language_of(sample or assembly.text, said.language)
    parts = read_parts(assembly, raw.fetched_at)
    dates = _dates(raw, reading, assembly, url, newest_reported(sample, language or "en"))
    dates = with_change(with_dateline(dates, parts.dateline, raw.fetched_at), parts.changed)
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
        encoding=decoded.encoding,
        repairs=decoded.repairs,
        dateline=parts.dateline,
        credits=parts.credits,
        published=dates.published,
        published_method=dates.method,
        published_confidence=dates.confidence,
        published_not_before=not_before,
        published_not_after=dates.not_after,
        updated=dates.updated,
        date_candidates=dates.candidates,
    )
