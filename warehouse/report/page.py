"""The report: one HTML page, complete in itself, from the answers to the queries in sql/reports.

What belongs here: which answers stand on the page, in which order, and how they are laid out. What does not: running
queries (ask/database.py hands that in), drawing (charts.py), reading the clock. All text comes from the web and is
hostile: the template escapes every value, and the page allows neither scripts nor addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from warehouse.ask.queries import Query, read_queries
from warehouse.report.charts import (
    MonthCount,
    NameCount,
    PlaceCount,
    attention_chart,
    names_chart,
    places_chart,
    status_chart,
)

Row = tuple[object, ...]
Named = Mapping[str, object]  # a row by column
Answer = tuple[list[str], list[Row]]  # column names, rows

_ORDER = (
    "attention_by_month", "attention_by_year", "top_stories", "top_entities", "top_places", "speakers",
    "watchlist_attention", "top_sites", "most_commented", "quoted_sources", "reposts", "undated_or_conflicting",
    "names_in_doubt", "ledger_by_source", "rejects_by_reason",
)  # fmt: skip
_SHORT_CELL = 18  # characters: a date, a type, a country
_CELL_LENGTH = 240  # characters; a hostile title may have millions
_HEADINGS = {
    "copy_count": "Copies",
    "distinct_count": "Distinct texts",
    "matched_count": "In the archive",
    "direct_count": "Direct",
    "indirect_count": "Indirect",
    "mixed_count": "Mixed",
    "loaded_count": "Loaded",
    "rejected_count": "Rejected",
}
_SUMMARY = """
SELECT
    documents_in AS document_count,
    loaded_count,
    duplicate_count,
    rejected_count,
    balance,
    (SELECT count(*) FROM original_articles) AS original_count,
    (SELECT count(DISTINCT story_id) FROM stories) AS story_count,
    (SELECT count(DISTINCT site) FROM articles) AS site_count,
    (SELECT count(*) FROM comments) AS comment_count,
    (SELECT min(published_at) FROM articles) AS begin_at,
    (SELECT max(published_at) FROM articles) AS end_at
FROM ledger
WHERE scope = 'total'
"""
_COUNTS = (
    "document_count", "loaded_count", "duplicate_count", "rejected_count", "balance", "original_count", "story_count",
    "site_count", "comment_count",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A part of the page: a question, the table that answers it, and a drawing of it made by charts.py."""

    title: str
    question: str
    columns: Sequence[str]
    rows: Sequence[Row]
    chart_svg: str | None = None

    @property
    def column_kinds(self) -> tuple[str, ...]:
        """How each column is set: `number`, `short` (never broken) or `words`."""
        return tuple(_column_kind([row[index] for row in self.rows]) for index in range(len(self.columns)))


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """The figures at the head of the page. `balance` is documents without an outcome; `generated_at` is naive UTC."""

    generated_at: datetime
    document_count: int = 0
    loaded_count: int = 0
    duplicate_count: int = 0
    rejected_count: int = 0
    balance: int = 0
    original_count: int = 0
    story_count: int = 0
    site_count: int = 0
    comment_count: int = 0
    begin_at: datetime | None = None
    end_at: datetime | None = None


def render_report(sections: Sequence[ReportSection], summary: ReportSummary) -> str:
    """One self-contained HTML page. `chart_svg` stands as it is and must come from charts.py; all else is escaped."""
    outcomes = (summary.loaded_count, summary.duplicate_count, summary.rejected_count)
    return (
        _environment()
        .get_template("report.html")
        .render(
            summary=summary,
            answered=[section for section in sections if section.rows],
            unanswered=[section for section in sections if not section.rows],
            headline=_headline(summary),
            status_svg=Markup(status_chart(*outcomes)) if any(outcomes) else None,  # noqa: S704 - drawn from three numbers
        )
    )


def build_report(query: Callable[[str], Answer], generated_at: datetime) -> str:
    """Ask every query of sql/reports and lay out the answers. `query` takes SQL and gives column names and rows."""
    summary = _summary(generated_at, query(_SUMMARY))
    asked = {report.name: report for report in read_queries("reports")}
    ordered = [*(name for name in _ORDER if name in asked), *(name for name in asked if name not in _ORDER)]
    sections = [_section(asked[name], query(asked[name].sql)) for name in ordered]
    return render_report(sections, summary)


