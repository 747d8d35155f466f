"""With pseudonyms, no byte of a warehouse holds a commenter's name; what the publisher wrote is the same as without."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.cli import main
from flows.job.settings import Settings
from tasks.identity import pseudonym
from tasks.parse.commenters.privacy import Privacy
from tasks.records import AROUND_RULES
from tests.flows.archives import ingest
from tests.warehouse.every_byte import places_of
from warehouse.ask.database import open_warehouse
from warehouse.ask.soundness import inspect
from warehouse.errors import BadConfiguration
from warehouse.report.write import write_report

KEY = "3c9f1e0b7a5d42868e1f0c9b6a7d5e43"  # made up for these tests
COMMENTERS = ("Zelda Quorn", "Ulf-Peter Brax", "xanthippe77", "Vyvyan")
BODY = (
    "The harbour board of Harwich voted on Monday to keep the ferry, although it has lost money every year since 2014.",
    "“A ferry is a conversation of seven minutes,” said Tom Okello, who has taken the tickets for thirty years.",
    "The board will meet again on 12 July 2021 to decide how many crossings there shall be on a Sunday.",
)
TALK = (
    ("Zelda Quorn", "I have taken it every day, and I have told the board in London so last week."),
    ("Ulf-Peter Brax", "@Zelda Quorn nobody takes it on a Sunday. “It is empty,” Zelda Quorn said on 5 July."),
    ("xanthippe77", "In reply to Ulf-Peter Brax"),
    ("xanthippe77", "Zelda Quorn wrote: I have taken it every day. So have I, Zelda, and Vyvyan too."),
    ("Vyvyan", "ZELDA QUORN and ulf-peter brax, please; xanthippe77 says it well. @Zelda_Quorn"),
)


def as_markup() -> str:
    talk = "".join(
        f'<li class="comment" id="comment-{n}"><div class="comment-author"><cite class="fn">{author}</cite> says:</div>'
        f'<a class="comment-date" href="/ferry/by/{author.replace(" ", "-")}?by={author.replace(" ", "%20")}#c{n}">'
        f"July 5, 2021 at 9:1{n} am</a><p>{text}</p></li>"
        for n, (author, text) in enumerate(TALK)
    )
    body = "".join(f"<p>{line}</p>" for line in BODY)
    return (
        "<html><head><title>Harwich keeps its ferry</title></head><body><article><h1>Harwich keeps its ferry</h1>"
        f'{body}</article><ol class="commentlist">{talk}</ol></body></html>'
    )


def as_text() -> str:
    talk = [
        line
        for n, (author, text) in enumerate(TALK)
        for line in (author, f"July 5, 2021 at 9:1{n} AM", text, "ReplyDelete")
    ]
    return "\n".join(["Harwich keeps its ferry", "By Ida Brandt", "4 July 2021", *BODY, "5 comments:", *talk])


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources")
    rows = [
        {"url": "https://paper.example/ferry", "fetched_at": "2021-07-06", "html": as_markup()},
        {"url": "https://blog.example/ferry", "fetched_at": "2021-07-06", "text": as_text()},
        {"url": "https://copy.example/ferry", "fetched_at": "2021-07-07", "html": as_markup()},
    ]
    (folder / "feed.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def test_no_byte_of_a_warehouse_holds_the_name_of_a_commenter(sources: Path, tmp_path: Path) -> None:
    ingest(tmp_path / "named", sources)
    assert {word for word in COMMENTERS if places_of(tmp_path / "named", [word])} == set(COMMENTERS)
    ingest(tmp_path / "hidden", sources, privacy=Privacy(KEY))
    with open_warehouse(tmp_path / "hidden") as opened:
        write_report(opened)
        assert list(inspect(opened)) == []
        authors = {str(author) for (author,) in opened.rows("SELECT DISTINCT author FROM comments")[1]}
    assert authors == {pseudonym(name, KEY) for name in COMMENTERS}
    parts = ("Zelda", "Quorn", "Brax", "xanthippe", "Vyvyan")
    assert places_of(tmp_path / "hidden", [*COMMENTERS, *parts, KEY]) == []


AROUND = tuple(sorted(AROUND_RULES))  # what stands around comments is not kept with pseudonyms


def test_what_is_found_in_the_article_is_the_same_with_and_without_pseudonyms(sources: Path, tmp_path: Path) -> None:
    ingest(tmp_path / "named", sources)
    ingest(tmp_path / "hidden", sources, privacy=Privacy(KEY))
    for query in (
        "SELECT doc_id, title, body, authors FROM articles ORDER BY ALL",
        "SELECT doc_id, type, surface, role FROM mentions WHERE layer = 'article' ORDER BY ALL",
        "SELECT doc_id, type, value, surface FROM timexes ORDER BY ALL",
        "SELECT doc_id, kind, speaker, cue FROM statements WHERE layer = 'article' ORDER BY ALL",
        f"SELECT doc_id, segment_id, layer, kind, rule FROM segments WHERE rule NOT IN {AROUND} ORDER BY ALL",
        "SELECT doc_id, original_id, level FROM duplicates ORDER BY ALL",
    ):
        with open_warehouse(tmp_path / "named") as named, open_warehouse(tmp_path / "hidden") as hidden:
            found = named.rows(query)[1]
            assert hidden.rows(query)[1] == found
            assert found


def test_pseudonyms_are_never_taken_for_names_times_or_numbers(sources: Path, tmp_path: Path) -> None:
    ingest(tmp_path / "w", sources, privacy=Privacy(KEY))
    with open_warehouse(tmp_path / "w") as opened:
        for table in ("mentions", "timexes"):
            query = (
                f"SELECT surface FROM {table} WHERE surface LIKE '%reader%' OR regexp_matches(surface, '[0-9a-f]{{9}}')"
            )
            assert opened.rows(query)[1] == []


@pytest.mark.parametrize(
    ("first", "then", "sentence"),
    [
        (Privacy(KEY), Privacy(KEY[::-1]), "another key"),
        (Privacy(KEY), Privacy(), "switch pseudonymise_comment_authors on"),
        (Privacy(), Privacy(KEY), "switch pseudonymise_comment_authors off"),
    ],
)
def test_another_key_or_none_is_refused_and_changes_nothing(
    sources: Path, tmp_path: Path, first: Privacy, then: Privacy, sentence: str
) -> None:
    ingest(tmp_path / "w", sources, privacy=first)
    before = {
        path: path.read_bytes() for path in (tmp_path / "w").rglob("*") if path.is_file() and path.name != ".lock"
    }
    with pytest.raises(BadConfiguration, match=sentence):
        ingest(tmp_path / "w", sources, privacy=then)
    for path, content in before.items():
        assert path.read_bytes() == content
    assert ingest(tmp_path / "w", sources, privacy=first).ledger.known_before == 3


def test_whoever_only_reads_needs_no_key(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner  # noqa: PLC0415

    ingest(tmp_path / "w", sources, privacy=Privacy(KEY))
    (tmp_path / "presswatch.toml").write_text("pseudonymise_comment_authors = true\nworker_count = 0\n")
    monkeypatch.setenv("PRESSWATCH_CONFIG", str(tmp_path / "presswatch.toml"))
    monkeypatch.delenv("PRESSWATCH_PSEUDONYM_KEY", raising=False)
    assert Settings.model_fields["pseudonym_key"].repr is False
    for command in (["sql", "SELECT count(*) FROM comments"], ["check"], ["report"], ["entities", "Harwich"]):
        result = CliRunner().invoke(main, [*command, "--warehouse", str(tmp_path / "w")])
        assert result.exit_code == 0, result.output
    result = CliRunner().invoke(main, ["ingest", str(sources), "--warehouse", str(tmp_path / "w")])
    assert result.exit_code == 2
    assert "PRESSWATCH_PSEUDONYM_KEY is not set" in result.output
