"""What is erased is gone from every byte of the warehouse, the rest stays sound, and nothing comes back by itself."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows import erasing
from flows.cli import main
from flows.job.job import lexicon_files
from flows.job.receipts import RunReport
from flows.job.settings import Settings
from tasks.identity import pseudonym
from tasks.parse.commenters.privacy import Privacy
from tests.flows.archives import article, every_row, write_feed
from tests.flows.archives import ingest as ingest_with_model
from tests.flows.test_personal_data import KEY, as_markup, as_text
from tests.warehouse.every_byte import places_of
from warehouse.ask.database import open_warehouse
from warehouse.ask.soundness import inspect
from warehouse.report.write import write_report
from warehouse.upkeep import erasure
from warehouse.upkeep.erasure_plan import Request

PLANTED = "Quxotic"
PAIRS = "SELECT DISTINCT original_id FROM duplicates JOIN documents USING (doc_id) WHERE url LIKE '%/1'"
DAYS = ("2021-07-05", "2021-08-05", "2021-09-05")


def ingest(warehouse: Path, *paths: Path, **changes: object) -> RunReport:
    """Names by rule: erasing is the same whatever finds them, and this is quicker."""
    return ingest_with_model(warehouse, *paths, lexicon=lexicon_files(Settings(name_model="rules")), **changes)


def planted(number: int) -> str:
    return article(number).replace("Paragraph 3", f"{PLANTED} Vandermolen of Harwich told us. Paragraph 3")


def write(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two batches: articles, one with planted words, an edited and an equal copy of it, and pages with comments."""
    first = write(
        tmp_path / "first.jsonl",
        {"url": "https://paper.example/1", "fetched_at": DAYS[0], "text": planted(1)},
        {"url": "https://paper.example/2", "fetched_at": DAYS[0], "text": article(2)},
        {"url": "https://paper.example/ferry", "fetched_at": DAYS[0], "html": as_markup()},
    )
    second = write(
        tmp_path / "second.jsonl",
        {"url": "https://copy.example/1", "fetched_at": DAYS[1], "text": planted(1)},
        {"url": "https://other.example/1", "fetched_at": DAYS[2], "text": article(1)},
        {"url": "https://blog.example/ferry", "fetched_at": DAYS[1], "text": as_text()},
    )
    ingest(tmp_path / "w", first)
    ingest(tmp_path / "w", second)
    with open_warehouse(tmp_path / "w") as opened:
        write_report(opened)
    return tmp_path / "w"


def erase(warehouse: Path, request: Request, settings: Settings | None = None) -> erasing.Outcome:
    outcome = erasing.erase_request(warehouse, settings or Settings(), request, is_trial=False)
    assert faults(warehouse) == []
    return outcome


def faults(warehouse: Path) -> list[object]:
    with open_warehouse(warehouse) as opened:
        return list(inspect(opened))


def ids_of(warehouse: Path, condition: str) -> list[str]:
    with open_warehouse(warehouse) as opened:
        return [str(row[0]) for row in opened.rows(f"SELECT doc_id FROM documents WHERE {condition} ORDER BY url")[1]]


def test_documents_of_sites_are_gone_from_every_byte(archive: Path) -> None:
    assert len(places_of(archive, [PLANTED])) > 4
    outcome = erase(archive, Request(sites=("paper.example", "https://WWW.copy.example/")))
    assert outcome.erased is not None
    assert outcome.erased.document_count == 4
    assert places_of(archive, [PLANTED, "Vandermolen", "paper.example", "copy.example"]) == []
    assert (archive / "report.html").is_file()  # written anew
    assert len(ids_of(archive, "true")) == 2


