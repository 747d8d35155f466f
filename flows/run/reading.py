"""One document from bytes to a `ReadDocument`, and plain text from `annotate` to a `Page`."""

from __future__ import annotations

from dataclasses import dataclass

from flows.pool.guard import Guard, Refusal
from tasks.copies.compare import fingerprint
from tasks.findings import Fingerprint, ReadDocument
from tasks.identity import content_sha256, document_id
from tasks.parse import parse
from tasks.parse.base.limits import DEFAULT_LIMITS, ParseLimits
from tasks.parse.commenters.privacy import AS_PRINTED, Privacy
from tasks.records import Kind, Layer, Moment, Page, RawDocument, RejectReason, Segment, UnreadableInput
from tasks.text.language import language_of

DETAIL_LENGTH = 300  # characters of documents.detail


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads documents within limits, under a guard; `privacy` says how commenters are stored."""

    limits: ParseLimits = DEFAULT_LIMITS
    guard: Guard = Guard()
    privacy: Privacy = AS_PRINTED

    def read(self, landed: RawDocument | UnreadableInput) -> ReadDocument:
        """What a landed input says, or why it was refused. Never raises for what a document holds."""
        doc_id = document_id(landed)
        if isinstance(landed, UnreadableInput):
            return _row(doc_id, landed, refusal=Refusal(landed.reason, landed.detail))
        result = self.guard.attempt(doc_id, lambda: self._parse(landed))
        if isinstance(result, Refusal):
            return _row(doc_id, landed, refusal=result)
        return _row(doc_id, landed, result)

    def _parse(self, raw: RawDocument) -> tuple[Page, Fingerprint]:
        page = parse(raw, self.limits, self.privacy) if self.privacy else parse(raw, self.limits)
        return page, fingerprint(page.body(), page.main_text(), page.title, page.language)


def died(landed: RawDocument | UnreadableInput) -> ReadDocument:
    """The row of a document whose worker process died on it."""
    return _row(document_id(landed), landed, refusal=Refusal(RejectReason.WORKER_DIED, "its worker process died"))


def hung(landed: RawDocument | UnreadableInput) -> ReadDocument:
    """The row of a document whose worker process had to be ended because it did not come back."""
    return _row(document_id(landed), landed, refusal=Refusal(RejectReason.TOO_COSTLY, "its worker process hung"))


def _row(
    doc_id: str,
    landed: RawDocument | UnreadableInput,
    read: tuple[Page, Fingerprint] | None = None,
    refusal: Refusal | None = None,
) -> ReadDocument:
    raw = landed if isinstance(landed, RawDocument) else None
    return ReadDocument(
        doc_id=doc_id,
        source=landed.source,
        source_id=landed.source_id,
        url=landed.url,
        fetched_at=landed.fetched_at,
        media_type=None if raw is None else raw.media_type,
        byte_count=len(landed.content),
        content_sha256=content_sha256(landed.content),
        page=None if read is None else read[0],
        fingerprint=None if read is None else read[1],
        reason=None if refusal is None else refusal.reason,
        detail=_detail(refusal, None if raw is None else raw.detail),
    )


def _detail(refusal: Refusal | None, remark: str | None) -> str | None:
    """Why a document was refused, then what was left out of its provenance; None where there is nothing to say."""
    said = [part for part in (None if refusal is None else refusal.detail, remark) if part is not None]
    return "; ".join(part for part in said if part)[:DETAIL_LENGTH] if said else None


def page_of_text(text: str, published: Moment | None) -> Page:
    """A text taken exactly as it is: every line that is not blank is a paragraph of an article published then."""
    segments: list[Segment] = []
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            offset = start + line.index(stripped)
            segments.append(
                Segment(len(segments), None, Layer.ARTICLE, Kind.PARAGRAPH, offset, offset + len(stripped), "as_given")
            )
        start += len(line) + 1
    return Page(format="text", text=text, segments=tuple(segments), published=published, language=language_of(text))
