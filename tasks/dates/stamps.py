"""Every place of a page that states a date: structured data, meta elements, `time` elements, the address, visible stamps.

What belongs here: finding stamps and saying whether they speak of publication or of a change. What does not: reading
one stamp (printed.py), choosing among them (publication.py).
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib.resources import files

from lxml import etree
from lxml.html import HtmlElement

from tasks.dates.printed import read_attribute, read_moment
from tasks.records import DateRole, Moment, Precision

LONGEST_SCRIPT = 500_000  # characters of one JSON-LD block
MOST_OBJECTS = 5_000  # of one JSON-LD block
MOST_ELEMENTS = 200  # of one kind that are looked at
TEXTS_BESIDE_TITLE = 40  # pieces of text after the headline in which the stamp is looked for
LONGEST_VISIBLE = 120  # characters of an element that is a date stamp rather than text

_SCRIPTS = etree.XPath("//script[contains(@type, 'ld+json')]")
_METAS = etree.XPath("//meta[@content]")
_MICRODATA = etree.XPath("//*[@itemprop and not(self::meta)]")
_TIMES = etree.XPath("//time | //abbr[@title]")
_DATED = etree.XPath(
    "//body//*[not(self::time or self::abbr or self::script or self::a or self::img)][@class or @id]["
    + " or ".join(
        f"contains({attribute}, '{part}')"
        for attribute in ("@class", "@id")
        for part in ("date", "Date", "time", "Time", "publi", "meta", "Meta", "post", "info", "byline", "author", "datum", "fecha", "submitted", "creat", "kicker", "detail", "head")
    )
    + "]"
)
_CANONICAL = etree.XPath("string(//link[@rel='canonical'][1]/@href)")
_SOCIAL = etree.XPath("string(//meta[@property='og:url'][1]/@content)")
_HEADLINES = etree.XPath("//h1[normalize-space()]")
_AFTER = etree.XPath(f"following::text()[normalize-space() and not(parent::script or parent::style)][position() <= {TEXTS_BESIDE_TITLE}]")
_BEFORE = etree.XPath("preceding::text()[normalize-space() and not(parent::script or parent::style)][position() <= 8]")
_IN_URL = re.compile(r"[/\-_.=](?P<year>(?:19|20)\d\d)(?P<mark>[/\-_.]?)(?P<month>[01]\d)(?P=mark)(?P<day>[0-3]\d)(?!\d)")
_MONTH_IN_URL = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>[01]\d)/")
_NAME_PARTS = re.compile(r"[A-Z]?[a-zà-ÿ]+|[A-Z]+")
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00(?::00(?:\.0{1,9})?)?\s?(?:Z|UTC|[+\-]\d\d:?\d\d)?")
_JSON_DATE = re.compile(r'"(datePublished|dateCreated|uploadDate|dateModified)"\s{0,3}:\s{0,3}"([^"]{4,40})"', re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_LANGUAGES_WITH_MONTH_FIRST = ("en-us",)
_MOST_ANCESTORS = 12


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date read at one place: what it is the date of, the kind of place, and the place itself."""

    role: DateRole
    method: str
    moment: Moment
    where: str


@lru_cache(maxsize=1)
def _names() -> dict[str, dict[str, str]]:
    """Table and name to its role."""
    raw = tomllib.loads(files("tasks.dates").joinpath("publication.toml").read_text(encoding="utf-8"))
    return {table: {name: role for role, names in roles.items() for name in names.split()} for table, roles in raw.items()}


