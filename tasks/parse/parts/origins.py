"""Where a page says that its article was published first: a line of text, a link to another site, an agency's name.

What belongs here: reading such a claim. What does not: whether it is true (tasks.duplicates, tasks.stories).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from tasks.dates.stamp.calendar_words import months, weekdays
from tasks.parse.base.article_vocabulary import agency_of, any_of, article_words
from tasks.parse.base.tree_text import inline_text
from tasks.records import Dateline, Origin
from tasks.text.addresses import canonical_url, site_of

ORIGIN_RULES = ("origin-labelled", "origin-appeared")  # of the lines that claim one
LONGEST_LINE = 400  # characters
MOST_LINKS = 3000  # of a page that are looked at; bounds the time of a hostile one
LONGEST_NAME = 60  # characters of a source's name; set by hand
MOST_NAME_WORDS = 7  # … and its words
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"”»)\]]{4,1000}", re.IGNORECASE)
_NAME_END = re.compile(
    r"[.,;:!?)(\[\]|…](?=\s|$)|\s(?:on|as|and|by|in|under|with|at|where|and|am|vom|von|unter|und|le|sous|et|el|con|bajo|y)\s|\s[–—-]\s|\shttps?:|$",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,12}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """A line that names an origin: the name and the address printed in it, None where it prints none."""

    name: str | None
    url: str | None  # as printed
    rule: str


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = article_words()["origin"]
    articles = rf"(?:(?-i:(?:{any_of(table['articles'])})\s|l['’]))?"  # a capital one belongs to the name
    notes = article_words()["notes"]
    begin = any_of([*notes["things"], "it", "the", "der", "la", "el"])
    this = rf"(?:(?:{begin})\s(?:\w{{1,20}}\s){{0,2}}?(?:{any_of(notes['nouns'])})[^.]{{0,80}}?\s)?"
    bare, appeared, prepositions = (any_of(table[name]) for name in ("bare", "appeared", "prepositions"))
    named = r"(?=[\"“”„«]?[A-ZÀ-Þ0-9]|(?:https?:|www\.))"
    return (
        re.compile(rf"\W{{0,4}}(?:{bare})\s?(?::|(?<=via)\s(?=[A-Z@])|[–—]\s)\s{{0,2}}{articles}", re.IGNORECASE),
        re.compile(
            rf"\W{{0,4}}{this}(?:{appeared})\b[^.]{{0,60}}?\s?(?:\b(?:{prepositions})\b|:)\s{{0,2}}{articles}{named}",
            re.IGNORECASE,
        ),
    )


def read_origin_line(text: str) -> Claim | None:
    """The origin that a paragraph claims (`Source: The Quay`, `This post first appeared in …`), None without one."""
    if not text or len(text) > LONGEST_LINE:
        return None
    for rule, pattern in zip(ORIGIN_RULES, _patterns(), strict=True):
        found = pattern.match(text)
        if found is None:
            continue
        rest = text[found.end() :]
        address = _ADDRESS.search(rest)
        name = _name(rest[: address.start()] if address is not None else rest)
        is_bare = rule == "origin-labelled" and len(rest) > 2 * LONGEST_NAME and address is None
        if (name is not None or address is not None) and not is_bare:
            return Claim(name, address[0].rstrip(".,;:!?'’") if address is not None else None, rule)
    return None


def _name(text: str) -> str | None:
    """The name at the beginning of a text; None where it is no name by the look of it."""
    text = text.lstrip(" \"“”„«‘'(")
    end = _NAME_END.search(text[: 2 * LONGEST_NAME])
    name = text[: end.start() if end is not None else 2 * LONGEST_NAME].strip(" \"“”„»«’'.,:()")
    is_short = 1 < len(name) <= LONGEST_NAME and len(name.split()) <= MOST_NAME_WORDS
    is_written = name[:1].isupper() or _HOST.fullmatch(name) is not None or agency_of(name) is not None
    is_time = name.split(" ")[0].strip(".,").casefold() in {**months(), **weekdays()}
    return name if is_short and is_written and not is_time else None


def is_other_site(url: str | None, own: str | None) -> bool:
    """Whether two addresses belong to different sites; one publisher's name under several endings is one site.

    Without the list of public suffixes: the name is the last label but one, or the one before a short one (co.uk).
    """
    hosts = (site_of(url), site_of(own))
    names = [_registered(host) for host in hosts if host is not None]
    return len(names) == 2 and names[0] != names[1]


def _registered(host: str) -> str:
    labels = host.split(".")
    is_long = len(labels) > 2 and len(labels[-2]) <= 3 and len(labels[-1]) <= 2
    return labels[-3 if is_long else -2]


def outward_links(tree: HtmlElement) -> dict[str, str]:
    """The addresses of a page's links by their text, the first of each; `tree` is not changed."""
    links = ((inline_text(link, LONGEST_NAME), link.get("href") or "") for link in islice(tree.iter("a"), MOST_LINKS))
    found: dict[str, str] = {}
    for text, address in links:
        if text and address.startswith(("http", "//")):
            found.setdefault(text, address)
    return found


def claimed_origin(
    url: str | None,
    stated: Sequence[tuple[str, str]],
    lines: Iterable[str],
    links: Mapping[str, str],
    dateline: Dateline | None,
) -> Origin | None:
    """The origin that a page claims, most telling place first.

    `url` is the page's own address, `stated` are (rule, address) of its head, `lines` its paragraphs that read as
    claims, `links` the addresses of its links by their text. A stated address on the page's own site claims nothing.
    """
    for line in lines:
        claim = read_origin_line(line)
        if claim is not None:
            target = canonical_url(claim.url or links.get(claim.name or "") or "")
            return Origin(
                claim.name, target if target is None or is_other_site(target, url) or not url else None, claim.rule
            )
    for rule, address in stated:
        if is_other_site(address, url):
            return Origin(None, canonical_url(address), rule)
    agency = None if dateline is None else dateline.agency
    is_own = agency is not None and _letters(agency) in _letters(site_of(url) or "")
    return None if agency is None or is_own or agency_of(agency) is None else Origin(agency, None, "origin-dateline")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
