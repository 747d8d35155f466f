"""Whom a page names as the source of its text: another address that it links as the canonical one, or a news agency.

What belongs here: reading that off a parsed page. What does not: what follows from it (provenance.py). The agencies
and the forms of their names are data (agencies.tsv).
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from tasks.parse.addresses import site_of
from tasks.provenance import Credit, Reason
from tasks.records import Kind, Page

_CREDIT_KINDS = (Kind.BYLINE, Kind.DATELINE, Kind.CREDIT)
_LEAD_LENGTH = 120  # characters of a body in which a dateline stands
_LINE_LENGTH = 200  # characters; a longer line is no byline
_OPENED, _CLOSED = r"[(\[/–—-]\s?", r"\s?[)\]/–—-]"


def read_credit(page: Page, url: str | None) -> Credit | None:
    """Whom the page names as the source of its text; None where it names nobody, or itself.

    `url` is the address the page was fetched from. A canonical link counts where it leads to another site. An agency
    counts where a byline, a dateline or a credit line names it, or where it stands in brackets as the body begins.
    """
    if page.canonical_url is not None and _is_elsewhere(site_of(url), page.site):
        return Credit(page.canonical_url, Reason.CANONICAL_LINK)
    host = _agency_host(page)
    if host is None or (page.site is not None and (page.site == host or page.site.endswith(f".{host}"))):
        return None
    return Credit(host, Reason.AGENCY_CREDIT)


def _is_elsewhere(own: str | None, named: str | None) -> bool:
    if own is None or named is None:
        return False
    return not (own == named or own.endswith(f".{named}") or named.endswith(f".{own}"))


def _agency_host(page: Page) -> str | None:
    hosts, as_name, in_brackets = _agencies()
    lines = [page.text[s.start : s.end] for s in page.leaves() if s.kind in _CREDIT_KINDS]
    for line in (*page.authors, *lines):
        if len(line) <= _LINE_LENGTH and (found := as_name.search(line)):
            return hosts[found[1]]
    first = next(page.body_segments(), None)
    lead = "" if first is None else page.text[first.start : min(first.end, first.start + _LEAD_LENGTH)]
    bracketed = in_brackets.search(lead)
    return None if bracketed is None else hosts[bracketed[1]]


@lru_cache(maxsize=1)
def _agencies() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    """Hosts by form of name, and the forms as a pattern: as words, and in brackets or between dashes."""
    text = files("tasks").joinpath("agencies.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    hosts = {form: host for _, host, forms in rows for form in forms.split("|")}
    longest_first = "|".join(re.escape(form) for form in sorted(hosts, key=len, reverse=True))
    forms = f"({longest_first})"
    return hosts, re.compile(rf"(?<!\w){forms}(?![\w-])"), re.compile(_OPENED + forms + _CLOSED)
