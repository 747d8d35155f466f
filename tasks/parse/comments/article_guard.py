"""Whether what looks like comments is the page's article: then it is not taken for comments.

What belongs here: what the page shows as its article, and what must be true of comments that hold most of it. What does
not: finding comments (named.py, by_shape.py, by_lines.py), reading the article (html/article.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cached_property

from lxml import etree
from lxml.html import HtmlElement

from tasks.dates.publication.stamps import Reader
from tasks.parse.base.folding import letters_of
from tasks.parse.base.page_comments import PageComments
from tasks.parse.comments.groups import Group
from tasks.parse.head.linked_data import ARTICLE_TYPES
from tasks.parse.html.extraction import Extraction
from tasks.records import Layer

THREAD_TYPES = frozenset({"DiscussionForumPosting", "Question", "QAPage", "SocialMediaPosting"})
_ARTICLES = ARTICLE_TYPES - THREAD_TYPES


@dataclass(frozen=True, slots=True)
class GuardThresholds:
    """How much of the article comments may hold. Set by hand on one half of each development set."""

    long_paragraph: int = 80  # characters; shorter ones are notes and controls
    fewest_letters: int = 300  # of what is named comments, to be the article of a page without other text
    most_share: float = 0.5  # of the article's letters, above which comments are suspected to be it
    most_share_of_lines: float = 0.25  # … where no markup names them
    fewest_writers: int = 3  # whose discussion may hold most of the text of a page that says it is an article


GUARD = GuardThresholds()


def says_it_is_an_article(types: Set[str], open_graph: str) -> bool:
    """Whether a page states for machines that it is an article, and no thread."""
    return THREAD_TYPES.isdisjoint(types) and (open_graph == "article" or not _ARTICLES.isdisjoint(types))


class ShownArticle:
    """What trafilatura takes for the page's article while the comments still stand in its tree.

    `is_stated` is what `says_it_is_an_article` says of the page. The tree is read only when something is asked, as it
    stands then.
    """

    def __init__(self, tree: HtmlElement, *, is_stated: bool) -> None:
        """Keep the tree, to be read when it is asked about."""
        self._tree = tree
        self._is_stated = is_stated

    @cached_property
    def _paragraphs(self) -> tuple[str, ...]:
        found = _long_paragraphs(Extraction(self._tree))
        if found:
            return found
        named = _long_paragraphs(Extraction(self._tree, keep_comments=True))  # an article named like a comment
        return named if sum(map(len, named)) >= GUARD.fewest_letters else ()

    def share_in(self, texts: Iterable[str]) -> float:
        """The share of the article's letters in paragraphs that stand whole in one of the texts (given as letters)."""
        letters = sum(map(len, self._paragraphs))
        held = set[str]()
        for text in texts:
            held.update(paragraph for paragraph in self._paragraphs if paragraph in text)
        return sum(len(paragraph) for paragraph in self._paragraphs if paragraph in held) / max(1, letters)

    def is_group(self, group: Group, reader: Reader) -> bool:
        """Whether a group of comments is the article.

        So it is where it holds most of the article and is a lone comment, or where the page says that it is an article
        and one of the comments is longer than all others together, or one or two people wrote them all. The post that
        opens a thread is its article, and does not count.
        """
        others = group.items[1:] if group.kind == "post" else group.items
        texts = [letters_of("".join(_text_of(root) for root in item)) for item in others]
        if self.share_in(texts) <= GUARD.most_share:
            return False
        if len(texts) == 1 and group.kind == "comment":
            return True
        read = group.read(group.items, reader)
        writers = {post.author for post in read if post.author is not None and post.lines}
        longest = max(texts, key=len)
        is_one = 2 * len(longest) > sum(map(len, texts)) and self.share_in([longest]) > GUARD.most_share
        return self._is_stated and (is_one or len(writers) < GUARD.fewest_writers)

    def is_in_lines(self, comments: PageComments) -> bool:
        """Whether comments found in the lines of a page hold a good part of what it says is an article."""
        if not self._is_stated or not comments.containers:
            return False
        said = [letters_of(block.text) for block in comments.blocks if block.layer is Layer.COMMENT]
        return self.share_in(said) > GUARD.most_share_of_lines


def _long_paragraphs(extraction: Extraction) -> tuple[str, ...]:
    return tuple(letters_of(block.text) for block in extraction.narrow() if len(block.text) >= GUARD.long_paragraph)


def _text_of(root: etree._Element) -> str:
    return "".join(map(str, root.itertext()))
