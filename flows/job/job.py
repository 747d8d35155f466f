"""What one ingest is asked to do: plain values, without the means to do it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from flows.environment import cache_folder
from flows.job.blocks import Source
from flows.job.settings import Settings
from flows.job.web_sources import source_names
from flows.pool.guard import Guard
from tasks.copies.compare import DuplicateRules
from tasks.parse.base.limits import DEFAULT_LIMITS, ParseLimits
from tasks.parse.commenters.privacy import AS_PRINTED, Privacy
from warehouse.errors import BadConfiguration
from warehouse.landing.inbox import Inbox, scan_inbox
from warehouse.landing.inputs import Inputs
from warehouse.landing.read import InputFile, scan_inputs
from warehouse.lexicon.name_setting import OWN
from warehouse.store.privacy import NOTHING_ERASED, ErasedDocuments
from warehouse.store.shards import ShardSize

LANDED = "pages"  # in the folder of fetching, beside what is remembered of servers


@dataclass(frozen=True, slots=True)
class SourceRules:
    """What a source promises; a run that sees it broken fails before it publishes."""

    minimum_document_count: int = 0
    rejected_share_limit: float = 1.0


@dataclass(frozen=True, slots=True)
class LexiconFiles:
    """Where the gazetteer is kept, where the entity list and the watchlists lie (None for none), the name model."""

    cache: Path
    entities: Path | None = None
    watchlists: Path | None = None
    name_model: str = OWN


@dataclass(frozen=True, slots=True)
class IngestJob:
    """Files to read into a warehouse, and how."""

    warehouse: Path
    files: tuple[InputFile, ...]
    run_id: str
    started_at: datetime
    code_version: str
    lexicon: LexiconFiles
    settings_hash: str = ""
    worker_count: int = 2
    dask_scheduler: str = ""  # empty: processes of this machine
    batch_document_count: int = 5000
    shard_size: ShardSize = ShardSize()
    limits: ParseLimits = DEFAULT_LIMITS
    guard: Guard = Guard()
    rules: DuplicateRules = DuplicateRules()
    privacy: Privacy = AS_PRINTED
    erased_documents: ErasedDocuments = NOTHING_ERASED
    sources: Mapping[str, SourceRules] = field(default_factory=dict)
    hidden_count: int = 0  # files and folders below the given paths that are left out
    keeps_raw: bool = False
    log_file: Path | None = None
    waiting_count: int = 0  # files of inboxes that are still being written


def new_job(settings: Settings, paths: Sequence[str], warehouse: Path, started_at: datetime) -> IngestJob:
    """The job of reading files below the given paths into a warehouse by the given settings, begun at a time (UTC).

    Raises MissingInput where a path holds nothing, BadConfiguration where the key for pseudonyms is missing or weak.
    """
    return _job_of(settings, scan_inputs(paths), warehouse, started_at)


def _job_of(settings: Settings, inputs: Inputs, warehouse: Path, started_at: datetime) -> IngestJob:
    code_version = version("presswatch")
    return IngestJob(
        warehouse=warehouse.absolute(),
        files=inputs.files,
        run_id=f"{started_at:%Y%m%dT%H%M%S%f}",
        started_at=started_at,
        code_version=code_version,
        settings_hash=f"{settings.shaping_hash()}-{code_version}",
        worker_count=settings.worker_count,
        dask_scheduler=settings.dask_scheduler,
        batch_document_count=settings.batch_document_count,
        limits=ParseLimits(byte_count=settings.document_byte_ceiling),
        guard=Guard(ceiling_seconds=settings.document_second_ceiling),
        rules=DuplicateRules(look_back_days=settings.look_back_days or None),
        lexicon=lexicon_files(settings),
        privacy=Privacy(settings.required_key()),
        hidden_count=inputs.hidden_count,
        keeps_raw=settings.keep_raw,
        log_file=settings.log_place,
    )


def rereading_job(settings: Settings, warehouse: Path, started_at: datetime) -> IngestJob:
    """The job of reading anew what a warehouse keeps raw: by the given settings, without files of its own.

    Raises BadConfiguration.
    """
    return _job_of(settings, Inputs(()), warehouse, started_at)


def lexicon_files(settings: Settings) -> LexiconFiles:
    """Where enrichment's lists lie, and its name model."""
    return LexiconFiles(
        cache=cache_folder(),
        entities=settings.resolve(settings.entities) if settings.entities else None,
        watchlists=settings.resolve(settings.watchlists) if settings.watchlists else None,
        name_model=settings.name_model,
    )


def configured_job(settings: Settings, started_at: datetime, warehouse: Path | None = None) -> IngestJob:
    """The job of reading what is new in the configured sources into the configured warehouse, or another.

    Raises BadConfiguration where there is no source, MissingInput where one holds nothing.
    """
    if not settings.source:
        raise BadConfiguration("The configuration names no [[source]]; add one, or use `presswatch ingest PATH`.")
    found = [of_source(settings, source, name, started_at) for source, name in named_sources(settings)]
    rules = {path: rules for path, rules, _ in found}
    files = {str(file.path): file for _, _, inbox in found for file in inbox.inputs.files}
    inputs = Inputs(tuple(files.values()), sum(inbox.inputs.hidden_count for _, _, inbox in found))
    job = _job_of(settings, inputs, warehouse or settings.resolve(settings.warehouse), started_at)
    return replace(job, sources=rules, waiting_count=sum(inbox.waiting_count for _, _, inbox in found))


def named_sources(settings: Settings) -> list[tuple[Source, str]]:
    """The configured sources, each with its name."""
    return list(zip(settings.source, source_names(settings.source), strict=True))


def of_source(settings: Settings, source: Source, name: str, started_at: datetime) -> tuple[str, SourceRules, Inbox]:
    """A source's path as documents will name it, what it promises, and what lies there."""
    rules = SourceRules(source.minimum_document_count, source.rejected_share_limit)
    if source.address:  # its landed pages are taken away once they are read: their number says nothing
        path = _as_given(settings, str(landed_folder(settings) / name))
        rules = replace(rules, minimum_document_count=0)
        landed = scan_inbox(path, 0, 0) if Path(path).is_dir() else Inbox(Inputs(()))
        return path, rules, landed
    path = _as_given(settings, source.path)
    if source.settle_seconds:
        seconds = started_at.replace(tzinfo=UTC).timestamp()
        return path, rules, scan_inbox(path, seconds, source.settle_seconds)
    return path, rules, Inbox(scan_inputs([path]))


def landed_folder(settings: Settings) -> Path:
    """Where pages of feeds and sitemaps land, each source in a folder of its name."""
    return settings.resolve(settings.fetch.folder) / LANDED


def _as_given(settings: Settings, path: str) -> str:
    """A source's path as documents will name it: relative to the working folder where it lies below it."""
    place = settings.resolve(path)
    try:
        return str(place.relative_to(Path.cwd()))
    except ValueError:
        return str(place)


def now() -> datetime:
    """The time a run begins, naive UTC; the one clock that reaches into rows."""
    return datetime.now(UTC).replace(tzinfo=None)
