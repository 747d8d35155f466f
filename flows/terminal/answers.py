"""What `parse` and `annotate` print: records as JSON objects of a fixed form; a field not known is null."""

from __future__ import annotations

from datetime import datetime

from tasks.findings import Findings, Mention, ReadDocument, Statement, Timex
from tasks.records import Comment, Credit, DateBound, LiveEntry, Moment, Page, QuotedDocument, Segment

Json = dict[str, object]
_NOTHING = Page(format="text", text="", segments=())


def document_answer(document: ReadDocument) -> Json:
    """One line of `presswatch parse`."""
    page = document.page or _NOTHING
    return {
        "source": document.source,
        "source_id": document.source_id,
        "doc_id": document.doc_id,
        "status": "ok" if document.page is not None else "rejected",
        "reason": None if document.reason is None else str(document.reason),
        "detail": document.detail,
        "format": page.format,
        "url": page.canonical_url or document.url,
        "site": page.site,
        "language": page.language,
        "title": page.title,
        "standfirst": page.standfirst,
        "authors": list(page.authors),
        "published_at": _moment(page.published),
        "published_precision": None if page.published is None else str(page.published.precision),
        "published_method": page.published_method,
        "published_confidence": page.published_confidence,
        "published_not_before": _bound(page.published_not_before),
        "published_not_after": _bound(page.published_not_after),
        "updated_at": _moment(page.updated),
        **_judged(page),
        "text": page.text,
        "body": page.body(),
        "segments": [_segment(segment) for segment in page.segments],
        "comments": [_comment(comment, page) for comment in page.comments],
        "quoted_documents": [_quoted(quoted) for quoted in page.quoted_documents if quoted.comment_id is None],
    }


def _judged(page: Page) -> Json:
    dateline, origin = page.dateline, page.origin
    return {
        "page_type": None if page.page_type is None else str(page.page_type),
        "page_type_rule": page.page_type_rule,
        "is_paywalled": page.paywalled.value,
        "is_paywalled_rule": page.paywalled.rule,
        "is_truncated": page.truncated.value,
        "is_truncated_rule": page.truncated.rule,
        "dateline": None
        if dateline is None
        else {"segment": dateline.segment_id, "place": dateline.place, "agency": dateline.agency},
        "claimed_origin": None if origin is None else {"name": origin.name, "url": origin.url, "rule": origin.rule},
        "credits": [_credit(credit) for credit in page.credits],
        "live_entries": [_live_entry(entry) for entry in page.live_entries],
        "repairs": list(page.repairs),
    }


def _credit(credit: Credit) -> Json:
    return {
        "segment": credit.segment_id,
        "photographers": list(credit.photographers),
        "agencies": list(credit.agencies),
    }


def _live_entry(entry: LiveEntry) -> Json:
    return {
        "segment": entry.segment_id,
        "last_segment": entry.last_segment_id,
        "posted_at": _moment(entry.posted),
        "printed": entry.printed,
    }


def annotation_answer(entry_id: object, text: str, findings: Findings) -> Json:
    """One line of `presswatch annotate`."""
    return {
        "id": entry_id,
        "mentions": [_mention(mention, text) for mention in findings.mentions],
        "timexes": [_timex(timex, text) for timex in findings.timexes],
        "statements": [_statement(statement, text) for statement in findings.statements],
    }


def _bound(bound: DateBound | None) -> Json | None:
    return None if bound is None else {"at": bound.moment.isoformat(), "why": bound.why}


def _moment(moment: Moment | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _segment(segment: Segment) -> Json:
    return {
        "id": segment.segment_id,
        "parent": segment.parent_id,
        "layer": str(segment.layer),
        "kind": str(segment.kind),
        "start": segment.start,
        "end": segment.end,
        "rule": segment.rule,
        "repeat_of": segment.repeat_of,
        "repeat_share": segment.repeat_share,
    }


def _comment(comment: Comment, page: Page) -> Json:
    return {
        "id": comment.comment_id,
        "parent": comment.parent_id,
        "author": comment.author,
        "posted_at": _moment(comment.posted),
        "permalink": comment.permalink,
        "depth": comment.depth,
        "quoted_comment": comment.quoted_comment_id,
        "text": comment.text,
        "quoted_documents": [
            _quoted(quoted) for quoted in page.quoted_documents if quoted.comment_id == comment.comment_id
        ],
    }


def _quoted(quoted: QuotedDocument) -> Json:
    return {
        "title": quoted.title,
        "url": quoted.url,
        "authors": list(quoted.authors),
        "published_at": _moment(quoted.published),
        "text": quoted.text,
    }


def _mention(mention: Mention, text: str) -> Json:
    return {
        "start": mention.start,
        "end": mention.end,
        "text": text[mention.start : mention.end],
        "type": mention.type,
        "entity_id": mention.entity_id,
        "name": mention.name,
        "geonames_id": mention.geonames_id,
        "country": mention.country,
        "lat": mention.latitude,
        "lon": mention.longitude,
        "confidence": mention.confidence,
        "role": mention.role,
    }


def _timex(timex: Timex, text: str) -> Json:
    return {
        "start": timex.start,
        "end": timex.end,
        "text": text[timex.start : timex.end],
        "type": timex.type,
        "value": timex.value,
        "begin": _time(timex.begin_at),
        "end_at": _time(timex.end_at),
    }


def _time(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat(timespec="seconds")


def _statement(statement: Statement, text: str) -> Json:
    """A statement: `speaker` is what stands at the speaker's offsets (`he`), `speaker_name` whom that means."""
    printed = statement.speaker
    if statement.speaker_start is not None:
        printed = text[statement.speaker_start : statement.speaker_end]
    return {
        "start": statement.start,
        "end": statement.end,
        "text": text[statement.start : statement.end],
        "kind": statement.kind,
        "speaker_start": statement.speaker_start,
        "speaker_end": statement.speaker_end,
        "speaker": printed,
        "speaker_name": statement.speaker,
        "speaker_entity_id": statement.speaker_entity_id,
        "cue_start": statement.cue_start,
        "cue_end": statement.cue_end,
        "cue": statement.cue,
    }