def test_a_copy_takes_the_place_of_an_original_that_is_erased(archive: Path) -> None:
    original, copy = ids_of(archive, "url LIKE '%/1' AND site <> 'other.example'")[::-1]
    with open_warehouse(archive) as opened:
        before = opened.rows("SELECT count(*) FROM mentions WHERE name LIKE ?", [f"%{PLANTED}%"])[1]
        assert opened.rows("SELECT count(*) FROM mentions WHERE doc_id = ?", [copy])[1] == [(0,)]
    erase(archive, Request(doc_ids=(original,)))
    with open_warehouse(archive) as opened:
        rows = opened.rows("SELECT doc_id, status, duplicate_of FROM documents WHERE url LIKE '%/1' ORDER BY status")[1]
        assert {str(row[0]): row[1:] for row in rows}[copy] == ("loaded", None)
        assert {row[2] for row in rows if row[1] == "duplicate"} == {copy}
        assert opened.rows(PAIRS)[1] == [(copy,)]
        # what was found in the text that both have stands on the copy now
        assert opened.rows("SELECT count(*) FROM mentions WHERE name LIKE ?", [f"%{PLANTED}%"])[1] == before
    assert places_of(archive, [original]) == []


def test_an_erased_document_does_not_come_back_by_itself(archive: Path, tmp_path: Path) -> None:
    (doc_id,) = ids_of(archive, "url = 'https://paper.example/2'")
    erase(archive, Request(doc_ids=(doc_id[:12],)))
    report = ingest(archive, tmp_path / "first.jsonl")
    assert (report.ledger.erased_before, report.ledger.documents_in, report.ledger.known_before) == (1, 0, 2)
    assert erasing.allow_again(archive, Settings(), Request(doc_ids=(doc_id,))) == 1
    report = ingest(archive, tmp_path / "first.jsonl")
    assert (report.ledger.erased_before, report.ledger.loaded) == (0, 1)
    assert faults(archive) == []


def test_the_next_version_of_an_erased_address_and_new_pages_of_an_erased_site_stay_out(
    archive: Path, tmp_path: Path
) -> None:
    erase(archive, Request(urls=("https://paper.example/2?utm_source=x",), sites=("other.example",)))
    page = "<html><head><link rel=canonical href='https://paper.example/2'></head><body><p>Again here</p></body></html>"
    again = write(
        tmp_path / "again.jsonl",
        {"url": "https://paper.example/2", "text": article(7)},
        {"url": "https://www.other.example/9", "text": article(8)},
        {"html": page},
        {"url": "https://paper.example/3", "text": article(9)},
    )
    report = ingest(archive, again)
    assert (report.ledger.erased_before, report.ledger.documents_in) == (3, 1)


@pytest.mark.parametrize("key", [None, KEY])
def test_a_commenter_is_gone_from_every_byte_and_the_rest_of_the_page_stays(tmp_path: Path, key: str | None) -> None:
    feed = write(
        tmp_path / "feed.jsonl",
        {"url": "https://paper.example/ferry", "fetched_at": DAYS[0], "html": as_markup()},
        {"url": "https://blog.example/ferry", "fetched_at": DAYS[1], "text": as_text()},
    )
    settings = Settings(pseudonymise_comment_authors=key is not None, pseudonym_key=key)
    ingest(tmp_path / "w", feed, privacy=Privacy(key))
    before = every_row(tmp_path / "w")
    outcome = erase(tmp_path / "w", Request(authors=("Zelda Quorn",)), settings)
    assert outcome.erased is not None
    assert outcome.erased.changed_document_count == 2
    stored = "Zelda Quorn" if key is None else pseudonym("Zelda Quorn", key)
    gone = [stored, "told the board in London", "I have taken it every day", "London"]
    assert places_of(tmp_path / "w", gone) == []
    after = every_row(tmp_path / "w")
    assert len(after["comments"]) == len(before["comments"]) - 2
    for table in ("date_candidates", "credits", "live_entries", "duplicates"):
        assert after[table] == before[table]
    with open_warehouse(tmp_path / "w") as opened:
        lengths = opened.rows("SELECT length(text) FROM articles ORDER BY doc_id")[1]
    assert sorted(lengths) == sorted((len(str(row[text_column(before)])),) for row in before["articles"])


