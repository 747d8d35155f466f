"""Finds readers' comments among the lines of a page without markup.

What belongs here: where the comments of a page begin and end. What does not: where one ends and the next begins
(posts.py), what a single line looks like (lines/kinds.py), comments that nothing printed sets apart (voice.py).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from tasks.parse.lines.kinds import SPLITTERS, Line, LineKind, word_count
from tasks.parse.lines.vocabulary import words
from tasks.parse.plain.cuts import cut_counted, cut_unsigned, is_placed_name, one_a_cell
from tasks.parse.plain.head import is_furniture
from tasks.parse.plain.late_controls import find_late_tails
from tasks.parse.plain.posts import (
    Thread,
    cut_posts,
    heads_a_comment,
    is_talk,
    is_written,
    with_names,
)
from tasks.parse.plain.thread_edges import without_notices
from tasks.parse.plain.voice import voice

FORM = 3  # lines between two lines of a form
NEAR = 8  # lines below a call to comment in which two signs must stand
REACH = 30  # lines within which the next sign of a comment must stand
_YEAR = re.compile(r"\b\d{4}\b|\d/\d\d\b")
_DIGITS = re.compile(r"\d{1,9}")
CHAIN_REACH = 60  # the same between two long chains
CLOCK = re.compile(r"\d:\d\d|\d\s?[ap]\.?m\b|\d\d[.h]\d\d\b", re.IGNORECASE)
STAMPED = 2.0  # log odds that a time of day below an article gives what stands beside it
NEVER = float("-inf")
OUTNUMBERED = 3  # times as many signs of a later sort win over those of an earlier one
MOST_SHAPES = 3  # forms of a time of day on one page: the software prints one, quotations may bring others
FEWEST_SIGNS = 3  # without a heading that announces comments
MOST_HEADINGS = 20  # that announce comments, from the last one on, below which names are looked for
LINES_PER_COMMENT = 12  # at most, for a heading's number to be believed
MUCH_PROSE = 40  # words above a comment that stands alone
WRITTEN = 9  # words of a line that counts as prose
SIGNS = (LineKind.STAMP, LineKind.SAYS, LineKind.NAME, LineKind.ACTION)
ARTICLE_WORDS = 25  # above a heading that announces comments, so that it is none of the article's own controls


def find_thread(lines: Sequence[Line]) -> Thread | None:
    """The comments of a page that printed signs set apart; None where there are none to be sure of."""
    kinds = Counter(line.kind for line in lines)
    if kinds[LineKind.TEXT] == len(lines):
        return None
    if kinds[LineKind.ACTION] and (late := find_late_tails(lines)) is not None:
        return late
    prose = _prose(lines)
    thread = (
        (_announced(lines, prose) if kinds[LineKind.ANNOUNCEMENT] or kinds[LineKind.END] else None)
        or (_unannounced(lines, prose) if any(map(kinds.__getitem__, SIGNS)) else None)
        or _placed(lines)
        or (one_a_cell(lines) if kinds[LineKind.ORNAMENT] else None)
    )
    if thread is None:
        return None
    return without_opening(lines, without_notices(lines, thread))


def without_opening(lines: Sequence[Line], thread: Thread) -> Thread | None:
    """Where no article stands above, the first post is what the others answer: it takes the article's place."""
    above = sum(word_count(line.text) for line in lines[: thread.begin] if is_written(line, 9))
    is_counted = thread.begin > 0 and lines[thread.begin - 1].announced == len(thread.posts)
    if above >= ARTICLE_WORDS or is_counted:
        return thread
    opening, *answers = thread.posts
    if not answers:
        return None
    return Thread(answers[0].begin, thread.end, tuple(answers), thread.rule, opening)


# ---- comments under a heading