def _named(answer: Answer) -> list[Named]:
    columns, rows = answer
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _section(report: Query, answer: Answer) -> ReportSection:
    columns, rows = answer
    title, _, question = report.purpose.partition(": ")
    draw = _CHARTS.get(report.name)
    return ReportSection(title, question, columns, rows, draw(_named(answer)) if draw is not None and rows else None)


def _summary(generated_at: datetime, answer: Answer) -> ReportSummary:
    (row,) = _named(answer)
    begin, end = (value if isinstance(value, datetime) else None for value in (row["begin_at"], row["end_at"]))
    counts = {name: _whole(row[name]) for name in _COUNTS}
    return ReportSummary(generated_at, begin_at=begin, end_at=end, **counts)


def _headline(summary: ReportSummary) -> str:
    if summary.document_count == 0:
        return "The archive is empty"
    read = summary.loaded_count + summary.duplicate_count
    origins = _counted(summary.original_count, "origin")
    return f"{_counted(read, 'article')}, {origins}, {_counted(summary.story_count, 'story')}"


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("warehouse.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters = {"cell": _cell, "heading": _heading, "day": _day, "count": _counted, "drawing": Markup}
    environment.filters.update(filters)
    return environment


def _column_kind(values: Sequence[object]) -> str:
    present = [value for value in values if value is not None]
    if present and all(isinstance(value, int | float) and not isinstance(value, bool) for value in present):
        return "number"
    return "short" if all(len(_cell(value)) <= _SHORT_CELL for value in present) else "words"


def _cell(value: object) -> str:
    """A value as text."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, list):
        return _shortened(", ".join(_cell(part) for part in value[:20]))
    return _shortened(str(value))


def _moment(value: datetime) -> str:
    """A moment at midnight is shown as its day: that is how dates without a time are kept."""
    return f"{value:%Y-%m-%d}" if value.time() == value.min.time() else f"{value:%Y-%m-%d %H:%M}"


def _shortened(text: str) -> str:
    return text if len(text) <= _CELL_LENGTH else text[: _CELL_LENGTH - 1].rstrip() + "…"


def _heading(column: str) -> str:
    """A column's name for readers: `comment_count` becomes `Comments`, `chosen_at` `Chosen`."""
    words = column.removesuffix("_count") + "s" if column.endswith("_count") else column.removesuffix("_at")
    return _HEADINGS.get(column, words.replace("_", " ").capitalize())


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B} {moment.year}"


def _counted(number: int, noun: str) -> str:
    if number == 1:
        return f"{number:,} {noun}"
    return f"{number:,} {noun[:-1]}ies" if noun.endswith("y") else f"{number:,} {noun}s"


def _whole(value: object) -> int:
    return int(value) if isinstance(value, int | float) else 0


def _draw_attention(rows: Sequence[Named]) -> str:
    return attention_chart(
        [
            MonthCount(
                month=str(row["month"]),
                original_count=_whole(row["original_count"]),
                copy_count=_whole(row["article_count"]) - _whole(row["original_count"]),
            )
            for row in rows
        ]
    )


def _draw_names(rows: Sequence[Named]) -> str:
    counts = ("article_mention_count", "comment_mention_count", "quoted_mention_count")
    return names_chart([NameCount(str(row["name"]), *(_whole(row[count]) for count in counts)) for row in rows])


def _draw_places(rows: Sequence[Named]) -> str | None:
    located = [
        PlaceCount(str(row["place"]), latitude, longitude, _whole(row["article_count"]))
        for row in rows
        if isinstance(latitude := row["latitude"], float) and isinstance(longitude := row["longitude"], float)
    ]
    return places_chart(located) if located else None


_CHARTS: dict[str, Callable[[Sequence[Named]], str | None]] = {
    "attention_by_month": _draw_attention,
    "top_entities": _draw_names,
    "top_places": _draw_places,
}
