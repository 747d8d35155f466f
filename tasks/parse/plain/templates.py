"""Lines that a page prints in most posts of a thread: its template wrote them, and what stands behind or before them.

What belongs here: telling such lines, and cutting posts at them. What does not: where a post begins and ends, what its
writer prints below each (posts.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from tasks.parse.lines.kinds import Line, word_count
from tasks.parse.plain.posts import Post, Thread, is_talk
from tasks.text.patterns import NUMBER

LONGEST_TEMPLATE = 60  # characters
FEWEST_POSTS = 3  # posts that have a line in common; two may have it by chance
TEMPLATE_SHARE = 0.6  # of the posts, in which the same line stands
FOOT_SHARE = 3.0  # times as many words above a line as below make it the foot of its posts, and the reverse their head
MOST_HEAD_LINES = 8  # lines that a forum prints above or below a post
_RANK = re.compile(r"\d{1,5}[.)]\s")


def without_templates(lines: Sequence[Line], thread: Thread) -> Thread:
    """The same posts without lines that most of them have; a post is cut where such a line is its head or its foot."""
    least = max(FEWEST_POSTS, TEMPLATE_SHARE * len(thread.posts))
    counts = Counter(name for post in thread.posts for name in {_name(lines[index]) for index in post.written})
    templates = {name for name, count in counts.items() if name and count >= least}
    if not templates:
        return thread
    weights = _weights(lines, thread.posts, templates)
    cut = (_cut(lines, post, weights) for post in thread.posts)
    posts = tuple(post for post in cut if post.written)
    return replace(thread, posts=posts) if posts else thread


def without_own_names(lines: Sequence[Line], thread: Thread) -> Thread:
    """The same posts without what stands above a line with number and writer: `3. Mara Keeper of the lock`."""
    return replace(thread, posts=tuple(_below_own_name(lines, post) for post in thread.posts))


def _below_own_name(lines: Sequence[Line], post: Post) -> Post:
    if post.author is None:
        return post
    name = post.author.casefold()
    for place, index in enumerate(post.written[:MOST_HEAD_LINES]):
        rank = _RANK.match(lines[index].text)
        if rank is not None and lines[index].text[rank.end() :].casefold().startswith(name):
            written = post.written[place + 1 :]
            return replace(post, written=written) if written else post
    return post


def _name(line: Line) -> str:
    """A short line with its numbers taken out; "" for a longer one."""
    return NUMBER.sub("0", line.text.casefold()) if len(line.text) <= LONGEST_TEMPLATE else ""


def _weights(lines: Sequence[Line], posts: Sequence[Post], templates: set[str]) -> dict[str, tuple[int, int]]:
    """How many words of talk stand above and below each template in all posts."""
    above, below = Counter[str](), Counter[str]()
    for post in posts:
        counts = [word_count(lines[index].text) if is_talk(lines[index]) else 0 for index in post.written]
        total = sum(counts)
        for index, seen, count in zip(post.written, accumulate(counts, initial=0), counts, strict=False):
            name = _name(lines[index])
            if name in templates:
                above[name] += seen
                below[name] += total - seen - count
    return {name: (above[name], below[name]) for name in templates}


def _cut(lines: Sequence[Line], post: Post, weights: Mapping[str, tuple[int, int]]) -> Post:
    names = [_name(lines[index]) for index in post.written]
    first, last = 0, len(names)
    for place, name in enumerate(names):
        above, below = weights.get(name, (0, 0))
        if name in weights and above >= FOOT_SHARE * below and place > first:
            last = place
            break
        if name in weights and below >= FOOT_SHARE * above and place < MOST_HEAD_LINES:
            first = place + 1
    written = tuple(
        i for i, name in zip(post.written[first:last], names[first:last], strict=True) if name not in weights
    )
    return replace(post, written=written)
