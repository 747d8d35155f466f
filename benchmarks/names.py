"""Names found in texts, beside a spaCy tok2vec pipeline trained on the same corpora, one core each.

    python -m benchmarks.names [CORPORA TEXTS.jsonl] [--gold GOLD.jsonl] [--steps 2000] [--peer FOLDER] [--also FOLDER…]

CORPORA is the folder of models/DATA.md, TEXTS has `{"id", "text"}` a line, GOLD `{"id", "entities": [{"start", "end",
"type": PER, ORG or LOC}]}`. The target: 10,000 words a second on two cores, so 5,000 here, where all run in one process
on one thread. The peer is spaCy's default network for names, trained for so many steps of 64 sentences and kept in
FOLDER. Without CORPORA made-up pages are read, and the peer is left out. All are warm: each has read the first text
before. `--also` measures other exports of our network (models/export_names.py), such as shallower ones.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.util import filter_spans
from thinc.api import fix_random_seed

from benchmarks.pages import write_pages
from flows.environment import cache_folder
from flows.run.reading import page_of_text
from models.corpora import CORPORA, Sentence, read_corpus
from models.made_up import MADE_UP
from tasks.entities import find_mentions
from tasks.entities.finding.candidates import NameModel
from tasks.entities.finding.readers import ENGLISH, NameReader
from tasks.parse import parse
from tasks.records import RawDocument
from warehouse.lexicon.gazetteer import load_gazetteer
from warehouse.lexicon.name_models import load_name_model, open_network
from warehouse.lexicon.name_setting import OWN

COARSE = {"PERSON": "PER", "ORG": "ORG", "PLACE": "LOC", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
SEED = 20261122
BATCH_SENTENCES = 64
ROUNDS = 3
MADE_UP_PAGES = 100

Found = set[tuple[int, int, str]]
Find = Callable[[str], Found]


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its names, where they are known."""

    text: str
    names: Found | None


def main() -> None:
    """Train the peer where it is missing, measure in turns, print speeds and scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="?")
    parser.add_argument("texts", type=Path, nargs="?")
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--peer", type=Path)
    parser.add_argument("--also", type=Path, nargs="*", default=[])
    args = parser.parse_args()
    texts = list(_texts(args.texts, args.gold) if args.texts else _made_up_texts())
    finders = {
        "rules": _ours(None),
        "own model": _ours(load_name_model(OWN)),
        **{folder.name: _ours(open_network(folder)) for folder in args.also},
    }
    if args.corpora:
        finders[f"spaCy tok2vec, {args.steps} steps"] = _peer(_trained(args.corpora, args.steps, args.peer))
    for name, find in finders.items():
        find(texts[0].text)
        pace = statistics.median(_words_a_second(find, texts) for _ in range(ROUNDS))
        score = f"F1 {_f1(find, texts):.3f}" if args.gold else ""
        print(f"{name}: {pace:,.0f} words a second on one core {score}", flush=True)


def _texts(path: Path, gold: Path | None) -> Iterator[Text]:
    named = {row["id"]: _gold_names(row) for row in _rows(gold)} if gold else {}
    for row in _rows(path):
        yield Text(row["text"], named.get(row["id"]))


def _made_up_texts() -> Iterator[Text]:
    with tempfile.TemporaryDirectory() as scratch:
        for path in sorted(write_pages([], Path(scratch) / "pages", MADE_UP_PAGES).iterdir()):
            yield Text(parse(RawDocument(path.read_bytes(), path.name)).text, None)


def _gold_names(row: Mapping[str, Any]) -> Found:
    return {(name["start"], name["end"], name["type"]) for name in row["entities"]}


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _ours(model: NameModel | None) -> Find:
    readers = () if model is None else (NameReader("model", model, ENGLISH),)
    gazetteer = load_gazetteer(cache_folder())

    def find(text: str) -> Found:
        found = find_mentions(page_of_text(text, None), gazetteer, readers=readers)
        return {(name.start, name.end, COARSE[name.type]) for name in found if name.type in COARSE}

    return find


def _peer(pipeline: Language) -> Find:
    def find(text: str) -> Found:
        names = pipeline(text).ents
        return {(name.start_char, name.end_char, COARSE[name.label_]) for name in names if name.label_ in COARSE}

    return find


def _trained(corpora: Path, steps: int, folder: Path | None) -> Language:
    if folder is not None and folder.is_dir():
        return spacy.load(folder)
    fix_random_seed(SEED)
    pipeline = spacy.blank("en")
    pipeline.add_pipe("ner")
    choice = random.Random(SEED)
    paths = [corpora / f"{name}.iob2" for name in CORPORA if name != MADE_UP]
    sentences = [sentence for path in paths for sentence in read_corpus(path)]
    examples = [example for sentence in sentences if (example := _example(pipeline, sentence)) is not None]
    optimiser = pipeline.initialize(lambda: islice(examples, 2000))
    for _ in range(steps):
        pipeline.update(choice.sample(examples, BATCH_SENTENCES), sgd=optimiser, drop=0.1)
    if folder is not None:
        pipeline.to_disk(folder)
    return pipeline


def _example(pipeline: Language, sentence: Sentence) -> Example | None:
    """A sentence for spaCy; None where a name of ours may be of several types, which it cannot be told."""
    document = pipeline.make_doc(sentence.text)
    spans = []
    for name in sentence.names:
        if len(name.types) > 1 and name.types & set(COARSE):
            return None
        kind = next(iter(sorted(name.types)))
        span = document.char_span(name.start, name.end, label=kind, alignment_mode="expand")
        if kind in COARSE and span is not None:
            spans.append(span)
    entities = [(span.start_char, span.end_char, span.label_) for span in filter_spans(spans)]
    return Example.from_dict(document, {"entities": entities})


def _words_a_second(find: Find, texts: Sequence[Text]) -> float:
    """Words (parted by white space) a second of this process."""
    began = time.process_time()
    for text in texts:
        find(text.text)
    return sum(len(text.text.split()) for text in texts) / (time.process_time() - began)


def _f1(find: Find, texts: Sequence[Text]) -> float:
    """Micro F1 of span and type."""
    right = given = wanted = 0
    for text in texts:
        if text.names is not None:
            found = find(text.text)
            right, given, wanted = right + len(found & text.names), given + len(found), wanted + len(text.names)
    return 2 * right / max(1, given + wanted)


if __name__ == "__main__":
    main()
