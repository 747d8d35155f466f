"""The weekly upkeep as a Prefect flow: small files of hourly runs become few, commit records are folded."""

from __future__ import annotations

from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.job import settings
from flows.maintain import compact_archive, describe_compaction
from flows.tracking import RETRIES, RETRY_DELAY_SECONDS, is_passing_fault, keep_log_lines, log_sentences
from warehouse.upkeep.compaction import Compaction


@task(
    name="compact",
    retries=RETRIES,  # killed or failed at any moment it is as it was or done, so that it may be tried again
    retry_delay_seconds=RETRY_DELAY_SECONDS,
    retry_condition_fn=is_passing_fault,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def compact_files(warehouse: str) -> Compaction:
    """Compact a warehouse, as `presswatch maintain --compact` does."""
    return compact_archive(Path(warehouse))


@flow(name="compact", persist_result=False, log_prints=True)
def compact(config: str | None = None, warehouse: str | None = None) -> list[str]:
    """Bring small files together by table and month, and fold the commit records into the checkpoint.

    Args:
        config: Configuration file; by default ./presswatch.toml or ./config/presswatch.toml.
        warehouse: Folder of the warehouse instead of the configured one.
    """
    keep_log_lines()
    log_sentences()
    chosen = settings.load(settings.find_configuration(None if config is None else Path(config)))
    place = chosen.resolve(chosen.warehouse) if warehouse is None else Path(warehouse)
    sentences = list(describe_compaction(compact_files(str(place.absolute()))))
    for sentence in sentences:
        print(sentence)
    return sentences
