"""Whatever a server does, there is an answer or a reason, within limits."""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from tests.warehouse.fetching.server import Reply, Server, html, page, running
from warehouse.fetching import client as module
from warehouse.fetching.client import Answer, Client, ClientRules, NotFetched, Request, Why

RULES = ClientRules(agent="presswatch/test", byte_ceiling=50_000, silent_seconds=0.15, allows_private=True)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as found:
        yield found


def ask(url: str, rules: ClientRules = RULES, **fields: object) -> Answer:
    ticks = itertools.count()
    with Client(rules, lambda: float(next(ticks))) as client:
        return client.get(Request(url, **fields), lambda _: None)  # type: ignore[arg-type]


def fault(url: str, rules: ClientRules = RULES, **fields: object) -> NotFetched:
    with pytest.raises(NotFetched) as raised:
        ask(url, rules, **fields)
    assert url not in str(raised.value)
    return raised.value


def test_a_page_comes_with_what_its_server_says_of_it(server: Server) -> None:
    server.routes["/a"] = html(page(1), ETag='"1"')
    answer = ask(server.url("/a"), headers={"Accept-Language": "de"})
    assert (answer.status, answer.content, answer.headers["etag"]) == (200, page(1), '"1"')
    assert server.headers[-1]["Accept-Language"] == "de"
    assert server.headers[-1]["User-Agent"] == "presswatch/test"


def test_a_packed_page_is_unpacked_and_a_lie_about_packing_is_seen_through(server: Server) -> None:
    server.routes["/packed"] = html(gzip.compress(page(1)), **{"Content-Encoding": "gzip"})
    server.routes["/lie"] = html(page(2), **{"Content-Encoding": "gzip"})
    assert ask(server.url("/packed")).content == page(1)
    assert ask(server.url("/lie")).content == page(2)


def test_a_bomb_is_too_large(server: Server) -> None:
    server.routes["/bomb"] = html(gzip.compress(bytes(30_000_000)), **{"Content-Encoding": "gzip"})
    assert fault(server.url("/bomb")).why is Why.TOO_LARGE


def test_a_body_without_end_is_given_up(server: Server) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            handler.wfile.write(b"more and more " * 1000)

    server.routes["/endless"] = Reply(raw=endless)
    assert fault(server.url("/endless")).why is Why.TOO_LARGE


def test_a_server_that_drips_is_given_up_after_a_while(server: Server) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 40000\r\n\r\n")
        for _ in range(20_000):
            handler.wfile.write(b"a")
            handler.wfile.flush()

    server.routes["/drip"] = Reply(raw=drip)
    rules = ClientRules(agent="a", answer_seconds=0.5, silent_seconds=0.15, allows_private=True)
    assert fault(server.url("/drip"), rules).why is Why.TOO_SLOW


def test_a_server_that_says_nothing_is_given_up(server: Server) -> None:
    def silent(handler: BaseHTTPRequestHandler) -> None:
        handler.rfile.read(1)  # until we hang up

    server.routes["/silent"] = Reply(raw=silent)
    assert fault(server.url("/silent")).why is Why.TOO_SLOW


