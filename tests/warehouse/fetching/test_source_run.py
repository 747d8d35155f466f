"""Every look at a source brings pages, or says why not."""

from __future__ import annotations

import gzip
import logging
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tasks.sources.records import Outcome, SourceRun
from tests.warehouse.fetching.rounds import NOON, a_round, landed
from tests.warehouse.fetching.server import Reply, Server, feed, html, page, running
from warehouse.fetching.source_run import WebSource, look_at

HOUR = timedelta(hours=1)


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as found:
        for number in range(4):
            found.routes[f"/{number}"] = html(page(number), ETag=f'"{number}"')
        yield found


def look(folder: Path, server: Server, path: str = "/feed", hours: int = 0, **fields: object) -> SourceRun:
    source = WebSource("paper", server.url(path), **{"kind": "feed", **fields})  # type: ignore[arg-type]
    with a_round(folder, NOON + hours * HOUR) as shared:
        return look_at(source, shared)


def test_new_pages_land_as_a_crawl_archive_that_can_be_read(tmp_path: Path, server: Server) -> None:
    server.routes["/feed"] = feed("/1", "/2")
    run = look(tmp_path, server)
    assert (run.outcome, run.listed_count, run.fetched_count) == (Outcome.FETCHED, 2, 2)
    assert run.landed_file is not None
    documents = landed(tmp_path)
    assert [document.url for document in documents] == [server.url("/1"), server.url("/2")]
    assert [document.content for document in documents] == [page(1), page(2)]
    assert documents[0].fetched_at == NOON
    assert documents[0].media_type == "text/html; charset=utf-8"


def test_a_source_is_not_asked_before_it_is_due(tmp_path: Path, server: Server) -> None:
    server.routes["/feed"] = feed("/1")
    look(tmp_path, server)
    count = len(server.asked)
    run = look(tmp_path, server, every=timedelta(hours=6), hours=0)
    assert run.outcome is Outcome.NOT_DUE
    assert "2026-12-01 13:00" in (run.detail or "")
    assert len(server.asked) == count


def test_a_clock_that_was_set_back_does_not_silence_a_source(tmp_path: Path, server: Server) -> None:
    server.routes["/feed"] = feed("/1")
    look(tmp_path, server, hours=9000)
    assert look(tmp_path, server).outcome is Outcome.ALL_KNOWN


def test_an_unchanged_listing_is_asked_for_with_its_mark(tmp_path: Path, server: Server) -> None:
    def answer(headers: object) -> Reply:
        is_same = dict(headers).get("If-None-Match") == '"v1"'  # type: ignore[call-overload]
        return Reply(304) if is_same else feed("/1", ETag='"v1"')

    server.routes["/feed"] = answer
    assert look(tmp_path, server).outcome is Outcome.FETCHED
    for hours in (1, 2):  # the mark outlives an answer without one
        run = look(tmp_path, server, hours=hours)
        assert (run.outcome, run.http_status_code) == (Outcome.UNCHANGED, 304)


def test_a_listing_whose_pages_could_not_be_had_is_asked_for_anew(tmp_path: Path, server: Server) -> None:
    server.routes["/feed"] = feed("/1", "/9", ETag='"v1"')
    server.routes["/9"] = Reply(500)
    run = look(tmp_path, server)
    assert (run.fetched_count, run.refused_count) == (1, 1)
    server.routes["/9"] = html(page(9))
    assert look(tmp_path, server, hours=1).fetched_count == 1
    assert "If-None-Match" not in server.headers[-2]
    look(tmp_path, server, hours=2)
    assert server.headers[-1]["If-None-Match"] == '"v1"'


