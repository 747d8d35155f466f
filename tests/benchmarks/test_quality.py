"""A labelled set of our own, measured through the real command."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.labelled_sets import read_set
from benchmarks.peers import PEERS
from benchmarks.quality import OWN, Question, Result, questions_of, score, table
from benchmarks.scoring.tasks import TASKS
from tests.benchmarks.test_labelled_sets import write_set

PARAGRAPHS = (
    "The river rose by two metres in the night, and the lower town was cut off from the bridge until the afternoon.",
    "Teachers carried the youngest children over the flooded yard, while the fire brigade pumped out the cellars.",
    "By the evening the water had gone down again, and the mayor promised to have the dam looked at within a week.",
)
SAID = ("My cellar has been under water since noon, and nobody has come to pump it out so far.",)
PAGE = f"""<html lang="en"><head><title>River floods the lower town</title>
<meta property="article:published_time" content="2024-03-05T08:00:00+01:00"></head>
<body><article><h1>River floods the lower town</h1>{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}</article>
<section id="comments"><h2>1 comment</h2><div class="comment"><span class="author">Rita</span>
<time datetime="2024-03-05T10:00:00+01:00">5 March 2024</time><p>{SAID[0]}</p></div></section></body></html>"""
GOLD = {
    "id": "flood",
    "body": "\n".join(PARAGRAPHS),
    "comments_text": "\n".join(SAID),
    "published_at": "2024-03-05",
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> Path:
    about = {"name": "own-pages", "tasks": ["body", "comments", "pubdate"], "headline": {"body": "word_f1"}}
    inputs = [{"id": name, "path": f"pages/{name}.html"} for name in ("flood", "again")]
    folder = tmp_path_factory.mktemp("sets") / "own-pages"
    write_set(folder, about, [GOLD, {**GOLD, "id": "again"}], inputs, source="manifest")
    (folder / "pages").mkdir()
    for name in ("flood", "again"):
        (folder / f"pages/{name}.html").write_text(PAGE)
    return folder


def quality(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.quality", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def answers(pages, tmp_path_factory) -> Path:
    """What was answered to the set, kept by the command."""
    folder = tmp_path_factory.mktemp("answers")
    outcome = quality(pages, "--save", folder, "--json")
    assert outcome.returncode == 0, outcome.stderr
    (folder / "printed.jsonl").write_text(outcome.stdout)
    return folder


def test_the_installed_command_is_scored_on_every_task_of_the_set(answers):
    rows = [json.loads(line) for line in (answers / "printed.jsonl").read_text().splitlines()]
    own = {row["task"]: row for row in rows if row["system"] == OWN}
    assert {name: (row["first"], row["documents"]) for name, row in own.items()} == {
        "body": ("word_f1", 2),
        "comments": ("f1", 2),
        "pubdate": ("f1", 2),
    }
    assert own["body"]["figures"]["word_f1"] == own["comments"]["figures"]["f1"] == 1.0
    assert own["comments"]["figures"]["leak"] == 0.0
    assert own["pubdate"]["figures"]["accuracy"] == 1.0


def test_tools_that_are_installed_stand_beside_it(answers):
    rows = [json.loads(line) for line in (answers / "printed.jsonl").read_text().splitlines()]
    others = {(row["system"], row["task"]): row["figures"] for row in rows if row["system"] != OWN}
    assert others["htmldate", "pubdate"]["f1"] == 1.0
    assert others["trafilatura", "body"]["word_recall"] == 1.0
    assert ("trafilatura", "comments") in others


def test_kept_answers_are_scored_without_running_anything(pages, answers):
    for file in answers.glob("*trafilatura.jsonl"):
        file.write_text("")
    outcome = quality(pages, "--predictions", answers, "--tasks", "body", "--limit", 1)
    assert outcome.returncode == 0
    assert outcome.stdout.splitlines()[2] == (
        "| Article body | own-pages | 1 | word F1 | 1.000 |  | trafilatura 0.000 |"
    )
    assert "own-pages, trafilatura: no answer for 1 documents, such as flood" in outcome.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("--tasks", "poems"), "There is no task 'poems'"), (("--tasks", "geo"), "None of the sets has the task geo.")],
)
def test_what_cannot_be_scored_is_one_sentence_and_status_2(pages, arguments, said):
    outcome = quality(pages, *arguments)
    assert (outcome.returncode, outcome.stdout) == (2, "")
    assert said in outcome.stderr
    assert len(outcome.stderr.splitlines()) == 1


def test_an_empty_folder_is_refused(tmp_path):
    outcome = quality(tmp_path)
    assert (outcome.returncode, outcome.stdout) == (2, "")
    assert "holds no labelled set" in outcome.stderr


def test_a_kept_answer_that_is_not_of_the_tasks_form_is_refused(pages, answers, tmp_path):
    (tmp_path / "own-pages.parse.presswatch.jsonl").write_text('{"source_id": "flood", "comments": 7}\n')
    outcome = quality(pages, "--predictions", tmp_path, "--tasks", "comments")
    assert outcome.returncode == 2
    assert "own-pages: a row of gold or answers is not of the form of comments" in outcome.stderr


def test_a_command_that_fails_is_named_and_the_status_is_1(tmp_path):
    about = {"name": "broken", "tasks": ["pubdate"]}
    folder = write_set(tmp_path / "broken", about, [], [{"id": "1", "path": "missing.html"}], source="manifest")
    outcome = quality(folder, "--predictions", tmp_path)
    assert outcome.returncode == 1
    assert "broken, Presswatch: `parse --manifest` ended with exit status 2: " in outcome.stderr


def test_one_run_of_a_command_answers_all_its_tasks(pages):
    own, *others = questions_of(read_set(pages))
    assert (own.file_name, [task.name for task in own.tasks]) == (
        "own-pages.parse.presswatch.jsonl",
        ["body", "comments", "pubdate"],
    )
    assert "own-pages.comments.trafilatura.jsonl" in [question.file_name for question in others]
    assert {question.system for question in others} == {
        peer.name for peer in PEERS if peer.version() is not None and set(peer.tasks) & {"body", "comments", "pubdate"}
    }


def test_a_document_without_an_answer_counts_as_an_empty_one(pages, capsys):
    question = Question(read_set(pages), (TASKS["pubdate"],), OWN)
    result = next(score(question, [{"source_id": "again", "published_at": "2024-03-05"}]))
    assert (result.documents, result.figures["none"], result.figures["right"]) == (2, 1, 1)
    assert "no answer for 1 documents, such as flood" in capsys.readouterr().err


def test_the_table_has_a_row_for_each_task_of_each_set_with_peers_beside():
    geo = {"detect_f1": 0.9, "acc_161km": 0.81}
    body = {"shingle_f1": 0.9361}
    lines = list(
        table(
            [
                Result("geo", "virus", 12, OWN, "detect_f1", geo),
                Result("body", "pages", 3, "trafilatura", "shingle_f1", {"shingle_f1": 0.5}),
                Result("body", "pages", 3, OWN, "shingle_f1", body),
                Result("body", "pages", 3, "newspaper4k", "shingle_f1", {}),
            ]
        )
    )
    assert lines == [
        "| what | set | documents | figure | Presswatch | and | beside it |",
        "|---|---|---|---|---|---|---|",
        "| Article body | pages | 3 | shingle F1 | 0.936 |  | trafilatura 0.500, newspaper4k - |",
        "| Places | virus | 12 | detect F1 | 0.900 | acc 161km 0.810 |  |",
    ]