def text_column(_rows: object) -> int:
    from warehouse.schema.tables import ARTICLES  # noqa: PLC0415

    return [column.name for column in ARTICLES.columns].index("text")


def test_an_erased_commenter_stays_away_when_the_page_comes_again(tmp_path: Path) -> None:
    ingest(tmp_path / "w", write(tmp_path / "feed.jsonl", {"url": "https://paper.example/f", "html": as_markup()}))
    erase(tmp_path / "w", Request(authors=("Zelda Quorn",)))
    grown = as_markup().replace(
        "</ol>", "<li class='comment'><cite class='fn'>Bea</cite><p>Me too, I say so.</p></li></ol>"
    )
    report = ingest(tmp_path / "w", write(tmp_path / "feed.jsonl", {"url": "https://paper.example/f", "html": grown}))
    assert report.ledger.documents_in == 1
    assert places_of(tmp_path / "w", ["Zelda Quorn", "board in London"]) == []
    assert faults(tmp_path / "w") == []


def test_nothing_is_written_where_nothing_matches(archive: Path) -> None:
    before = every_row(archive)
    outcome = erase(archive, Request(sites=("nowhere.example",), authors=("Nobody",)))
    assert outcome.erased is None
    assert list(erasing.describe(outcome)) == ["Nothing in the archive matches; nothing was written."]
    assert every_row(archive) == before


def test_erasing_everything_leaves_a_sound_empty_warehouse(archive: Path, tmp_path: Path) -> None:
    sites = ("paper.example", "copy.example", "other.example", "blog.example")
    erase(archive, Request(sites=sites))
    rows = every_row(archive)
    assert {name for name, found in rows.items() if found} == {"batches"}
    ingest(archive, write_feed(tmp_path / "new.jsonl", range(3)))
    assert faults(archive) == []


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["erase", *arguments])
    return result.exit_code, result.output


def test_the_command_shows_counts_and_erases_only_when_told_so(archive: Path) -> None:
    place = ("--warehouse", str(archive))
    code, output = run("--site", "paper.example", "--dry-run", *place)
    assert (code, output.splitlines()[0]) == (0, "3 documents")
    code, output = run("--site", "paper.example", *place)
    assert code == 2
    assert "Pass --yes" in output
    assert len(ids_of(archive, "true")) == 6
    code, output = run("--site", "paper.example", "--yes", *place)
    assert code == 0
    assert "--allow" in output
    assert len(ids_of(archive, "true")) == 3
    assert run(*place)[0] == 2
    code, output = run("--doc", "ffffffff", "--yes", *place)
    assert code == 2
    assert "No document" in output


def test_maintain_takes_out_what_is_older_than_the_settings_allow(archive: Path, tmp_path: Path) -> None:
    config = tmp_path / "presswatch.toml"
    config.write_text("[retention]\ncomments_days = 30\n")
    result = CliRunner().invoke(main, ["maintain", "--warehouse", str(archive), "--config", str(config)])
    assert result.exit_code == 0, result.output
    assert "taken out of 2 others" in result.output
    assert faults(archive) == []
    assert every_row(archive)["comments"] == []
    assert places_of(archive, ["Zelda Quorn", "xanthippe77"]) == []
    result = CliRunner().invoke(main, ["maintain", "--warehouse", str(archive), "--config", str(config)])
    assert result.output == "Nothing is older than the retention allows.\n"


def test_an_erasure_that_is_stopped_after_it_was_published_is_finished_before_the_command_ends(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_arguments: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(erasure, "finish_purge", stopped)
    words = ["erase", "--site", "paper.example", "--site", "copy.example", "--yes", "--warehouse", str(archive)]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 130
    assert places_of(archive, [PLANTED, "Vandermolen", "paper.example", "copy.example"]) == []
    assert faults(archive) == []