def _announced(lines: Sequence[Line], prose: Sequence[int]) -> Thread | None:
    """The last heading that announces comments and has about as many signs of them below as any other."""
    if not any(line.kind is LineKind.ANNOUNCEMENT or line.is_call for line in lines):
        return None
    signs = _counts(lines)
    ends = _ends(lines, signs)
    begins: list[tuple[int, int, int]] = []  # where comments may begin, signs below, the number announced
    for heading in range(len(lines)):
        if _is_heading(lines, signs, heading):
            begin = heading + 1 + (heading + 1 < len(lines) and lines[heading + 1].is_call)
            seen, count = signs[ends[begin]] - signs[begin], lines[heading].announced or 0
            sign = bisect_right(signs, signs[begin], begin) - 1  # the next one below
            if seen == 0 < count and sign <= min(heading + REACH, len(lines) - 1):  # a form stands between
                begin, seen = sign, signs[ends[sign]] - signs[sign]
            if prose[heading] >= ARTICLE_WORDS or 2 <= count <= seen:
                begins.append((begin, seen, count))
    most = max((seen for _, seen, _ in begins), default=0)
    if most == 0:
        return _bare(lines, begins, ends)
    chosen, _, count = max(found for found in begins if 2 * found[1] >= most)
    thread = cut_posts(lines, chosen, ends[chosen], "announced")
    return None if thread is None else replace(thread, announced=count or None)


def _bare(lines: Sequence[Line], begins: Sequence[tuple[int, int, int]], ends: Sequence[int]) -> Thread | None:
    """Comments under a heading with nothing to set them apart: a comment a line, so far as the lines are no list."""
    if not begins:
        return None
    texts = [0, *accumulate(int(line.kind is LineKind.TEXT) for line in lines)]
    talks = [0, *accumulate(int(is_talk(line)) for line in lines)]
    first = begins[0][0]
    heard = (voice(line.text) if line.kind is LineKind.TEXT else 0.0 for line in lines[first:])
    voices = [0.0] * (first + 1) + list(accumulate(heard))
    for begin, _, count in begins[: -MOST_HEADINGS - 1 : -1]:
        end = ends[begin]
        if (named := cut_counted(lines, begin, end, count)) is not None:
            return named
        written, talk = texts[end] - texts[begin], talks[end] - talks[begin]
        is_numbered = 0 < written <= LINES_PER_COMMENT * count
        if talk and 2 * talk >= written and (is_numbered or voices[end] > voices[begin]):
            return cut_unsigned(lines, begin, end, "announced-bare")
    return None


def _is_heading(lines: Sequence[Line], signs: Sequence[int], index: int) -> bool:
    """A heading that announces comments, or a call to comment that stands right above them."""
    line = lines[index]
    if line.kind is LineKind.ANNOUNCEMENT:
        return line.announced != 0
    return line.is_call and signs[min(len(lines), index + NEAR)] - signs[index + 1] >= 2


def _prose(lines: Sequence[Line]) -> list[int]:
    """How many words of sentences stand before each line."""
    text = LineKind.TEXT
    counts = (line.text.count(" ") + 1 if line.kind is text else 0 for line in lines)
    return [0, *accumulate(count if count >= WRITTEN else 0 for count in counts)]


def _counts(lines: Sequence[Line]) -> list[int]:
    """How many signs of a comment stand before each line."""
    return [0, *accumulate(int(_is_any_sign(lines, index)) for index in range(len(lines)))]


