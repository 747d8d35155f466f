"""A document's text in the order of the page: segments with what was found in them, comments as a thread.

What belongs here: turning rows into what the page shows. What does not: asking for rows (gather.py), markup (page.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from warehouse.report.document.gather import DocumentRows, Row
from warehouse.report.document.marked_text import Mark, Piece, by_stretch, pieces_of

DEEPEST = (
    6  # levels of a thread that are indented; deeper ones stand at that depth, so that a narrow page can show them
)
KINDS = {"GPE": "place", "LOC": "place", "FAC": "place", "PERSON": "person", "ORG": "organisation", "NORP": "people"}
_ANCHORS = {
    "published_at": "the day of publication",
    "posted_at": "the time of the comment",
    "quoted_published_at": "the quoted document's day",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A segment. One that holds others (a comment, a quoted document) has no pieces but `parts`.

    `heading` says whose it is, `depth` is that of a comment in its thread, `repeats` the segment it repeats.
    """

    number: int
    layer: str
    kind: str
    rule: str
    pieces: tuple[Piece, ...] = ()
    parts: tuple[Passage, ...] = ()
    heading: str = ""
    depth: int = 0
    repeats: int | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Passages of the page in a row that stand open, or furniture in a row, which is folded."""

    is_furniture: bool
    passages: tuple[Passage, ...]


def stretches_of(rows: DocumentRows) -> tuple[Stretch, ...]:
    """All segments of a document, in the order of its text."""
    text = str(rows.article["text"]) if rows.article else ""
    children = _by_parent(rows.segments)
    leaves = [segment for segment in rows.segments if segment["segment_id"] not in children]
    spans = [(_int(leaf["start"]), _int(leaf["end"])) for leaf in leaves]
    marks = dict(zip((_int(leaf["segment_id"]) for leaf in leaves), by_stretch(spans, marks_of(rows)), strict=True))
    headings = _headings(rows)

    def passage(segment: Row) -> Passage:
        number = _int(segment["segment_id"])
        start, end = _int(segment["start"]), _int(segment["end"])
        heading, depth = headings.get(number, ("", 0))
        repeated = segment["repeat_of"]
        return Passage(
            number=number,
            layer=str(segment["layer"]),
            kind=str(segment["kind"]).replace("_", " "),
            rule=str(segment["rule"]),
            pieces=pieces_of(text, start, end, marks[number]) if number in marks else (),
            parts=tuple(passage(child) for child in children.get(number, ())),
            heading=heading,
            depth=min(depth, DEEPEST),
            repeats=None if repeated is None else _int(repeated),
        )

    return tuple(_folded([passage(segment) for segment in children.get(None, ())]))


def marks_of(rows: DocumentRows) -> list[Mark]:
    """Names, times and statements as marks that say what they mean."""
    names = [Mark(*_span(row), "name", name_note(row)) for row in rows.mentions]
    times = [Mark(*_span(row), "time", time_note(row)) for row in rows.timexes]
    said = [Mark(*_span(row), "said", f"{row['kind']} statement of {_speaker(row)}") for row in rows.statements]
    return [*names, *times, *said]


def name_note(mention: Row) -> str:
    """What a name means, in words: its kind, its canonical name, for a place the country, and how sure that is."""
    kind = KINDS.get(str(mention["type"]), str(mention["type"]).lower().replace("_", " "))
    meaning = [str(mention["name"])]
    meaning += [str(mention[column]) for column in ("role", "country") if mention[column]]
    if mention["geonames_id"]:
        meaning.append(f"GeoNames {mention['geonames_id']}")
    return f"{kind}: {', '.join(meaning)} ({float(str(mention['confidence'])):.0%} sure)"


def time_note(timex: Row) -> str:
    """What a time expression means: its TIMEX3 value, and what it was reckoned from."""
    anchor = _ANCHORS.get(str(timex["anchor_source"]))
    since = f", reckoned from {anchor}" if anchor else ""
    return f"{str(timex['type']).lower()}: {timex['value'] or 'no value'}{since}"


def _headings(rows: DocumentRows) -> Mapping[int, tuple[str, int]]:
    found = dict[int, tuple[str, int]]()
    for comment in rows.comments:
        when = f", {comment['posted_at']}" if comment["posted_at"] else ""
        answered = f", in answer to {comment['parent_id']}" if comment["parent_id"] is not None else ""
        heading = f"Comment {comment['comment_id']} by {comment['author'] or 'nobody named'}{when}{answered}"
        found[_int(comment["comment_id"])] = (heading, _int(comment["depth"]))
    for quoted in rows.quoted_documents:
        authors = ", ".join(str(author) for author in cast("Sequence[object]", quoted["authors"] or ()))
        told = [str(quoted["title"] or "without a title"), authors, str(quoted["published_on"] or "")]
        known = f"; in the archive as {quoted['matched_doc_id']}" if quoted["matched_doc_id"] else ""
        found[_int(quoted["segment_id"])] = (f"Quoted document: {', '.join(part for part in told if part)}{known}", 0)
    return found


def _folded(passages: Sequence[Passage]) -> Iterator[Stretch]:
    gathered = list[Passage]()
    for passage in passages:
        if gathered and (gathered[-1].layer == "furniture") != (passage.layer == "furniture"):
            yield Stretch(gathered[-1].layer == "furniture", tuple(gathered))
            gathered = []
        gathered.append(passage)
    if gathered:
        yield Stretch(gathered[-1].layer == "furniture", tuple(gathered))


def _by_parent(segments: Sequence[Row]) -> Mapping[int | None, list[Row]]:
    children = dict[int | None, list[Row]]()
    for segment in segments:
        parent = segment["parent_id"]
        children.setdefault(None if parent is None else _int(parent), []).append(segment)
    return children


def _span(row: Row) -> tuple[int, int]:
    return _int(row["start"]), _int(row["end"])


def _speaker(statement: Row) -> str:
    return str(statement["speaker"] or "nobody named")


def _int(cell: object) -> int:
    return int(str(cell))
