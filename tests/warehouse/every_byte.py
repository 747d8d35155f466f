"""Every byte of a warehouse, as it lies on the disk and as its readers see it: where does a word still stand?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import pyarrow.parquet as pq


def texts(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Each file's raw bytes with its name and path; of each Parquet file also every value of every column."""
    for path in sorted(folder.rglob("*")):
        place = str(path.relative_to(folder))
        yield f"name of {place}", place.encode()
        if not path.is_file():
            continue
        content = path.read_bytes()
        yield place, content
        if content[:4] == b"PAR1":
            for column in pq.ParquetFile(path).read().itercolumns():
                yield f"{place}, decoded", repr(column.to_pylist()).encode()


def places_of(folder: Path, words: Collection[str]) -> list[str]:
    """Where any of these words stands, whatever its case; `word in place` for each."""
    found = []
    for place, content in texts(folder):
        low = content.decode("utf-8", errors="replace").casefold()
        found += [f"{word} in {place}" for word in words if word.casefold() in low]
    return found