def _is_any_sign(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    if line.kind is LineKind.TEXT:  # most lines are
        return False
    return line.kind in SPLITTERS or line.is_closing or heads_a_comment(lines, index)


def _ends(lines: Sequence[Line], signs: Sequence[int]) -> list[int]:
    """For each line the first one from there on with which the comments are over.

    No two signs follow within reach, or the next such line follows so closely that both belong to a form.
    """
    length = len(lines)
    ends = [length] * (length + 1)
    below = length + NEAR  # the nearest end further down
    for index in range(length - 1, -1, -1):
        ends[index] = ends[index + 1]
        if lines[index].kind is LineKind.END:
            is_form = below - index <= FORM and signs[below] == signs[index]
            if is_form or signs[min(length, index + REACH)] - signs[index + 1] < 2:
                ends[index] = index
            below = index
    return ends


# ---- comments without a heading


def _unannounced(lines: Sequence[Line], prose: Sequence[int]) -> Thread | None:
    """The chain of signs with the most writing between them, of the first sort that has one, unless outnumbered."""
    named = with_names(lines)
    if named is not lines:
        lines, prose = named, _prose(named)
    best: list[int] = []
    for signs in _sorts_of_signs(lines):
        chains = _chains(lines, signs)
        chains = [chain for chain in chains if _is_long_enough(lines, prose, chain) and _holds_talk(lines, chain)]
        chain = max(chains, key=lambda chain: prose[chain[-1]] - prose[chain[0]], default=[])
        if chain and (not best or (len(chain) > OUTNUMBERED * len(best) and lines[chain[0]].kind is not LineKind.NAME)):
            best = chain
    return cut_posts(lines, *_span(lines, best), "unannounced") if best else _lonely(lines, prose)


def _lonely(lines: Sequence[Line], prose: Sequence[int]) -> Thread | None:
    """One comment below an article: a single time of day, and what stands beside it sounds like a reader."""
    stamps = [
        index
        for index, line in enumerate(lines)
        if line.kind is LineKind.STAMP and prose[index] >= MUCH_PROSE and CLOCK.search(line.text) is not None
    ]
    if len(stamps) != 1:
        return None
    stamp, length = stamps[0], len(lines)
    end = next((index for index in range(stamp, length) if lines[index].kind is LineKind.END), length)
    below = [line.text for line in lines[stamp + 1 : end] if line.kind is LineKind.TEXT]
    if below:
        is_reader = len(below) <= LINES_PER_COMMENT and sum(map(voice, below)) > 0
        return cut_posts(lines, stamp, end, "lonely-head") if is_reader else None
    begin, loudest = _loudest(lines, stamp)
    is_dated = _YEAR.search(lines[stamp].text) is not None  # a bare time of day may be the article's own
    is_reader = is_dated and lines[stamp].author is not None and loudest > -STAMPED
    return cut_posts(lines, begin, end, "lonely-foot") if is_reader else None


def _loudest(lines: Sequence[Line], stamp: int) -> tuple[int, float]:
    """From which line on what stands above a time sounds most like a reader, and how much."""
    best, total = (_back_off(lines, stamp), NEVER), 0.0
    for index in range(stamp - 1, max(stamp - LINES_PER_COMMENT, 0), -1):
        if lines[index].kind is not LineKind.TEXT or is_furniture(lines[index]):
            break
        total += voice(lines[index].text)
        best = max(best, (index, total), key=lambda found: found[1])
    return best


def _is_long_enough(lines: Sequence[Line], prose: Sequence[int], chain: Sequence[int]) -> bool:
    """Three signs; two do below an article, where each has a name and a time of day; one of Blogger's does."""
    if not chain:
        return False
    if lines[chain[0]].kind is LineKind.NAME:
        return len(chain) >= FEWEST_SIGNS and _is_closed(lines, chain)
    if len(chain) >= FEWEST_SIGNS or lines[chain[0]].is_marker:
        return True
    is_exact = all(CLOCK.search(lines[index].text) is not None for index in chain)
    return len(chain) == FEWEST_SIGNS - 1 and is_exact and prose[chain[0]] >= ARTICLE_WORDS


def _is_closed(lines: Sequence[Line], chain: Sequence[int]) -> bool:
    """Whether the page speaks of comments right below: items of lists are names only there, and elsewhere headings."""
    below = lines[chain[-1] + 1 : chain[-1] + 1 + REACH]
    end = next((line for line in below if line.kind is LineKind.END), None)
    return end is not None and not words().nouns.isdisjoint(end.text.lower().split())


def _sorts_of_signs(lines: Sequence[Line]) -> Iterator[list[int]]:
    yield [index for index, line in enumerate(lines) if line.kind in SPLITTERS and line.author is not None]
    yield [index for index, line in enumerate(lines) if line.kind is LineKind.SAYS and line.author is None]
    yield [index for index, line in enumerate(lines) if line.is_marker]
    yield from _same_shape(lines)
    yield [index for index, line in enumerate(lines) if line.is_closing]
    yield [index for index in range(len(lines)) if heads_a_comment(lines, index)]


def _placed(lines: Sequence[Line]) -> Thread | None:
    """Letters with the writer's name and place below each: `Ann, Harwich, UK`."""
    signs = [i for i in range(1, len(lines)) if is_placed_name(lines[i]) and is_talk(lines[i - 1])]
    chain = max(_chains(lines, signs), key=len, default=[])
    if len(chain) <= FEWEST_SIGNS:
        return None
    return cut_unsigned(lines, _back_off(lines, chain[0]), chain[-1] + 1, "name-and-place")


def _same_shape(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Stamps without names that are printed alike but for the time, with a time of day or a word of posting."""
    shapes: dict[str, list[int]] = {}
    stamp = words().stamp
    for index, line in enumerate(lines):
        if line.kind is LineKind.STAMP:
            shape = _DIGITS.sub("0", stamp.sub("@", line.text).lower())
            if any(map(str.isalpha, shape)) or (len(line.text) > 12 and CLOCK.search(line.text) is not None):
                shapes.setdefault(shape, []).append(index)
    yield from sorted(shapes.values(), key=lambda indices: (-len(indices), indices[0]))[:MOST_SHAPES]


def _span(lines: Sequence[Line], chain: Sequence[int]) -> tuple[int, int]:
    """Where the comments of a chain begin and end."""
    first, end = chain[0], _ends(lines, _counts(lines))[chain[-1]]
    if lines[first].is_closing or _is_footer(lines, chain, end):
        return _back_off(lines, first), end
    return first, end


def _chains(lines: Sequence[Line], signs: Sequence[int]) -> list[list[int]]:
    """Runs of signs within reach of each other; two long ones are one where a long comment stands between them."""
    chains: list[list[int]] = []
    for sign in signs:
        if chains and sign - chains[-1][-1] <= REACH:
            chains[-1].append(sign)
        else:
            chains.append([sign])
    joined: list[list[int]] = []
    for chain in chains:
        if joined and chain[0] - joined[-1][-1] <= CHAIN_REACH and _are_alike(lines, joined[-1], chain):
            joined[-1] += chain
        else:
            joined.append(chain)
    return joined


def _are_alike(lines: Sequence[Line], chain: Sequence[int], other: Sequence[int]) -> bool:
    """Whether both are long, or one is, and all signs have a time of day."""
    if min(len(chain), len(other)) >= FEWEST_SIGNS:
        return True
    ends = (chain[-1], other[0])
    return max(len(chain), len(other)) >= FEWEST_SIGNS and all(CLOCK.search(lines[index].text) for index in ends)


def _holds_talk(lines: Sequence[Line], chain: Sequence[int]) -> bool:
    """Whether most pairs of neighbouring signs have talk between them: a list of teasers has none."""
    filled = sum(any(is_talk(lines[index]) for index in range(a + 1, b)) for a, b in pairwise(chain))
    return 3 * filled >= 2 * (len(chain) - 1)


def _is_footer(lines: Sequence[Line], chain: Sequence[int], end: int) -> bool:
    """Whether signs stand below their comments: nothing is written after the last one, much before the first."""
    after = sum(is_written(line, 4) for line in lines[chain[-1] + 1 : end])
    before = chain[0] > 0 and any(is_written(line, 4) for line in lines[max(0, chain[0] - 2) : chain[0]])
    return before and after == 0


def _back_off(lines: Sequence[Line], sign: int) -> int:
    """Where the comment above a sign begins, when nothing says so: with the line above it."""
    begin = sign
    while begin > 0 and lines[begin - 1].kind is not LineKind.TEXT:
        begin -= 1
    return max(0, begin - 1)
