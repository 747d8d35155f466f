"""Task `meta`: what a page says about its article, by other projects' own expectations of it."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from benchmarks.scoring.answers import body_of, comment_text
from benchmarks.scoring.measures import Figures, Rates, Row, Rows, common, mean, share

LOST_RECALL = 0.3  # of the gold's words, below which an article was not read at all; set by hand
LEAST_LOOSE_LENGTH = 0.4  # of the longer title, for one that is held by it; set by hand
OPENING_LETTERS = 60  # of the gold's first words that must stand in the body
SAME_INSTANT = 60  # seconds
DAY_CHARACTERS = len("2021-07-14")
HEAD_FIGURES = ("title", "authors_f1", "day_either")  # their mean is the first figure

_PLAIN_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‘’‚", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("–—‑", "-"),
        **dict.fromkeys("\u00ad\u200b\ufeff\u200e\u200f"),  # not seen in print
    }
)
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # kana and Han: written without spaces
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_SPACES = re.compile(r"\s+")
_NO_LETTERS = re.compile(r"[\W_]+")
_BY = re.compile(r"^(by|von|par|por|de|door)\s+")  # what a byline begins with, in the languages of the sets
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SAME_LANGUAGE = {"nb": "no", "nn": "no", "iw": "he", "in": "id"}  # old codes and written forms


@dataclass(frozen=True, slots=True)
class _Moment:
    """A time as written: its day, and the clock time where there is one."""

    day: date
    at: datetime | None

    @property
    def zoned(self) -> datetime | None:
        """The clock time, where its zone is known."""
        return self.at if self.at is not None and self.at.tzinfo is not None else None

    @property
    def utc_day(self) -> date:
        """The day in UTC, where the zone is known; else the day as written."""
        return self.day if self.zoned is None else self.zoned.astimezone(UTC).date()


def score_meta(gold: Rows, given: Rows) -> Figures:
    """Means over the pages whose gold states a field.

    `title`: the same letters and digits; `title_loose`: one holds the other. `authors_f1`: F1 of two sets of names.
    `day_own`: the days as written, each in its own zone; `day_either`: or the same in UTC; `instant`: within a minute.
    `body_f1`: F1 of bags of words, standfirst and body against the gold text. `article_lost`: pages of whose article
    less than 0.3 is found. `head` is the mean of title, authors and day.
    """
    pages = [dict(_page_figures(row, given.get(key) or {})) for key, row in gold.items()]
    names = sorted({name for page in pages for name in page})
    figures = {name: mean(page[name] for page in pages if name in page) for name in names}
    figures["head"] = mean(figures[name] for name in HEAD_FIGURES if name in figures)
    figures["pages"] = len(pages)
    return figures


def _page_figures(gold: Row, row: Row) -> Iterator[tuple[str, float]]:
    if gold.get("title"):
        yield from _title_figures(gold["title"], row.get("title"))
    if gold.get("authors") is not None:
        yield from _author_figures(gold["authors"], row.get("authors") or [])
    if gold.get("published_at"):
        yield from _date_figures(gold["published_at"], row.get("published_at"))
    if gold.get("language"):
        code = re.split(r"[-_]", row.get("language") or "")[0].lower()
        yield "language", float(_SAME_LANGUAGE.get(code, code) == gold["language"])
    text = _standfirst_and_body(row)
    if gold.get("body"):
        yield from _body_figures(gold["body"], text, comment_text(row))
    if gold.get("first"):
        yield "first_words", float(_letters(gold["first"])[:OPENING_LETTERS] in _letters(text))


def _title_figures(gold: str, said: str | None) -> Iterator[tuple[str, float]]:
    wanted, given = _letters(gold), _letters(said)
    shorter, longer = sorted((wanted, given), key=len)
    yield "title", float(bool(wanted) and wanted == given)
    is_held = bool(shorter) and shorter in longer
    yield "title_loose", float(is_held and len(shorter) >= LEAST_LOOSE_LENGTH * len(longer))


def _author_figures(gold: Sequence[str], said: Sequence[str]) -> Iterator[tuple[str, float]]:
    wanted, given = {_name_key(name) for name in gold} - {""}, {_name_key(name) for name in said} - {""}
    if not wanted:
        yield "authors_invented", float(bool(given))
        return
    yield "authors_f1", 2 * len(wanted & given) / (len(wanted) + len(given))
    yield "authors_exact", float(wanted == given)
    yield "authors_missing", float(not given)
    yield "authors_foreign", float(bool(given - wanted))


def _date_figures(gold: str, said: str | None) -> Iterator[tuple[str, float]]:
    wanted, given = _moment(gold), _moment(said)
    if wanted is None:
        return
    yield "date_missing", float(given is None)
    if given is None:
        yield "day_own", 0.0
        yield "day_either", 0.0
        if wanted.at is not None:
            yield "instant", 0.0
        return
    is_same = _is_same_instant(wanted, given)
    is_day = wanted.day == given.day
    yield "day_own", float(is_day)
    yield "day_either", float(is_day or wanted.utc_day == given.utc_day or is_same)
    if wanted.zoned is not None:
        yield "instant", float(is_same)


def _is_same_instant(wanted: _Moment, given: _Moment) -> bool:
    if wanted.zoned is None or given.zoned is None:
        return False
    return abs((wanted.zoned - given.zoned).total_seconds()) < SAME_INSTANT


def _body_figures(gold: str, said: str, comments: str) -> Iterator[tuple[str, float]]:
    wanted, given = _bag(gold), _bag(said)
    right = common(wanted, given)
    rates = Rates.of(share(right, given.total()), share(right, wanted.total()))
    yield "body_p", rates.precision
    yield "body_r", rates.recall
    yield "body_f1", rates.f1
    yield "article_lost", float(rates.recall < LOST_RECALL)
    yield "article_in_comments", common(wanted - given, _bag(comments)) / max(1, wanted.total())


def _standfirst_and_body(row: Row) -> str:
    body, lead = body_of(row), row.get("standfirst") or ""
    return body if _plain(lead) in _plain(body) else f"{lead}\n{body}"


def _moment(text: str | None) -> _Moment | None:
    written = (text or "").strip()
    try:
        at = datetime.fromisoformat(written.replace("Z", "+00:00").replace(" ", "T", 1))
    except ValueError:
        found = _DAY.search(written)
        return None if found is None else _Moment(date(*map(int, found.groups())), None)
    return _Moment(at.date(), at if len(written) > DAY_CHARACTERS else None)


def _plain(text: str | None) -> str:
    """A text as it is compared: entities decoded, plain quotation marks and dashes, no case, single spaces."""
    decoded = unicodedata.normalize("NFKC", html.unescape(text or ""))
    return _SPACES.sub(" ", decoded.translate(_PLAIN_SIGNS).casefold()).strip()


def _letters(text: str | None) -> str:
    return _NO_LETTERS.sub("", _plain(text))


def _name_key(name: str) -> str:
    return _NO_LETTERS.sub(" ", _BY.sub("", _plain(name))).strip()


def _bag(text: str) -> Counter[str]:
    """The words of a text; the characters of scripts that are written without spaces."""
    return Counter(_WORD.findall(_plain(text)))
