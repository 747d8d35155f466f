"""Tools asked for their answers to texts of our own; each is skipped where it is not installed."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks.labelled_sets import LabelledSet, read_set
from benchmarks.peers import PEERS, Peer
from benchmarks.scoring.tasks import TASKS
from tests.benchmarks.test_labelled_sets import write_set


def peer(name: str) -> Peer:
    found = next(one for one in PEERS if one.name == name)
    if found.version() is None:
        pytest.skip(f"{name} is not installed")
    return found


def texts(folder: Path, name: str, task: str, *inputs: dict[str, Any]) -> LabelledSet:
    return read_set(write_set(folder / name, {"name": name, "tasks": [task]}, [], list(inputs)))


def test_peers_are_asked_for_tasks_that_there_are_and_tell_no_version_where_they_are_missing() -> None:
    assert all(task in TASKS for one in PEERS for task in one.tasks)
    assert Peer("no-such-package", "nothing", ()).version() is None


def test_dateparser_gives_days_and_minutes_where_they_stand(tmp_path: Path) -> None:
    text = "It closed on 14 July 2021 and reopened on 20 July 2021 at 10:30."
    labelled = texts(tmp_path, "own", "timex", {"id": "1", "text": text, "published_at": "2021-07-21"})
    (row,) = peer("dateparser").answer(labelled, "timex")
    first, second = row["timexes"]
    assert (text[first["start"] : first["end"]], first["type"], first["value"]) == (
        "on 14 July 2021 and",
        "DATE",
        "2021-07-14",
    )
    assert (second["type"], second["value"]) == ("TIME", "2021-07-20T10:30")


def test_dateparser_is_told_the_language_that_ends_a_sets_name(tmp_path: Path) -> None:
    labelled = texts(tmp_path, "own-de", "timex", {"id": "1", "text": "Am 14. Dezember 2021 war es zu."})
    (row,) = peer("dateparser").answer(labelled, "timex")
    assert [found["value"] for found in row["timexes"]] == ["2021-12-14"]


def test_datasketch_groups_what_is_nearly_the_same_and_nothing_else(tmp_path: Path) -> None:
    words = " ".join(f"word{number}" for number in range(40))
    inputs = [
        {"id": "a", "text": words},
        {"id": "b", "text": " ".join(f"other{number}" for number in range(40))},
        {"id": "c", "text": f"{words} more"},
    ]
    rows = {
        row["source_id"]: row["cluster_id"]
        for row in peer("datasketch").answer(texts(tmp_path, "own", "dedup", *inputs), "dedup")
    }
    assert rows["a"] == rows["c"] != rows["b"]
