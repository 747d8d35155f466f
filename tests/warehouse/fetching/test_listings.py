"""Sitemaps that name others are read with those, within limits."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warehouse.fetching.rounds import a_round
from tests.warehouse.fetching.server import Reply, Server, running
from warehouse.fetching.client import NotFetched, Request, Why
from warehouse.fetching.listings import SITEMAP_COUNT, Asked, ask_listing


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as found:
        yield found


def urlset(*paths: str) -> bytes:
    return b"<urlset>" + b"".join(f"<url><loc>{path}</loc></url>".encode() for path in paths) + b"</urlset>"


def index(*paths: str) -> Reply:
    named = "".join(f"<sitemap><loc>{path}</loc></sitemap>" for path in paths)
    return Reply(200, f"<sitemapindex>{named}</sitemapindex>".encode())


def ask(folder: Path, server: Server, path: str) -> Asked:
    with a_round(folder) as shared:
        return ask_listing(shared.visits, Request(server.url(path)), "sitemap", (None, None))


def test_a_gzipped_sitemap_of_an_index_is_read(tmp_path: Path, server: Server) -> None:
    server.routes["/index.xml"] = index("/old.xml", "/new.xml.gz")
    server.routes["/old.xml"] = Reply(200, urlset("/1"))
    server.routes["/new.xml.gz"] = Reply(200, gzip.compress(urlset("/2", "/1")), {"Content-Type": "application/gzip"})
    found = ask(tmp_path, server, "/index.xml")
    assert [entry.url for entry in found.listing.entries] == [server.url("/2"), server.url("/1")]
    assert found.remark is None


def test_a_sitemap_that_cannot_be_had_is_counted_and_the_others_are_read(tmp_path: Path, server: Server) -> None:
    server.routes["/index.xml"] = index("/gone.xml", "/bomb.xml.gz", "/html.xml", "/1.xml")
    server.routes["/1.xml"] = Reply(200, urlset("/1"))
    server.routes["/html.xml"] = Reply(200, b"<html><body>Sorry</body></html>")
    server.routes["/bomb.xml.gz"] = Reply(200, gzip.compress(bytes(60_000_000), 1))
    found = ask(tmp_path, server, "/index.xml")
    assert [entry.url for entry in found.listing.entries] == [server.url("/1")]
    assert found.remark == "3 of its sitemaps could not be read"
    assert found.is_partial


def test_an_index_in_a_circle_or_of_thousands_ends(tmp_path: Path, server: Server) -> None:
    server.routes["/index.xml"] = index("/index.xml", *(f"/{number}.xml" for number in range(3_000)))
    found = ask(tmp_path, server, "/index.xml")
    assert len(server.asked) <= SITEMAP_COUNT + 2
    assert "were not read" in (found.remark or "")


def test_a_bomb_is_too_large(tmp_path: Path, server: Server) -> None:
    server.routes["/bomb.xml.gz"] = Reply(200, gzip.compress(bytes(60_000_000), 1))
    with pytest.raises(NotFetched) as raised:
        ask(tmp_path, server, "/bomb.xml.gz")
    assert raised.value.why is Why.TOO_LARGE
