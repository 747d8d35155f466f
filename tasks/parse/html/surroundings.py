"""What stands around an article in an extraction: lists of links, buttons, notices, teasers of other articles.

What belongs here: telling such lines from the article's own, and cutting them off. What does not: finding the article
on the page (article.py), comments (comments/discussion.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from tasks.parse.base.assembly import Block
from tasks.parse.html.surrounding_words import announces_others, begins_announcing, is_notice, stands_alone
from tasks.records import Kind
from tasks.text.compared_words import WORD

_SENTENCE_END = re.compile(r"[.!?…:;\"”»)’'。]\W{0,3}$")

Links = Mapping[str, Sequence[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class LinkBounds:
    """What comparing lines with the links of a page may cost. Set by hand, well above what pages of news hold."""

    links: int = 5000  # of one page
    link_length: int = 200  # characters; a headline is shorter
    links_alike: int = 12  # that begin with the same word
    words: int = 200  # of a line that are compared


@dataclass(frozen=True, slots=True)
class SpanWeights:
    """Which run of blocks is the article: what a block is worth, in words of running text.

    A paragraph is worth its words less `line_cost`, a line that is no sentence costs `label_cost`. Set by hand on the
    development pages, not fitted.
    """

    longest_worth: int = 80  # words of a block that count, so that one long paragraph does not outweigh an article
    line_cost: float = 5.0  # of any block, so that a paragraph of less than six words is worth nothing
    heading_cost: float = 2.0
    label_cost: float = 4.0  # of a line of few words without a full stop
    label_words: int = 10  # such a line has fewer
    linked_share: float = 0.5  # of a block's words, above which it is a link
    most_link_cost: float = 20.0  # words of a link that count against it


@dataclass(frozen=True, slots=True)
class SurroundingRules:
    """Which lines at an article's ends are cut off. Set by hand on the development pages, not fitted."""

    notice_words: int = 25  # of a notice below the article, at most
    notice_words_above: int = 12  # … above it, where the first sentence of the article may begin like one
    fewest_links: int = 3  # lines in a row that are nothing but links; one or two may be the author's own
    announcing_share: float = 0.3  # of a line's words that are a link, where it begins by announcing another article
    article_share: float = 0.6  # of a page's words, which stand above what announces other articles


LINK_BOUNDS = LinkBounds()
WEIGHTS = SpanWeights()
RULES = SurroundingRules()


def link_index(texts: Iterable[str]) -> Links:
    """The words of a page's links by their first word, longest link first."""
    index: dict[str, set[tuple[str, ...]]] = {}
    for text in texts:
        words = tuple(WORD.findall(text))
        if len(words) > 1 or (words and len(words[0]) > 2):
            index.setdefault(words[0], set()).add(words)
    return {
        first: sorted(links, key=lambda link: (-len(link), link))[: LINK_BOUNDS.links_alike]
        for first, links in index.items()
    }


def linked_share(text: str, links: Links) -> float:
    """Share of a text's words that stand, in the same order, as a link of the page."""
    return _linked_share(tuple(word[0] for word in islice(WORD.finditer(text), LINK_BOUNDS.words)), links)


def _linked_share(words: tuple[str, ...], links: Links) -> float:
    position = count = 0
    while position < len(words):
        alike = links.get(words[position], ())
        length = next((len(link) for link in alike if words[position : position + len(link)] == link), 0)
        count += length
        position += length or 1
    return count / len(words) if words else 0.0


def article_span(blocks: Sequence[Block], links: Links) -> tuple[float, int, int]:
    """The run of blocks worth most, and its worth in words: (worth, begin, end), half-open, headings above included.

    Maximum subsequence segmentation (Pasternack and Roth 2009, doi:10.1145/1526709.1526840) with weights set by hand.
    """
    worths = [_worth(block, links) for block in blocks]
    best, begin, end = 0.0, 0, 0
    running, opened = 0.0, 0
    for index, worth in enumerate(worths):
        if running <= 0:
            running, opened = 0.0, index
        running += worth
        if running > best:
            best, begin, end = running, opened, index + 1
    while begin > 0 and blocks[begin - 1].kind is Kind.HEADING:
        begin -= 1
    return best, begin, end


def without_surroundings(blocks: Sequence[Block], links: Links) -> list[Block]:
    """The blocks without notices and lists of links at both ends; at least one block is left of any."""
    kept = [block for block in _above_others(blocks, links) if not _stands_apart(block, links)] or list(blocks)
    end = _last(kept, links)
    begin = _first(kept[:end], links)
    return kept[begin:end]


def _above_others(blocks: Sequence[Block], links: Links) -> Sequence[Block]:
    """The blocks down to a line that announces other articles, where most of the text stands above it.

    Other articles follow as links, or were left out already. Where text follows, the article goes on.
    """
    counts = [block.text.count(" ") + 1 for block in blocks]
    least, above = RULES.article_share * sum(counts), 0
    for index, block in enumerate(blocks):
        if above >= least and announces_others(block.text) and _are_others(blocks[index + 1 : index + 2], links):
            return blocks[:index]
        above += counts[index]
    return blocks


def _are_others(below: Sequence[Block], links: Links) -> bool:
    """Whether the line below what announces other articles is a link, or there is none."""
    return all(linked_share(block.text, links) > WEIGHTS.linked_share for block in below)


def _stands_apart(block: Block, links: Links) -> bool:
    """Whether a line is no part of the article wherever it stands: an advertisement's label, a link to another one."""
    if stands_alone(block.text) or announces_others(block.text):
        return True
    return begins_announcing(block.text) and linked_share(block.text, links) > RULES.announcing_share


def _worth(block: Block, links: Links) -> float:
    if block.kind is Kind.HEADING:
        return -WEIGHTS.heading_cost
    words = WORD.findall(block.text)
    count, share = len(words), _linked_share(tuple(words[: LINK_BOUNDS.words]), links)
    if share > WEIGHTS.linked_share:
        return -WEIGHTS.label_cost - min(count, WEIGHTS.most_link_cost)
    if count < WEIGHTS.label_words and _SENTENCE_END.search(block.text[-6:]) is None:
        return -WEIGHTS.label_cost
    return min(count, WEIGHTS.longest_worth) * (1 - 2 * share) - WEIGHTS.line_cost


def _last(blocks: Sequence[Block], links: Links) -> int:
    """Where the article ends (half-open)."""
    end = len(blocks)
    while end > 1:
        last = blocks[end - 1]
        if last.kind is Kind.HEADING or is_notice(last.text, RULES.notice_words):
            end -= 1
            continue
        run = _run((blocks[index] for index in range(end - 1, -1, -1)), links)
        if not RULES.fewest_links <= run < end:
            break
        end -= run
    return end


def _first(blocks: Sequence[Block], links: Links) -> int:
    begin = 0
    while begin < len(blocks) - 1:
        if is_notice(blocks[begin].text, RULES.notice_words_above):
            begin += 1
            continue
        run = _run((blocks[index] for index in range(begin, len(blocks))), links)
        if not RULES.fewest_links <= run < len(blocks) - begin:
            break
        begin += run
    return begin


def _run(blocks: Iterable[Block], links: Links) -> int:
    """How many blocks from the first on are nothing but links."""
    count = 0
    for block in blocks:
        if linked_share(block.text, links) <= WEIGHTS.linked_share:
            break
        count += 1
    return count
