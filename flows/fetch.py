"""Fetching as a Prefect flow: every feed and sitemap that is due is looked at, and its new pages land."""

from __future__ import annotations

from pathlib import Path

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from flows import fetching
from flows.job import settings
from flows.tracking import RETRIES, RETRY_DELAY_SECONDS, is_passing_fault, keep_log_lines, log_sentences


@task(
    name="fetch",
    retries=RETRIES,  # what landed before a fault is remembered, so that it may be tried again
    retry_delay_seconds=RETRY_DELAY_SECONDS,
    retry_condition_fn=is_passing_fault,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def fetch_sources(config: str | None, asked: fetching.Asked) -> fetching.Fetched:
    """Look at the sources, as `presswatch fetch` does."""
    return fetching.fetch(settings.load(settings.find_configuration(None if config is None else Path(config))), asked)


@flow(name="fetch", persist_result=False, log_prints=True)
def fetch(config: str | None = None, sources: list[str] | None = None, now: bool = False) -> list[str]:
    """Look at the feeds and sitemaps that are due, and land their new pages for the next ingest.

    Args:
        config: Configuration file; by default ./presswatch.toml or ./config/presswatch.toml.
        sources: Names of sources to look at; by default all.
        now: Whether sources that are not due are asked too.
    """
    keep_log_lines()
    log_sentences()
    fetched = fetch_sources(config, fetching.Asked(tuple(sources or ()), now))
    rows = [
        {"source": r.source, "outcome": str(r.outcome), "fetched": r.fetched_count, "why": r.detail or ""}
        for r in fetched.runs
    ]
    create_table_artifact(table=rows, key="sources", description="What came of each source, and why nothing did")
    sentences = list(fetching.describe(fetched))
    for sentence in sentences:
        print(sentence)
    return sentences
