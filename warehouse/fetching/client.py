"""One request over HTTP within limits: of bytes packed and unpacked, of seconds, of redirects, of addresses.

What belongs here: what any server may do to us, and an answer or a reason in every case. What does not: robots.txt and
waiting (visits.py), what an answer means (tasks/sources/quiet.py). Proxies of the environment are not used: an address
could not be told from a private one behind them.
"""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote, urljoin, urlsplit

import httpx

from tasks.sources.addresses import host_of, is_private, is_same_host, refusal, without_credentials
from tasks.sources.unpacking import unpacked

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
KEPT_HEADERS = ("content-type", "etag", "last-modified", "retry-after", "content-language")


class Why(StrEnum):
    """Why there is no answer."""

    ADDRESS = "refused address"
    ELSEWHERE = "moved to another host"
    ROBOTS = "robots"
    UNREACHABLE = "unreachable"
    TOO_SLOW = "too slow"
    TOO_LARGE = "too large"
    BROKEN = "broken answer"
    REDIRECTS = "too many redirects"


class NotFetched(Exception):
    """There is no answer. The text is for people and holds no address."""

    def __init__(self, why: Why, detail: str) -> None:
        super().__init__(detail)
        self.why = why


@dataclass(frozen=True, slots=True)
class ClientRules:
    """How we present ourselves, and what a server may cost us."""

    agent: str
    byte_ceiling: int = 20_000_000
    answer_seconds: float = 60.0  # from the request to the last byte; a server that drips is given up
    connect_seconds: float = 10.0
    silent_seconds: float = 20.0  # between two pieces of an answer
    redirect_count: int = 5
    allows_private: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for. Other hosts than its own and `hosts` are not followed to, unless `goes_anywhere`."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    byte_ceiling: int | None = None  # other than that of the rules
    hosts: tuple[str, ...] = ()
    goes_anywhere: bool = False
    cuts: bool = False  # whether the beginning of a body that is too large will do


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: `url` is where it was found, `hops` the addresses before that."""

    url: str
    status: int
    headers: Mapping[str, str]
    content: bytes
    hops: tuple[str, ...] = ()
    is_moved_for_good: bool = False


class Client:
    """Asks servers. Use as a context manager; may be used by several threads."""

    def __init__(self, rules: ClientRules, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.rules = rules
        self._monotonic = monotonic
        timeout = httpx.Timeout(rules.silent_seconds, connect=rules.connect_seconds)
        headers = {"User-Agent": rules.agent, "Accept-Encoding": "gzip, deflate"}
        logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs every address, with what is secret in it
        logging.getLogger("httpcore").setLevel(logging.WARNING)
        self._http = httpx.Client(trust_env=False, follow_redirects=False, timeout=timeout, headers=headers)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *error: object) -> None:
        self._http.close()

    def get(self, request: Request, before: Callable[[str], None]) -> Answer:
        """The answer to a request, redirects followed. `before` is called with each address that is asked.

        Raises NotFetched, and what `before` raises.
        """
        url, hops, is_permanent = request.url, list[str](), True
        for _ in range(self.rules.redirect_count + 1):
            self._check(url)
            before(url)
            answer = self._ask(url, request)
            if answer.status not in REDIRECTS or not answer.headers.get("location"):
                return Answer(
                    url, answer.status, answer.headers, answer.content, tuple(hops), bool(hops) and is_permanent
                )
            hops.append(url)
            is_permanent = is_permanent and answer.status in PERMANENT
            url = _target(url, answer.headers["location"])
            _check_redirect(request, url)
        raise NotFetched(Why.REDIRECTS, f"more than {self.rules.redirect_count} redirects")

    def _check(self, url: str) -> None:
        """Refuse an address by what it says and by what its host resolves to."""
        reason = refusal(url, allows_private=self.rules.allows_private)
        if reason is not None:
            raise NotFetched(Why.ADDRESS, reason)
        if self.rules.allows_private:
            return
        try:
            found = socket.getaddrinfo(httpx.URL(url).host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError, httpx.InvalidURL):
            raise NotFetched(Why.UNREACHABLE, "its host has no address") from None
        if any(is_private(str(place[4][0])) for place in found):
            raise NotFetched(Why.ADDRESS, "its host has a private address")

    def _ask(self, url: str, request: Request) -> Answer:
        try:
            address, login = _with_login(url)
            with self._http.stream("GET", address, headers=dict(request.headers), auth=login) as response:
                self._check_peer(response)
                return self._read(url, request, response)
        except httpx.TimeoutException:
            raise NotFetched(Why.TOO_SLOW, "the server does not answer in time") from None
        except (httpx.RemoteProtocolError, httpx.DecodingError):
            raise NotFetched(Why.BROKEN, "the answer breaks off or is no HTTP") from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError, ValueError) as error:
            raise NotFetched(Why.UNREACHABLE, f"the server cannot be reached ({type(error).__name__})") from None

    def _check_peer(self, response: httpx.Response) -> None:
        """Refuse an answer from a private address: a name may resolve to another one when it is looked up again."""
        if self.rules.allows_private:
            return
        stream = response.extensions.get("network_stream")
        place = None if stream is None else stream.get_extra_info("server_addr")
        if place is not None and is_private(str(place[0])):
            raise NotFetched(Why.ADDRESS, "its host has a private address")

    def _read(self, url: str, request: Request, response: httpx.Response) -> Answer:
        headers = {name: response.headers[name] for name in (*KEPT_HEADERS, "location") if name in response.headers}
        if response.status_code in REDIRECTS:
            return Answer(url, response.status_code, headers, b"")  # its body is for people without a browser
        ceiling = request.byte_ceiling or self.rules.byte_ceiling
        packed = self._packed(response, ceiling, cuts=request.cuts)
        found = unpacked(packed, response.headers.get("content-encoding", ""), ceiling)
        if found.is_over and not request.cuts:
            raise NotFetched(Why.TOO_LARGE, f"over {ceiling} bytes when unpacked")
        if found.fault is not None:
            raise NotFetched(Why.BROKEN, found.fault)
        return Answer(url, response.status_code, headers, found.content)

    def _packed(self, response: httpx.Response, ceiling: int, *, cuts: bool) -> bytes:
        """The body as it comes, however long the server says it is."""
        end = self._monotonic() + self.rules.answer_seconds
        pieces = bytearray()
        for piece in response.iter_raw():
            pieces += piece
            if len(pieces) > ceiling:
                if cuts:
                    return bytes(pieces[:ceiling])
                raise NotFetched(Why.TOO_LARGE, f"over {ceiling} bytes")
            if self._monotonic() > end:
                raise NotFetched(Why.TOO_SLOW, f"not done after {self.rules.answer_seconds:g} seconds")
        return bytes(pieces)


def _with_login(url: str) -> tuple[str, tuple[str, str] | None]:
    """An address without user name and password, and these."""
    parts = urlsplit(url)
    if parts.username is None and parts.password is None:
        return url, None
    return without_credentials(url), (unquote(parts.username or ""), unquote(parts.password or ""))


def _target(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise NotFetched(Why.BROKEN, "a redirect to no address") from None


def _check_redirect(request: Request, url: str) -> None:
    """Refuse a redirect to another host than the request allows. What is no web address is refused by its own check."""
    try:
        host = host_of(url)
    except ValueError:
        raise NotFetched(Why.BROKEN, "a redirect to no address") from None
    if not host or request.goes_anywhere or is_same_host(url, request.url):
        return
    if any(is_same_host(url, f"https://{allowed}") for allowed in request.hosts):
        return
    shown = host_of(without_credentials(url))[:100]
    raise NotFetched(Why.ELSEWHERE, f"it redirects to another host, {ascii(shown)[1:-1]}")
