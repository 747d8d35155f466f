"""Pages to measure with: real ones from a folder, or, where none is given, the sample's pages with changed words.

Every page gets a word of its own in every paragraph, so that copies of a page are not exact duplicates of each other.
"""

from __future__ import annotations

import gzip
import random
import re
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from tasks.parse import parse
from tasks.records import Page, RawDocument, Rejected

SEEN_FROM = datetime(2021, 7, 14)
SAMPLE = Path(__file__).parent.parent / "sample" / "html"


def page_files(folders: list[str]) -> list[Path]:
    """HTML files (also gzipped) below some folders, in name order; the sample's where no folder is given."""
    places = [Path(folder) for folder in folders] or [SAMPLE]
    found = [path for place in places for path in sorted(place.rglob("*.htm*")) if path.is_file()]
    if not found:
        raise SystemExit("No HTML file below the given folders.")
    return found


def write_pages(folders: list[str], target: Path, count: int) -> Path:
    """Write `count` pages below `target`, the found ones again and again with changed words."""
    target.mkdir(parents=True, exist_ok=True)
    files = page_files(folders)
    for number in range(count):
        content = _content(files[number % len(files)])
        turn = number // len(files)
        (target / f"{number:06d}.html").write_bytes(content if turn == 0 else _changed(content, turn))
    return target


def _content(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content


def _changed(content: bytes, turn: int) -> bytes:
    """Every fourth longer word replaced by one made of the turn: the text of another page of the same layout."""
    noise = random.Random(turn)
    return re.sub(
        rb"(?<=[ >])[a-z]{5,12}(?=[ .,<])",
        lambda match: match.group(0) if noise.random() > 0.25 else bytes(noise.choices(b"aeioulmnrstdk", k=8)),
        content,
    )


def read_pages(folders: list[str], count: int) -> list[Page]:
    """Pages as `write_pages` makes them, read in this process as fetched at one time; those refused are left out."""
    with tempfile.TemporaryDirectory() as scratch:
        files = sorted(write_pages(folders, Path(scratch) / "pages", count).iterdir())
        documents = [RawDocument(path.read_bytes(), path.name, fetched_at=SEEN_FROM) for path in files]
    return [page for page in map(_read, documents) if page is not None]


def _read(document: RawDocument) -> Page | None:
    try:
        return parse(document)
    except Rejected:
        return None


def texts(count: int, seed: int) -> Iterator[dict[str, str]]:
    """Generated plain articles as rows of JSON lines: lognormal length, words of their own, dates over five years."""
    noise = random.Random(seed)
    vocabulary = ["".join(noise.choices("abcdefghijklmnoprstuvw", k=noise.randint(3, 10))) for _ in range(20_000)]
    for number in range(count):
        length = min(3000, max(60, int(noise.lognormvariate(5.5, 0.6))))
        words = noise.choices(vocabulary, k=length)
        lines = [" ".join(words[start : start + 60]).capitalize() + "." for start in range(0, length, 60)]
        day = f"{noise.randint(2017, 2021)}-{noise.randint(1, 12):02d}-{noise.randint(1, 28):02d}"
        yield {
            "id": f"g{seed}-{number}",
            "url": f"https://generated.example/{seed}/{number}",
            "fetched_at": f"{day}T12:00:00+00:00",
            "text": "\n".join(lines),
        }