def _role(name: str | None) -> DateRole:
    return DateRole.UPDATED if name == "updated" else DateRole.PUBLISHED


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads stamps of one page: its time of fetching and the order of day and month in its language."""

    fetched_at: datetime | None
    order: str | None

    def attribute(self, text: str | None) -> Moment | None:
        """An attribute's or a structured datum's value; midnight to the second is how software writes a whole day."""
        if not text or len(text) > LONGEST_VISIBLE:
            return None
        midnight = _MIDNIGHT.fullmatch(text.strip())
        return read_attribute(midnight[1] if midnight else text, None, self.order)

    def printed(self, text: str) -> Moment | None:
        """A visible stamp."""
        return read_moment(text, self.fetched_at, self.order)


def reader_for(tree: HtmlElement, url: str | None, fetched_at: datetime | None) -> Reader:
    """The reader of a page, with the order of numeric dates that its declared language implies."""
    language = (tree.get("lang") or "").lower().replace("_", "-")
    order = None
    if language in _LANGUAGES_WITH_MONTH_FIRST:
        order = "MDY"
    elif language and language != "en":
        order = "DMY"
    return Reader(fetched_at, order)


def stated_stamps(tree: HtmlElement, url: str | None, reader: Reader) -> Iterator[Stamp]:
    """The stamps meant for machines, and the addresses: kind of place by kind of place, in document order within one."""
    yield from _json_stamps(tree, reader)
    yield from _meta_stamps(tree, reader)
    yield from _microdata_stamps(tree, reader)
    yield from _url_stamps(tree, url)


def visible_stamps(tree: HtmlElement, reader: Reader) -> Iterator[Stamp]:
    """The stamps meant for readers."""
    yield from _time_stamps(tree, reader)
    yield from _class_stamps(tree, reader)
    yield from _title_stamps(tree, reader)


def _json_stamps(tree: HtmlElement, reader: Reader) -> Iterator[Stamp]:
    keys, types = _names()["json"], _names()["json"]
    for script in _SCRIPTS(tree)[:MOST_ELEMENTS]:
        text = script.text or ""
        if len(text) > LONGEST_SCRIPT or "date" not in text.lower():
            continue
        try:
            found = _json_dates(json.loads(text, strict=False), types)
        except (ValueError, RecursionError):  # broken by hand or by a template: the keys can still be read
            found = [("json_ld", match[1], match[2]) for match in _JSON_DATE.finditer(text)]
        for method, key, value in found:
            moment = reader.attribute(value)
            if moment is not None:
                yield Stamp(_role(keys[key.lower()]), method, moment, key)


def _json_dates(root: object, types: dict[str, str]) -> list[tuple[str, str, str]]:
    """(method, key, value) of the dates in a JSON-LD tree, those of articles apart from those of other things."""
    found: list[tuple[str, str, str]] = []
    waiting = [root]
    for _ in range(MOST_OBJECTS):
        if not waiting:
            break
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, dict):
            method = _json_method(node, types)
            for key, value in node.items():
                if isinstance(value, str) and types.get(key.lower()) in ("published", "updated"):
                    found.append((method, key, value))
            waiting.extend(value for key, value in reversed(node.items()) if isinstance(value, list | dict) and key != "comment")
    return found


def _json_method(node: dict[str, object], types: dict[str, str]) -> str:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    if any(types.get(str(each).lower()) == "articles" for each in kinds):
        return "json_ld"
    return "json_ld_other"


def _meta_stamps(tree: HtmlElement, reader: Reader) -> Iterator[Stamp]:
    names = _names()["meta"]
    for meta in _METAS(tree)[: 2 * MOST_ELEMENTS]:
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        role = names.get(name.strip().lower())
        moment = reader.attribute(meta.get("content")) if role else None
        if moment is not None:
            method = "microdata" if meta.get("itemprop") else "meta"
            yield Stamp(_role(role), method, moment, name)


def _microdata_stamps(tree: HtmlElement, reader: Reader) -> Iterator[Stamp]:
    names = _names()["microdata"]
    for element in _MICRODATA(tree)[: 5 * MOST_ELEMENTS]:
        name = element.get("itemprop")
        role = names.get(name.lower())
        if role is None or _is_avoided(element):
            continue
        moment = reader.attribute(element.get("content") or element.get("datetime")) or _read_text(element, reader)
        if moment is not None:
            yield Stamp(_role(role), "microdata", moment, name)


def _time_stamps(tree: HtmlElement, reader: Reader) -> Iterator[Stamp]:
    for element in _TIMES(tree)[:MOST_ELEMENTS]:
        stated = element.get("datetime") if element.tag == "time" else element.get("title")
        if _is_avoided(element):
            continue
        moment = reader.attribute(stated) or _read_text(element, reader)
        if moment is None:
            continue
        role = _class_role(element)
        if role is None:
            parent = element.getparent()
            role = _class_role(parent) if parent is not None else None
        if element.get("pubdate") is not None:
            role = "published"
        method = "time_published" if role == "published" else "time"
        yield Stamp(_role(role), method, moment, element.tag)


def _class_stamps(tree: HtmlElement, reader: Reader) -> Iterator[Stamp]:
    for element in _DATED(tree)[: 3 * MOST_ELEMENTS]:
        role = _class_role(element)
        if role is None or role == "avoided":
            continue
        moment = _read_text(element, reader)
        if moment is None or _is_avoided(element):
            continue
        method = "visible_published" if role == "published" else "visible"
        yield Stamp(_role(role), method, moment, element.get("class") or element.get("id") or "")


def _title_stamps(tree: HtmlElement, reader: Reader) -> Iterator[Stamp]:
    """Short pieces of text after the last headline of the first rank, nearest first, then those just before it."""
    for headline in _HEADLINES(tree)[-1:]:
        for text in (*_AFTER(headline), *_BEFORE(headline)[::-1]):
            stamp = " ".join(text[:LONGEST_VISIBLE].split())
            moment = read_moment(stamp, None, reader.order) if len(stamp) >= 6 else None
            if moment is not None and moment.precision not in (Precision.YEAR, Precision.MONTH):
                yield Stamp(DateRole.PUBLISHED, "beside_title", moment, "beside the headline")


def _read_text(element: HtmlElement, reader: Reader) -> Moment | None:
    parts: list[str] = []
    length = 0
    for part in element.itertext():
        length += len(part)
        if length > 4 * LONGEST_VISIBLE:
            return None
        parts.append(part)
    text = _BLANKS.sub(" ", " ".join(parts)).strip()
    if not 4 <= len(text) <= LONGEST_VISIBLE:
        return None
    return reader.printed(text)


def _class_role(element: HtmlElement) -> str | None:
    names = _names()["classes"]
    label = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    if label == " ":
        return None
    roles = {names.get(part.lower()) for part in _NAME_PARTS.findall(label)}
    for role in ("avoided", "updated", "published", "neutral"):
        if role in roles:
            return role
    return None


def _is_avoided(element: HtmlElement) -> bool:
    """Does it stand in comments, teasers, navigation or the like?"""
    names = _names()["classes"]
    node: HtmlElement | None = element
    for _ in range(_MOST_ANCESTORS):
        if node is None or node.tag in ("body", "html", "article", "main"):
            return False
        if node.tag in ("aside", "footer", "nav"):
            return True
        label = f"{node.get('class') or ''} {node.get('id') or ''}"[:300]
        if any(names.get(part.lower()) == "avoided" for part in _NAME_PARTS.findall(label)):
            return True
        node = node.getparent()
    return False


def _url_stamps(tree: HtmlElement, url: str | None) -> Iterator[Stamp]:
    for address in (url, _CANONICAL(tree), _SOCIAL(tree)):
        moment = read_url(address) if address else None
        if moment is not None:
            yield Stamp(DateRole.PUBLISHED, "url", moment, str(address)[:200])


def read_url(address: str) -> Moment | None:
    """The date in the path of an address: its day, else its month."""
    for found in _IN_URL.finditer(address[:500]):
        moment = read_moment(f"{found['year']}-{found['month']}-{found['day']}")
        if moment is not None:
            return moment
    found_month = _MONTH_IN_URL.search(address[:500])
    return read_moment(f"{found_month['year']}-{found_month['month']}") if found_month else None
