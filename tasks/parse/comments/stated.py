"""Comments that stand in a page's data only: schema.org nodes in JSON-LD, and the topic that Discourse ships.

What belongs here: when such data are believed, and reading their entries. What does not: comments in the tree
(named.py), finding the nodes (html/linked_data.py).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from tasks.dates.publication.stamps import Reader
from tasks.parse.base.folding import letters_of
from tasks.parse.base.page_comments import PageComments
from tasks.parse.base.tree_text import inline_text, split_lines
from tasks.parse.comments.page_comments import page_comments
from tasks.parse.comments.single.comment import ReadComment
from tasks.parse.comments.single.writers import checked_name
from tasks.parse.head.linked_data import ARTICLE_TYPES, names, node_types, string
from tasks.text.addresses import canonical_url

LONGEST_DATA = 5_000_000  # characters; this and the next four keep time and memory in bounds on hostile pages
MOST_COMMENTS = 5000  # of a page whose data are read; more make a dump
MOST_HEADINGS = 20  # titles and headlines of a page that are compared with those of its data
LONGEST_TEXT = 100_000  # characters of one comment
LONGEST_LINK = 1000  # characters
SHORTEST_TITLE = 8  # letters; shorter ones agree by accident; set by hand
SEEN_LETTERS = 80  # by which an opening post that data state is known again on the page; set by hand
_THREADS = frozenset({"DiscussionForumPosting", "Question"})
_ANSWERS = frozenset({"Comment", "UserComments", "Answer", "DiscussionForumPosting"})
_ANSWER_KEYS = ("acceptedAnswer", "suggestedAnswer", "comment", "comments")
_TEXT_KEYS = ("text", "articleBody", "commentText", "description")
_TIME_KEYS = ("datePublished", "dateCreated", "commentTime")
_WRITTEN_POSTS = (1, 2)  # regular posts and moderators' ones; others say that a topic was closed
_BREAKS = re.compile(r"</?(?:p|br|div|li|ul|ol|blockquote|aside|pre|tr|h[1-6])\b[^<>]*>", re.IGNORECASE)
_EMOJI = re.compile(r'<img\b(?=[^<>]*\bclass="emoji)[^<>]*\balt="([^"<>]{1,40})"[^<>]*>', re.IGNORECASE)
_TAGS = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _ThisPage:
    """What the page itself shows: data are believed if they name one of its titles (folded) or addresses (normalised).

    `printed` is its text, by which an opening post that stands on the page and in the data is known.
    """

    titles: tuple[str, ...]
    addresses: frozenset[str]
    url: str | None
    printed: str
    reader: Reader

    def is_titled(self, title: object) -> bool:
        letters = letters_of(title) if isinstance(title, str) else ""
        return len(letters) >= SHORTEST_TITLE and any(letters in own for own in self.titles)

    def is_at(self, link: object) -> bool:
        return isinstance(link, str) and canonical_url(link) in self.addresses

    def prints(self, post: ReadComment) -> bool:
        return letters_of(" ".join(post.lines))[:SEEN_LETTERS] in letters_of(self.printed)


def stated_comments(
    tree: HtmlElement, nodes: Sequence[Node], url: str | None, reader: Reader, printed: str
) -> PageComments | None:
    """The comments in the page's data, if the data name the title or the address of the page; else None.

    `nodes` are those of the page's linked data, `url` its own address, `printed` what it shows as text.
    """
    page = _ThisPage(tuple(_titles(tree)), frozenset(_addresses(tree, url)), url, printed, reader)
    topics = (_topic(topic, page) for topic in _discourse_topics(tree) if page.is_titled(topic.get("title")))
    found = next((topic for topic in topics if topic is not None), None)
    return found or _linked_thread(nodes, page)


def _page_comments(
    rule: str, comments: Sequence[ReadComment], opening: ReadComment | None, page: _ThisPage
) -> PageComments:
    """The comments, with the opening post before them unless the page prints it itself."""
    if opening is None or page.prints(opening):
        return page_comments(rule, comments, page.url)
    answers = [replace(each, answers=None if each.answers is None else each.answers + 1) for each in comments]
    return page_comments(rule, (opening, *answers), page.url, is_first_opening=True)


def _titles(tree: HtmlElement) -> Iterator[str]:
    for element in islice(tree.iter("title", "h1"), MOST_HEADINGS):
        yield letters_of(inline_text(element))


def _addresses(tree: HtmlElement, url: str | None) -> Iterator[str]:
    links = (link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    for link in (url, *links):
        normal = canonical_url(link) if link else None
        if normal is not None:
            yield normal


def _linked_thread(nodes: Sequence[Node], page: _ThisPage) -> PageComments | None:
    if "FAQPage" in node_types(nodes):
        return None  # whose answers are the page's own
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    for node in nodes:
        types = node_types([node])
        if ARTICLE_TYPES.isdisjoint(types) or not _is_of(node, page):
            continue
        entries = islice(_entries(node, known), MOST_COMMENTS)
        comments = [replace(_linked_comment(entry, page.reader), answers=answered) for entry, answered in entries]
        if comments:
            opening = None if _THREADS.isdisjoint(types) else _linked_comment(node, page.reader)
            return _page_comments("stated-linked-data", comments, opening, page)
    return None


def _is_of(node: Node, page: _ThisPage) -> bool:
    main = node.get("mainEntityOfPage")
    links = (node.get("url"), node.get("@id"), main.get("@id") if isinstance(main, dict) else main)
    return page.is_titled(node.get("headline") or node.get("name")) or any(map(page.is_at, links))


def _entries(node: Node, known: dict[str, Node]) -> Iterator[tuple[Node, int | None]]:
    """The comments below a node in reading order, each with the place of the one that it answers."""
    waiting: list[tuple[Node, int | None]] = [(entry, None) for entry in reversed(_answers(node, known))]
    seen: set[int] = set()
    place = 0
    while waiting:
        entry, parent = waiting.pop()
        if id(entry) in seen:  # nodes that name each other may go round
            continue
        seen.add(id(entry))
        yield entry, parent
        waiting += [(answer, place) for answer in reversed(_answers(entry, known))]
        place += 1


def _answers(node: Node, known: dict[str, Node]) -> list[Node]:
    found: list[Node] = []
    for key in _ANSWER_KEYS:
        value = node.get(key)
        for entry in value[:MOST_COMMENTS] if isinstance(value, list) else [value]:
            answer = known.get(str(entry.get("@id")), entry) if isinstance(entry, dict) and len(entry) == 1 else entry
            if isinstance(answer, dict) and not _ANSWERS.isdisjoint(node_types([answer])):
                found.append(answer)
    return found


def _linked_comment(node: Node, reader: Reader) -> ReadComment:
    author = next(iter(names(node.get("author") or node.get("creator"))), "")
    text = next((found for key in _TEXT_KEYS if (found := string(node.get(key)))), "")
    time = next((found for key in _TIME_KEYS if (found := string(node.get(key)))), None)
    link = string(node.get("url"))
    permalink = link if link is not None and len(link) <= LONGEST_LINK else None
    return ReadComment(checked_name(author), reader.attribute(time), permalink, _text_lines(text))


def _text_lines(text: str) -> tuple[str, ...]:
    """The lines of a text, with or without markup, as a reader sees them."""
    text = text[:LONGEST_TEXT]
    if _TAGS.search(text):
        text = _TAGS.sub("", _BREAKS.sub("\n", _EMOJI.sub(r"\1", " ".join(text.split()))))
    return tuple(split_lines(iter([unescape(text).replace("\r", "\n")])))


def _discourse_topics(tree: HtmlElement) -> Iterator[Node]:
    for element in tree.iter("div", "discourse-assets-json"):
        source = element.get("data-preloaded") or ""
        if '"topic_' in source:
            stores = _loaded(source)
            for key, value in stores.items():
                if key.startswith("topic_") and isinstance(value, str):
                    yield _loaded(value)


def _loaded(source: str) -> Node:
    if len(source) > LONGEST_DATA:
        return {}
    try:
        value = json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _topic(topic: Node, page: _ThisPage) -> PageComments | None:
    stream = topic.get("post_stream")
    posts = stream.get("posts") if isinstance(stream, dict) else None
    written = [
        post
        for post in (posts if isinstance(posts, list) else [])[:MOST_COMMENTS]
        if isinstance(post, dict) and string(post.get("cooked")) and post.get("post_type", 1) in _WRITTEN_POSTS
    ]
    is_whole = bool(written) and written[0].get("post_number") == 1
    answers = written[1:] if is_whole else written
    if not answers and not is_whole:
        return None
    places = {str(post.get("post_number")): place for place, post in enumerate(answers)}
    comments: list[ReadComment] = []
    for place, post in enumerate(answers):
        answered = places.get(str(post.get("reply_to_post_number")))
        is_earlier = answered is not None and answered < place
        comments.append(replace(_post(post, topic, page.reader), answers=answered if is_earlier else None))
    opening = _post(written[0], topic, page.reader) if is_whole else None
    return _page_comments("stated-discourse", comments, opening, page)


def _post(post: Node, topic: Node, reader: Reader) -> ReadComment:
    slug, topic_id, number = topic.get("slug"), topic.get("id"), post.get("post_number")
    has_link = isinstance(slug, str) and isinstance(topic_id, int) and isinstance(number, int)
    author = string(post.get("username")) or string(post.get("name")) or ""
    return ReadComment(
        checked_name(author),
        reader.attribute(string(post.get("created_at"))),
        f"/t/{slug}/{topic_id}/{number}" if has_link else None,
        _text_lines(post["cooked"]),
    )
