"""Searching from the command line: hits with their words, counts, and a sentence for whatever is no query."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.flows.archives import ingest, write_feed
from tests.flows.command_line import call


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")
    ingest(folder / "w", write_feed(folder / "feed.jsonl", range(6)))
    return folder / "w"


def test_hits_are_shown_with_their_words_and_counted_by_layer_site_language_and_month(archive: Path) -> None:
    lines = call("search", "harbour", "--warehouse", archive).output.splitlines()
    assert "answer" in lines[0]
    assert any("«harbour»" in line for line in lines)
    assert [line.split(":")[0] for line in lines if line.startswith("by ")] == [
        "by layer", "by site", "by language", "by month",
    ]  # fmt: skip


def test_json_has_the_hits_with_offsets_of_the_words(archive: Path) -> None:
    found = json.loads(call("search", "visitors", "--json", "--limit", 2, "--warehouse", archive).output)
    assert (found["count"], found["is_exact"], len(found["hits"])) == (6, True, 2)
    snippet = found["hits"][0]["snippet"]
    assert {snippet["text"][a:b] for a, b in snippet["marks"]} == {"visitors"}


def test_options_narrow_a_search(archive: Path) -> None:
    def count(*words: object) -> int:
        return int(json.loads(call("search", "visitors", "--json", "--warehouse", archive, *words).output)["count"])

    assert count("--site", "paper1.example") == 2
    assert count("--site", "example", "--language", "en") == 6
    assert (count("--layer", "comment"), count("--entity", "Nobody at all"), count("--since", "2021-01-01")) == (
        0,
        0,
        0,
    )


def test_nothing_found_is_said_in_words(archive: Path) -> None:
    result = call("search", "unheard-of", "--warehouse", archive)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Nothing in the archive answers" in result.stderr


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("*", "at least one letter"), ("ferry NEAR", "is missing here"), ("NEAR/3 ferry", "NEAR stands between"),
        (" OR ".join(f"w{n}" for n in range(10_000)), "20,000 characters"), ("\udcff\udcfe", "no text"), ("", "empty"),
    ],
    ids=["star", "near", "near first", "ten thousand", "bytes", "empty"],
)  # fmt: skip
def test_what_is_no_query_gets_one_sentence(archive: Path, query: str, said: str) -> None:
    result = call("search", query, "--warehouse", archive)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert said in result.stderr


def test_a_query_is_tried_out_before_it_becomes_a_list(archive: Path) -> None:
    lines = call("watch", "--test", "visitors NEAR/4 sold", "--warehouse", archive).output.splitlines()
    assert lines[0] == "6 voices answer."
    assert lines[1] == "by layer: article 6"
    assert sum("«visitors»" in line for line in lines) == 5
    assert call("watch", "--test", "unheard-of", "--warehouse", archive).output.startswith("Nothing in the archive")
    assert call("watch", "--test", "ferry", "--rerun", "--warehouse", archive).exit_code == 2


def test_the_index_is_built_anew_by_one_command(archive: Path) -> None:
    assert call("maintain", "--index", "--warehouse", archive).output == "The search index is built: 6 voices.\n"
