"""The flows run as ordinary Prefect flows, and as deployments that a process worker takes from a server.

Prefect starts slowly: one embedded server serves the first tests here, one real server the last.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from prefect.testing.utilities import prefect_test_harness

from flows.compact import compact
from flows.fetch import fetch
from flows.ingest import ingest
from flows.job.receipts import Receipt, Step
from flows.report import report
from flows.tracking import run_as_task
from tests.flows.archives import every_row, write_feed
from tests.flows.archives import ingest as ingest_directly
from tests.warehouse.fetching.server import feed, html, page, running
from warehouse.errors import DamagedWarehouse

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def server() -> Iterator[None]:
    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.fixture
def configuration(tmp_path: Path) -> Path:
    feed = write_feed(tmp_path / "feed.jsonl", range(5))
    path = tmp_path / "presswatch.toml"
    path.write_text(f'warehouse = "w"\nworker_count = 0\n[[source]]\npath = "{feed}"\n')
    return path


@pytest.mark.usefixtures("server")
def test_the_ingest_flow_reads_the_configured_sources_and_leaves_receipts_and_a_report(
    configuration: Path, tmp_path: Path
) -> None:
    outcome = ingest(config=str(configuration))
    assert outcome.ledger.loaded == 5
    assert outcome.report.is_file()
    assert table("ledger")[1] == {"documents": "loaded", "count": 5}
    assert [row["step"] for row in table("receipts")] == ["read", "decide", "enrich", "stage", "publish", "catalog"]
    assert len(every_row(tmp_path / "w")["documents"]) == 5
    again = ingest(config=str(configuration))
    assert (again.ledger.documents_in, again.ledger.known_before) == (0, 5)


def table(key: str) -> Any:
    """The newest table artifact of a key."""
    with get_client(sync_client=True) as client:
        found = client.read_artifacts(artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[key])))
    newest = max(found, key=lambda artifact: str(artifact.created))
    return json.loads(str(newest.data))


@pytest.mark.usefixtures("server")
def test_the_report_flow_writes_the_page_and_fails_on_a_damaged_archive(tmp_path: Path) -> None:
    ingest_directly(tmp_path / "w", write_feed(tmp_path / "feed.jsonl", range(3)))
    assert Path(report(warehouse=str(tmp_path / "w"))).is_file()
    damaged = next((tmp_path / "w").glob("segments/*/*.parquet"))
    damaged.write_bytes(b"PAR1")
    with pytest.raises(DamagedWarehouse, match="checks of"):
        report(warehouse=str(tmp_path / "w"))


@pytest.mark.usefixtures("server")
def test_the_weekly_flow_brings_small_files_together(tmp_path: Path) -> None:
    ingest_directly(tmp_path / "w", write_feed(tmp_path / "feed.jsonl", range(4)), batch_document_count=2)
    before = every_row(tmp_path / "w")
    first, second = compact(warehouse=str(tmp_path / "w"))
    assert "of them are new." in first
    assert second.endswith("commit records were folded into the checkpoint.")
    assert every_row(tmp_path / "w") == before


@pytest.mark.usefixtures("server")
def test_the_fetch_flow_lands_pages_and_keeps_what_came_of_each_source(tmp_path: Path) -> None:
    with running() as web:
        web.routes |= {"/feed": feed("/1"), "/1": html(page(1))}
        (tmp_path / "presswatch.toml").write_text(
            "[fetch]\nallow_private_addresses = true\nseconds_between_requests = 0.0\n"
            f'[[source]]\nname = "paper"\nfeed = "{web.url("/feed")}"\n'
        )
        assert fetch(config=str(tmp_path / "presswatch.toml"))[0] == "paper: fetched (1 new of 1)"
    assert table("sources") == [{"source": "paper", "outcome": "fetched", "fetched": 1, "why": ""}]


def test_a_step_is_tried_again_after_an_error_of_the_system_only_where_it_may_be_repeated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("flows.tracking.RETRY_DELAY_SECONDS", 0)
    tries: list[str] = []

    def fails_once(name: str) -> Receipt:
        tries.append(name)
        if tries.count(name) == 1:
            raise OSError("stale file handle")
        return Receipt(name, 1, 1)

    @flow
    def steps() -> Receipt:
        return run_as_task(Step("stage", 1), lambda: fails_once("stage"))

    @flow
    def unrepeatable() -> Receipt:
        return run_as_task(Step("read", 1, is_repeatable=False), lambda: fails_once("read"))

    assert steps() == Receipt("stage", 1, 1)
    with pytest.raises(OSError, match="stale"):
        unrepeatable()
    assert tries == ["stage", "stage", "read"]


def test_every_deployment_names_a_flow_and_parameters_that_it_takes() -> None:
    deployments = yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]
    flows = {
        "flows.ingest.ingest": ingest,
        "flows.report.report": report,
        "flows.compact.compact": compact,
        "flows.fetch.fetch": fetch,
    }
    for deployment in deployments:
        assert set(deployment["parameters"]) <= set(flows[deployment["entrypoint"]].parameters.properties)
        assert deployment["schedules"]


def test_a_process_worker_runs_the_deployment_from_a_real_server(configuration: Path, tmp_path: Path) -> None:
    port = free_port()
    environment = {
        **os.environ,
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PRESSWATCH_HOME": str(ROOT),
    }
    prefect = [str(Path(sys.executable).parent / "prefect"), "--no-prompt"]
    started = [*prefect, "server", "start", "--no-ui", "--port", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(started, env=environment, cwd=tmp_path, **quiet) as server:  # type: ignore[call-overload]
        try:
            wait_for(port)
            call([*prefect, "work-pool", "create", "presswatch", "--type", "process"], environment)
            call([*prefect, "deploy", "--all"], environment)
            run = [*prefect, "deployment", "run", "ingest/hourly", "--param", f"config={configuration}"]
            call(run, environment)
            call([*prefect, "worker", "start", "--pool", "presswatch", "--run-once"], environment)
            names = [run["name"] for run in ask(port, "task_runs")]
            lines = [line["message"] for line in ask(port, "logs")]
        finally:
            server.terminate()
    assert {"read batch 1", "decide batch 1", "enrich batch 1", "stage batch 1", "publish batch 1"} <= set(names)
    assert "batch 1: read, 5 documents in, 5 out" in lines
    assert len(every_row(tmp_path / "w")["documents"]) == 5
    assert (tmp_path / "w" / "report.html").is_file()


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def ask(port: int, what: str) -> list[dict[str, Any]]:
    """Everything of a kind that a server has."""
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/{what}/filter", b"{}", {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310 - our own server
        found: list[dict[str, Any]] = json.load(answer)
    return found


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/health", timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError("the Prefect server did not start")


def call(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
