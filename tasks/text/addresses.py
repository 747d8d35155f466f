"""Addresses: one form for the many ways to write the same one, and the site it belongs to.

What belongs here: rewriting a URL by rules that hold for the whole web, their words as tables. What does not: fetching,
redirects that only a server knows, rules of single publishers.

courlan's `clean_url` (it comes with trafilatura) was tried for the general part, on the 1,361 addresses that the
development sets give: it changed 68 of them, and two pairs of different threads became one address each
(`showthread.php?143493-first` and `?145403-second` both lose their query). It also reads `&sectionid=3` as `§ionid=3`,
drops parameters without a value, `ref`, `source` and `medium`, keeps a user's name and dot segments, and leaves escapes
as they are. A document's identity hangs on its address, so the rules stay here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit, urlunsplit

MAX_LENGTH = 4000  # characters; longer addresses are data or attacks; they are kept out of the archive
MAX_UNWRAPPINGS = 4  # a redirector inside a redirector inside an AMP cache is the most that was seen

_INDEX_FILES = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp|cfm)$", re.IGNORECASE)
_AMP_PATH_END = re.compile(r"(?:/amp/?|\.amp(?:\.html?)?)$", re.IGNORECASE)
_WORLD_WIDE_HOST = re.compile(r"^www\d{0,2}\.(?=[^.]+\.[^.])")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_NO_HOST = re.compile(r"[^\w.-]")
_ARCHIVE = re.compile(r"^/(?:web|save)/(?:\d{4,14}(?:[a-z]{2}_)?|\*)/(?=https?:/)")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")  # RFC 3986, 2.3
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_GOOGLE_HOST = re.compile(r"(?:^|\.)google\.(?:com?\.)?[a-z]{2,3}$")
_GOOGLE_AMP = re.compile(r"^/amp/(s/)?(?=[^/]+\.[^/])")
_CACHE_AMP = re.compile(r"^/(?:[cvi]|wp|mbv)/(s/)?(?=[^/]+\.[^/])")


@dataclass(frozen=True, slots=True)
class _Words:
    """The lists of addresses.toml."""

    prefixes: tuple[str, ...]
    names: frozenset[str]
    amp_names: frozenset[str]
    amp_values: frozenset[str]
    mobile: re.Pattern[str]
    session: re.Pattern[str]
    redirectors: tuple[tuple[str, str, tuple[str, ...]], ...]  # host, start of the path, parameters with the target


@lru_cache(maxsize=1)
def _words() -> _Words:
    table = tomllib.loads(files("tasks.text").joinpath("addresses.toml").read_text(encoding="utf-8"))
    tracking, amp = table["tracking"], table["amp"]
    mobile = "|".join(table["hosts"]["mobile"])
    return _Words(
        prefixes=tuple(tracking["prefixes"]),
        names=frozenset(tracking["names"] + tracking["sessions"]),
        amp_names=frozenset(amp["names"]),
        amp_values=frozenset(amp["values"]),
        mobile=re.compile(rf"^(?:(?P<language>[a-z]{{2}}\.)|www\.)?(?:{mobile})\.(?=[^.]+\.[^.]{{2}})"),
        session=re.compile(rf";(?:{'|'.join(tracking['sessions'])})=[^/;]{{0,200}}", re.IGNORECASE),
        redirectors=tuple((one["host"], one["path"], tuple(one["parameters"])) for one in table["redirectors"]),
    )


def canonical_url(url: str) -> str | None:
    """The normal form of an http(s) address, None where it is none.

    Redirectors, AMP caches and web archives are unwrapped; scheme and host are lower case, escapes and dot segments in
    their normal form (RFC 3986, 6.2.2), international hosts in ASCII; a default port, a user's name, the fragment,
    tracking parameters, sessions, mobile and AMP forms and `index.html` are dropped, the other parameters sorted.
    """
    parts = _split(url)
    for _ in range(MAX_UNWRAPPINGS):
        inner = None if parts is None else _wrapped(parts)
        if inner is None:
            break
        parts = _split(inner) or parts
    if parts is None:
        return None
    path = _path(parts.path)
    return urlunsplit((parts.scheme, _host(parts), path, _query(parts.query), ""))


def site_of(url: str | None) -> str | None:
    """The host of an address without `www.`, `m.` and `amp.`, None where there is none."""
    parts = _split(url or "")
    return None if parts is None else _WORLD_WIDE_HOST.sub("", _desktop(parts)) or None


def _split(url: str) -> SplitResult | None:
    """Parts of an absolute http(s) address; None for anything else."""
    url = "".join(url.split())
    if url.startswith("//"):
        url = "https:" + url
    if not url or len(url) > MAX_LENGTH:
        return None
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:  # a port that is no number, a broken IPv6 host
        return None
    is_address = parts.scheme in _DEFAULT_PORTS and host is not None and _NO_HOST.search(host) is None
    is_address = is_address and "." in (host or "").strip(".")
    return parts if is_address else None


def _is_below(host: str, domain: str) -> bool:
    return host == domain or host.endswith("." + domain)


def _wrapped(parts: SplitResult) -> str | None:
    """The address inside a redirector's or an AMP cache's, None where it is neither."""
    host = parts.hostname or ""
    is_google = _GOOGLE_HOST.search(host) is not None
    rest = _after(_GOOGLE_AMP, parts) if is_google else None
    if rest is None and _is_below(host, "cdn.ampproject.org"):
        rest = _after(_CACHE_AMP, parts)
    if rest is not None:
        return rest
    if host == "web.archive.org":
        return _archived(parts)
    for domain, path, names in _words().redirectors:
        if (_is_below(host, domain) or (is_google and domain == "google.com")) and parts.path.lower().startswith(path):
            return _target(parts.query, names)
    return None


def _after(prefix: re.Pattern[str], parts: SplitResult) -> str | None:
    match = prefix.match(parts.path)
    if match is None:
        return None
    scheme = "https" if match[1] else "http"
    query = f"?{parts.query}" if parts.query else ""
    return f"{scheme}://{parts.path[match.end() :]}{query}"


def _archived(parts: SplitResult) -> str | None:
    """The address of which a web archive holds a copy; one of its two slashes may have been lost."""
    found = _ARCHIVE.match(parts.path)
    if found is None:
        return None
    scheme, _, rest = parts.path[found.end() :].partition(":/")
    return f"{scheme}://{rest.lstrip('/')}" + (f"?{parts.query}" if parts.query else "")


def _target(query: str, names: tuple[str, ...]) -> str | None:
    values = dict(parse_qsl(query))
    for name in names:
        if values.get(name, "").startswith(("http://", "https://")):
            return values[name]
    return None


def _desktop(parts: SplitResult) -> str:
    """The host in lower case and ASCII, without the labels for telephones; a language before them stays."""
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        with suppress(UnicodeError):  # a label that is empty or too long: kept as it is written
            host = host.encode("idna").decode("ascii")
    return _settled(host, lambda name: _words().mobile.sub(lambda found: found["language"] or "", name))


def _settled(text: str, shorten: Callable[[str], str]) -> str:
    """A text shortened until nothing more is to be taken from it."""
    while (shorter := shorten(text)) != text:
        text = shorter
    return text


def _host(parts: SplitResult) -> str:
    host = _desktop(parts)
    is_usual = parts.port is None or parts.port == _DEFAULT_PORTS[parts.scheme]
    return host if is_usual else f"{host}:{parts.port}"


def _path(path: str) -> str:
    path = _words().session.sub("", path) if ";" in path else path
    path = _ESCAPE.sub(_escaped, _LONE_PERCENT.sub("%25", path))
    return quote(_settled(_without_dots(path or "/"), _shortened), safe="/:@!$&'()*+,;=~-._%") or "/"


def _shortened(path: str) -> str:
    """The path without the name of an index page and without AMP's mark at either end."""
    path = _AMP_PATH_END.sub(_amp_end, _INDEX_FILES.sub("/", path))
    return path[len("/amp") :] if path.lower().startswith("/amp/") and len(path) > len("/amp/") else path


def _without_dots(path: str) -> str:
    """The path without `.` and `..` (RFC 3986, 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    parts = path.split("/")
    for part in parts:
        if part == "..":
            kept = kept[:-1] if len(kept) > 1 else kept
        elif part != ".":
            kept.append(part)
    is_folder = parts[-1] in (".", "..")
    return "/".join([*kept, ""] if is_folder else kept) or "/"


def _escaped(found: re.Match[str]) -> str:
    """An escape in its normal form: none for what needs none, capitals for the others."""
    character = chr(int(found[1], 16))
    return character if character in _UNRESERVED else found[0].upper()


def _amp_end(match: re.Match[str]) -> str:
    return ".html" if match[0].lower().endswith((".html", ".htm")) else "/" if match[0].endswith("/") else ""


def _query(query: str) -> str:
    if not query:
        return ""
    pairs = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if not _tracks(name, value)]
    return urlencode(sorted(pairs), safe="/:,@~!*")


def _tracks(name: str, value: str) -> bool:
    """Whether a parameter says how the reader came and not what is shown."""
    name = name.lower()
    if name in _words().amp_names:
        return value.lower() in _words().amp_values
    return name in _words().names or name.startswith(_words().prefixes)
