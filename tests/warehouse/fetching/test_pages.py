"""What becomes of the pages of a listing, and what is remembered of each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tasks.sources.records import Entry
from tests.warehouse.fetching.rounds import a_round, landed
from tests.warehouse.fetching.server import Reply, Server, html, page, running
from warehouse.fetching.pages import MOST_FAULTS, Asking, Pages, fetch_pages


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as found:
        yield found


def fetch(folder: Path, server: Server, *paths: str, hosts: tuple[str, ...] = ()) -> Pages:
    entries = [Entry(server.url(path)) for path in paths]
    with a_round(folder) as shared:
        target = shared.folder / "paper", "paper-1"
        return fetch_pages(shared.visits, shared.state, entries, Asking(hosts=hosts), target)


def test_a_host_that_fails_again_and_again_is_left_for_the_next_round(tmp_path: Path, server: Server) -> None:
    paths = [f"/{number}" for number in range(MOST_FAULTS + 4)]
    server.routes.update(dict.fromkeys(paths, Reply(500)))
    found = fetch(tmp_path, server, *paths)
    assert (found.refused, found.left_count) == ({"status 500": MOST_FAULTS}, 4)
    assert found.is_unfinished
    assert not any(state.known.is_settled for state in found.states)


def test_a_page_that_a_redirect_leads_to_is_remembered_by_both_addresses(tmp_path: Path, server: Server) -> None:
    server.routes["/short"] = Reply(301, headers={"Location": "/long"})
    server.routes["/long"] = html(page(1))
    found = fetch(tmp_path, server, "/short")
    assert [(state.url, state.found_at_url) for state in found.states] == [(server.url("/short"), server.url("/long"))]
    assert [document.url for document in landed(tmp_path)] == [server.url("/long")]


def test_a_page_that_leads_to_another_host_is_refused_unless_its_source_allows_it(
    tmp_path: Path, server: Server
) -> None:
    with running() as other:
        other.routes["/"] = html(page(1))
        server.routes["/away"] = Reply(302, headers={"Location": other.url("/")})
        assert fetch(tmp_path, server, "/away").refused == {"moved to another host": 1}
        assert fetch(tmp_path / "b", server, "/away", hosts=(f"127.0.0.1:{other.port}",)).landed_count == 1


def test_a_wall_is_tried_again_and_what_is_gone_is_not(tmp_path: Path, server: Server) -> None:
    server.routes["/wall"] = Reply(403)
    found = fetch(tmp_path, server, "/wall", "/gone")
    assert found.refused == {"blocked": 1, "gone": 1}
    assert [state.known.is_settled for state in found.states] == [False, True]


def test_a_fault_of_the_disk_leaves_no_file_behind(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.routes["/1"] = html(page(1))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("warehouse.fetching.crawl_archive.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        fetch(tmp_path, server, "/1")
    assert list((tmp_path / "pages" / "paper").iterdir()) == []
