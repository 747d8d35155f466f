"""A web server inside the test process that answers as it is told: well, badly, slowly, endlessly."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

PAGE = b"<!DOCTYPE html><html><title>The ferry %d</title><body><article><h1>The ferry %d</h1>%s</article></body></html>"
PARAGRAPH = (
    b"<p>Harbour report %d-%d: the council counted %d boats, sold %d tickets and mended %d planks of the pier.</p>"
)


def page(number: int) -> bytes:
    """An article that is unlike that of another number."""
    numbers = (number * 31 + 7, number * 53 + 11, number * 97 + 13)
    body = b"".join(PARAGRAPH % (number, step, *(n + step * 17 for n in numbers)) for step in range(8))
    return PAGE % (number, number, body)


@dataclass(frozen=True)
class Reply:
    """What the server says. `raw` is written as it is instead, without a head."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: Callable[[BaseHTTPRequestHandler], None] | None = None


Route = Reply | Callable[[Mapping[str, str]], Reply]


@dataclass
class Server:
    """A server's routes by path, and the paths and headers that it was asked for."""

    port: int
    routes: dict[str, Route] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


def html(content: bytes, **headers: str) -> Reply:
    return Reply(200, content, {"Content-Type": "text/html; charset=utf-8", **headers})


def rss(*links: str) -> bytes:
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title>{items}</channel></rss>'.encode()


def feed(*links: str, **headers: str) -> Reply:
    return Reply(200, rss(*links), {"Content-Type": "application/rss+xml", **headers})


@contextmanager
def running() -> Iterator[Server]:
    """A server that runs meanwhile."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            shown.asked.append(self.path)
            shown.headers.append(dict(self.headers))
            route = shown.routes.get(self.path, Reply(404, b"not here"))
            reply = route if isinstance(route, Reply) else route(dict(self.headers))
            try:
                if reply.raw is not None:
                    self.close_connection = True
                    reply.raw(self)
                    return
                self.send_response(reply.status)
                for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    shown = Server(server.server_address[1])
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield shown
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
