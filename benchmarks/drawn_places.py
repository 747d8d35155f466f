"""Places named in pages of one language, drawn by a seed, to be read by eye: is this the place, or no place at all?

    python -m benchmarks.drawn_places FOLDER [--language de] [--count 100] [--seed 20261201]

FOLDER holds pages, or is a labelled set with a manifest. Prints a table of mentions of GPE and LOC outside furniture,
each with the name, the place it was taken for and the words around it; a person writes the verdict into the last
column.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.job.job import lexicon_files
from flows.job.settings import load
from flows.run.reading import Reader
from flows.run.shard_work import load_lexicon
from tasks.entities import find_mentions
from tasks.records import Page, RawDocument
from warehouse.landing.read import find_inputs, read_inputs, read_manifest

PLACES = ("GPE", "LOC")
AROUND = 5  # words on either side: enough to judge, too few to be the text


@dataclass(frozen=True, slots=True)
class Drawn:
    """A mention of a place: on which page, the name as written, what it was taken for, and the words around it."""

    source: str
    surface: str
    meaning: str
    context: str


def main() -> None:
    """Draw and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="de")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20261201)
    given = parser.parse_args()
    found = list(places_in(given.folder, given.language))
    drawn = random.Random(given.seed).sample(found, min(given.count, len(found)))
    print(f"{len(found)} mentions; {len(drawn)} drawn by seed {given.seed}\n")
    print("| page | name | taken for | words around it | right |\n|---|---|---|---|---|")
    for one in drawn:
        print(f"| {one.source} | {one.surface} | {one.meaning} | {one.context} | |")


def places_in(folder: Path, language: str) -> Iterator[Drawn]:
    """Every mention of a place in the pages of a language, page by page."""
    lexicon = load_lexicon(lexicon_files(load(None)))
    reader = Reader()
    manifest = folder / "manifest.jsonl"
    files = read_manifest(manifest) if manifest.exists() else find_inputs([str(folder)])
    for landed in read_inputs(files, reader.limits.byte_count):
        page = reader.read(landed).page if isinstance(landed, RawDocument) else None
        if page is None or page.language != language:
            continue
        name = Path(landed.source).name.partition(".")[0]
        for mention in find_mentions(page, lexicon.gazetteer, lexicon.entities, lexicon.name_readers):
            if mention.type in PLACES:
                meaning = f"{mention.name} {mention.country or ''}".strip()
                surface = page.text[mention.start : mention.end]
                yield Drawn(name, " ".join(surface.split()), meaning, _around(page, mention.start, mention.end))


def _around(page: Page, start: int, end: int) -> str:
    before = page.text[max(0, start - 200) : start].rpartition("\n")[2].split()[-AROUND:]
    after = page.text[end : end + 200].partition("\n")[0].split()[:AROUND]
    words = [*before, f"**{' '.join(page.text[start:end].split())}**", *after]
    return " ".join(words).replace("|", "/")


if __name__ == "__main__":
    main()
