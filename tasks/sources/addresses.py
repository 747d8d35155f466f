"""Addresses that a listing or a redirect gives: which may be fetched, and how one is shown without its secrets.

What belongs here: what an address says by itself. What does not: what its host resolves to (warehouse/fetching).
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

SCHEMES = ("http", "https")
LONGEST_ADDRESS = 4000  # characters, as tasks/text/addresses.py has it
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_CONTROL = re.compile(r"[\x00-\x20\x7f]")
_LOCAL_ENDINGS = (".local", ".internal", ".localhost", ".home.arpa")  # RFC 6761, 6762, 8375 and the cloud's own


def page_address(given: str, base: str) -> str | None:
    """An address of a listing as it can be fetched, without its fragment; None for one that is none of the web."""
    try:
        address = urldefrag(urljoin(base, given.strip())).url
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    is_clean = len(address) <= LONGEST_ADDRESS and _CONTROL.search(address) is None
    return address if is_clean and parts.scheme in SCHEMES and parts.hostname else None


def host_of(url: str) -> str:
    """The host that politeness is kept with, in lower case, with its port where that is not the usual one."""
    parts = urlsplit(url)
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    host = (parts.hostname or "").lower()
    return host if parts.port in (None, usual) else f"{host}:{parts.port}"


def is_same_host(one: str, other: str) -> bool:
    """Whether two addresses are of one host, `www.` and its like or a subdomain of it aside."""
    first, second = (host_of(url).removeprefix("www.") for url in (one, other))
    return first == second or _is_below(first, second) or _is_below(second, first)


def _is_below(host: str, parent: str) -> bool:
    return "." in parent and host.endswith(f".{parent}") and not _is_number(parent)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def refusal(url: str, *, allows_private: bool) -> str | None:
    """Why an address may not be fetched, as far as it tells itself; None where it may."""
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES:
        return f"the scheme {parts.scheme[:20] or 'of none'} is not fetched"
    host = (parts.hostname or "").lower()
    if not host:
        return "it names no host"
    if allows_private:
        return None
    if host == "localhost" or host.endswith(_LOCAL_ENDINGS) or (_is_number(host) and is_private(host)):
        return "a private address"
    return None


def is_private(number: str) -> bool:
    """Whether an IP address is of a private net, this machine, or otherwise none of the open internet."""
    address = ipaddress.ip_address(number.split("%", maxsplit=1)[0])
    mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return not address.is_global or address.is_multicast or (mapped is not None and not mapped.is_global)


def without_credentials(url: str) -> str:
    """An address without user name and password."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def name_for(url: str) -> str:
    """A name for a source that has none: of letters, digits and dashes, made of host and path."""
    parts = urlsplit(url)
    words = f"{(parts.hostname or '').removeprefix('www.')} {parts.path}".lower()
    return _NO_SLUG.sub("-", words).strip("-")[:60] or "source"
