"""Generated articles with known copies: the same for the same seed, streamed, none kept.

Words are made of syllables and drawn by Zipf's law, lengths are lognormal, dates run through a year. Three of ten
articles are copies of an article of the days before, altered as newspapers alter what they reprint. Two of a hundred
are notices: the same form with other facts, which are no copies of each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

BEGIN = datetime(2021, 1, 1)
DAYS = 365
COPY_SHARE = 0.3
NOTICE_SHARE = 0.02
REACH = 4_000  # a copy repeats one of so many articles before it
KINDS = ("exact", "edited", "truncated", "local", "reordered")
WORD_COUNT_MEDIAN = 300
WORD_COUNT_SIGMA = 0.6
SENTENCES_PER_PARAGRAPH = 3
_ONSETS = ("b", "br", "c", "cl", "d", "dr", "f", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "r", "s", "st", "t")
_NUCLEI = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_CODAS = ("", "", "", "n", "r", "s", "l", "t", "nd", "st")
_VOCABULARY_SIZE = 30_000
_FORM_COUNT = 20
_FORM_SLOT_EVERY = 9


@dataclass(frozen=True, slots=True)
class Generated:
    """An article. `original` is the number of the article that it repeats, its own where it repeats none."""

    number: int
    original: int
    kind: str  # original, notice or one of KINDS
    body: str
    published_at: datetime

    @property
    def doc_id(self) -> str:
        """An id of 16 bytes in hexadecimal digits, as documents have; mixed, as hashes are."""
        return f"{(self.number * 0x9E3779B97F4A7C15F39CC0605CEDC835) % (1 << 128):032x}"


class Corpus:
    """`count` articles, each made from its number alone, so that a copy needs no memory of its original."""

    def __init__(self, count: int, seed: int = 1) -> None:
        self.count = count
        self._seed = seed
        noise = np.random.default_rng(seed)
        self._words = np.array(_vocabulary(noise), dtype=object)
        weights = 1.0 / (np.arange(_VOCABULARY_SIZE) + 2.7)  # Zipf and Mandelbrot
        self._shares = np.cumsum(weights / weights.sum())
        self._forms = [self._draw(noise, 60) for _ in range(_FORM_COUNT)]

    def __iter__(self) -> Iterator[Generated]:
        return (self.article(number) for number in range(self.count))

    def article(self, number: int) -> Generated:
        """The article of a number from 0 on."""
        noise = np.random.default_rng((self._seed, number))
        at = BEGIN + timedelta(seconds=int(DAYS * 86_400 * number / self.count))
        chance = noise.random()
        if number and chance < COPY_SHARE:
            original = self._original_before(number, noise)
            if original is not None:
                kind = KINDS[int(noise.integers(len(KINDS)))]
                return Generated(number, original, kind, self._altered(self._sentences(original), kind, noise), at)
        if chance > 1 - NOTICE_SHARE:
            return Generated(number, number, "notice", self._notice(noise), at)
        return Generated(number, number, "original", _text(self._sentences(number)), at)

    def _original_before(self, number: int, noise: np.random.Generator) -> int | None:
        """An article before this one that is neither a copy nor a notice."""
        for _ in range(8):
            earlier = int(noise.integers(max(0, number - REACH), number))
            chance = np.random.default_rng((self._seed, earlier)).random()
            if (earlier == 0 or chance >= COPY_SHARE) and chance <= 1 - NOTICE_SHARE:
                return earlier
        return None

    def _sentences(self, number: int) -> list[list[str]]:
        noise = np.random.default_rng((self._seed, number, 1))
        word_count = int(np.clip(noise.lognormal(np.log(WORD_COUNT_MEDIAN), WORD_COUNT_SIGMA), 40, 5_000))
        words = self._draw(noise, word_count)
        ends = np.cumsum(noise.integers(8, 30, size=word_count // 8 + 1))
        starts = [0, *ends[ends < word_count].tolist()]
        return [words[start:end] for start, end in zip(starts, [*starts[1:], word_count], strict=True)]

    def _draw(self, noise: np.random.Generator, word_count: int) -> list[str]:
        drawn: list[str] = self._words[np.searchsorted(self._shares, noise.random(word_count))].tolist()
        return drawn

    def _altered(self, sentences: list[list[str]], kind: str, noise: np.random.Generator) -> str:
        match kind:
            case "edited":  # one word of 30 is another
                sentences = [self._edited(sentence, noise) for sentence in sentences]
            case "truncated":
                sentences = sentences[: max(2, int(len(sentences) * noise.uniform(0.5, 0.9)))]
            case "local":  # paragraphs of the paper's own before and behind
                own = [self._draw(noise, 18) for _ in range(max(2, len(sentences) // 4))]
                half = len(own) // 2
                sentences = [*own[:half], *sentences, *own[half:]]
            case "reordered":
                cut = int(len(sentences) * noise.uniform(0.3, 0.7))
                sentences = [*sentences[cut:], *sentences[:cut]]
        return _text(sentences)

    def _edited(self, sentence: list[str], noise: np.random.Generator) -> list[str]:
        others = self._draw(noise, len(sentence))
        is_other = noise.random(len(sentence)) < 1 / 30
        return [other if change else word for word, other, change in zip(sentence, others, is_other, strict=True)]

    def _notice(self, noise: np.random.Generator) -> str:
        form = list(self._forms[int(noise.integers(_FORM_COUNT))])
        for place in range(0, len(form), _FORM_SLOT_EVERY):
            form[place] = str(int(noise.integers(2, 9_999)))
        return _text([form[start : start + 15] for start in range(0, len(form), 15)])


def _vocabulary(noise: np.random.Generator) -> list[str]:
    """Distinct words of one to four syllables, short ones first, as frequent words are."""
    found: dict[str, None] = {}
    while len(found) < _VOCABULARY_SIZE:
        syllable_count = 1 + min(3, len(found) * 4 // _VOCABULARY_SIZE)
        picks = noise.integers((len(_ONSETS), len(_NUCLEI), len(_CODAS)), size=(syllable_count, 3))
        found["".join(_ONSETS[o] + _NUCLEI[n] + _CODAS[c] for o, n, c in picks)] = None
        if syllable_count == 1 and len(found) > 1_200:  # there are no more of one syllable worth waiting for
            found |= {first + second: None for first, second in zip(found, reversed(list(found)), strict=True)}
    return list(found)[:_VOCABULARY_SIZE]


def _text(sentences: list[list[str]]) -> str:
    lines = [" ".join(sentence).capitalize() + "." for sentence in sentences if sentence]
    return "\n".join(
        " ".join(lines[start : start + SENTENCES_PER_PARAGRAPH])
        for start in range(0, len(lines), SENTENCES_PER_PARAGRAPH)
    )
