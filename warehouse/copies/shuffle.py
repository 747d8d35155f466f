"""The search by keys spread over workers: the key is what texts are shuffled by.

Every worker of the first round reads some of the fingerprint files and writes the texts that have a wanted key, cut
into shares by `key % share_count`. Every worker of the second round brings one share together and writes its pairs.
Workers read and write files below a folder that all of them see, and take nothing but paths.

What belongs here: the rounds and their files. What does not: the steps themselves (shared_keys.py), who works (flows).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tasks.copies.compare import DuplicateRules
from warehouse.copies.fingerprint_views import Views, files_query, open_views
from warehouse.copies.shared_keys import find_members, nearest, pairs_query
from warehouse.store.staging import connect, literal

Work = Callable[["MembersJob | PairsJob"], None]


@dataclass(frozen=True, slots=True)
class Spread:
    """Into how many shares the keys are cut, and who works: `run(work, jobs)` returns when all jobs are done."""

    share_count: int
    run: Callable[[Work, Sequence[MembersJob | PairsJob]], None]


@dataclass(frozen=True, slots=True)
class Sources:
    """The fingerprint files of a batch and of the archive, and the rules that say how far back it counts."""

    batch: tuple[Path, ...]
    archive: tuple[Path, ...]
    rules: DuplicateRules


@dataclass(frozen=True, slots=True)
class MembersJob:
    """Some of the archive's files (the batch itself where there are none) to look through for keys."""

    sources: Sources
    keys: tuple[Path, ...]
    out: Path
    share_count: int


@dataclass(frozen=True, slots=True)
class PairsJob:
    """A share of the keys, the members that were found of it, and where its pairs go."""

    keys: Path
    members: tuple[Path, ...]
    out: Path


def shuffled_nearest(views: Views, sources: Sources, spread: Spread, round_number: int) -> dict[str, list[str]]:
    """Nearest texts for each entry of the table `keys`, computed by cluster workers as `nearest` does."""
    folder = views.folder / f"round-{round_number:05d}"
    (folder / "members").mkdir(parents=True)
    _write_shares(views.connection, "keys", folder / "keys", spread.share_count)
    keys = tuple(sorted((folder / "keys").glob("share=*/*.parquet")))
    if not keys:
        return {}
    spread.run(run_job, list(_members_jobs(sources, keys, folder / "members", spread.share_count)))
    jobs = [_pairs_job(folder, share) for share in sorted({path.parent.name for path in keys})]
    spread.run(run_job, jobs)
    return nearest(views.connection, files_query([job.out for job in jobs]))


def run_job(job: MembersJob | PairsJob) -> None:
    """What a worker does with a job of either round."""
    if isinstance(job, MembersJob):
        _write_members(job)
    else:
        _write_pairs(job)


def _members_jobs(sources: Sources, keys: tuple[Path, ...], folder: Path, share_count: int) -> Iterator[MembersJob]:
    """The batch is one job; the archive's files are dealt to as many as there are shares."""
    dealt = [sources.archive[number::share_count] for number in range(share_count)]
    for number, files in enumerate([(), *(files for files in dealt if files)]):
        part = Sources(sources.batch, tuple(files), sources.rules)
        yield MembersJob(part, keys, folder / f"{number:05d}", share_count)


def _write_members(job: MembersJob) -> None:
    sources = job.sources
    with open_views(sources.batch, sources.archive, sources.rules, job.out.parent) as views:
        views.connection.execute(f"CREATE TEMP TABLE keys AS {files_query(job.keys)}")
        find_members(views.connection, "recent" if sources.archive else "batch")
        _write_shares(views.connection, "members", job.out, job.share_count)


def _write_shares(connection: duckdb.DuckDBPyConnection, table: str, folder: Path, share_count: int) -> None:
    connection.execute(
        f"COPY (SELECT *, key % {share_count:d} AS share FROM {table}) TO {literal(str(folder))} "
        "(FORMAT parquet, PARTITION_BY (share))"
    ).fetchall()


def _pairs_job(folder: Path, share: str) -> PairsJob:
    members = tuple(sorted((folder / "members").glob(f"*/{share}/*.parquet")))
    return PairsJob(folder / "keys" / share, members, folder / f"pairs-{share.removeprefix('share=')}.parquet")


def _write_pairs(job: PairsJob) -> None:
    """A text that stands in several sources is one member of its key, since the oldest of them."""
    with connect(job.out.with_suffix(".spill")) as connection:
        connection.execute(f"CREATE TEMP TABLE keys AS {files_query(sorted(job.keys.glob('*.parquet')))}")
        members = files_query(job.members) if job.members else "SELECT * FROM keys WHERE false"
        connection.execute(
            "CREATE TEMP TABLE members AS "
            f"SELECT key, text_hash, min(first_at) AS first_at FROM ({members}) GROUP BY key, text_hash"
        )
        query = pairs_query(is_whole=False)
        connection.execute(f"COPY ({query}) TO {literal(str(job.out))} (FORMAT parquet)").fetchall()
