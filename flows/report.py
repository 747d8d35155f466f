"""The report as a Prefect flow of its own: check the warehouse, write the page."""

from __future__ import annotations

from pathlib import Path

from prefect import flow, task
from prefect.artifacts import create_link_artifact
from prefect.cache_policies import NO_CACHE

from flows.job import settings
from flows.tracking import log_sentences
from warehouse.ask.database import open_warehouse
from warehouse.ask.soundness import inspect
from warehouse.errors import DamagedWarehouse
from warehouse.report.write import write_report


@task(name="check", cache_policy=NO_CACHE, persist_result=False)
def check_warehouse(warehouse: str) -> int:
    """Run every check; returns the number of batches checked. Raises DamagedWarehouse where something does not hold."""
    with open_warehouse(warehouse) as opened:
        faults = list(inspect(opened))
        if faults:
            raise DamagedWarehouse(
                f"{len(faults)} checks of {warehouse} fail, first {faults[0].check}; see `presswatch check`."
            )
        return opened.store.snapshot().record_count


@task(name="report", cache_policy=NO_CACHE, persist_result=False)
def write_page(warehouse: str) -> str:
    """Write the report page; returns where it lies."""
    with open_warehouse(warehouse) as opened:
        path = str(write_report(opened))
    create_link_artifact(link=Path(path).as_uri(), link_text="report", key="report")
    return path


def finish(warehouse: Path) -> Path:
    """Check a warehouse and write its report, as tasks of the flow that calls; returns where the report lies."""
    check_warehouse(str(warehouse))
    return Path(write_page(str(warehouse)))


@flow(name="report", persist_result=False)
def report(config: str | None = None, warehouse: str | None = None) -> str:
    """Check the warehouse and write its report.

    Args:
        config: Configuration file; by default ./presswatch.toml or ./config/presswatch.toml.
        warehouse: Folder of the warehouse instead of the configured one.
    """
    log_sentences()
    chosen = settings.load(settings.find_configuration(None if config is None else Path(config)))
    place = chosen.resolve(chosen.warehouse) if warehouse is None else Path(warehouse)
    return str(finish(place.absolute()))
