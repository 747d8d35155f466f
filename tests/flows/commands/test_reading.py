"""Commands that read documents say what came of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.flows.archives import article, write_feed
from tests.flows.command_line import call


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_ingest_prints_the_ledger_and_where_the_warehouse_lies(tmp_path: Path) -> None:
    write_feed(tmp_path / "feed.jsonl", range(3))
    result = call("ingest", "feed.jsonl", "--warehouse", "w", "--workers", "0")
    assert result.exit_code == 0
    assert "loaded" in result.output
    assert str(tmp_path / "w") in result.output


def test_ingest_of_a_path_that_does_not_exist_is_one_sentence(tmp_path: Path) -> None:
    result = call("ingest", "nowhere", "--warehouse", "w")
    assert result.exit_code == 2
    assert result.stderr.startswith("presswatch: nowhere does not exist")
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "w").exists()


def test_parse_prints_one_line_per_document_in_order(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(article(1))
    (tmp_path / "b.html").write_bytes(b"")
    lines = [json.loads(line) for line in call("parse", "a.txt", "b.html").output.splitlines()]
    assert [line["source"] for line in lines] == ["a.txt", "b.html"]
    assert [line["status"] for line in lines] == ["ok", "rejected"]
    assert lines[1]["reason"] == "empty"
    for segment in lines[0]["segments"]:
        assert lines[0]["text"][segment["start"] : segment["end"]].strip()


def test_parse_takes_a_manifest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(article(1))
    (tmp_path / "m.jsonl").write_text('{"path": "a.txt", "id": "one"}\n')
    (line,) = call("parse", "--manifest", "m.jsonl").output.splitlines()
    assert json.loads(line)["source_id"] == "one"
    assert call("parse").exit_code == 2


def test_annotate_keeps_ids_order_and_offsets(tmp_path: Path) -> None:
    text = "Paris, July 14, 2021.\n\n  President Maria Lindqvist said on Tuesday that she would travel to Kenya."
    rows = [{"id": "x", "text": text, "published_at": "2021-07-14"}, {"id": "y", "text": "", "published_at": None}]
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    first, second = (json.loads(line) for line in call("annotate", "in.jsonl").output.splitlines())
    assert (first["id"], second["id"]) == ("x", "y")
    assert second["mentions"] == second["timexes"] == second["statements"] == []
    for found in (*first["mentions"], *first["timexes"], *first["statements"]):
        assert text[found["start"] : found["end"]] == found["text"]
    assert {"2021-07-14", "2021-07-13"} <= {timex["value"] for timex in first["timexes"]}
    assert "KE" in {mention["country"] for mention in first["mentions"]}


def test_annotate_tells_the_printed_speaker_and_whom_it_means(tmp_path: Path) -> None:
    text = "President Maria Lindqvist came to Kenya. “We will open the road by May,” she said on Tuesday."
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "x", "text": text, "published_at": "2021-07-14"}))
    (answer,) = (json.loads(line) for line in call("annotate", "in.jsonl").output.splitlines())
    (said,) = answer["statements"]
    (person,) = (mention for mention in answer["mentions"] if mention["type"] == "PERSON")
    assert (said["speaker"], said["speaker_name"]) == ("she", "Maria Lindqvist")
    assert text[said["speaker_start"] : said["speaker_end"]] == "she"
    assert said["speaker_entity_id"] == person["entity_id"]


@pytest.mark.parametrize("content", ["{", '{"id": 1}'])
def test_annotate_stops_at_a_line_it_cannot_take(tmp_path: Path, content: str) -> None:
    (tmp_path / "in.jsonl").write_text(content)
    result = call("annotate", "in.jsonl")
    assert (result.exit_code, "line 1" in result.stderr) == (2, True)


def test_init_writes_a_configuration_once(tmp_path: Path) -> None:
    assert call("init", "mine").exit_code == 0
    written = (tmp_path / "mine" / "presswatch.toml").read_text()
    result = call("init", "mine")
    assert (result.exit_code, "exists already" in result.stderr) == (2, True)
    assert (tmp_path / "mine" / "presswatch.toml").read_text() == written
