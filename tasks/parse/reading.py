"""One document's text, with or without markup, to blocks, containers and metadata.

What belongs here: the order in which a page's parts are read, and what is made of their overlaps (a title inside the
body, a standfirst that repeats it). What does not: how a part is read, offsets, dates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from lxml.html import HtmlElement

from tasks.parse.base.assembly import Block, Container
from tasks.parse.base.folding import letters_of
from tasks.parse.base.limits import DEFAULT_LIMITS, ParseLimits
from tasks.parse.base.page_comments import PageComments
from tasks.parse.comments.article_guard import says_it_is_an_article
from tasks.parse.comments.discussion import take_comments
from tasks.parse.head.authors import chosen_authors
from tasks.parse.head.linked_data import linked_nodes
from tasks.parse.head.metadata import Metadata, read_metadata
from tasks.parse.html.article import read_body
from tasks.parse.html.captions import places_of, read_captions, with_captions
from tasks.parse.html.live import LiveBlog, read_live_blog, set_apart, with_entries
from tasks.parse.html.page_facts import PageFacts, read_facts
from tasks.parse.parts.edge_lines import mark_edge_lines
from tasks.parse.plain.page import read_plain_text
from tasks.parse.seen.printed import PrintedLine, printed_lines
from tasks.records import Kind, Layer, Moment
from tasks.text.bylines import is_byline, split_authors

HEAD_BLOCKS = 4  # of the body, in which headline, standfirst and byline may stand again; set by hand
STANDFIRST_LETTERS = 80  # by which a standfirst is known again where the body goes on with more text; set by hand


@dataclass(frozen=True, slots=True)
class Reading:
    """One document as it was read, before its text is assembled.

    `tree` is what is left of the markup (None for plain text). `published` is set only where it is the time of the
    post that opens a thread, or was printed in the head of a plain text.
    """

    format: str
    blocks: tuple[Block, ...]
    containers: tuple[Container, ...]
    metadata: Metadata
    published: Moment | None = None
    published_method: str | None = None
    tree: HtmlElement | None = None
    facts: PageFacts | None = None  # None for plain text
    is_thread: bool = False  # a forum's
    live: LiveBlog = LiveBlog()
    printed: tuple[PrintedLine, ...] = ()  # all lines of the markup


def read_markup(
    tree: HtmlElement, url: str | None, fetched_at: datetime | None, limits: ParseLimits = DEFAULT_LIMITS
) -> Reading:
    """Read an HTML page: head, then comments, which are taken out of `tree`, then what is left as the article."""
    printed = printed_lines(tree)
    nodes = linked_nodes(tree)
    metadata, facts = read_metadata(tree, url, nodes), read_facts(tree, nodes)
    live = read_live_blog(tree, facts.types, url)
    with set_apart(live.holder):
        is_stated = says_it_is_an_article(facts.types, facts.open_graph)
        comments = take_comments(tree, url, fetched_at, nodes, is_stated_article=is_stated)
    metadata = _without_commenters(metadata, comments.containers, tree, url, nodes)
    opening = comments.opening
    captions = read_captions(tree)
    body = list(opening.blocks) if opening is not None else _without_comments(read_body(tree, limits), comments)
    if opening is not None:
        metadata = replace(metadata, authors=opening.authors or metadata.authors, standfirst=None, byline=None)
    body = _without_title(body, metadata.title)
    body = with_entries(body, live) if live.entries else body
    body = _without_standfirst(body, metadata)
    body = [_as_byline(block) if index < HEAD_BLOCKS else block for index, block in enumerate(body)]
    body = body if opening is not None or live.entries else mark_edge_lines(body)
    if opening is None:
        metadata = _with_printed_authors(metadata, body[:HEAD_BLOCKS])
    metadata, head = _head(metadata, body)
    body = with_captions(body, captions, places_of(tree, body) if captions else frozenset())
    return Reading(
        "html",
        (*head, *body, *comments.blocks),
        comments.containers,
        metadata,
        published=opening.moment if opening is not None else None,
        published_method="opening_post" if opening is not None and opening.moment is not None else None,
        tree=tree,
        facts=facts,
        is_thread=opening is not None,
        live=live,
        printed=tuple(printed),
    )


def read_plain(text: str, fetched_at: datetime | None) -> Reading:
    """Read a text without markup."""
    plain = read_plain_text(text, fetched_at)
    metadata = Metadata(title=plain.title, standfirst=plain.standfirst, authors=plain.authors)
    method = "head_text" if plain.published is not None else None
    comments = plain.comments
    is_thread = comments.opening is not None
    return Reading("text", plain.blocks, comments.containers, metadata, plain.published, method, is_thread=is_thread)


def _without_commenters(
    metadata: Metadata, comments: Sequence[Container], tree: HtmlElement, url: str | None, nodes: list[dict[str, Any]]
) -> Metadata:
    """The metadata, with authors and byline read again without the comments where an author is a commenter."""
    commenters = {letters_of(name) for comment in comments for name in comment.authors}
    if not any(letters_of(author) in commenters for author in metadata.authors):
        return metadata
    again = read_metadata(tree, url, nodes)
    return replace(metadata, authors=again.authors, byline=again.byline)


def _head(metadata: Metadata, body: Sequence[Block]) -> tuple[Metadata, list[Block]]:
    """Title, standfirst and byline as blocks, except what the body prints as well; a title is always kept.

    Metadata come back without the standfirst where the body prints it.
    """
    is_asked = metadata.standfirst is not None or metadata.byline is not None
    standing = {letters_of(block.text) for block in body} if is_asked else set()
    beginning = letters_of(" ".join(block.text for block in body[:HEAD_BLOCKS]))
    standfirst = metadata.standfirst
    letters = letters_of(standfirst or "")
    if standfirst is not None and (letters in standing or letters[:STANDFIRST_LETTERS] in beginning):
        standfirst = None
    lines = (
        (metadata.title, Kind.TITLE, "html-title"),
        (standfirst, Kind.STANDFIRST, "html-standfirst"),
        (metadata.byline, Kind.BYLINE, "html-byline"),
    )
    blocks = [
        Block(text, Layer.ARTICLE, kind, rule)
        for text, kind, rule in lines
        if text and (kind is Kind.TITLE or letters_of(text) not in standing)
    ]
    return replace(metadata, standfirst=standfirst), blocks


def _without_comments(body: Sequence[Block], comments: PageComments) -> list[Block]:
    """The body without the lines of comments that were left in the tree.

    Of equal lines the last ones are dropped, as many as the comments hold: the first is the article's, which a comment
    quotes.
    """
    if comments.is_taken_out:
        return list(body)
    said = Counter(block.text for block in comments.blocks)
    kept = []
    for block in reversed(body):
        if said[block.text]:
            said[block.text] -= 1
        else:
            kept.append(block)
    return kept[::-1]


def _as_byline(block: Block) -> Block:
    is_plain = block.kind is Kind.PARAGRAPH and block.rule != "opening-post"
    return replace(block, kind=Kind.BYLINE, rule="html-byline-line") if is_plain and is_byline(block.text) else block


def _with_printed_authors(metadata: Metadata, head: Sequence[Block]) -> Metadata:
    """The metadata with the authors of a byline at the body's beginning, where only others than persons are stated."""
    printed = [split_authors(block.text) for block in head if block.kind is Kind.BYLINE]
    return replace(metadata, authors=chosen_authors([metadata.authors, *printed], metadata.publisher))


def _without_standfirst(body: list[Block], metadata: Metadata) -> list[Block]:
    """The body without the line that repeats the standfirst, where the markup names one ("standfirst", "deck").

    A body of which it would be the last line is kept as it is.
    """
    letters = letters_of(metadata.standfirst or "")
    if not letters or not metadata.is_standfirst_marked:
        return body
    at = next((index for index, block in enumerate(body[:HEAD_BLOCKS]) if letters_of(block.text) == letters), None)
    return body if at is None or at + 1 == len(body) else [*body[:at], *body[at + 1 :]]


def _without_title(body: list[Block], title: str | None) -> list[Block]:
    """The body without the headline where it is printed again at its beginning."""
    letters = letters_of(title or "")
    if not letters:
        return body
    return [block for index, block in enumerate(body) if index >= HEAD_BLOCKS or letters_of(block.text) != letters]
