"""A run killed at any moment, and run again, leaves the warehouse of one that was never killed."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.flows.archives import every_row, write_feed
from warehouse.ask.database import open_warehouse
from warehouse.ask.soundness import inspect

ROOT = Path(__file__).parents[2]
SAMPLE = [str(ROOT / "sample" / name) for name in ("html", "text", "feed.jsonl", "archive.warc.gz", "broken")]
PRESSWATCH = [sys.executable, "-c", "from flows.cli import main; main()"]


@pytest.mark.timeout(900)  # some forty runs of the whole job
def test_twenty_kills_at_random_moments_change_no_row(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.flows.kill_driver", str(tmp_path), "20", "7", *SAMPLE]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "killed 20 of 20, all equal" in done.stdout


def test_killing_the_command_line_leaves_no_worker_behind_and_the_rerun_completes(tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "feed.jsonl", range(400))
    command = [*PRESSWATCH, "ingest", str(feed), "--warehouse", str(tmp_path / "w"), "--workers", "2"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while not list((tmp_path / "w").glob("_staging/*/*.pages")):
            time.sleep(0.02)
            assert process.poll() is None
        workers = children(process.pid)
        process.send_signal(signal.SIGKILL)
    assert workers
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    with open_warehouse(tmp_path / "w") as opened:
        assert list(inspect(opened)) == []
    assert len(every_row(tmp_path / "w")["documents"]) == 400


def children(pid: int) -> list[int]:
    """The processes that a process has started and that still live."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in listed]
