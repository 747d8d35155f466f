"""What a page says about its article in JSON-LD (schema.org).

What belongs here: the nodes, the article's node, and names of persons as nodes write them. What does not: mending what
is not JSON (tolerant_json.py), what is made of the other fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from tasks.text.bylines import forename_first
from tasks.text.tolerant_json import read_json

MOST_SCRIPTS = 100  # of one page; set by hand, pages have a handful
MOST_NAMES = 50  # of one field; set by hand
MOST_NODES = 2000  # of one page; the article stands near the beginning

ARTICLE_TYPES = frozenset(
    {
        "Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
        "BackgroundNewsArticle", "ReviewNewsArticle", "LiveBlogPosting", "AdvertiserContentArticle", "TechArticle",
        "ScholarlyArticle", "Report", "SatiricalArticle", "SocialMediaPosting", "DiscussionForumPosting", "Question",
    }
)  # fmt: skip


def linked_nodes(tree: HtmlElement) -> list[dict[str, Any]]:
    """The nodes of a page's linked data, MOST_NODES at most."""
    return list(_nodes(tree))


def article_node(nodes: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The first node of an article's type; empty where there is none."""
    return next((node for node in nodes if not ARTICLE_TYPES.isdisjoint(_types(node))), {})


def node_types(nodes: Iterable[dict[str, Any]]) -> frozenset[str]:
    """All types that the nodes bear."""
    return frozenset(name for node in nodes for name in _types(node))


def _types(node: dict[str, Any]) -> list[str]:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return [name.rsplit("/", 1)[-1] for name in names if isinstance(name, str)]


def known_nodes(nodes: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The nodes by their @id, of several with one the fullest: others only point to it."""
    named = [node for node in nodes if isinstance(node.get("@id"), str)]
    return {node["@id"]: node for node in sorted(named, key=len)}


def names(value: object, known: Mapping[str, dict[str, Any]] | None = None) -> list[str]:
    """Names as JSON-LD writes them: a string, a node with a name or the @id of one, or a list of either."""
    return [name for entry in entries(value, known or {}) for name in _names_of(entry)][:MOST_NAMES]


def entries(value: object, known: Mapping[str, dict[str, Any]]) -> list[object]:
    """The strings and nodes of a field, each node that is only pointed to replaced by what is known of it."""
    if isinstance(value, str) and value.lstrip().startswith(("[", "{")):
        value = read_json(value)  # an array written as a string
    listed = value if isinstance(value, list) else [value]
    return [_resolved(entry, known) for entry in listed[:MOST_NAMES]]


def _resolved(entry: object, known: Mapping[str, dict[str, Any]]) -> object:
    if isinstance(entry, dict) and "name" not in entry and isinstance(entry.get("@id"), str):
        return known.get(entry["@id"], entry)
    return entry


def _names_of(entry: object) -> list[str]:
    if isinstance(entry, str):
        return [unescape(entry)]
    if not isinstance(entry, dict):
        return []
    named = entry.get("name")
    if not named:
        parts = (entry.get("givenName"), entry.get("familyName"))
        named = " ".join(part for part in parts if isinstance(part, str))
    listed = named if isinstance(named, list) else [named]
    found = [unescape(name) for name in listed if isinstance(name, str) and name.strip()]
    return [forename_first(name) for name in found] if "Person" in _types(entry) else found


def string(value: object) -> str | None:
    """A string that is not blank, or None."""
    return value if isinstance(value, str) and value.strip() else None


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    scripts = islice(filter(_is_linked_data, tree.iter("script")), MOST_SCRIPTS)
    waiting: list[object] = [read_json(script.text or "") for script in scripts]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        entry = waiting.pop(0)
        if isinstance(entry, list):
            waiting[:0] = entry[:MOST_NODES]
        elif isinstance(entry, dict):
            yield entry
            waiting += [entry[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in entry]


def _is_linked_data(script: HtmlElement) -> bool:
    return "ld+json" in (script.get("type") or "").lower()
