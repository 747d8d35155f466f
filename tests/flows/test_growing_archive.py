"""Groups of duplicates in an archive that grew batch by batch are those of one that was read at once."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tests.flows.archives import ingest
from warehouse.ask.database import open_warehouse
from warehouse.ask.soundness import inspect


def prose(seed: int, sentence_count: int = 16) -> list[str]:
    """Sentences of made-up words: the same for the same seed, and nothing like those of another."""
    chance = random.Random(seed)
    return [
        " ".join("".join(chance.choices("abdegiklmnoprstu", k=6)) for _ in range(9)).capitalize() + "."
        for _ in range(sentence_count)
    ]


def press() -> list[dict[str, str]]:
    """Reports with copies, excerpts, later versions and documents that hold two groups together."""
    texts: list[tuple[str, list[str], int]] = []
    for seed in range(4):
        full = prose(seed)
        other = prose(seed + 50)
        texts += [
            (f"{seed}-full", full, 5),
            (f"{seed}-copy", full, 3 + seed),
            (f"{seed}-head", full[:10], 2),
            (f"{seed}-rest", full[6:], 9),
            (f"{seed}-local", [*full[:4], *other[:3], *full[4:]], 7),
            (f"{seed}-single", other[4:], 4),
        ]
    return [
        {
            "id": name,
            "url": f"https://{name}.example/{name}",
            "fetched_at": f"2021-07-{day:02}",
            "text": "\n".join((f"Headline of {name}", *sentences)),
        }
        for name, sentences, day in texts
    ]


def groups(warehouse: Path) -> dict[str, list[str]]:
    """The documents of each group, by the one that stands for it."""
    query = """
    SELECT min(source_id) FILTER (WHERE is_original), list(source_id ORDER BY source_id)
    FROM articles JOIN documents USING (doc_id) GROUP BY articles.cluster_id ORDER BY 1
    """
    with open_warehouse(warehouse) as opened:
        assert list(inspect(opened)) == []
        return {str(original): members for original, members in opened.rows(query)[1]}  # type: ignore[misc]


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("seed", [1, 2])
def test_an_archive_that_grew_in_any_order_has_the_groups_of_one_read_at_once(tmp_path: Path, seed: int) -> None:
    rows = press()
    ingest(tmp_path / "one", write(tmp_path / "all.jsonl", rows))
    random.Random(seed).shuffle(rows)
    feed = write(tmp_path / "shuffled.jsonl", rows)
    report = ingest(tmp_path / "many", feed, batch_document_count=5)
    assert len(report.batch_ids) == 5
    at_once = groups(tmp_path / "one")
    assert groups(tmp_path / "many") == at_once
    assert sorted(map(len, at_once.values())) == [1, 1, 1, 1, 5, 5, 5, 5]


def test_a_merge_of_two_groups_leaves_a_row_and_shows_in_every_view(tmp_path: Path) -> None:
    by_name = {row["id"]: row for row in press()}
    for number, name in enumerate(("0-rest", "0-head", "0-full")):
        ingest(tmp_path / "w", write(tmp_path / f"{number}.jsonl", [by_name[name]]))
    assert groups(tmp_path / "w") == {"0-head": ["0-full", "0-head", "0-rest"]}
    with open_warehouse(tmp_path / "w") as opened:
        merges = opened.rows("SELECT count(*), count(DISTINCT merged_into) FROM cluster_merges")[1]
        counted = opened.rows("SELECT count(*) FROM distinct_articles UNION ALL SELECT count(*) FROM original_articles")
        statuses = opened.rows("SELECT source_id, status FROM documents ORDER BY source_id")[1]
        told = opened.rows("SELECT level, relation, reason FROM copies ORDER BY doc_id")[1]
    assert merges == [(1, 1)]
    assert counted[1] == [(1,), (1,)]
    assert statuses == [("0-full", "duplicate"), ("0-head", "loaded"), ("0-rest", "duplicate")]
    assert len(told) == 1
    assert {reason for _, _, reason in told} == {"unknown"}
