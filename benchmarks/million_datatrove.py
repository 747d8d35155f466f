"""The peer datatrove for benchmarks.million: its MinHash pipeline up to the clusters, in two processes."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import numpy as np
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import MinhashDedupBuckets, MinhashDedupCluster, MinhashDedupSignature
from datatrove.pipeline.dedup.minhash import MinhashConfig
from datatrove.pipeline.readers import JsonlReader
from datatrove.utils.typeshelper import Languages

TASK_COUNT = 2
CONFIG = MinhashConfig(n_grams=5, num_buckets=25, hashes_per_bucket=5)


def group(folder: Path, scratch: Path) -> None:
    """Signatures, buckets, clusters."""
    signed, met, grouped = (str(scratch / name) for name in ("signatures", "buckets", "clusters"))
    stages = (
        ([JsonlReader(str(folder)), MinhashDedupSignature(signed, CONFIG, language=Languages.english)], TASK_COUNT),
        ([MinhashDedupBuckets(signed, met, config=CONFIG)], CONFIG.num_buckets),
        ([MinhashDedupCluster(met, grouped, config=CONFIG, save_cluster_id=True)], 1),
    )
    for number, (pipeline, task_count) in enumerate(stages):
        logs = str(scratch / f"logs{number}")
        workers = min(2, task_count)
        LocalPipelineExecutor(pipeline=pipeline, tasks=task_count, workers=workers, logging_dir=logs).run()


def read_groups(folder: Path, scratch: Path) -> list[int]:
    """A group for every article in the order of the files, of which each task read every other one."""
    files = sorted(folder.iterdir())
    counts = [sum(1 for _ in file.open("rb")) for file in files]
    firsts = np.cumsum([0, *counts])
    groups = list(range(int(firsts[-1])))
    for task in range(TASK_COUNT):
        mine = range(task, len(files), TASK_COUNT)
        numbers = [number for file in mine for number in range(int(firsts[file]), int(firsts[file + 1]))]
        clusters = scratch / "clusters" / f"{task:06d}.clusters"
        if clusters.exists():
            for document, cluster in struct.iter_unpack("<2I", clusters.read_bytes()):
                groups[numbers[document]] = len(groups) + cluster
    return groups


def main() -> None:
    """Group the articles of a folder."""
    folder, scratch, labels = map(Path, sys.argv[1:4])
    group(folder, scratch)
    np.save(labels, np.array(read_groups(folder, scratch), dtype=np.int64))


if __name__ == "__main__":
    main()
