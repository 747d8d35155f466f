"""The page of one document: what was read, by which rule, what was found in it, and what repeats what.

What belongs here: which parts the page has and what stands in them. What does not: rows (gather.py), text under marks
(passages.py), copies side by side (report/side_by_side.py). All text comes from the web and is hostile: the template
escapes every value, and the page allows neither scripts nor addresses that are fetched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from jinja2 import Environment, PackageLoader, StrictUndefined

from warehouse.ask.database import Warehouse
from warehouse.report.document.gather import DocumentRows, Row, gather
from warehouse.report.document.passages import KINDS, Stretch, stretches_of
from warehouse.report.side_by_side import Inspected, inspect_document

LAYERS = ("article", "comment", "quoted", "furniture")
_KNOWN = {"year": len("0000"), "month": len("0000-00"), "day": len("0000-00-00"), "minute": len("0000-00-00 00:00")}


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the page's head: what it is, what it says, and why (a rule, a method; empty where there is nothing)."""

    label: str
    value: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name of the document: what it is, how it is written, and how often each layer has it."""

    name: str
    kind: str
    meaning: str
    written: tuple[str, ...]
    by_layer: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """All that the page shows."""

    doc_id: str
    title: str
    site: str
    facts: tuple[Fact, ...]
    stretches: tuple[Stretch, ...]
    dates: tuple[Row, ...]
    names: tuple[NameRow, ...]
    statements: tuple[tuple[str, str, str, str], ...]
    group: tuple[Row, ...]
    story: tuple[Row, ...]
    inspected: Inspected | None
    layers: tuple[str, ...] = LAYERS


def document_page(warehouse: Warehouse, doc_id: str) -> DocumentPage:
    """What the page of a document shows, named by its id or the beginning of it. Raises MissingInput."""
    rows = gather(warehouse, doc_id)
    found = str(rows.document["doc_id"])
    article = rows.article or {}
    return DocumentPage(
        doc_id=found,
        title=str(article.get("title") or "Without a title"),
        site=str(rows.document["site"] or "no site"),
        facts=tuple(_facts(rows)),
        stretches=stretches_of(rows),
        dates=rows.date_candidates,
        names=tuple(_names(rows.mentions)),
        statements=tuple(_statements(rows)),
        group=rows.group,
        story=rows.story,
        inspected=inspect_document(warehouse, found) if rows.article else None,
    )


def render(page: DocumentPage) -> str:
    """The document as one HTML page that is readable offline and runs nothing."""
    return _environment().get_template("document.html").render(page=page, inspected=page.inspected)


def _facts(rows: DocumentRows) -> Iterator[Fact]:
    document = rows.document
    why = ", ".join(str(document[column]).replace("_", " ") for column in ("reason", "detail") if document[column])
    yield Fact("Outcome", str(document["status"]), why)
    if document["duplicate_of"]:
        yield Fact("Repeats", str(document["duplicate_of"]))
    if rows.article is not None:
        yield from _article_facts(rows.article)
    if rows.found_in != document["doc_id"]:
        yield Fact("Names, times and statements", f"stand on {rows.found_in}", "both pages have the same words")
    for label, column in (("Address", "canonical_url"), ("Source", "source"), ("Fetched", "fetched_at")):
        if document[column]:
            yield Fact(label, str(document[column]))
    how = [document["media_type"], document["encoding"], *cast("Sequence[object]", document["repairs"] or ())]
    yield Fact("Bytes", f"{document['byte_count']:,}", ", ".join(str(part).replace("_", " ") for part in how if part))
    yield Fact("Read by", f"Presswatch {document['parser_version']}", f"batch {document['batch_id']}")


def _article_facts(article: Row) -> Iterator[Fact]:
    authors = ", ".join(str(author) for author in cast("Sequence[object]", article["authors"] or ()))
    yield Fact("Authors", authors or "none found")
    yield Fact("Published", _published(article), _published_why(article))
    if article["updated_at"]:
        yield Fact("Updated", str(article["updated_at"]))
    for label, column in (("Page", "page_type"), ("Paywalled", "is_paywalled"), ("Breaks off", "is_truncated")):
        if article[column] is not None:
            yield Fact(label, _told(article[column]), str(article[f"{column}_rule"] or ""))
    if article["claimed_origin_name"] or article["claimed_origin_url"]:
        origin = " ".join(str(article[f"claimed_origin_{part}"] or "") for part in ("name", "url")).strip()
        yield Fact("Says it comes from", origin, str(article["claimed_origin_rule"] or ""))
    yield Fact("Language", str(article["language"] or "not known"))
    yield Fact("Length", f"{article['word_count']:,} words, {article['comment_count']:,} comments")


def _published(article: Row) -> str:
    if article["published_at"] is None:
        return "not known"
    at, day = as_precise(article["published_at"], article["published_precision"]), article["published_on"]
    return at if day is None or at.startswith(str(day)) else f"{at}; the publisher's day is {day}"


def as_precise(at: object, precision: object) -> str:
    """A time with as much as is known of it: `2021-07`, `2021-07-04 20:18 UTC`; a clock time as printed has no UTC."""
    known = _KNOWN.get(str(precision).removeprefix("local_"), len("0000-00-00 00:00:00"))
    clock = known > _KNOWN["day"] and not str(precision).startswith("local_")
    return str(at)[:known] + (" UTC" if clock else "")


def _published_why(article: Row) -> str:
    if article["published_at"] is None:
        return ""
    sure = float(str(article["published_confidence"]))
    return f"{str(article['published_method']).replace('_', ' ')}, {sure:.0%} sure"


def _told(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _names(mentions: Sequence[Row]) -> Iterator[NameRow]:
    by_entity = dict[str, list[Row]]()
    for mention in mentions:
        by_entity.setdefault(str(mention["entity_id"]), []).append(mention)
    for rows in sorted(by_entity.values(), key=lambda rows: (-len(rows), str(rows[0]["name"]))):
        first = rows[0]
        counts = Counter(str(row["layer"]) for row in rows)
        meaning = dict.fromkeys(str(row[column]) for row in rows for column in ("role", "country") if row[column])
        yield NameRow(
            name=str(first["name"]),
            kind=KINDS.get(str(first["type"]), str(first["type"]).lower().replace("_", " ")),
            meaning=", ".join(meaning),
            written=tuple(dict.fromkeys(str(row["surface"]) for row in rows)),
            by_layer=tuple(counts[layer] for layer in LAYERS),
        )


def _statements(rows: DocumentRows) -> Iterator[tuple[str, str, str, str]]:
    text = str(rows.article["text"]) if rows.article else ""
    for row in rows.statements:
        said = text[int(str(row["start"])) : int(str(row["end"]))]
        yield (
            str(row["speaker"] or "nobody named"),
            said,
            f"{row['kind']}, {row['cue'] or 'no word'}",
            str(row["layer"]),
        )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("warehouse.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["as_precise"] = as_precise
    return environment
