"""Whom a page names as the source of its text: another address that it links as the canonical one, or a news agency.

What belongs here: what of a parsed page counts as a credit. What does not: reading origins and datelines off the page
(tasks/parse), what follows from a credit (provenance.py). The hosts of agencies' own sites are data (agencies.tsv).
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from tasks.copies.provenance import Credit, Reason
from tasks.parse.base.article_vocabulary import agency_of
from tasks.records import Kind, Page
from tasks.text.addresses import site_of

_BETWEEN = re.compile(r"[,;|•·/]|\s(?:and|und|et|y)\s")  # two names of a byline
_CANONICAL_RULE = "canonical-link"


def read_credit(page: Page, url: str | None) -> Credit | None:
    """Whom the page names as the source of its text; None where it names nobody, or itself.

    `url` is the address the page was fetched from. A canonical link counts where it leads to another site; then what
    the page says of its origin; then an agency in the byline.
    """
    if page.canonical_url is not None and _is_elsewhere(site_of(url), page.site):
        return Credit(page.canonical_url, Reason.CANONICAL_LINK)
    if page.origin is not None and page.origin.url is not None:
        is_linked = page.origin.rule == _CANONICAL_RULE
        return Credit(page.origin.url, Reason.CANONICAL_LINK if is_linked else Reason.CLAIMED_ORIGIN)
    name = None if page.origin is None else page.origin.name
    agency = _agency(page, name)
    if agency is not None:
        host = _hosts().get(agency, agency)
        return None if _is_own(page.site, host) else Credit(host, Reason.AGENCY_CREDIT)
    return None if name is None else Credit(name, Reason.CLAIMED_ORIGIN)


def _is_elsewhere(own: str | None, named: str | None) -> bool:
    if own is None or named is None:
        return False
    return not (own == named or own.endswith(f".{named}") or named.endswith(f".{own}"))


def _is_own(site: str | None, host: str) -> bool:
    return site is not None and (site == host or site.endswith(f".{host}"))


def _agency(page: Page, origin: str | None) -> str | None:
    """The agency that the page names as its origin, or else in its byline."""
    printed = (page.text[part.start : part.end] for part in page.segments if part.kind is Kind.BYLINE)
    # An agency beside a person is none of the authors, but stands in the byline.
    beside = (part.strip() for line in printed for part in _BETWEEN.split(line))
    named = (*((origin,) if origin is not None else ()), *page.authors, *beside)
    return next((agency for name in named if (agency := agency_of(name)) is not None), None)


@lru_cache(maxsize=1)
def _hosts() -> dict[str, str]:
    """The host of an agency's own site, by its name."""
    text = files("tasks.copies").joinpath("agencies.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}