@pytest.mark.parametrize(
    ("reply", "outcome", "word"),
    [
        (Reply(403), Outcome.BLOCKED, "403"),
        (Reply(404), Outcome.GONE, "404"),
        (Reply(410), Outcome.GONE, "410"),
        (Reply(500), Outcome.ERROR, "500"),
        (Reply(429, headers={"Retry-After": "7200"}), Outcome.BLOCKED, "fewer requests"),
        (Reply(301, headers={"Location": "https://other.example/feed"}), Outcome.MOVED, "other.example"),
        (Reply(302, headers={"Location": "file:///etc/passwd"}), Outcome.BLOCKED, "scheme file"),
        (html(b"<html><body>We have moved.</body></html>"), Outcome.ERROR, "HTML"),
        (feed(), Outcome.EMPTY, "no page"),
        (Reply(200, gzip.compress(bytes(9_000_000)), {"Content-Encoding": "gzip"}), Outcome.ERROR, "over"),
    ],
)
def test_a_listing_that_brings_nothing_says_why(
    tmp_path: Path, server: Server, reply: Reply, outcome: Outcome, word: str
) -> None:
    server.routes["/feed"] = reply
    run = look(tmp_path, server)
    assert run.outcome is outcome
    assert word in (run.detail or "")
    assert landed(tmp_path) == []


def test_a_server_that_says_nothing_or_never_ends_is_an_error(tmp_path: Path, server: Server) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            handler.wfile.write(b"<item/>" * 40_000)

    server.routes["/silent"] = Reply(raw=lambda handler: handler.rfile.read(1) and None)
    server.routes["/endless"] = Reply(raw=endless)
    assert look(tmp_path, server, "/silent").outcome is Outcome.ERROR
    assert "over" in (look(tmp_path, server, "/endless").detail or "")


def test_a_server_that_asks_to_wait_is_left_alone_until_then(tmp_path: Path, server: Server) -> None:
    server.routes["/feed"] = Reply(503, headers={"Retry-After": "18000"})
    run = look(tmp_path, server)
    assert run.due_at == NOON + 5 * HOUR
    server.routes["/feed"] = feed("/1")
    count = len(server.asked)
    with a_round(tmp_path, NOON + 4 * HOUR, is_forced=True) as shared:
        run = look_at(WebSource("paper", server.url("/feed"), "feed"), shared)
    assert (run.outcome, len(server.asked)) == (Outcome.NOT_DUE, count)
    assert look(tmp_path, server, hours=5).outcome is Outcome.FETCHED


def test_robots_txt_is_obeyed_for_the_listing_and_for_its_pages(tmp_path: Path, server: Server) -> None:
    server.routes["/robots.txt"] = Reply(200, b"User-agent: *\nDisallow: /closed\nDisallow: /1\n")
    server.routes["/feed"] = feed("/1")
    server.routes["/closed"] = feed("/2")
    assert look(tmp_path, server, "/closed").detail == "robots.txt forbids it"
    run = look(tmp_path / "other", server)
    assert (run.outcome, run.refused_count) == (Outcome.BLOCKED, 1)
    assert "/1" not in server.asked


def test_a_robots_txt_that_fails_forbids_all_and_is_asked_for_again(tmp_path: Path, server: Server) -> None:
    server.routes["/feed"] = feed("/1")
    server.routes["/robots.txt"] = Reply(500)
    run = look(tmp_path, server)
    assert run.outcome is Outcome.BLOCKED
    assert "cannot be reached" in (run.detail or "")
    server.routes["/robots.txt"] = Reply(200, b"# " + b"filler " * 1_500_000)
    assert look(tmp_path, server, hours=2).outcome is Outcome.FETCHED


def test_pages_that_are_none_are_refused_for_good(tmp_path: Path, server: Server) -> None:
    server.routes["/feed"] = feed("/pdf", "/gone", "/blank")
    server.routes["/pdf"] = Reply(200, b"%PDF-1.7", {"Content-Type": "application/pdf"})
    server.routes["/blank"] = html(b" \n")
    run = look(tmp_path, server)
    assert run.outcome is Outcome.ALL_REJECTED
    assert run.detail == "no page could be had: 1 empty, 1 gone, 1 no page"
    look(tmp_path, server, hours=1)
    assert [server.asked.count(path) for path in ("/pdf", "/gone", "/blank")] == [1, 1, 2]


