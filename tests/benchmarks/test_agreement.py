"""Our scoring beside another program's of the same protocols, where that stands next to the repository."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.labelled_sets import by_document, read_set
from benchmarks.scoring.tasks import TASKS

EVALUATION = Path(__file__).resolve().parents[3] / "shared" / "eval"
CHECKED = (
    ("body", "pages-dragnet"), ("body", "pages-trafilatura"), ("body", "body-wcxb"), ("comments", "pages-l3s"),
    ("comments", "pages-trafilatura"), ("posts", "pages-webforum52"), ("flat", "flat-visible"),
    ("pubdate", "pubdate-htmldate"), ("meta", "meta-fundus"), ("timex", "timex-aquaint"), ("ner", "news-meantime"),
    ("geo", "geo-lgl"), ("geo", "geo-geovirus"), ("quotes", "quotes-polnear"), ("dedup", "dedup-mutated"),
    ("stories", "stories-ecbplus"),
)  # fmt: skip
DOCUMENTS = 24
FULL_TYPES = {"PER": "PERSON", "ORG": "ORG", "LOC": "GPE"}

pytestmark = pytest.mark.skipif(
    not (EVALUATION / "score.py").is_file(), reason="no other scorer of these protocols stands beside the repository"
)


@pytest.mark.parametrize(("task", "name"), CHECKED)
def test_every_figure_is_the_other_scorers(task, name, tmp_path):
    labelled = read_set(EVALUATION / "sets" / name, [task], DOCUMENTS)
    rows = [damaged(key, row, number) for number, (key, row) in enumerate(labelled.gold.items())]
    file = tmp_path / "answers.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    command = [sys.executable, str(EVALUATION / "score.py"), task, str(labelled.folder), "--predictions", str(file)]
    outcome = subprocess.run(
        [*command, "--json", "--limit", str(DOCUMENTS)], capture_output=True, text=True, timeout=60, check=True
    )
    theirs = dict(flattened(json.loads(outcome.stdout)["metrics"]))
    assert TASKS[task].score(labelled.gold, by_document(rows, labelled.inputs)) == pytest.approx(theirs)


def flattened(metrics: dict[str, Any]) -> Iterator[tuple[str, float]]:
    for name, value in metrics.items():
        if isinstance(value, dict):
            yield from ((f"{name}_{column}", number) for column, number in value.items())
        else:
            yield name, value


def damaged(key: str, gold: dict[str, Any], number: int) -> dict[str, Any]:
    """The gold as a system's answer, spoilt in a way that depends on where the document stands."""
    body = gold.get("body") or "\n".join([*(gold.get("with") or []), *(gold.get("without") or [])[::2]])
    comments = [{"text": text} for text in (gold.get("comments_text") or "").split("\n")]
    comments += [{"text": text} for text in gold.get("comment_snippets") or []]
    for post in gold.get("posts") or []:
        stamp = (post["posted_at"] or "").replace("--", "2020-", 1)
        comments.append({"text": post["text"], "author": (post["authors"] or [None])[0], "posted_at": stamp or None})
    if number % 3 == 1:  # a comment in the body, part of the article among the comments
        body = f"{body[len(body) // 4 :]}\n{comments[0]['text'] if comments else ''}"
        comments = [*comments[1:], {"text": body[:200]}]
    dated = str(gold.get("published_at") or "")
    mentions = [{**name, "type": FULL_TYPES[name["type"]]} for name in gold.get("entities") or []]
    mentions += [{**place, "type": "GPE"} for place in gold.get("toponyms") or []]
    return {
        "id": key,
        "source_id": key,
        "title": gold.get("title"),
        "authors": (gold.get("authors") or [])[number % 2 :],
        "language": gold.get("language"),
        "published_at": (None, dated, dated.replace("20", "19", 1))[number % 3],
        "body": body,
        "comments": comments,
        "timexes": list(shifted(gold.get("timexes") or [], number)),
        "mentions": list(shifted(mentions, number)),
        "statements": list(shifted(gold.get("statements") or [], number)),
        "cluster_id": f"{gold.get('cluster')}{number % 2}",
        "story_id": f"{gold.get('story')}"[:2],
    }


def shifted(rows: list[dict[str, Any]], number: int) -> Iterator[dict[str, Any]]:
    """Every fifth left out, every third begun later, every fourth with other values."""
    for place, row in enumerate(rows, start=number):
        other = {"value": "1900", "geonames_id": 1, "lat": 0.0, "country": "XX", "speaker": "somebody else"}
        if place % 5:
            yield {
                **row,
                "start": row["start"] + (place % 3 == 0),
                **({name: value for name, value in other.items() if name in row} if place % 4 == 0 else {}),
            }
