"""Time expressions (TIMEX3) in a page's text: one scan of each segment with the rules of timex_rules.toml.

What belongs here: finding matches, choosing among overlapping ones, and which anchor a segment's expressions are seen
from. What does not: the patterns (timex_rules.toml) and the values (resolve_calendar.py, resolve_relative.py).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from tasks.dates import resolve_calendar, resolve_days, resolve_relative
from tasks.dates.periods import Period
from tasks.dates.timex_context import Context, Found, Reading, Resolver
from tasks.dates.timex_tokens import class_letters, tokenize
from tasks.records import Kind, Layer, Moment, Page, Segment, Timex

_NAME = re.compile(r"[A-Z][A-Z_]*")
_LAYERS = (Layer.ARTICLE, Layer.COMMENT, Layer.QUOTED)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over the letters of a token string, and the function that gives a match its value."""

    pattern: re.Pattern[str]
    resolver: Resolver


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a segment's relative expressions are counted from, and the column it comes from."""

    stream: int | None  # the container whose text this is; None is the article
    moment: Moment | None
    source: str


@lru_cache(maxsize=1)
def _raw_rules() -> dict[str, Any]:
    return tomllib.loads(files("tasks.dates").joinpath("timex_rules.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def cores() -> re.Pattern[str]:
    """Finds a token without which no rule matches."""
    return re.compile(f"[{_compiled(_raw_rules()['cores'], {}).replace(chr(10), '')}]")


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The rules of timex_rules.toml, in its order. Raises KeyError on an unknown class, macro or resolver."""
    raw = _raw_rules()
    resolvers = resolve_days.RESOLVERS | resolve_calendar.RESOLVERS | resolve_relative.RESOLVERS
    return tuple(
        Rule(re.compile(_compiled(rule["pattern"], raw["macros"])), resolvers[rule["resolver"]]) for rule in raw["rule"]
    )


def _compiled(pattern: str, macros: dict[str, str]) -> str:
    """A pattern with macros and class names replaced by letters, and without blanks."""
    letters = class_letters()

    def replaced(name: re.Match[str]) -> str:
        word = name[0]
        return _compiled(macros[word], macros) if word in macros else letters[word]

    return _NAME.sub(replaced, pattern).replace(" ", "")


def find_timexes(page: Page) -> tuple[Timex, ...]:
    """The time expressions in the article, comment and quoted layers of `page`, in reading order.

    Relative ones are counted from the date of their own layer: the article's publication, the comment's posting, the
    quoted document's publication. Without it they stay as they are (XXXX-WXX-3, PAST_REF) and have no interval.
    """
    anchors = _Anchors(page)
    references: dict[int | None, Period | None] = {}
    found: list[Timex] = []
    for segment in page.leaves():
        if segment.layer not in _LAYERS:
            continue
        anchor = anchors.of(segment)
        text = page.text[segment.start : segment.end]
        for match, reading, reference in _read(
            text, page.language or "en", anchor.moment, references.get(anchor.stream)
        ):
            references[anchor.stream] = reference
            found.append(_timex(segment, match, reading, anchor))
    return tuple(found)


class _Anchors:
    """Looks up the anchor of a segment: that of the innermost comment or quoted document around it."""

    def __init__(self, page: Page) -> None:
        self._segments = {segment.segment_id: segment for segment in page.segments}
        self._own: dict[int, Anchor] = {}
        for comment in page.comments:
            self._own[comment.comment_id] = Anchor(comment.comment_id, comment.posted, "posted_at")
        for quoted in page.quoted_documents:
            self._own[quoted.segment_id] = Anchor(quoted.segment_id, quoted.published, "quoted_published_at")
        self._article = Anchor(None, page.published, "published_at")

    def of(self, segment: Segment) -> Anchor:
        """The anchor of a segment; a container that is its own ancestor ends the search."""
        node: Segment | None = segment
        for _ in range(len(self._segments)):
            if node is None:
                break
            own = self._own.get(node.segment_id)
            if own is not None:
                return own
            if node.layer is Layer.QUOTED and node.kind is Kind.QUOTED_DOCUMENT:
                return Anchor(node.segment_id, None, "quoted_published_at")
            node = self._segments.get(node.parent_id) if node.parent_id is not None else None
        return self._article if segment.layer is Layer.ARTICLE else Anchor(segment.segment_id, None, "posted_at")


def _read(
    text: str, language: str, anchor: Moment | None, reference: Period | None
) -> Iterator[tuple[tuple[int, int], Reading, Period | None]]:
    """Span, reading and the date named last, of each expression in a segment's text."""
    tokens = tokenize(text, language)
    taken = 0
    for first, last, resolver in _matches(tokens.letters):
        if first < taken:
            continue
        reading = resolver(Found(tokens, first, last), Context(anchor, reference))
        if reading is None:
            continue
        taken = last
        if reading.is_reference and reading.type == "DATE" and reading.period.begin is not None:
            reference = reading.period
        yield (tokens.starts[first], tokens.ends[last - 1]), reading, reference


def _matches(letters: str) -> list[tuple[int, int, Resolver]]:
    """All matches of all rules, by place, the longest first."""
    if cores().search(letters) is None:
        return []
    found = [
        (match.start(), -match.end(), order, rule.resolver)
        for order, rule in enumerate(rules())
        for match in rule.pattern.finditer(letters)
        if match.end() > match.start()
    ]
    found.sort(key=lambda match: match[:3])
    return [(first, -last, resolver) for first, last, _, resolver in found]


def _timex(segment: Segment, span: tuple[int, int], reading: Reading, anchor: Anchor) -> Timex:
    is_known = anchor.moment is not None
    return Timex(
        segment_id=segment.segment_id,
        layer=segment.layer,
        start=segment.start + span[0],
        end=segment.start + span[1],
        type=reading.type,
        value=reading.period.value,
        begin_at=reading.period.begin if reading.period.end is not None else None,
        end_at=reading.period.end if reading.period.begin is not None else None,
        anchor_at=anchor.moment.at if anchor.moment is not None else None,
        anchor_source=anchor.source if is_known else None,
    )