def test_a_page_that_its_listing_says_has_changed_is_fetched_again(tmp_path: Path, server: Server) -> None:
    def with_time(time: str) -> Reply:
        entry = f'<entry><link href="/1"/><updated>{time}</updated></entry>'
        return Reply(200, f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>'.encode())

    server.routes["/feed"] = with_time("2026-12-01T08:00:00Z")
    look(tmp_path, server)
    server.routes["/feed"] = with_time("2026-12-01T12:30:00Z")
    server.routes["/1"] = lambda headers: Reply(304) if headers.get("If-None-Match") == '"1"' else html(page(1))
    run = look(tmp_path, server, hours=1)
    assert (run.outcome, run.known_count, run.fetched_count) == (Outcome.ALL_KNOWN, 1, 0)
    server.routes["/1"] = html(page(11))
    server.routes["/feed"] = with_time("2026-12-01T13:30:00Z")
    assert look(tmp_path, server, hours=3).fetched_count == 1
    assert [document.content for document in landed(tmp_path)] == [page(1), page(11)]


def test_two_sources_that_list_the_same_pages_are_merged(tmp_path: Path, server: Server) -> None:
    server.routes["/feed"] = feed("/1", "/2")
    server.routes["/atom"] = feed("/2", "/1")
    with a_round(tmp_path) as shared:
        first = look_at(WebSource("paper", server.url("/feed"), "feed"), shared)
        second = look_at(WebSource("paper-atom", server.url("/atom"), "feed"), shared)
    assert first.outcome is Outcome.FETCHED
    assert (second.outcome, second.detail) == (Outcome.DUPLICATE, "it lists what paper lists")


def test_more_pages_than_a_run_may_fetch_are_left_for_the_next(tmp_path: Path, server: Server) -> None:
    server.routes["/feed"] = feed("/0", "/1", "/2", ETag='"v1"')
    run = look(tmp_path, server, page_ceiling=2)
    assert (run.fetched_count, run.left_count) == (2, 1)
    assert look(tmp_path, server, hours=1, page_ceiling=2).fetched_count == 1


def test_a_feed_that_moved_for_good_is_asked_at_its_new_place(tmp_path: Path, server: Server) -> None:
    server.routes["/feed"] = Reply(301, headers={"Location": "/new-feed"})
    server.routes["/new-feed"] = feed("/1")
    look(tmp_path, server)
    count = server.asked.count("/feed")
    assert look(tmp_path, server, hours=1).outcome is Outcome.ALL_KNOWN
    assert server.asked.count("/feed") == count


def test_an_address_that_was_configured_anew_is_a_new_source(tmp_path: Path, server: Server) -> None:
    server.routes["/feed"] = server.routes["/other"] = feed("/1")
    look(tmp_path, server)
    assert look(tmp_path, server, "/other").outcome is Outcome.ALL_KNOWN


def test_failures_in_a_row_make_a_source_rarer(tmp_path: Path, server: Server) -> None:
    waits = []
    for hours in (0, 10, 30):
        run = look(tmp_path, server, "/none", hours=hours)
        assert run.due_at is not None
        waits.append(run.due_at - run.started_at)
    assert waits == [2 * HOUR, 4 * HOUR, 8 * HOUR]


def test_no_secret_of_an_address_is_logged_stored_or_landed(
    tmp_path: Path, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.routes["/feed"] = feed(f"http://me:hush-hush@127.0.0.1:{server.port}/1", "/9")
    server.routes["/9"] = Reply(500)
    source = WebSource("paper", f"http://me:hush-hush@127.0.0.1:{server.port}/feed", "feed")
    with a_round(tmp_path) as shared:
        run = look_at(source, shared)
    assert run.fetched_count == 1
    assert any("Authorization" in headers for headers in server.headers)
    written = "".join(map(repr, landed(tmp_path))) + repr(run)
    assert "hush" not in written
    assert "hush" not in caplog.text
