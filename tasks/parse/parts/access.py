"""Whether a page withholds a part of its article: behind a subscription, or cut off.

What belongs here: the two answers, each with its rule, open where nothing tells. What does not: reading the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tasks.parse.base.article_vocabulary import any_of, article_words
from tasks.parse.base.assembly import Block
from tasks.parse.html.page_facts import PageFacts, is_call
from tasks.records import Judgement, Kind, Layer

_ELLIPSIS = re.compile(r"(?:\[\s?(?:…|\.{3})\s?\]|\(\s?(?:…|\.{3})\s?\)|…|\.{3}|\[\+\d{1,6} chars\])\W{0,3}$")
_BRACKETED = re.compile(
    r"(?:\[\s?(?:…|\.{3})\s?\]|\[\+\d{1,6} chars\]|\((?:more|mehr|suite|más)(?:…|\.{3})?\))\W{0,3}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class AccessRules:
    """When a page withholds a part of its article. Set by hand on the development pages, not fitted."""

    short_article: int = 350  # words, below which a call to subscribe stands where the text breaks off
    longest_label: int = 25  # words of a call to subscribe, and of what stands under it
    last_blocks: int = 6  # of the page's text, among which a plain text keeps such a call
    least_cut_words: int = 12  # of a last paragraph that breaks off without a full stop
    near_whole: float = 0.9  # of the words that the page states, from which a text is whole


RULES = AccessRules()


@lru_cache(maxsize=1)
def _more() -> re.Pattern[str]:
    more = any_of(article_words()["access"]["more"])
    return re.compile(
        rf"(?:^|(?:…|\.{{3}}|\])\s?)\W{{0,3}}(?:{more})\s?(?:…|\.{{3}}|»|›|→|>){{0,2}}\W{{0,3}}$", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _dangling() -> frozenset[str]:
    return frozenset(article_words()["access"]["dangling"])


def paywalled(facts: PageFacts | None, blocks: Sequence[Block]) -> Judgement:
    """Whether a subscription is asked for; a call is believed where the text above it is short.

    `facts` is None for plain text, where a call stands among the last lines.
    """
    if facts is not None and facts.access.value is not None:
        return facts.access
    own = [block for block in blocks if block.layer is Layer.ARTICLE and block.kind in (Kind.PARAGRAPH, Kind.HEADING)]
    last = [block for block in blocks if block.layer in (Layer.ARTICLE, Layer.FURNITURE)][-RULES.last_blocks :]
    word_count = sum(block.text.count(" ") + 1 for block in own)
    has_call = facts is not None and facts.has_call
    if word_count < RULES.short_article and (has_call or any(map(is_call, (block.text for block in last)))):
        return Judgement(True, "call-to-subscribe")
    return Judgement()


def without_calls(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, a call to subscribe below a short article and what stands under it as furniture."""
    own = [i for i, b in enumerate(blocks) if b.layer is Layer.ARTICLE and b.kind in (Kind.PARAGRAPH, Kind.HEADING)]
    if sum(blocks[index].text.count(" ") + 1 for index in own) >= RULES.short_article:
        return list(blocks)
    tail = own[1:][-RULES.last_blocks :]
    first = next((at for at, i in enumerate(tail) if _is_label(blocks[i]) and is_call(blocks[i].text)), len(tail))
    calls = {index for index in tail[first:] if _is_label(blocks[index])}
    return [
        replace(block, layer=Layer.FURNITURE, kind=Kind.RESIDUE, rule="call-to-subscribe") if index in calls else block
        for index, block in enumerate(blocks)
    ]


def _is_label(block: Block) -> bool:
    return block.text.count(" ") + 1 <= RULES.longest_label


def truncated(facts: PageFacts | None, blocks: Sequence[Block], wall: Judgement) -> Judgement:
    """Whether the article's text breaks off before its end."""
    own = [block for block in blocks if block.layer is Layer.ARTICLE and block.kind is Kind.PARAGRAPH]
    if not own:
        return Judgement()
    word_count = sum(block.text.count(" ") + 1 for block in own)
    stated = facts.stated_words if facts is not None else None
    if stated is not None and word_count >= RULES.near_whole * stated:
        return Judgement(False, "stated-length")
    rule = _broken(own[-1].text, blocks)
    if rule is None and wall.value is True and wall.rule == "call-to-subscribe":
        rule = "call-to-subscribe"
    return Judgement(True, rule) if rule is not None else Judgement()


def _broken(last: str, blocks: Sequence[Block]) -> str | None:
    """The rule by which a last paragraph breaks off."""
    if _BRACKETED.search(last[-40:]):
        return "ends-in-brackets"
    tail = [block.text for block in blocks if block.layer in (Layer.ARTICLE, Layer.FURNITURE)][-RULES.last_blocks :]
    if _more().search(last[-60:]) or (
        _ELLIPSIS.search(last[-40:]) and any(_more().search(text[-60:]) for text in tail)
    ):
        return "link-to-the-rest"
    is_long = last.count(" ") + 1 >= RULES.least_cut_words
    return "ends-inside-a-sentence" if is_long and last.rsplit(" ", 1)[-1] in _dangling() else None
