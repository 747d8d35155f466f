"""Where a thread begins: the post that opens a forum's page takes the article's place, unless a heading counts it."""

from __future__ import annotations

import pytest

from tasks.parse.lines.kinds import Line, LineKind, read_lines
from tasks.parse.plain.posts import Post, Thread
from tasks.parse.plain.threads import ARTICLE_WORDS, find_thread, without_opening


def prose(words: int) -> Line:
    return Line(" ".join(["harbour"] * words), LineKind.TEXT)


def heading(count: int | None) -> Line:
    return Line("comments", LineKind.ANNOUNCEMENT, announced=count)


SAID = (Line("They knew about it.", LineKind.TEXT), Line("Who is to pay for it?", LineKind.TEXT))


def below(*above: Line, posts: int = 2) -> tuple[list[Line], Thread]:
    """A thread of one-line posts below some lines."""
    begin = len(above)
    made = tuple(Post(index, index + 1, (index,), author="Ann") for index in range(begin, begin + posts))
    return [*above, *SAID[:posts]], Thread(begin, begin + posts, made, "unannounced")


def test_the_first_post_opens_the_thread_where_no_article_stands_above() -> None:
    lines, thread = below()
    first, second = thread.posts
    assert without_opening(lines, thread) == Thread(1, 2, (second,), "unannounced", opening=first)


def test_a_page_of_one_post_has_no_comments() -> None:
    assert without_opening(*below(posts=1)) is None


@pytest.mark.parametrize("count", [1, 3, None])
def test_a_heading_that_announces_another_number_saves_no_first_post(count: int | None) -> None:
    lines, thread = below(heading(count))
    opened = without_opening(lines, thread)
    assert opened is not None
    assert opened.opening == thread.posts[0]


def test_a_heading_that_announces_as_many_comments_as_there_are_counts_the_first_one() -> None:
    lines, thread = below(heading(2))
    assert without_opening(lines, thread) is thread


def test_only_the_line_right_above_the_thread_counts_its_posts() -> None:
    lines, thread = below(heading(2), prose(3))
    opened = without_opening(lines, thread)
    assert opened is not None
    assert opened.opening == thread.posts[0]


@pytest.mark.parametrize(("words", "is_article"), [(ARTICLE_WORDS - 1, False), (ARTICLE_WORDS, True)])
def test_an_article_has_at_least_25_words(words: int, is_article: bool) -> None:
    lines, thread = below(prose(words))
    assert (without_opening(lines, thread) is thread) == is_article
    assert ARTICLE_WORDS == 25


@pytest.mark.parametrize(("words", "is_article"), [(8, False), (9, True)])
def test_lines_of_fewer_than_nine_words_are_no_article(words: int, is_article: bool) -> None:
    lines, thread = below(*[prose(words)] * 4)
    assert (without_opening(lines, thread) is thread) == is_article


# ---- the whole way from printed lines

ARTICLE = (
    "The harbour board closed the northern lock on Tuesday after divers found a crack in the lower gate.\n"
    "Ships of more than forty metres must wait outside until the gate has been lifted, the board said.\n"
)


def found(text: str) -> tuple[str, list[str]] | None:
    lines = read_lines(text)
    thread = find_thread(lines)
    if thread is None:
        return None
    return thread.rule, ["\n".join(lines[i].text for i in post.written) for post in thread.posts]


def test_an_article_by_itself_has_no_comments() -> None:
    assert found(ARTICLE) is None


def test_comments_below_a_heading_are_announced() -> None:
    page = ARTICLE + "2 comments\nAnn says:\nThey knew about it.\nBo says:\nWho is to pay for it?\n"
    assert found(page) == ("announced", ["They knew about it.", "Who is to pay for it?"])


def test_two_signs_with_a_clock_are_enough_below_an_article() -> None:
    page = (
        "Posted by Ann on July 3, 2019 6:51 AM\nThey knew it.\nPosted by Bo on July 4, 2019 7:12 AM\nWho pays for it?\n"
    )
    assert found(ARTICLE + page) == ("unannounced", ["They knew it.", "Who pays for it?"])


def test_two_signs_without_a_clock_are_too_few() -> None:
    page = "Posted by Ann on July 3, 2019\nThey knew about it.\nPosted by Bo on July 4, 2019\nWho is to pay for it?\n"
    assert found(ARTICLE + page) is None


def test_three_signs_without_a_clock_are_enough() -> None:
    signs = (("Ann", "They knew it."), ("Bo", "Who pays for it?"), ("Kim", "Ask the pilots first."))
    page = "".join(f"Posted by {name} on July 3, 2019\n{said}\n" for name, said in signs)
    assert found(ARTICLE + page) == ("unannounced", [said for _, said in signs])
