"""Paragraphs that stand more than once on a page: the later copy becomes furniture that points at the first.

What belongs here: telling copies from originals among blocks. What does not: copies between documents (duplicates.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import filterfalse

from tasks.parse.base.assembly import Block
from tasks.records import Kind, Layer
from tasks.text.patterns import WORD

_REPEATABLE = (Kind.TITLE, Kind.HEADING, Kind.PARAGRAPH)


@dataclass(frozen=True, slots=True)
class RepeatRules:
    """When a later paragraph is a copy of an earlier one. Set by hand on the development pages, not fitted."""

    shortest_equal: int = 7  # words; shorter lines recur rightly (refrains, labels, "Read more")
    shortest_title: int = 3  # words of a title that stands again as a heading
    shortest_near: int = 20  # words of a near copy; of fewer one word more or less is too large a share
    shingle: int = 4  # words in a row that are compared as one
    least_share: float = 0.85  # of a near copy's shingles found in its original
    long_list: int = 25  # words, from which on two comments in a row are enough
    shortest_list: int = 3  # comments that must stand again, in order, before a list of comments is a repeat


RULES = RepeatRules()


@dataclass(frozen=True, slots=True)
class _Copy:
    """A block found to repeat the block `original`, by which share and rule."""

    original: int
    share: float
    rule: str


def mark_repeats(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks in the same order, later copies as furniture of kind repeat.

    A copy repeats a block of its own layer: what a reader quotes from the article stays in the comment. `repeat_share`
    is the share of the copy's four-word shingles (or 1 where the words are equal) that its original holds. One passage
    over the words; near copies whose numbers differ are rows of a table, not repeats.
    """
    keys = [_key(block) for block in blocks]
    copies = _article_copies(blocks, keys)
    copies.update(_comment_copies(blocks, keys))
    return [block if index not in copies else _marked(block, copies[index]) for index, block in enumerate(blocks)]


def _marked(block: Block, copy: _Copy) -> Block:
    return replace(
        block,
        layer=Layer.FURNITURE,
        kind=Kind.REPEAT,
        rule=copy.rule,
        repeat_of=copy.original,
        repeat_share=copy.share,
    )


def _key(block: Block) -> tuple[str, ...]:
    """The words of a block that may repeat another or be repeated; nothing for any other block."""
    if block.layer is Layer.ARTICLE and block.kind in _REPEATABLE:
        return tuple(WORD.findall(block.text.casefold()))
    return tuple(WORD.findall(block.text.casefold())) if block.layer is Layer.COMMENT else ()


# ---- the article


def _article_copies(blocks: Sequence[Block], keys: Sequence[tuple[str, ...]]) -> dict[int, _Copy]:
    article = [i for i, block in enumerate(blocks) if block.layer is Layer.ARTICLE and keys[i]]
    firsts: dict[tuple[str, ...], int] = {}
    owners: dict[tuple[str, ...], int] = {}
    copies: dict[int, _Copy] = {}
    for index in article:
        first = firsts.setdefault(keys[index], index)
        if first != index:
            if _is_long_enough(blocks[first], keys[index]):
                copies[index] = copies.get(first) or _Copy(first, 1.0, "repeat-equal")
        elif len(keys[index]) >= RULES.shortest_near:
            near = _near(keys, index, owners)
            if near is not None:
                copies[index] = near
    _fill_runs(article, keys, firsts, copies)
    return copies


def _is_long_enough(original: Block, key: tuple[str, ...]) -> bool:
    return len(key) >= (RULES.shortest_title if original.kind is Kind.TITLE else RULES.shortest_equal)


def _near(keys: Sequence[tuple[str, ...]], index: int, owners: dict[tuple[str, ...], int]) -> _Copy | None:
    """The earlier block that holds most of a block's shingles; shingles nobody had become this block's."""
    shingles = list(_shingles(keys[index]))
    votes = Counter(owner for owner in map(owners.get, shingles) if owner is not None)
    best = min(votes.items(), key=lambda vote: (-vote[1], vote[0]), default=None)
    if (
        best is not None
        and best[1] >= RULES.least_share * len(shingles)
        and _numbers(keys[index]) <= _numbers(keys[best[0]])
    ):
        return _Copy(best[0], round(best[1] / len(shingles), 3), "repeat-near")
    owners.update(dict.fromkeys(filterfalse(owners.__contains__, shingles), index))
    return None


def _shingles(key: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return zip(*(key[offset:] for offset in range(RULES.shingle)), strict=False)


def _numbers(key: tuple[str, ...]) -> set[str]:
    return {word for word in key if word[0].isdigit()}


def _fill_runs(
    article: Sequence[int],
    keys: Sequence[tuple[str, ...]],
    firsts: dict[tuple[str, ...], int],
    copies: dict[int, _Copy],
) -> None:
    """Short lines between two copies are copies too, where they stand in the first text as well."""
    for position in range(1, len(article) - 1):
        before, index, after = article[position - 1 : position + 2]
        first = firsts[keys[index]]
        if index not in copies and first < index and before in copies and after in copies:
            copies[index] = copies.get(first) or _Copy(first, 1.0, "repeat-run")


# ---- comments


def _comment_copies(blocks: Sequence[Block], keys: Sequence[tuple[str, ...]]) -> dict[int, _Copy]:
    """Lists of comments that stand twice; a single comment may have been posted twice, or quote another."""
    comments = [i for i, block in enumerate(blocks) if block.layer is Layer.COMMENT and keys[i]]
    places: dict[tuple[str, ...], int] = {}
    copies: dict[int, _Copy] = {}
    run: list[tuple[int, int]] = []
    for place, index in enumerate(comments):
        first = places.setdefault(keys[index], place)
        if first == place or (run and first != run[-1][0] + 1):
            _close(blocks, comments, run, copies)
            run = []
        if first != place:
            run.append((first, place))
    _close(blocks, comments, run, copies)
    return copies


def _close(
    blocks: Sequence[Block], comments: Sequence[int], run: Sequence[tuple[int, int]], copies: dict[int, _Copy]
) -> None:
    length = sum(blocks[comments[place]].text.count(" ") + 1 for _, place in run)
    least = RULES.shortest_list if length < RULES.long_list else RULES.shortest_list - 1
    if len({blocks[comments[place]].container for _, place in run}) >= least:
        copies.update({comments[place]: _Copy(comments[first], 1.0, "repeat-list") for first, place in run})
