"""Task `quotes`: what is attributed to whom in a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.scoring.measures import (
    Figures,
    Rates,
    Row,
    Rows,
    Span,
    best_pairs,
    common,
    dice,
    inside,
    overlap,
    share,
    span_of,
    word_bag,
)

LEAST_ALIKE = 0.5  # F1 of two contents' tokens, or of two speakers' words, from which they are the same
_MARK = re.compile('["“”„‟«»]')
_TOKEN = re.compile(r"\w+")
_LEADING = re.compile(r"^[\W_]+")
_TRAILING = re.compile(r"[\W_]+$")


@dataclass(frozen=True, slots=True)
class _Document:
    """The statements of one text, gold and given, and where its tokens stand."""

    text: str
    tokens: list[Span]
    wanted: list[Row]
    given: list[Row]


@dataclass(frozen=True, slots=True)
class _Paired:
    """Gold and given statements that are the same, over all texts."""

    pairs: list[tuple[Row, Row]]

    @property
    def attributed(self) -> list[tuple[Row, Row]]:
        """Those whose gold names a source."""
        return [(wanted, said) for wanted, said in self.pairs if wanted.get("speaker") is not None]

    @property
    def cued(self) -> list[tuple[Row, Row]]:
        """Those whose gold marks a cue."""
        return [(wanted, said) for wanted, said in self.pairs if wanted.get("cue_start") is not None]


def score_quotes(gold: Rows, given: Rows) -> Figures:
    """Attributions as PolNeAR marks them (source, cue, content); `direct_*` only where quotation marks stand.

    `content_*`: tokens inside attributed content. `exact_f1`: equal spans, marks and spaces at their edges apart.
    `match_*`: statements paired one to one with half of their tokens in common. `speaker_*`: of those the ones with
    half of the source's words; `cue_accuracy`: the ones whose cues overlap.
    """
    documents = [_document(row, given.get(key)) for key, row in gold.items()]
    figures = _figures(documents, "")
    return figures | _figures([_direct(document) for document in documents], "direct_")


def _document(gold: Row, row: Row | None) -> _Document:
    text = gold["text"]
    tokens = [found.span() for found in _TOKEN.finditer(text)]
    return _Document(text, tokens, gold["statements"], inside((row or {}).get("statements") or [], text))


def _direct(document: _Document) -> _Document:
    """Only statements with quotation marks; a given one may have them right outside of its span."""
    text = document.text
    wanted = [one for one in document.wanted if _MARK.search(text[one["start"] : one["end"]])]
    given = [one for one in document.given if _MARK.search(text[max(0, one["start"] - 1) : one["end"] + 1])]
    return _Document(text, document.tokens, wanted, given)


def _figures(documents: Sequence[_Document], prefix: str) -> Figures:
    wanted_count = sum(len(document.wanted) for document in documents)
    given_count = sum(len(document.given) for document in documents)
    exact = sum(common(_edges(one.text, one.wanted), _edges(one.text, one.given)) for one in documents)
    paired = _Paired([pair for document in documents for pair in _pairs(document)])
    figures: Figures = {
        "gold": wanted_count,
        "given": given_count,
        **_content_rates(documents).named("content_"),
        "exact_f1": Rates.counted(exact, given_count, wanted_count).f1,
        **Rates.counted(len(paired.pairs), given_count, wanted_count).named("match_"),
        **_speaker_figures(paired, documents, given_count),
        "cue_accuracy": share(sum(_is_same_cue(*pair) for pair in paired.cued), len(paired.cued)),
    }
    return {f"{prefix}{name}": value for name, value in figures.items()}


def _content_rates(documents: Iterable[_Document]) -> Rates:
    right = given = wanted = 0
    for document in documents:
        gold = _covered(document.tokens, map(span_of, document.wanted))
        said = _covered(document.tokens, map(span_of, document.given))
        right, given, wanted = right + len(gold & said), given + len(said), wanted + len(gold)
    return Rates.counted(right, given, wanted)


def _speaker_figures(paired: _Paired, documents: Iterable[_Document], given_count: int) -> Figures:
    attributed = paired.attributed
    right = sum(_is_same_speaker(*pair) for pair in attributed)
    sourced_count = sum(one.get("speaker") is not None for document in documents for one in document.wanted)
    unsourced = len(paired.pairs) - len(attributed) if attributed else 0  # right, but with nobody to name
    return {
        "speaker_accuracy": share(right, len(attributed)),
        "speaker_f1": Rates.counted(right, given_count - unsourced, sourced_count).f1,
    }


def _is_same_speaker(wanted: Row, said: Row) -> bool:
    return dice(word_bag(wanted["speaker"]), word_bag(said.get("speaker"))) >= LEAST_ALIKE


def _is_same_cue(wanted: Row, said: Row) -> bool:
    if said.get("cue_start") is None:
        return False
    return overlap((wanted["cue_start"], wanted["cue_end"]), (said["cue_start"], said["cue_end"]))


def _covered(tokens: Sequence[Span], spans: Iterable[Span]) -> frozenset[int]:
    """The numbers of the tokens that lie whole in one of the spans."""
    return frozenset(
        number for start, end in spans for number, token in enumerate(tokens) if token[0] >= start and token[1] <= end
    )


def _pairs(document: _Document) -> list[tuple[Row, Row]]:
    gold = [_covered(document.tokens, [span_of(one)]) for one in document.wanted]
    said = [_covered(document.tokens, [span_of(one)]) for one in document.given]
    return [(document.wanted[i], document.given[j]) for i, j in best_pairs(gold, said, _likeness)]


def _likeness(first: frozenset[int], second: frozenset[int]) -> float | None:
    shared = len(first & second)
    alike = 2 * shared / (len(first) + len(second)) if shared else 0.0
    return alike if alike >= LEAST_ALIKE else None


def _edges(text: str, statements: Iterable[Row]) -> Counter[Span]:
    """The spans of contents, without the marks and spaces at their edges."""
    return Counter(_trimmed(text, *span_of(one)) for one in statements)


def _trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    begun = _LEADING.sub("", part)
    first = start + len(part) - len(begun)
    return first, first + len(_TRAILING.sub("", begun))
