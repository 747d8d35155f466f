import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.labelled_sets import read_set
from benchmarks.rules import Work, Worth, differences, first_figures, table, works_of
from benchmarks.switches import SWITCHES
from tests.benchmarks.switch_examples import EXAMPLES, SAID, STORY
from tests.benchmarks.test_labelled_sets import write_set

SWITCH = SWITCHES[0]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    gold = [{"id": "lock", "body": "\n".join(STORY), "comments_text": SAID[0], "published_at": "2021-07-15"}]
    about = {"name": "own-pages", "tasks": ["body", "comments"]}
    folder = write_set(tmp_path / "own", about, gold, [{"id": "lock", "path": "lock.html"}], source="manifest")
    (folder / "lock.html").write_text(EXAMPLES["comments"].content)
    return folder


def test_a_rule_is_worth_the_figures_with_it_less_those_without(pages: Path) -> None:
    whole = first_figures(Work(pages, (), None, "parse"))
    without = first_figures(Work(pages, (), None, "parse", "comments"))
    assert (whole["comments", "own-pages"], without["comments", "own-pages"]) == (1.0, 0.0)
    assert differences(whole, without)["comments", "own-pages"] == 1.0


def test_differences_that_do_not_show_are_none() -> None:
    whole = {("body", "a"): 0.9, ("body", "b"): 0.9, ("body", "c"): 0.9}
    without = {("body", "a"): 0.8994, ("body", "b"): 0.8996, ("body", "c"): 0.9006}
    assert sorted(differences(whole, without)) == [("body", "a"), ("body", "c")]


def test_a_set_is_read_once_for_each_command_that_its_tasks_need(tmp_path: Path) -> None:
    about = {"name": "both", "tasks": ["ner", "timex", "dedup"]}
    folder = write_set(tmp_path / "both", about, [], [])
    assert list(works_of([read_set(folder)], 3)) == [Work(folder, ("ner", "timex"), 3, "annotate")]


def test_the_table_shows_gains_first_and_marks_rules_that_gain_nowhere() -> None:
    worths = [
        Worth(SWITCH, {("body", "a"): -0.01, ("comments", "b"): 0.5}),
        Worth(SWITCH, {("body", "a"): -0.01}),
        Worth(SWITCH, {}),
    ]
    shown = [line.split(" | ")[2:] for line in table(worths)][2:]
    assert shown == [
        ["comments b +0.500, body a -0.010", " |"],
        ["body a -0.010", "gains nowhere |"],
        ["-", "changes no figure here |"],
    ]


@pytest.mark.parametrize(("pattern", "said"), [("no-such", "No switch is like 'no-such'"), ("*", "no labelled set")])
def test_what_cannot_be_measured_is_one_sentence_and_status_2(tmp_path: Path, pattern: str, said: str) -> None:
    command = [sys.executable, "-m", "benchmarks.rules", str(tmp_path), "--only", pattern]
    outcome = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (outcome.returncode, outcome.stdout, len(outcome.stderr.splitlines())) == (2, "", 1)
    assert said in outcome.stderr
