"""Comments that no time and no control sets apart, cut into comments: at rules, at names by themselves, at paragraphs.

What belongs here: those three ways to cut. What does not: finding where comments begin (voice.py, threads.py), comments
with signs (posts.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from tasks.parse.lines.glued import BAR
from tasks.parse.lines.kinds import Line, LineKind, is_name, word_count
from tasks.parse.lines.vocabulary import words
from tasks.parse.plain.posts import NAME_ROOM, Post, Thread, is_talk

FEWEST_RULES = 2  # drawn lines between posts; one may stand above a footer
DASH = "-"  # how extractors print an item of a list, whether its text follows on the line or below
LONGEST_POST = 12  # written lines, on the average
FEWEST_CELLS = 8  # cells of a table, so that it holds posts and no data; set by hand
CELL_SHARE = 0.9  # of the written lines
LEAST_MEDIAN = 20  # words; the cells of data have fewer
LONGEST_QUOTED_NAME = 80  # characters, with the verb
FEWEST_QUOTATIONS = 4  # heads of quotations on a page, so that they part its posts; set by hand
FEWEST_NAMES = 2  # lines that are names, so that they part comments
NAME_SHARE = 0.25  # of the written lines, from which on names set comments apart
LONGEST_SIGNATURE = 60  # characters
SIGNATURE_WORDS = 6  # at most: a name and a place, "Ida Brandt, Harwich, UK"
GREETING_WORDS = 4  # at most: "Hi Tom and all,"
CLOSING_WORDS = 3  # at most: "Best wishes, Ida"


def cut_unsigned(lines: Sequence[Line], begin: int, end: int, rule: str) -> Thread | None:
    """Comments of the lines from `begin` to `end`; None where nobody wrote anything."""
    posts = (
        by_rules(lines, begin, end)
        or _by_quotations(lines, begin, end)
        or _by_names(lines, begin, end)
        or _by_paragraphs(lines, begin, end)
    )
    return Thread(posts[0].begin, posts[-1].end, tuple(posts), rule) if posts else None


def cut_counted(lines: Sequence[Line], begin: int, end: int, count: int) -> Thread | None:
    """Comments with a name above or below each; None where not all have one, or there are not about `count` of them."""
    posts = _by_names(lines, begin, end) if count >= FEWEST_NAMES else []
    if not posts or any(post.author is None for post in posts):
        return None
    thread = Thread(posts[0].begin, posts[-1].end, tuple(posts), "announced-named", announced=count)
    return thread if thread.is_counted() else None


def _written(lines: Sequence[Line], begin: int, end: int) -> list[int]:
    return [index for index in range(begin, end) if lines[index].kind is LineKind.TEXT]


def by_rules(lines: Sequence[Line], begin: int, end: int) -> list[Post]:
    """A comment between each two lines that hold the same mark and no word."""
    marks = Counter(lines[index].text for index in range(begin, end) if lines[index].kind is LineKind.ORNAMENT)
    mark, count = marks.most_common(1)[0] if marks else ("", 0)
    if count < FEWEST_RULES:
        return []
    rules = [index for index in range(begin, end) if lines[index].text == mark]
    items = [index for index in _written(lines, begin, end) if mark == DASH and lines[index].text.startswith("- ")]
    edges = [begin, *sorted((*rules, *items)), end]
    spans = [(a, b, tuple(_written(lines, a, b))) for a, b in pairwise(edges)]
    filled = [Post(a, b, written) for a, b, written in spans if written]
    is_even = LONGEST_POST * len(filled) >= sum(len(post.written) for post in filled)
    return filled if is_even and 3 * len(filled) >= 2 * len(rules) else []


def one_a_cell(lines: Sequence[Line]) -> Thread | None:
    """A page that is a table of one column with somebody's writing in each of its cells: a forum's posts."""
    written = _written(lines, 0, len(lines))
    cells = [i for i in written if 0 < i < len(lines) - 1 and lines[i - 1].text == lines[i + 1].text == BAR]
    if len(cells) < FEWEST_CELLS or len(cells) < CELL_SHARE * len(written):
        return None
    if median(word_count(lines[index].text) for index in cells) < LEAST_MEDIAN:
        return None
    return Thread(0, len(lines), tuple(Post(index, index + 1, (index,)) for index in cells), "cells")


def _is_signature(line: Line) -> bool:
    return line.kind is LineKind.TEXT and (is_name(line) or is_placed_name(line))


def is_placed_name(line: Line) -> bool:
    """A name with a place behind it: `Ann, Harwich, UK`."""
    if line.kind is not LineKind.TEXT or len(line.text) > LONGEST_SIGNATURE or "," not in line.text:
        return False
    if word_count(line.text) > SIGNATURE_WORDS:
        return False
    name, comma, place = line.text.partition(",")
    is_whole = comma != "" and not place.rstrip().endswith((".", "!", "?"))
    return is_whole and 0 < len(name.split()) <= CLOSING_WORDS and name[:1].isalpha() and len(place.strip()) > 1


def _by_quotations(lines: Sequence[Line], begin: int, end: int) -> list[Post]:
    """A comment from each line that opens with what somebody else wrote to the next: people answer so in forums."""
    written = [index for index in range(begin, end) if lines[index].kind in (LineKind.TEXT, LineKind.SAYS)]
    opened = [place for place, index in enumerate(written) if _quotes_somebody(lines[index].text)]
    if len(opened) < FEWEST_QUOTATIONS or len(opened) < NAME_SHARE * len(written):
        return []
    edges = sorted({0, *opened, len(written)})
    return [_plain(written[a:b]) for a, b in pairwise(edges)]


def _quotes_somebody(text: str) -> bool:
    """`Mara wrote:They knew.`"""
    match = words().says.match(text) if ":" in text[:LONGEST_QUOTED_NAME] else None
    return match is not None and match.end() < len(text) and text[match.end() - 1] == ":"


def _by_names(lines: Sequence[Line], begin: int, end: int) -> list[Post]:
    """A name above each comment, or below it."""
    written = _written(lines, begin, end)
    names = [place for place, index in enumerate(written) if _is_signature(lines[index])]
    lone = [place for place in names if place - 1 not in names]
    if len(lone) < FEWEST_NAMES or len(lone) < NAME_SHARE * len(written):
        return []
    stands_above = lone[0] == 0 or lone[-1] != len(written) - 1
    edges = [*lone, len(written)] if stands_above else [0, *(place + 1 for place in lone)]
    posts = [_named(lines, written[a:b], stands_above=stands_above) for a, b in pairwise(edges)]
    if stands_above and lone[0] > 0:
        posts.insert(0, _plain(written[: lone[0]]))
    return [post for post in posts if post.written]


def _named(lines: Sequence[Line], block: Sequence[int], *, stands_above: bool) -> Post:
    name, rest = (block[0], block[1:]) if stands_above else (block[-1], block[:-1])
    return Post(block[0], block[-1] + 1, tuple(rest), author=lines[name].text.strip("* •-\t,")[:NAME_ROOM])


def _plain(block: Sequence[int]) -> Post:
    return Post(block[0], block[-1] + 1, tuple(block))


def _by_paragraphs(lines: Sequence[Line], begin: int, end: int) -> list[Post]:
    """A comment a paragraph, but for greetings, which belong to what is below, and for names at the end."""
    blocks: list[list[int]] = []
    for index in _written(lines, begin, end):
        if blocks and _continues(lines[blocks[-1][-1]], lines[index]):
            blocks[-1].append(index)
        else:
            blocks.append([index])
    return [_plain(block) for block in blocks]


def _continues(above: Line, line: Line) -> bool:
    """Whether a line belongs to the same comment as the one above."""
    if _is_greeting(line):
        return False
    if _is_greeting(above) or above.text.endswith(":"):
        return True
    is_closing = not is_talk(line) and word_count(line.text) <= CLOSING_WORDS
    return is_closing or (line.text[:1].islower() and above.text.endswith((",", ";")))


def _is_greeting(line: Line) -> bool:
    if word_count(line.text) > GREETING_WORDS or not line.text.endswith((",", "!", "-", ":", ".")):
        return False
    return line.text.startswith("@") or line.text.split()[0].strip(",!.-:").lower() in words().voice.greetings
