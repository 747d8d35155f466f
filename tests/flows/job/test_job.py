"""What an ingest is asked to do, taken from settings as they stand; paths lie where the configuration lies."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import pytest

from flows.job.job import (
    IngestJob,
    LexiconFiles,
    SourceRules,
    configured_job,
    lexicon_files,
    new_job,
    now,
)
from flows.job.settings import Settings, Source
from flows.pool.guard import Guard
from tasks.copies.compare import DuplicateRules
from tasks.parse.base.limits import ParseLimits
from tasks.parse.commenters.privacy import Privacy
from warehouse.errors import BadConfiguration, MissingInput
from warehouse.landing.read import InputFile
from warehouse.store.shards import ShardSize

KEY = "3c9f1e0b7a5d42868e1f0c9b6a7d5e43"  # made up for these tests
STARTED_AT = datetime(2021, 9, 1, 8, 30, 5, 70)


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here" / "in").mkdir(parents=True)
    (tmp_path / "here" / "in" / "a.txt").write_text("a")
    (tmp_path / "b.txt").write_text("b")
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_a_job_takes_every_setting_that_it_depends_on(tmp_path: Path) -> None:
    (tmp_path / "e.toml").touch()
    (tmp_path / "w.toml").touch()
    settings = Settings(
        worker_count=3,
        dask_scheduler="tcp://host:8786",
        batch_document_count=7,
        document_byte_ceiling=1234,
        document_second_ceiling=1.5,
        look_back_days=9,
        entities="e.toml",
        watchlists="w.toml",
        name_model="rules",
        folder=tmp_path,
        pseudonymise_comment_authors=True,
        pseudonym_key=KEY,
    )
    assert new_job(settings, ["in", "../b.txt"], Path("w"), STARTED_AT) == IngestJob(
        warehouse=tmp_path / "here" / "w",
        files=(InputFile(Path("in/a.txt"), "in/a.txt"), InputFile(Path("../b.txt"), "../b.txt")),
        run_id="20210901T083005000070",
        started_at=STARTED_AT,
        code_version=version("presswatch"),
        lexicon=LexiconFiles(
            tmp_path / "cache" / "presswatch", tmp_path / "e.toml", tmp_path / "w.toml", name_model="rules"
        ),
        settings_hash=f"{settings.shaping_hash()}-{version('presswatch')}",
        worker_count=3,
        dask_scheduler="tcp://host:8786",
        batch_document_count=7,
        shard_size=ShardSize(100, 16_000_000, 8),
        limits=ParseLimits(byte_count=1234),
        guard=Guard(ceiling_seconds=1.5),
        rules=DuplicateRules(look_back_days=9),
        privacy=Privacy(KEY),
        sources={},
    )


def test_the_key_for_pseudonyms_is_not_shown_with_the_job_or_the_settings() -> None:
    settings = Settings(pseudonymise_comment_authors=True, pseudonym_key=KEY)
    assert KEY not in repr(settings)
    assert KEY not in repr(new_job(settings, ["in"], Path("w"), STARTED_AT))


def test_a_job_needs_a_key_where_the_settings_ask_for_pseudonyms() -> None:
    assert new_job(Settings(pseudonym_key=KEY), ["in"], Path("w"), STARTED_AT).privacy.key is None
    with pytest.raises(BadConfiguration, match="openssl rand -hex 32"):
        new_job(Settings(pseudonymise_comment_authors=True), ["in"], Path("w"), STARTED_AT)


def test_a_look_back_of_no_days_looks_at_the_whole_archive() -> None:
    job = new_job(Settings(look_back_days=0), ["in"], Path("w"), STARTED_AT)
    assert job.rules.look_back_days is None


def test_a_path_that_holds_nothing_stops_the_job_before_it_begins() -> None:
    with pytest.raises(MissingInput, match="nowhere"):
        new_job(Settings(), ["in", "nowhere"], Path("w"), STARTED_AT)


def test_lists_that_are_not_named_are_not_looked_for(tmp_path: Path) -> None:
    assert lexicon_files(Settings(name_model="rules")) == LexiconFiles(
        tmp_path / "cache" / "presswatch", entities=None, watchlists=None, name_model="rules"
    )


def test_a_configured_job_reads_its_sources_from_the_configurations_folder_with_what_each_promises(
    tmp_path: Path,
) -> None:
    sources = (
        Source(path="here/in", minimum_document_count=4, rejected_share_limit=0.25),
        Source(path=str(tmp_path / "b.txt")),
    )
    job = configured_job(Settings(source=sources, folder=tmp_path, warehouse="kept"), STARTED_AT)
    assert job.sources == {"in": SourceRules(4, 0.25), str(tmp_path / "b.txt"): SourceRules(0, 1.0)}
    assert [file.source for file in job.files] == ["in/a.txt", str(tmp_path / "b.txt")]
    assert job.warehouse == tmp_path / "kept"
    assert (job.run_id, job.started_at) == ("20210901T083005000070", STARTED_AT)


def test_a_warehouse_that_is_given_goes_before_the_configured_one(tmp_path: Path) -> None:
    settings = Settings(source=(Source(path="b.txt"),), folder=tmp_path)
    assert configured_job(settings, STARTED_AT, Path("other")).warehouse == tmp_path / "here" / "other"


def test_a_configuration_without_sources_is_refused() -> None:
    with pytest.raises(BadConfiguration) as error:
        configured_job(Settings(), STARTED_AT)
    assert str(error.value) == ("The configuration names no [[source]]; add one, or use `presswatch ingest PATH`.")


def test_a_source_promises_nothing_unless_it_says_so() -> None:
    assert SourceRules() == SourceRules(minimum_document_count=0, rejected_share_limit=1.0)


def test_the_time_of_a_run_is_naive_utc() -> None:
    found = now()
    assert found.tzinfo is None
    assert abs(datetime.now(UTC).replace(tzinfo=None) - found) < timedelta(minutes=1)
