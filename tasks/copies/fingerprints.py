"""What is kept of a document so that its copies, and reports on the same event, are found without reading it again.

What belongs here: hashes of one document. What does not: comparing two (compare.py, stories/terms.py) and finding
candidates among many (warehouse/copies/decide.py). Stored fingerprints are compared with new ones: whoever changes
anything that alters them raises FINGERPRINT_VERSION, and old and new ones meet no more by chance.
"""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from tasks.entities.lexicon.word_frequency import zipf
from tasks.findings import Fingerprint
from tasks.stories.names import common_nouns
from tasks.stories.terms import telling_terms
from tasks.text.compared_words import is_unspaced, surfaces_and_words, words

FINGERPRINT_VERSION = 1  # raised when the hashes of a text change, so that old and new ones are never compared
SHINGLE_WIDTH = 5  # words; as in "On the resemblance and containment of documents" (Broder 1997) up to 10 are usual
UNSPACED_SHINGLE_WIDTH = 10  # characters, where a word has about two of them
# Keys of a text; with two values a key, texts that share a third of their shingles nearly surely share one.
BAND_COUNT = 64
ROW_COUNT = 2  # MinHash values in a band
COMPARED_WORD_COUNT = 100_000  # what a longer text has beyond it counts in its text_hash only
MIN_WORD_COUNT = 20  # shorter texts match exactly or not at all
MIN_BODY_WORD_COUNT = 3  # a shorter body ("Advertisement") says nothing; it matches only where whole pages are equal
EVERYDAY_ZIPF = 4.0  # of a word that does not tell one event from others even as a name: ten in a million
_PERMUTATION_COUNT = BAND_COUNT * ROW_COUNT
_SEED = 0x5EED  # any number; a new one makes all fingerprints new
_KEY_MULTIPLIERS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], dtype=np.uint64)
# Keys of another band, another version of this file or of the MinHash library never meet.
_BAND_SALTS = (
    np.arange(BAND_COUNT, dtype=np.uint64) + np.uint64(1000 * (100 * FINGERPRINT_VERSION + RMinHash.ALGORITHM_VERSION))
) * np.uint64(0xD6E8FEB86659FD93)


def fingerprint(
    body: str, page_text: str, title: str | None = None, language: str | None = None, *, has_terms: bool = True
) -> Fingerprint:
    """Hashes of an article's own text (`body`), of its whole reading text and of its telling terms; never raises.

    Telling terms cost more than all the rest and serve stories only; without `has_terms` there are none.

    A body without a single word has a shingle_count of 0 and must not be matched with anything.
    """
    surfaces, sequence = surfaces_and_words(body) if has_terms else ([], words(body))
    text_hash = _digest(" ".join(sequence) if len(sequence) >= MIN_BODY_WORD_COUNT else f"\n{page_text}")
    surfaces, sequence = surfaces[:COMPARED_WORD_COUNT], sequence[:COMPARED_WORD_COUNT]
    is_of_characters = is_unspaced(sequence)
    shingles = _shingles(sequence, UNSPACED_SHINGLE_WIDTH if is_of_characters else SHINGLE_WIDTH)
    is_comparable = len(sequence) >= MIN_WORD_COUNT * (2 if is_of_characters else 1)
    return Fingerprint(
        text_hash=text_hash,
        page_hash=_digest(page_text),
        shingle_count=len(shingles),
        bands=tuple(_bands(shingles).tolist()) if is_comparable else (),
        terms=_terms(surfaces, sequence, title or "", language) if has_terms else (),
    )


def _terms(surfaces: list[str], sequence: list[str], title: str, language: str | None) -> tuple[int, ...]:
    """Telling terms; names among them are words that the language uses less than once in a hundred thousand."""
    return telling_terms(
        surfaces, sequence, words(title), lambda word: zipf(word, language) >= EVERYDAY_ZIPF,
        common_nouns(surfaces, language),
    )  # fmt: skip


def _shingles(sequence: list[str], width: int) -> set[str]:
    """Distinct runs of `width` words; a text shorter than a run is one itself."""
    if len(sequence) <= width:
        return {" ".join(sequence)} if sequence else set()
    return set(map(" ".join, zip(*(sequence[start:] for start in range(width)), strict=False)))


def _bands(shingles: set[str]) -> npt.NDArray[np.uint64]:
    """LSH band keys of the MinHash signature (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, 3.4).

    Two texts with Jaccard similarity s share 64 * s**2 of their 64 keys on average: 16 at 0.5, 6 at 0.3, 0.2 at 0.05,
    so that asking for two shared keys parts them well. Keys have 32 bits, which halves the stored size and meets by
    chance once in four thousand million.
    """
    minhash = RMinHash(_PERMUTATION_COUNT, _SEED)
    minhash.update(list(shingles))
    rows = np.array(minhash.digest(), dtype=np.uint64).reshape(BAND_COUNT, ROW_COUNT)
    mixed = (rows * _KEY_MULTIPLIERS).sum(axis=1, dtype=np.uint64) ^ _BAND_SALTS
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    keys: npt.NDArray[np.uint64] = mixed >> np.uint64(32)
    return keys


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
