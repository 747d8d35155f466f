"""Hosts are asked politely: robots.txt first and once, requests at a distance, nothing while they ask to wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.warehouse.fetching.rounds import NOON, RULES, no_waiting
from tests.warehouse.fetching.server import Reply, Server, html, page, running
from warehouse.fetching.client import Client, NotFetched, Request, Why
from warehouse.fetching.state import State
from warehouse.fetching.visits import Visits


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as found:
        found.routes["/1"] = html(page(1))
        yield found


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with closing(State(tmp_path)) as found:
        yield found


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(RULES) as found:
        yield found


def test_robots_txt_is_asked_for_once_in_a_day(server: Server, state: State, client: Client) -> None:
    for hours in (0, 1, 23, 25):
        visits = Visits(client, no_waiting(), state.hosts(), NOON + timedelta(hours=hours))
        visits.get(Request(server.url("/1")))
        visits.get(Request(server.url("/1")))
    assert server.asked.count("/robots.txt") == 2


def test_requests_to_a_host_keep_the_distance_that_it_asks_for(server: Server, state: State, client: Client) -> None:
    server.routes["/robots.txt"] = Reply(200, b"User-agent: *\nCrawl-delay: 5")
    waited: list[float] = []
    visits = Visits(client, no_waiting(waited), state.hosts(), NOON)
    for _ in range(3):
        visits.get(Request(server.url("/1")))
    assert waited == [1.0, 5.0, 5.0]  # behind robots.txt our own distance


def test_redirects_are_asked_for_as_politely(server: Server, state: State, client: Client) -> None:
    server.routes["/robots.txt"] = Reply(200, b"User-agent: *\nDisallow: /closed")
    server.routes["/open"] = Reply(302, headers={"Location": "/closed"})
    visits = Visits(client, no_waiting(), state.hosts(), NOON)
    with pytest.raises(NotFetched) as raised:
        visits.get(Request(server.url("/open")))
    assert raised.value.why is Why.ROBOTS
    assert "/closed" not in server.asked


@pytest.mark.parametrize(("status", "is_allowed"), [(404, True), (403, True), (429, False), (503, False)])
def test_a_host_without_robots_txt_allows_all_and_one_that_fails_nothing(
    server: Server, state: State, client: Client, status: int, is_allowed: bool
) -> None:
    server.routes["/robots.txt"] = Reply(status)
    visits = Visits(client, no_waiting(), state.hosts(), NOON)
    if is_allowed:
        assert visits.get(Request(server.url("/1"))).status == 200
    else:
        with pytest.raises(NotFetched):
            visits.get(Request(server.url("/1")))


def test_a_host_that_asks_to_wait_is_asked_nothing_more(server: Server, state: State, client: Client) -> None:
    server.routes["/busy"] = Reply(429, headers={"Retry-After": "60"})
    visits = Visits(client, no_waiting(), state.hosts(), NOON)
    visits.get(Request(server.url("/busy")))
    with pytest.raises(NotFetched, match="asked to wait"):
        visits.get(Request(server.url("/1")))
    later = Visits(client, no_waiting(), state.hosts(), NOON + timedelta(seconds=61))
    assert later.get(Request(server.url("/1"))).status == 200
