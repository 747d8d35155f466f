"""Dates that a page states for machines: JSON-LD, meta elements, microdata, and its address.

What belongs here: finding them and saying whether they speak of publication or of a change. What does not: what readers
see (visible_stamps.py), choosing (choice.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from tasks.dates.publication.stamps import Reader, Stamp, first, is_avoided, names, role_of
from tasks.dates.stamp.printed import read_moment
from tasks.records import DateRole, Moment
from tasks.text.tolerant_json import LONGEST_SCRIPT, read_json

MOST_OBJECTS = 5_000  # of one JSON-LD block
LONGEST_ADDRESS = 500  # characters

_MICRODATA = cast("Callable[[HtmlElement], list[HtmlElement]]", etree.XPath("//*[@itemprop][not(self::meta)]"))
_IN_URL = re.compile(
    r"[/\-_.=](?P<year>(?:19|20)\d\d)(?P<mark>[/\-_.]?)(?P<month>[01]\d)(?P=mark)(?P<day>[0-3]\d)(?!\d)"
)
_MONTH_IN_URL = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>[01]\d)/")
_JSON_DATE = re.compile(
    r'"(datePublished|dateCreated|uploadDate|dateModified)"\s{0,3}:\s{0,3}"([^"]{4,40})"', re.IGNORECASE
)


def machine_stamps(tree: HtmlElement, url: str | None, reader: Reader) -> Iterator[Stamp]:
    """Every such stamp, kind of place by kind of place, in document order within a kind."""
    yield from _json_stamps(tree, reader)
    yield from _meta_stamps(tree, reader)
    yield from _microdata_stamps(tree, reader)
    if url:
        yield from address_stamps(url)
    for address in stated_addresses(tree):
        yield from address_stamps(address)


def stated_addresses(tree: HtmlElement) -> list[str]:
    """The addresses that the page states as its own."""
    elements = first(filter(_states_address, tree.iter("link", "meta")))
    return [element.get("href") or element.get("content") or "" for element in elements]


def _states_address(element: etree._Element) -> bool:
    return element.get("property") == "og:url" if element.tag == "meta" else element.get("rel") == "canonical"


def address_stamps(address: str) -> Iterator[Stamp]:
    """The date in an address, as a stamp."""
    moment = read_url(address)
    if moment is not None:
        yield Stamp(DateRole.PUBLISHED, "url", moment, "address")


def read_url(address: str) -> Moment | None:
    """The date in the path of an address: its day, else its month."""
    for found in _IN_URL.finditer(address[:LONGEST_ADDRESS]):
        moment = read_moment(f"{found['year']}-{found['month']}-{found['day']}")
        if moment is not None:
            return moment
    month = _MONTH_IN_URL.search(address[:LONGEST_ADDRESS])
    return read_moment(f"{month['year']}-{month['month']}") if month is not None else None


def _json_stamps(tree: HtmlElement, reader: Reader) -> Iterator[Stamp]:
    roles = names()["json"]
    for script in first(script for script in tree.iter("script") if "ld+json" in (script.get("type") or "")):
        text = script.text or ""
        if len(text) > LONGEST_SCRIPT or "date" not in text.lower():
            continue
        for method, key, value in _json_dates(text):
            moment = reader.attribute(value)
            if moment is not None:
                yield _stamp(roles[key.lower()], method, moment, key)


def _json_dates(text: str) -> list[tuple[str, str, str]]:
    """(method, key, value) of the dates in a JSON-LD block, those of articles apart from those of other things."""
    waiting: list[object] = [read_json(text)]
    if waiting == [None]:  # broken beyond mending: the keys can still be read
        return [("json_ld", match[1], match[2]) for match in _JSON_DATE.finditer(text)]
    found: list[tuple[str, str, str]] = []
    for _ in range(MOST_OBJECTS):
        if not waiting:
            break
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, dict):
            found.extend(_own_dates(node))
            inner = [value for key, value in node.items() if isinstance(value, list | dict) and key != "comment"]
            waiting.extend(reversed(inner))
    return found


def _own_dates(node: dict[str, object]) -> Iterator[tuple[str, str, str]]:
    known = names()["json"]
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    method = "json_ld" if any(known.get(str(each).lower()) == "articles" for each in kinds) else "json_ld_other"
    for key, value in node.items():
        if isinstance(value, str) and known.get(key.lower()) in ("published", "dated", "updated"):
            yield method, key, value


def _meta_stamps(tree: HtmlElement, reader: Reader) -> Iterator[Stamp]:
    roles = names()["meta"]
    for meta in first(meta for meta in tree.iter("meta") if meta.get("content") is not None):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        role = roles.get(name.strip().lower())
        moment = reader.attribute(meta.get("content")) if role else None
        if moment is not None:
            yield _stamp(role, "microdata" if meta.get("itemprop") else "meta", moment, name)


def _microdata_stamps(tree: HtmlElement, reader: Reader) -> Iterator[Stamp]:
    roles = names()["microdata"]
    for element in first(_MICRODATA(tree)):
        name = element.get("itemprop") or ""
        role = roles.get(name.lower())
        if role is None or is_avoided(element):
            continue
        moment = reader.attribute(_stated(element)) or reader.element(element)
        if moment is not None:
            yield _stamp(role, "microdata", moment, name)


def _stated(element: HtmlElement) -> str | None:
    """The attribute in which an element of microdata states its value; microformats use the title of an `abbr`."""
    return (
        element.get("content") or element.get("datetime") or (element.get("title") if element.tag == "abbr" else None)
    )


def _stamp(role: str | None, method: str, moment: Moment, where: str) -> Stamp:
    """A name that only says "a date" makes a method of its own, which ranks lower."""
    return Stamp(role_of(role), f"{method}_dated" if role == "dated" else method, moment, where)
