"""The peer datasketch for benchmarks.million: MinHash in two processes, MinHashLSH, what shares a band is joined."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
from datasketch import MinHash, MinHashLSH

BANDS, ROWS = 25, 5
SHINGLE_WIDTH = 5
SCHEME = MinHash(num_perm=1).scheme  # the one that MinHash.generator uses


def signatures(file: Path) -> npt.NDArray[np.uint64]:
    """The MinHash values of a file's articles."""
    shingles = []
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            words = json.loads(line)["text"].lower().split()
            width = min(SHINGLE_WIDTH, len(words))
            runs = zip(*(words[start:] for start in range(width)), strict=False)
            shingles.append({" ".join(run).encode() for run in runs})
    return np.array([minhash.hashvalues for minhash in MinHash.generator(shingles, num_perm=BANDS * ROWS)])


def main() -> None:
    """Group the articles of a folder."""
    folder, labels = Path(sys.argv[1]), Path(sys.argv[3])
    lsh = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))
    parents: list[int] = []

    def root(number: int) -> int:
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    with ProcessPoolExecutor(2) as pool:
        for values in pool.map(signatures, sorted(folder.iterdir())):
            for row in values:
                number = len(parents)
                parents.append(number)
                minhash = MinHash(num_perm=BANDS * ROWS, hashvalues=row, scheme=SCHEME)
                for other in lsh.query(minhash):
                    first, second = sorted((root(other), root(number)))
                    parents[second] = first
                lsh.insert(number, minhash, check_duplication=False)
    np.save(labels, np.array([root(number) for number in range(len(parents))], dtype=np.int64))


if __name__ == "__main__":
    main()
