"""Lines that the template of a forum prints in most posts of a page without markup. All texts are made up."""

from __future__ import annotations

from tasks.parse.base.assembly import assemble
from tasks.parse.plain.page import read_plain_text

SAID = (
    "Does anybody know why the gate of my lock is so loud at night?",
    "You should oil it twice a year, and before the winter as well.",
    "Mine is loud too! Did you ask the keeper about it?",
    "I did, and he said that nobody ever oils it. Poor gate.",
)
NAMES = ("mara_k", "bo77", "kim", "oleg")


def comments(page: str) -> list[str]:
    reading = read_plain_text(page)
    return [comment.text for comment in assemble(reading.blocks, reading.comments.containers).comments]


def test_a_line_below_most_posts_closes_them_with_what_is_printed_of_the_next_writer() -> None:
    page = "".join(
        f"{name}\nLoves {place}\nPosted March {day}, 2019 at 10:26 AM\n{text}\nShare on other sites\n"
        for day, (name, place, text) in enumerate(zip(NAMES, ("boats", "fog", "tea", "rain"), SAID, strict=True), 1)
    )
    assert comments(page) == list(SAID[1:])


def test_lines_above_most_posts_are_their_heads_with_what_stands_between_them() -> None:
    page = "".join(
        f"March {day}, 2019, 10:26 AM #{day}\n{name}\n+ View profile\nKeeper of {name} Joined Mar 2010 Posts 1{day}\n"
        f"+ View homepage\n{text}\n"
        for day, (name, text) in enumerate(zip(NAMES, SAID, strict=True), 1)
    )
    assert comments(page) == list(SAID[1:])


def test_what_two_of_many_say_in_the_same_words_is_no_template() -> None:
    said = (*SAID, "Thank you all.", "So do I.", "Thank you all.")
    page = "".join(
        f"{name} wrote:\nMarch {day}, 2019 10:26 AM\n{text}\n"
        for day, (name, text) in enumerate(zip((*NAMES, "ann", "ida", "tom"), said, strict=True), 1)
    )
    assert comments(page) == list(said[1:])


def test_lines_that_end_several_posts_of_one_writer_are_the_signature() -> None:
    sign = "When the lock was young, the fog was thicker.\nBo, keeper of lock four\n"
    said = (*SAID, "Oil is cheap these days.")
    page = "".join(
        f"{name} wrote:\nMarch {day}, 2019 10:26 AM\n{text}\n" + (sign if name == "bo77" else "")
        for day, (name, text) in enumerate(zip(("mara_k", "bo77", "kim", "oleg", "bo77"), said, strict=True), 1)
    )
    assert comments(page) == list(said[1:])


def test_number_and_writer_above_a_text_open_the_post_whose_time_stands_below() -> None:
    page = "".join(
        f"{number}. {name} Keeper of the {place}\nJoined: March 2010\n{text}\n{name} , March {number}, 2019\n"
        "Ida likes it\n"
        for number, (name, place, text) in enumerate(
            zip(NAMES, ("boats", "fog", "tea", "rain"), SAID, strict=True), start=1
        )
    )
    assert comments(page) == list(SAID[1:])
