"""The peer of benchmarks.ingest and benchmarks.parse: trafilatura with metadata and comments, nothing kept.

Run by itself it extracts the pages of a folder in two processes.
"""

from __future__ import annotations

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import trafilatura
from trafilatura.settings import Document


def extract(path: Path) -> int:
    """Extract the page in a file; the length of its text."""
    return extract_content(path.read_bytes())


def extract_content(content: bytes) -> int:
    """Extract one page; the length of its text."""
    document = trafilatura.bare_extraction(content, with_metadata=True, include_comments=True)
    return len(document.text or "") if isinstance(document, Document) else 0


def main() -> None:
    """Extract every page of a folder."""
    files = sorted(Path(sys.argv[1]).iterdir())
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        print(sum(pool.map(extract, files, chunksize=20)))


if __name__ == "__main__":
    main()
