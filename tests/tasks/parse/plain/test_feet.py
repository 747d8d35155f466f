"""Comments of plain text whose writer is named above the text and whose time stands below. All texts are made up."""

from __future__ import annotations

from tasks.parse.base.assembly import Assembly, assemble
from tasks.parse.plain.page import read_plain_text

ARTICLE = "\n".join(
    (
        "Northern lock closed for repair",
        "The harbour board closed the northern lock on Tuesday after divers found a crack in the lower gate.",
        "Ships of more than forty metres must wait outside until the gate has been lifted, the board said.",
    )
)
SAID = ("They knew about the crack for years.", "Who is going to pay for all that?", "Ask the pilots, I say!")
DAYS = ("3", "4", "5")
NAMES = ("Mara", "Bo Ek", "Kim Lind")


def read(comments: str) -> Assembly:
    reading = read_plain_text(f"{ARTICLE}\n{comments}")
    return assemble(reading.blocks, reading.comments.containers)


def told(comments: str) -> list[tuple[str | None, str | None, str]]:
    return [
        (comment.author, comment.posted.isoformat()[:10] if comment.posted else None, comment.text)
        for comment in read(comments).comments
    ]


EXPECTED = [(name, f"2019-07-0{day}", text) for name, day, text in zip(NAMES, DAYS, SAID, strict=True)]


def test_a_time_below_a_text_is_that_of_the_writer_who_is_named_above_it() -> None:
    page = "".join(
        f"{name} said...\n{text}\nJuly {day}, 2019 6:51 AM\n" for name, day, text in zip(NAMES, DAYS, SAID, strict=True)
    )
    assert told(f"3 comments:\n{page}Post a Comment\n") == EXPECTED


def test_names_by_themselves_above_texts_with_times_below_are_the_heads() -> None:
    page = "".join(
        f"{name}\n{text}\nJuly {day}, 2019 6:51 AM Report abuse\n"
        for name, day, text in zip(NAMES, DAYS, SAID, strict=True)
    )
    assert told(f"3 comments\n{page}Check out our new boats\n") == EXPECTED


def test_a_control_beside_the_head_does_not_close_the_comment_below_it() -> None:
    page = "".join(
        f"{name}\nJuly {day}, 2019 at 6:51 am\nReply\n{text}\n"
        for name, day, text in zip(NAMES, DAYS, SAID, strict=True)
    )
    assert told(f"3 comments\n{page}Leave a Reply\n") == EXPECTED


def test_names_and_texts_in_turn_are_comments_where_a_heading_announces_as_many() -> None:
    page = "".join(f"{name}\n{text}\n" for name, text in zip(NAMES, SAID, strict=True))
    assert [said[::2] for said in told(f"3 responses\n{page}Leave a Reply\n")] == list(zip(NAMES, SAID, strict=True))


# ---- the two ends of a thread


def test_notices_above_the_first_comment_and_below_the_last_are_nobodys() -> None:
    page = "".join(
        f"{text}\nPosted by: {name} | July {day}, 2019 at 06:51 AM\n"
        for name, day, text in zip(NAMES, DAYS, SAID, strict=True)
    )
    notice = "You can follow this conversation by subscribing to the comment feed for this post."
    assert told(f"Comments\n{notice}\n{page}") == EXPECTED
    below = (
        "Mara says:\nJuly 3, 2019 at 6:51 am\nWho pays?\nRead our community guidelines before you write.\nThe Editors\n"
    )
    assert told(f"1 comment\n{below}") == [("Mara", "2019-07-03", "Who pays?")]


def test_traces_of_other_blogs_below_the_comments_are_no_comments() -> None:
    page = "Mara says:\nWho pays?\nTrackbacks\nThe lock, again says:\nAugust 7, 2019 at 9:05 am\n[...] a crack [...]\n"
    assert [said[2] for said in told(f"1 comment\n{page}")] == ["Who pays?"]


def test_a_verb_that_stands_below_the_name_is_not_written_by_anybody() -> None:
    page = "".join(
        f"{name}\nsays:\nJuly {day}, 2019 at 6:51 am\n{text}\n"
        for name, day, text in zip(NAMES, DAYS, SAID, strict=True)
    )
    assert [said[2] for said in told(f"3 comments\n{page}")] == list(SAID)


def test_a_form_between_the_heading_and_the_comments_does_not_end_them() -> None:
    form = "* Name\n* Email address\n* Site\nNotify me of follow-up comments via email.\nPost comment as\n"
    said = "1. Mara Wednesday, July 3 2019\nThey knew about the crack for years.\nReply\n"
    assert told(f"1 comment\n{form}{said}") == [("Mara", "2019-07-03", "They knew about the crack for years.")]
    assert told(f"1 comment\n{form}") == []


def test_a_writer_who_is_named_below_the_text_has_the_time_that_stands_above_it() -> None:
    page = "".join(
        f"July {day}, 2019\n6:51 am EDT\n{text}\nPosted by {name} | Report as abusive\n"
        for name, day, text in zip(NAMES, DAYS, SAID, strict=True)
    )
    assert told(f"3 comments\n{page}Post Your Comment\n") == EXPECTED
    first = page.split("July 4")[0]
    assert told(f"One comment so far\n{first}Post Your Comment\n") == EXPECTED[:1]
