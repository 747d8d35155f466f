"""Copies found among very many generated articles, beside the two packaged tools for that, on the same texts.

    python -m benchmarks.million [--documents 20000] [--only ours,datasketch,datatrove] [--datatrove-python PYTHON]

Each system reads the same files, runs on two cores in processes of its own, and says which articles are one group.
Ours is the warehouse's own path: fingerprints in worker processes, candidates by DuckDB, verification on the texts,
groups. The peers get five-word shingles and 25 bands of 5 values, the best form for a threshold of 0.5, and join
whatever shares a band, as they do. A peer that is not installed is passed over. Wanted: faster than both, at an F1 at
least as good, in less than 4 GB.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from math import comb
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.corpus import Corpus
from benchmarks.measure import run

FILE_SIZE = 5_000  # articles in a file
Labels = npt.NDArray[np.int64]


def write_corpus(folder: Path, count: int) -> list[str]:
    """Write the articles as JSON lines, `FILE_SIZE` a file, and their true groups; returns their kinds."""
    folder.mkdir(parents=True)
    articles = iter(Corpus(count))
    originals: list[int] = []
    kinds: list[str] = []
    for start in range(0, count, FILE_SIZE):
        with (folder / f"{start // FILE_SIZE:05d}.jsonl").open("w", encoding="utf-8") as file:
            for article in islice(articles, FILE_SIZE):
                row = {"id": article.doc_id, "text": article.body, "at": article.published_at.isoformat()}
                file.write(json.dumps(row) + "\n")
                originals.append(article.original)
                kinds.append(article.kind)
    np.save(folder.with_suffix(".npy"), np.array(originals, dtype=np.int64))
    return kinds


def pair_scores(truth: Labels, found: Labels) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of articles in one group."""
    both = _pair_count(Counter(zip(truth.tolist(), found.tolist(), strict=True)))
    precision = both / max(1, _pair_count(Counter(found.tolist())))
    recall = both / max(1, _pair_count(Counter(truth.tolist())))
    return precision, recall, 2 * precision * recall / (precision + recall or 1.0)


def _pair_count(sizes: Counter[int] | Counter[tuple[int, int]]) -> int:
    return sum(comb(size, 2) for size in sizes.values())


def recall_by_kind(kinds: Sequence[str], truth: Labels, found: Labels) -> str:
    """Of each kind of copy, the share that is in its original's group."""
    is_joined = found == found[truth]
    shares = {
        kind: float(np.mean(is_joined[[n for n, k in enumerate(kinds) if k == kind]])) for kind in sorted(set(kinds))
    }
    return ", ".join(f"{kind} {share:.3f}" for kind, share in shares.items() if kind not in ("original", "notice"))


def _interpreters(datatrove_python: str) -> dict[str, str]:
    return {"ours": sys.executable, "datasketch": sys.executable, "datatrove": datatrove_python}


def _is_installed(python: str, system: str) -> bool:
    if system == "ours":
        return True
    return subprocess.run([python, "-c", f"import {system}"], capture_output=True, check=False).returncode == 0


def main() -> None:
    """Generate, let each system run, and print seconds, peak memory and scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--only", default="ours,datasketch,datatrove")
    parser.add_argument("--datatrove-python", default=sys.executable, help="a Python that has datatrove")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        kinds = write_corpus(place / "corpus", args.documents)
        distinct = sum(kind in ("original", "notice") for kind in kinds)
        print(f"{args.documents} articles, {distinct} of them no copies", flush=True)
        for system, python in _interpreters(args.datatrove_python).items():
            if system not in args.only.split(","):
                continue
            if not _is_installed(python, system):
                print(f"{system:<11}is not installed for {python}: passed over")
                continue
            print(f"{system:<11}{_measured(place, [python, '-m', f'benchmarks.million_{system}'], kinds)}", flush=True)


def _measured(place: Path, command: Sequence[str], kinds: Sequence[str]) -> str:
    """A system's figures in one line."""
    truth, labels = np.load(place / "corpus.npy"), place / "found.npy"
    with tempfile.TemporaryDirectory(dir=place) as scratch:
        measured = run([*command, str(place / "corpus"), scratch, str(labels)])
    found = np.load(labels)
    precision, recall, f1 = pair_scores(truth, found)
    return (
        f"{measured.seconds:8.1f} s, {measured.processor_seconds:8.1f} s of processors, "
        f"{measured.peak_byte_count / 1e6:6.0f} MB, F1 {f1:.4f} P {precision:.4f} R {recall:.4f}; "
        f"{recall_by_kind(kinds, truth, found)}"
    )


if __name__ == "__main__":
    main()
