"""The search by keys spread over workers: the same texts meet, however the keys and the files are dealt out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.copies.compare import DuplicateRules
from tasks.copies.decision import Decision
from tasks.records import Status
from tests.warehouse.copies.test_decide import RULES, Press, edited, prose
from warehouse.copies.candidates import open_candidates
from warehouse.copies.decide import decide
from warehouse.copies.shared_keys import BUCKET_SIZE
from warehouse.copies.shuffle import MembersJob, PairsJob, Spread, Work

Near = dict[str, list[str]]


class Workers:
    """Does the jobs of a round one after the other, the last one first, and keeps them."""

    def __init__(self) -> None:
        self.jobs: list[MembersJob | PairsJob] = []

    def __call__(self, work: Work, jobs: Sequence[MembersJob | PairsJob]) -> None:
        self.jobs += jobs
        for job in reversed(jobs):
            work(job)


def texts(press: Press, doc_ids: Sequence[str]) -> list[str]:
    return sorted({str(press.rows[doc_id]["text_hash"]) for doc_id in doc_ids})


def archived(press: Press, name: str, doc_ids: Sequence[str]) -> Path:
    """A file of the archive with these documents, each a group of its own."""
    alone = {id_: Decision(Status.LOADED, None, id_, is_original=True, story_id=id_) for id_ in doc_ids}
    return press.file(name, doc_ids, alone)


def near(press: Press, batch: Sequence[str], archive: Sequence[Path], spread: Spread | None) -> Near:
    with open_candidates([press.file("batch", batch)], archive, RULES, spread) as candidates:
        return candidates.near(texts(press, batch))


@pytest.mark.parametrize("share_count", [1, 2, 5])
def test_the_same_texts_meet_in_the_same_order(tmp_path: Path, share_count: int) -> None:
    press = Press(tmp_path)
    for number in range(9):
        press.add(f"{number}", prose(number % 3) if number < 3 else edited(prose(number % 3), number), day=number)
    archive = [archived(press, f"archive{part}", ids) for part, ids in enumerate((["0", "3"], ["1", "4", "6"], ["8"]))]
    batch = ["2", "5", "7"]
    workers = Workers()
    found = near(press, batch, archive, Spread(share_count, workers))
    assert found == near(press, batch, archive, None)
    assert any(found.values())
    assert sum(isinstance(job, PairsJob) for job in workers.jobs) == share_count
    assert sum(isinstance(job, MembersJob) for job in workers.jobs) == 1 + min(share_count, len(archive))


def test_texts_that_stand_in_several_files_count_once_and_crowds_are_bounded_alike(tmp_path: Path) -> None:
    press = Press(tmp_path)
    for number in range(50):  # more texts of one key than are looked at
        press.add(f"{number}", f"{prose(1)} {prose(100 + number, 12)}", day=number)
        press.rows[f"{number}"]["bands"] = [1, 2, 3]
    press.add("again", str(press.bodies["3"]), day=1)
    archive = [archived(press, "old", [*map(str, range(40)), "again"]), archived(press, "older", ["3", "7"])]
    batch = [str(number) for number in range(40, 50)]
    found = near(press, batch, archive, Spread(3, Workers()))
    assert found == near(press, batch, archive, None)
    assert {len(others) for others in found.values()} == {2 * BUCKET_SIZE - 1}


def test_a_batch_is_decided_alike_and_the_look_back_window_holds(tmp_path: Path) -> None:
    press = Press(tmp_path)
    rules = DuplicateRules(look_back_days=10)
    for number in range(12):
        press.add(f"{number}", edited(prose(number % 4), number), day=4 * number)
    archive = press.archive([str(number) for number in range(6)])
    batch = [press.file("new", [str(number) for number in range(6, 12)])]
    spread = decide(batch, archive, press.read, rules, spread=Spread(4, Workers()))
    assert spread == decide(batch, archive, press.read, rules)


def test_nothing_to_compare_is_no_work(tmp_path: Path) -> None:
    press = Press(tmp_path)
    press.add("short", "Two words.")
    workers = Workers()
    assert near(press, ["short"], [], Spread(3, workers)) == {}
    assert workers.jobs == []


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), share_count=st.integers(1, 7))
def test_any_number_of_shares_gives_the_same_texts(tmp_path: Path, data: Any, share_count: int) -> None:
    press = Press(tmp_path)
    keys = st.lists(st.integers(0, 12), min_size=0, max_size=6, unique=True)
    for number, bands in enumerate(data.draw(st.lists(keys, min_size=2, max_size=14))):
        press.add(f"{number}", prose(number, 30), day=number % 3)
        press.rows[f"{number}"]["bands"] = bands
    ids = list(press.rows)
    cut = data.draw(st.integers(1, len(ids)))
    archive = [archived(press, f"a{start}", ids[start : start + 3]) for start in range(cut, len(ids), 3)]
    assert near(press, ids[:cut], archive, Spread(share_count, Workers())) == near(press, ids[:cut], archive, None)
