"""Running a command and measuring it: wall seconds and the peak memory of all its processes together."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PRESSWATCH = [sys.executable, "-c", "from flows.cli import main; main()"]
POLL_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Measured:
    """Wall and processor seconds; the peak over time of all processes' proportional set sizes together, in bytes."""

    seconds: float
    processor_seconds: float
    peak_byte_count: int


def run(command: Sequence[str]) -> Measured:
    """Run a command to its end. Raises CalledProcessError where it fails."""
    began, used = time.perf_counter(), _processor_seconds()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, _memory_of_tree(process.pid))
            time.sleep(POLL_SECONDS)
    seconds = time.perf_counter() - began
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Measured(seconds, _processor_seconds() - used, peak)


def _processor_seconds() -> float:
    """Of all ended children and theirs: on a machine that others use too it drifts less than the clock on the wall."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _memory_of_tree(root: int) -> int:
    """Summed PSS (memory shared between processes is counted once) of a process and its descendants, from /proc."""
    parents = {int(path.name): _parent(path) for path in Path("/proc").iterdir() if path.name.isdigit()}
    members = {root}
    for _ in range(10):  # generations
        members |= {pid for pid, parent in parents.items() if parent in members}
    return sum(_memory(pid) for pid in members)


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError, ValueError):
        return -1


def _memory(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
