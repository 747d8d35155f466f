"""How comments and posts without markup are told apart when their signs are few or glued. All texts are made up."""

from __future__ import annotations

from tasks.parse.base.assembly import MOST_DEPTH, Assembly, assemble
from tasks.parse.plain.page import read_plain_text
from tasks.parse.repeats.quoted_documents import find_quoted
from tasks.parse.repeats.repeats import mark_repeats

PARAGRAPHS = (
    "The harbour board closed the northern lock on Tuesday after divers found a crack in the lower gate.",
    "Ships of more than forty metres must wait outside until the gate has been lifted, the board said in a statement.",
    "Engineers expect the repair to take eleven days, and nobody can say yet what it is going to cost the town.",
)
ARTICLE = "Northern lock closed for repair\nBy Ida Brandt and Tom Okello\n12 March 2019\n" + "\n".join(PARAGRAPHS)
WORDS = tuple(enumerate(("too", "very", "rather", "hardly"), start=1))


def read(text: str) -> Assembly:
    reading = read_plain_text(text)
    return assemble(*find_quoted(mark_repeats(reading.blocks), reading.comments.containers))


def comments(text: str) -> list[str]:
    return [comment.text for comment in read(text).comments]


# ---- things that fell together on a line


def test_name_glued_to_its_time_and_controls_glued_to_the_text_are_told_apart() -> None:
    page = (
        "2 comments:\nMaraMarch 12, 2019 at 10:26 AM\nThey knew for years.ReplyDelete\nAsk the pilots.\n"
        "BO EKMarch 13, 2019 at 1:48 PM\nSo did we all.Delete\n"
    )
    assembly = read(ARTICLE + "\n" + page)
    assert [comment.text for comment in assembly.comments] == [
        "They knew for years.\nAsk the pilots.",
        "So did we all.",
    ]
    assert [comment.author for comment in assembly.comments] == ["Mara", "BO EK"]
    assert all(comment.posted is not None for comment in assembly.comments)


def test_head_of_a_quoted_document_opens_no_comment() -> None:
    quoted = "QUOTE\nLock repair takes all spring\nBy Ann Lee\nPublished: Mar 11, 2019\n" + PARAGRAPHS[0] + "\nUNQUOTE"
    page = f"1 comment:\nMara says:\nRead this.\n{quoted}\nTold you so.\n"
    (comment,) = read(ARTICLE + "\n" + page).comments
    assert comment.text.startswith("Read this.")
    assert comment.text.endswith("Told you so.")


def test_number_and_time_of_a_post_are_cut_from_its_text() -> None:
    posts = "\n".join(f"-\n03-1{n}-2019, 10:26 AM #{n}The gate is {word} loud for us." for n, word in WORDS)
    assert comments(posts) == [f"The gate is {word} loud for us." for _, word in WORDS[1:]]


def test_discussion_in_one_cell_of_a_layout_table_is_cut_at_its_signatures() -> None:
    said = "They knew about it for years. Posted by Ida on March 12, 2019 2:09 PM "
    said += "So did we, I think. Posted by Tom on March 12, 2019 3:10 PM"
    row = "|  | " + " ".join(PARAGRAPHS * 2) + " Comments " + said + " |"
    assert comments(row) == ["They knew about it for years.", "So did we, I think."]


# ---- forums


def test_subject_with_its_score_opens_a_comment() -> None:
    page = "\n".join(f"Re: The gate (Score:{n}, Funny)\nThe gate is {word} loud for us." for n, word in WORDS)
    assert comments(ARTICLE + "\n" + page) == [f"The gate is {word} loud for us." for _, word in WORDS]


def test_letters_are_told_by_the_names_and_places_below_them() -> None:
    letters = "\n".join(f"The gate is {word} loud for us.\nIda {word.title()}, Harwich, UK" for _, word in WORDS)
    read_letters = read(ARTICLE + "\n" + letters).comments
    assert [comment.text for comment in read_letters] == [f"The gate is {word} loud for us." for _, word in WORDS]
    assert read_letters[0].author == "Ida Too, Harwich, UK"


def test_call_to_comment_below_every_comment_does_not_end_them() -> None:
    page = "\n".join(
        f"Posted by {word}{n} on 0{n}/13/08 at 12:0{n}PM\nThe gate is {word} loud.\nPost a comment" for n, word in WORDS
    )
    assert len(comments(ARTICLE + "\n4 comments\n" + page)) == 4


# ---- voices


def test_writer_who_says_i_throughout_makes_nothing_of_his_own_words() -> None:
    """What readers are told by is learned from the page: a first person is no sign on a page that is full of them."""
    blog = "\n".join(f"I walked to the lock on day {n} and I saw my friends at work there, as I do." for n in range(9))
    assert comments(blog) == []


def test_marks_between_pieces_of_talk_cut_a_conversation() -> None:
    talk = (
        "Hi all, does anyone know why my gate is so loud? I can't sleep!",
        "Hello Ida, thanks for asking. I think you should oil it.",
        "Well, I did that and it didn't help me. Any ideas?",
        "Ha, mine is loud too! Have you tried asking your neighbour?",
    )
    assert comments("\n-\n".join(talk)) == list(talk[1:])


# ---- answers


def test_endless_exchange_is_read_to_its_end() -> None:
    """Where each comment answers the one before, its depth is not counted anew from the first."""
    turns = "".join(
        f"{'Ann > Bo' if n % 2 else 'Bo > Ann'} • July 3, 2011 5:32 pm\nNo, number {n}.\n" for n in range(5000)
    )
    thread = read(ARTICLE + "\n5000 comments\n" + turns).comments
    assert len(thread) == 5000
    assert max(comment.depth for comment in thread) == MOST_DEPTH


def test_list_of_comments_printed_twice_is_no_list_of_quotations() -> None:
    said = "Mara wrote:\nThey knew for years.\nBo wrote:\nSo did we, I think.\nKim wrote:\nWho pays for it then?\n"
    thread = read(ARTICLE + "\n3 comments\n" + said + said).comments
    assert {comment.parent_id for comment in thread} == {None}
    assert {comment.author for comment in thread} == {"Mara", "Bo", "Kim"}
