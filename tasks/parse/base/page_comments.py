"""What is known of a page's comments once they are read, whichever way they were found.

What belongs here: the one record that all readers of comments end in (names of the markup, its shape, the page's data,
the lines of a page without markup). What does not: finding comments, or the steps on the way (elements in
comments/groups.py, line numbers in plain/posts.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from tasks.parse.base.assembly import Block, Container
from tasks.records import Moment


@dataclass(frozen=True, slots=True)
class OpeningPost:
    """The post of a forum's thread that the others answer: it is the page's article."""

    blocks: tuple[Block, ...]
    authors: tuple[str, ...] = ()
    moment: Moment | None = None


@dataclass(frozen=True, slots=True)
class PageComments:
    """All comments of a page in reading order; the default is a page without comments.

    `containers` has one entry for each comment: its author and time, which comment it answers, the rule that found it.
    `blocks` are the lines of all comments, each with the place of its container. Below a text without markup they
    include the lines around the comments, as furniture. `opening` is set on a page of a forum. `is_counted` is true
    where a heading such as "12 comments" announces about as many as were found, `is_taken_out` where no line of theirs
    stands in the page's tree any more.
    """

    blocks: tuple[Block, ...] = ()
    containers: tuple[Container, ...] = ()
    opening: OpeningPost | None = None
    is_counted: bool = False
    is_taken_out: bool = False