def test_a_body_that_is_shorter_than_its_server_says_is_broken(server: Server) -> None:
    def short(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\nhalf")

    server.routes["/short"] = Reply(raw=short)
    assert fault(server.url("/short")).why is Why.BROKEN


@pytest.mark.parametrize(
    "said",
    [b"\x00\x01\x02\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: minus one\r\n\r\nhalf", b"SSH-2.0-OpenSSH\r\n"],
)
def test_what_is_no_http_is_broken(server: Server, said: bytes) -> None:
    server.routes["/odd"] = Reply(raw=lambda handler: handler.wfile.write(said) and None)
    assert fault(server.url("/odd")).why is Why.BROKEN


def test_a_body_that_is_longer_than_its_server_says_ends_where_it_says(server: Server) -> None:
    server.routes["/long"] = html(b"12345678", **{"Content-Length": "4"})
    assert ask(server.url("/long")).content == b"1234"


def test_redirects_are_followed_and_remembered(server: Server) -> None:
    server.routes["/old"] = Reply(301, headers={"Location": "/older"})
    server.routes["/older"] = Reply(308, headers={"Location": "/new"})
    server.routes["/for-now"] = Reply(302, headers={"Location": "/old"})
    server.routes["/new"] = html(page(3))
    answer = ask(server.url("/old"))
    assert answer.url == server.url("/new")
    assert answer.hops == (server.url("/old"), server.url("/older"))
    assert answer.is_moved_for_good
    assert not ask(server.url("/for-now")).is_moved_for_good


def test_redirects_in_a_circle_end(server: Server) -> None:
    server.routes["/circle"] = Reply(302, headers={"Location": "/circle"})
    assert fault(server.url("/circle")).why is Why.REDIRECTS


def test_a_redirect_to_another_host_is_refused_unless_it_is_allowed(server: Server) -> None:
    with running() as other:
        other.routes["/"] = html(page(4))
        server.routes["/away"] = Reply(302, headers={"Location": f"http://me:secret@127.0.0.1:{other.port}/"})
        refused = fault(server.url("/away"))
        assert refused.why is Why.ELSEWHERE
        assert "secret" not in str(refused)
        assert ask(server.url("/away"), hosts=(f"127.0.0.1:{other.port}",)).content == page(4)
        assert ask(server.url("/away"), goes_anywhere=True).content == page(4)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/a", "http://[::1", "gopher://x/"])
def test_a_redirect_to_another_scheme_is_refused_even_where_all_hosts_are_allowed(server: Server, target: str) -> None:
    server.routes["/scheme"] = Reply(302, headers={"Location": target})
    assert fault(server.url("/scheme"), goes_anywhere=True).why in (Why.ADDRESS, Why.BROKEN)


def test_a_redirect_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    server.routes["/inside"] = Reply(302, headers={"Location": "http://169.254.169.254/latest"})
    rules = ClientRules(agent="a")
    assert fault(server.url("/inside"), rules).why is Why.ADDRESS  # the server itself is private
    with Client(rules) as client:
        monkeypatch.setattr(client, "_check_peer", lambda _: None)
        asked: list[str] = []
        monkeypatch.setattr(module, "refusal", lambda url, **_: None if "127.0.0.1" in url else "a private address")
        monkeypatch.setattr(module, "is_private", lambda _: False)
        with pytest.raises(NotFetched) as raised:
            client.get(Request(server.url("/inside"), goes_anywhere=True), asked.append)
        assert raised.value.why is Why.ADDRESS
        assert asked == [server.url("/inside")]


def test_a_name_that_leads_to_a_private_address_is_refused_before_and_after_it_is_asked(
    monkeypatch: pytest.MonkeyPatch, server: Server
) -> None:
    found = [(2, 1, 6, "", ("10.0.0.1", 0))]
    monkeypatch.setattr(module.socket, "getaddrinfo", lambda *_, **__: found)
    assert fault("https://paper.example/", ClientRules(agent="a")).why is Why.ADDRESS
    rules = ClientRules(agent="a")
    monkeypatch.undo()
    with Client(rules) as client:  # a name that is looked up a second time may lead elsewhere
        monkeypatch.setattr(client, "_check", lambda _: None)
        server.routes["/peer"] = html(page(5))
        with pytest.raises(NotFetched) as raised:
            client.get(Request(server.url("/peer")), lambda _: None)
        assert raised.value.why is Why.ADDRESS


def test_a_host_without_an_address_or_a_closed_port_is_unreachable() -> None:
    assert fault("http://nowhere.invalid/", ClientRules(agent="a")).why is Why.UNREACHABLE
    assert fault("http://127.0.0.1:1/").why is Why.UNREACHABLE


def test_the_beginning_of_a_body_is_enough_where_it_was_asked_for(server: Server) -> None:
    server.routes["/robots"] = Reply(200, b"# filler\n" * 100_000)
    assert len(ask(server.url("/robots"), byte_ceiling=900, cuts=True).content) == 900
