"""What a page says about its article in JSON-LD (schema.org).

What belongs here: reading the blocks and choosing the article's node. What does not: what is made of its fields.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from lxml.html import HtmlElement

LONGEST_SCRIPT = 500_000  # characters
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


def names(value: object) -> list[str]:
    """Names of persons as JSON-LD writes them: a string, a node with a name, or a list of either."""
    entries = value if isinstance(value, list) else [value]
    found = (entry.get("name") if isinstance(entry, dict) else entry for entry in entries[:50])
    flat = (name for entry in found for name in (entry if isinstance(entry, list) else [entry]))
    return [name for name in flat if isinstance(name, str)]


def string(value: object) -> str | None:
    """A string that is not blank, or None."""
    return value if isinstance(value, str) and value.strip() else None


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    waiting: list[object] = [_loaded(script.text or "") for script in tree.iter("script") if _is_linked_data(script)]
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


def _loaded(source: str) -> object:
    if len(source) > LONGEST_SCRIPT:
        return None
    source = source.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>")
    try:
        return json.loads(source.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None
