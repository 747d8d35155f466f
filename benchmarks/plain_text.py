"""How fast texts without markup are read: megabytes a second on one core, warm, best of three rounds.

    python -m benchmarks.plain_text [FOLDER…] [--count 400]

Read are the .txt files below the folders, or, where none is given, three kinds of generated documents made of the
sample's own sentences with changed words: articles, articles with comments in several layouts, and the sample's own
dirty pages. `read` is the reader alone (`read_plain_text`), `parse` the whole way from bytes to a `Page` with its dates
and its language. The target for `read` is 20 MB/s.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from tasks.parse import parse
from tasks.parse.plain.page import read_plain_text
from tasks.parse.source.decode import decode
from tasks.records import RawDocument, Rejected

SAMPLE = Path(__file__).parent.parent / "sample" / "text"
SEEN_FROM = datetime(2021, 10, 1)
PARAGRAPHS = (8, 24)
COMMENTS = (4, 20)
ROUNDS = 3
LAYOUTS = (
    ("{count} comments:", "{name}July {day}, 2021 at {hour}:03 AM\n{text}ReplyDelete"),
    ("{count} thoughts on “{title}”", "{name} says:\nJuly {day}, 2021 at {hour}:32 pm\n{text}\nReply"),
    ("{count} Comments", "{name} • 2 months ago\n{text}\n2 • Reply • Share ›"),
    ("{count} Kommentare", "{name} schreibt:\n{day}. Juli 2021 um {hour}:32 Uhr\n{text}\nAntworten"),
)
_CHANGED = re.compile(r"\b[a-z]{5,12}\b")


def main() -> None:
    """Print the two speeds for each kind of document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--count", type=int, default=400)
    args = parser.parse_args()
    for name, documents in _kinds(args.folders, args.count):
        size = sum(map(len, documents))
        lines = sum(document.count(b"\n") + 1 for document in documents)
        texts = [decode(document).text for document in documents]
        reading, parsing = (size / 1e6 / _seconds(*measured) for measured in ((_read, texts), (_parse, documents)))
        print(
            f"{name}: {len(documents)} documents, {size / 1e6:.2f} MB, {size / max(1, lines):.0f} bytes a line; "
            f"read {reading:.1f} MB/s (target: at least 20), parse {parsing:.1f} MB/s",
            flush=True,
        )


def _seconds(work: Callable[[Sequence[Any]], None], documents: Sequence[Any]) -> float:
    """Processor seconds of the fastest of some rounds; the first one also fills what is kept between documents."""
    rounds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work(documents)
        rounds.append(time.process_time() - began)
    return min(rounds)


def _read(texts: Sequence[str]) -> None:
    for text in texts:
        read_plain_text(text, SEEN_FROM)


def _parse(documents: Sequence[bytes]) -> None:
    for number, document in enumerate(documents):
        try:
            parse(RawDocument(document, f"{number}.txt", fetched_at=SEEN_FROM))
        except Rejected:
            continue  # a folder may hold anything; what is refused has cost its time as well


# ---- documents


def _kinds(folders: Sequence[Path], count: int) -> Iterator[tuple[str, list[bytes]]]:
    for folder in folders:
        found = [path.read_bytes() for path in sorted(folder.rglob("*.txt"))]
        if not found:
            raise SystemExit(f"No .txt file below {folder}.")
        yield str(folder), found
    if not folders:
        pages = [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.txt"))]
        sentences = [line for page in pages for line in page.splitlines() if len(line) > 60 and line.endswith(".")]
        noise = random.Random(1)
        vocabulary = ["".join(noise.choices("aeioulmnrstdk", k=noise.randint(5, 11))) for _ in range(5000)]
        for name, make in (("articles", _article), ("discussions", _discussion)):
            yield name, [_changed(make(sentences, noise), vocabulary, noise) for _ in range(count)]
        yield "sample pages", [_changed(pages[number % len(pages)], vocabulary, noise) for number in range(count)]


def _article(sentences: Sequence[str], noise: random.Random) -> str:
    title = " ".join(noise.choice(sentences).split()[:9])
    head = f"{title}\nBy Ida Brandt and Tom Okello\nPublished: {noise.randint(1, 28)} July 2021 21:40\n"
    return head + "\n\n".join(noise.choices(sentences, k=noise.randint(*PARAGRAPHS)))


def _discussion(sentences: Sequence[str], noise: random.Random) -> str:
    count = noise.randint(*COMMENTS)
    heading, layout = noise.choice(LAYOUTS)
    comments = [
        layout.format(
            name=f"{noise.choice(('Mara', 'Okello', 'Njeri', 'Bo', 'Wycliffe'))} {noise.choice('ABCDEKL')}.",
            day=noise.randint(10, 28),
            hour=noise.randint(1, 9),
            text="\n".join(noise.choices(sentences, k=noise.randint(1, 3))),
        )
        for _ in range(count)
    ]
    return "\n".join((_article(sentences, noise), heading.format(count=count, title="The lock"), *comments))


def _changed(page: str, vocabulary: Sequence[str], noise: random.Random) -> bytes:
    """Every fourth longer word replaced: the text of another page of the same layout."""
    return _CHANGED.sub(lambda word: noise.choice(vocabulary) if noise.random() < 0.25 else word[0], page).encode()


if __name__ == "__main__":
    main()
