"""Maintenance: duplicates decided anew change what differs, at once and only that."""

from __future__ import annotations

import random
import re
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.job.settings import Settings
from flows.maintain import describe_changes, recompute_duplicates
from tasks.copies.compare import DuplicateRules
from tests.flows.archives import every_row, ingest
from tests.flows.test_growing_archive import groups, press, write
from warehouse.ask.database import open_warehouse, refresh_catalog
from warehouse.errors import NotAWarehouse
from warehouse.store.commits import Store
from warehouse.store.writer import Writer
from warehouse.upkeep.regrouping import regroup_archive

STRICT = DuplicateRules(min_larger_share=0.95, min_excerpt_larger_share=0.95)


def commits(warehouse: Path) -> list[str]:
    return sorted(path.name for path in (warehouse / "_commits").glob("*.json"))


def test_an_archive_that_grew_batch_by_batch_needs_no_change(tmp_path: Path) -> None:
    rows = press()
    random.Random(5).shuffle(rows)
    ingest(tmp_path / "w", write(tmp_path / "feed.jsonl", rows), batch_document_count=4)
    before = commits(tmp_path / "w")
    found = recompute_duplicates(tmp_path / "w", Settings()).groups
    assert (found.changed_document_count, found.document_count, found.group_count) == (0, 24, 8)
    assert commits(tmp_path / "w") == before
    assert "Nothing differs; nothing was written." in list(
        describe_changes(recompute_duplicates(tmp_path / "w", Settings()))
    )


def test_other_rules_part_groups_and_the_old_rules_bring_them_back(tmp_path: Path) -> None:
    rows = press()
    ingest(tmp_path / "w", write(tmp_path / "feed.jsonl", rows), batch_document_count=7)
    at_first = groups(tmp_path / "w")
    # what strict rules would have found from the start
    ingest(tmp_path / "strict", tmp_path / "feed.jsonl", rules=STRICT)
    parted = recompute_with(tmp_path / "w", STRICT)
    assert parted > 0
    assert groups(tmp_path / "w") == groups(tmp_path / "strict") != at_first
    found = recompute_duplicates(tmp_path / "w", Settings()).groups
    assert found.merged_group_count > 0
    assert groups(tmp_path / "w") == at_first
    assert recompute_duplicates(tmp_path / "w", Settings()).groups.changed_document_count == 0


def recompute_with(warehouse: Path, rules: DuplicateRules) -> int:
    store = Store.at(warehouse)
    with Writer(store) as writer:
        found = regroup_archive(writer, rules, "test", datetime(2021, 9, 2))
        refresh_catalog(store)
    return found.new_group_count


def test_new_documents_join_the_groups_that_were_decided_anew(tmp_path: Path) -> None:
    rows = press()
    late = [row for row in rows if row["id"].endswith("local")]
    early = [row for row in rows if row not in late]
    ingest(tmp_path / "w", write(tmp_path / "early.jsonl", early))
    recompute_with(tmp_path / "w", STRICT)
    recompute_duplicates(tmp_path / "w", Settings())
    ingest(tmp_path / "w", write(tmp_path / "late.jsonl", late))
    ingest(tmp_path / "one", write(tmp_path / "all.jsonl", rows))
    assert groups(tmp_path / "w") == groups(tmp_path / "one")


def test_the_command_says_what_it_did(tmp_path: Path) -> None:
    ingest(tmp_path / "w", write(tmp_path / "feed.jsonl", press()[:6]))
    answer = CliRunner().invoke(main, ["maintain", "--recompute-duplicates", "--warehouse", str(tmp_path / "w")])
    assert answer.exit_code == 0, answer.output
    assert "Nothing differs" in answer.output
    nothing = CliRunner().invoke(main, ["maintain", "--warehouse", str(tmp_path / "w")])
    assert nothing.exit_code == 2


def test_the_command_compacts_and_says_so_and_the_archive_answers_as_before(tmp_path: Path) -> None:
    warehouse = tmp_path / "w"
    ingest(warehouse, write(tmp_path / "feed.jsonl", press()), batch_document_count=4)
    before = every_row(warehouse)
    answer = CliRunner().invoke(main, ["maintain", "--compact", "--warehouse", str(warehouse)])
    assert answer.exit_code == 0, answer.output
    assert re.fullmatch(
        r"\d+ files became \d+, \d+ of them are new\.\n\d+ commit records were folded into the checkpoint\.\n",
        answer.output,
    )
    assert commits(warehouse) == []
    assert every_row(warehouse) == before
    again = CliRunner().invoke(main, ["maintain", "--compact", "--warehouse", str(warehouse)])
    assert "none were brought together." in again.output
    assert CliRunner().invoke(main, ["check", "--warehouse", str(warehouse)]).exit_code == 0
    report = ingest(warehouse, tmp_path / "feed.jsonl", batch_document_count=4)  # a rerun changes nothing
    assert (report.ledger.documents_in, report.batch_ids) == (0, ())


def test_a_folder_that_is_no_warehouse_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAWarehouse):
        recompute_duplicates(tmp_path, Settings())


def test_an_empty_warehouse_has_nothing_to_decide(tmp_path: Path) -> None:
    Store.create(tmp_path / "w")
    assert recompute_duplicates(tmp_path / "w", Settings()).groups.document_count == 0
    with open_warehouse(tmp_path / "w") as opened:
        assert opened.rows("SELECT count(*) FROM cluster_merges")[1] == [(0,)]


def test_maintain_without_a_task_says_which_one_there_is() -> None:
    answer = CliRunner().invoke(main, ["maintain"])
    assert answer.exit_code == 2
    assert (
        "Nothing to do. Pass --compact, --index or --recompute-duplicates (see `presswatch maintain --help`)."
        in answer.output
    )
