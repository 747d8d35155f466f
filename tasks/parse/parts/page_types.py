"""What kind of page a document is: article, forum thread, listing of other pages, or something else; and by which rule.

What belongs here: that answer and what it is told by. What does not: reading any of these pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from tasks.parse.base.article_vocabulary import article_words
from tasks.parse.base.assembly import Block
from tasks.parse.html.page_facts import PageFacts
from tasks.records import Kind, Layer, PageType


@dataclass(frozen=True, slots=True)
class TypeRules:
    """What kind of page its running text and links make it. Set by hand on the development pages, not fitted."""

    article_words: int = 60  # of running text, from which a page without any statement of its own is an article
    listed_links: int = 12  # headline-like links, from which a page with little text of its own is a listing
    little_text: int = 40  # words of running text
    text_per_link: int = 12  # words of running text for each headline-like link, below which links prevail
    sentence_words: int = 12  # of a paragraph that is running text


RULES = TypeRules()


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in article_words()["page_types"].items()}


def page_type(
    facts: PageFacts | None, blocks: Sequence[Block], url: str | None, *, is_thread: bool
) -> tuple[PageType | None, str | None]:
    """The kind of page and the rule that told; both None where nothing tells.

    `facts` is None for plain text, of which only a thread or running text can be told. `is_thread` says that the
    reading found an opening post with posts below it.
    """
    if is_thread:
        return PageType.FORUM, "opening-post"
    word_count = running_words(blocks)
    if facts is None:
        return (PageType.ARTICLE, "running-text") if word_count >= RULES.little_text else (None, None)
    return (
        _by_front_page(url, facts, word_count)
        or _by_statement(url, facts, word_count)
        or _by_address(url)
        or _by_text(facts, word_count)
    )


def running_words(blocks: Sequence[Block]) -> int:
    """Words in the article's paragraphs long enough to be sentences."""
    counts = (
        block.text.count(" ") + 1 for block in blocks if block.layer is Layer.ARTICLE and block.kind is Kind.PARAGRAPH
    )
    return sum(count for count in counts if count >= RULES.sentence_words)


def _prevails(facts: PageFacts, word_count: int) -> bool:
    """Whether links to other pages prevail over the text."""
    return facts.headline_links >= RULES.listed_links and word_count < RULES.text_per_link * facts.headline_links


def _by_front_page(url: str | None, facts: PageFacts, word_count: int) -> tuple[PageType, str] | None:
    if url is None or _folders(url) or urlsplit(url).query:
        return None
    return (PageType.LISTING if _prevails(facts, word_count) else PageType.OTHER), "front-page"


def _by_statement(url: str | None, facts: PageFacts, word_count: int) -> tuple[PageType, str] | None:
    """What the page says of itself to machines, and an address that ends like a listing's where it says no article."""
    table = _table()
    if facts.types & table["forum_types"]:
        return PageType.FORUM, "stated-forum"
    if facts.types & table["article_types"] or (facts.open_graph == "article" and word_count >= RULES.little_text):
        return PageType.ARTICLE, "stated-article"
    if url is not None and not table["listing_paths"].isdisjoint(_folders(url)[-2:]):
        return PageType.LISTING, "listing-address"
    if facts.types & table["other_types"] or facts.open_graph.startswith("product"):
        return PageType.OTHER, "stated-other"
    if facts.types & table["listing_types"] and _prevails(facts, word_count):
        return PageType.LISTING, "stated-listing"
    return None


def _folders(url: str) -> list[str]:
    """The parts of an address's path in lower case, without a file's ending; that of an index page has none."""
    parts = (part.partition(".")[0] for part in urlsplit(url).path.lower().split("/"))
    return [part for part in parts if part and part not in ("index", "default", "home")]


def _by_address(url: str | None) -> tuple[PageType, str] | None:
    if url is None:
        return None
    table = _table()
    names = {*_folders(url), *(urlsplit(url).hostname or "").split(".")[:-2]}
    if names & table["forum_paths"]:
        return PageType.FORUM, "forum-address"
    return (PageType.OTHER, "other-address") if names & table["other_paths"] else None


def _by_text(facts: PageFacts, word_count: int) -> tuple[PageType, str]:
    if word_count < RULES.little_text and facts.headline_links >= RULES.listed_links:
        return PageType.LISTING, "links-prevail"
    is_text = word_count >= RULES.article_words
    return (PageType.ARTICLE, "running-text") if is_text else (PageType.OTHER, "little-text")
