"""A run answers Ctrl-C and SIGTERM at once, ends in good order, and leaves neither workers nor half a batch behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import pytest

from flows.pool.stopping import SIGNALS, Stopped, answered, finished_first, kept_from_children
from tests.flows.archives import every_row, write_feed
from warehouse.ask.database import open_warehouse
from warehouse.ask.soundness import inspect

ROOT = Path(__file__).parents[3]
THIS_CODE = {**os.environ, "PYTHONPATH": str(ROOT)}  # and not what is installed
PRESSWATCH = [sys.executable, "-c", "from flows.cli import main; main()"]
STOPPING = "Stopping after this shard; nothing of this batch is published."
SAYS_WHAT = f"presswatch: {STOPPING} Press Ctrl-C again to end at once."


def send(number: int) -> None:
    os.kill(os.getpid(), number)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_is_answered_with_a_sentence_and_stops_the_work(
    capfd: pytest.CaptureFixture[str], number: int, status: int
) -> None:
    before = [signal.getsignal(each) for each in SIGNALS]
    with pytest.raises(Stopped) as stopped, answered("Stopping here."):
        send(number)
        raise AssertionError("the work went on")
    assert stopped.value.exit_status == status
    assert capfd.readouterr().err == "\npresswatch: Stopping here. Press Ctrl-C again to end at once.\n"
    assert [signal.getsignal(each) for each in SIGNALS] == before


def test_what_must_not_be_cut_in_two_is_finished_first(capfd: pytest.CaptureFixture[str]) -> None:
    done = []
    with pytest.raises(Stopped), answered("Stopping here."):
        with finished_first("Stopping when it is done."):
            send(signal.SIGINT)
            done.append("the whole of it")
        done.append("what comes after")
    assert done == ["the whole of it"]
    assert "Stopping when it is done." in capfd.readouterr().err


def test_a_second_signal_stops_that_too(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Stopped), answered("Stopping here."), finished_first("Stopping when it is done."):
        send(signal.SIGINT)
        send(signal.SIGINT)
        raise AssertionError("the work went on")
    assert capfd.readouterr().err.endswith("presswatch: Ending at once.\n")


def test_without_a_signal_nothing_is_said_and_nothing_happens(capfd: pytest.CaptureFixture[str]) -> None:
    with answered("Stopping here."), finished_first("Later."):
        pass
    with finished_first("Nobody answers here."):
        pass
    assert capfd.readouterr().err == ""


def test_in_another_thread_nothing_is_set() -> None:
    seen = []

    def work() -> None:
        with answered("Stopping here."):
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [signal.getsignal(signal.SIGINT)]


def test_a_query_that_is_interrupted_ends_as_stopped() -> None:
    """DuckDB makes another error of what is raised while it works."""
    timer = threading.Timer(0.3, send, [signal.SIGINT])
    timer.start()
    with pytest.raises(Stopped), answered("Stopping here."):
        duckdb.sql("SELECT max(sha256(range::VARCHAR)) FROM range(50000000)").fetchall()
    timer.join()


def test_processes_started_meanwhile_do_not_see_ctrl_c() -> None:
    code = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))"
    with kept_from_children():
        inside = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    after = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert (inside, after) == ("True\n", "False\n")


class Run:
    """`presswatch ingest` of many small documents in a process group of its own, as a terminal would start it."""

    def __init__(self, folder: Path, feed: Path, workers: int) -> None:
        self.warehouse = folder / "w"
        command = [*PRESSWATCH, "ingest", str(feed), "--workers", str(workers)]
        self.log = folder / "stderr.txt"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=folder, env=THIS_CODE, stdout=subprocess.DEVNULL, stderr=log, start_new_session=True
            )

    def wait_until_staged(self, pattern: str) -> None:
        while not list(self.warehouse.glob(f"_staging/*/{pattern}")):
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.02)

    def workers(self) -> list[int]:
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(child) for child in listed]

    def interrupt(self, number: int = signal.SIGINT) -> None:
        os.killpg(self.process.pid, number)

    def seconds_until_said(self, sentence: str) -> float:
        began = time.monotonic()
        while sentence not in self.log.read_text():
            assert time.monotonic() - began < 30, self.log.read_text()
            time.sleep(0.02)
        return time.monotonic() - began


def is_running(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def assert_gone(pids: list[int]) -> None:
    deadline = time.monotonic() + 20
    while any(map(is_running, pids)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert [pid for pid in pids if is_running(pid)] == []


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    (tmp_path / "presswatch.toml").write_text('warehouse = "w"\nname_model = "rules"\nbatch_document_count = 2000\n')
    return write_feed(tmp_path / "feed.jsonl", range(500))


@pytest.mark.parametrize(
    ("number", "workers", "moment", "status"),
    [
        (signal.SIGINT, 2, "*.pages", 130),
        (signal.SIGTERM, 0, "*.pages", 143),
        (signal.SIGINT, 2, "files/*", 130),
    ],
)
def test_ctrl_c_during_an_ingest_leaves_nothing_and_a_rerun_reads_everything(
    tmp_path: Path, feed: Path, number: int, workers: int, moment: str, status: int
) -> None:
    run = Run(tmp_path, feed, workers)
    run.wait_until_staged(moment)
    children = run.workers()
    run.interrupt(number)
    assert run.seconds_until_said(SAYS_WHAT) < 2
    assert run.process.wait(timeout=60) == status
    assert "Traceback" not in run.log.read_text()
    assert_gone(children)
    assert list((tmp_path / "w").glob("_staging/*")) == []
    assert list((tmp_path / "w").glob("_commits/*.json")) == []
    if moment == "files/*":
        again = [*PRESSWATCH, "ingest", str(feed)]
        subprocess.run(again, cwd=tmp_path, env=THIS_CODE, check=True, capture_output=True)
        assert len(every_row(tmp_path / "w")["documents"]) == 500
        with open_warehouse(tmp_path / "w") as opened:
            assert list(inspect(opened)) == []


def test_a_second_ctrl_c_ends_the_workers_too(tmp_path: Path, feed: Path) -> None:
    run = Run(tmp_path, feed, 2)
    run.wait_until_staged("*.raw")
    children = run.workers()
    run.interrupt()
    run.seconds_until_said(SAYS_WHAT)
    run.interrupt()
    began = time.monotonic()
    assert run.process.wait(timeout=60) == 130
    assert time.monotonic() - began < 5
    assert "Traceback" not in run.log.read_text()
    assert_gone(children)
    assert list((tmp_path / "w").glob("_staging/*")) == []
