"""Which paragraphs count as repeats of earlier ones. All texts are made up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tasks.parse.base.assembly import Block
from tasks.parse.repeats.repeats import mark_repeats
from tasks.records import Kind, Layer

LONG = (
    "The harbour board closed the northern lock on Tuesday after divers found a crack in the lower gate, "
    "and ships of more than forty metres must wait outside until the gate has been lifted."
)
OTHER = "Engineers expect the repair to take eleven days, and nobody can say yet what it is going to cost."


def article(text: str, kind: Kind = Kind.PARAGRAPH) -> Block:
    return Block(text, Layer.ARTICLE, kind, "test")


def comment(text: str, container: int) -> Block:
    return Block(text, Layer.COMMENT, Kind.PARAGRAPH, "test", container)


def repeats(*blocks: Block) -> list[int | None]:
    """For each block the one it repeats."""
    return [block.repeat_of for block in mark_repeats(blocks)]


def test_later_copy_becomes_furniture_that_points_at_the_first() -> None:
    copy = mark_repeats([article(LONG), article(OTHER), article(LONG)])[2]
    assert (copy.layer, copy.kind, copy.repeat_of, copy.repeat_share) == (Layer.FURNITURE, Kind.REPEAT, 0, 1.0)
    assert copy.rule == "repeat-equal"


def test_case_punctuation_and_spacing_do_not_hide_a_copy() -> None:
    assert repeats(article(OTHER), article(OTHER.upper().replace(",", " –"))) == [None, 0]


def test_body_that_stands_twice_is_removed_whole() -> None:
    """Short lines between two copies go with them, though alone they would be too short to judge."""
    body = [article(OTHER), article("Who pays?", Kind.HEADING), article(LONG)]
    assert repeats(*body, *body) == [None, None, None, 0, 1, 2]


def test_interleaved_copies_are_found() -> None:
    assert repeats(article(LONG), article(LONG), article(OTHER), article(OTHER)) == [None, 0, None, 2]


def test_near_copy_states_its_share() -> None:
    changed = LONG.replace("forty", "some forty")
    copy = mark_repeats([article(LONG), article(changed)])[1]
    assert copy.rule == "repeat-near"
    assert copy.repeat_share is not None
    assert 0.85 <= copy.repeat_share < 1


def test_rows_that_differ_in_their_numbers_are_no_repeats() -> None:
    row = LONG + " It opens at {} and closes at {}."
    assert repeats(article(row.format(7, 12)), article(row.format(8, 13))) == [None, None]


def test_short_lines_may_recur() -> None:
    assert repeats(article("He did not answer."), article(OTHER), article("He did not answer.")) == [None, None, None]


def test_title_that_stands_again_as_a_heading_is_a_repeat() -> None:
    assert repeats(article("Northern lock closed", Kind.TITLE), article("Northern lock closed", Kind.HEADING)) == [
        None,
        0,
    ]


def test_comment_that_quotes_the_article_keeps_the_quotation() -> None:
    assert repeats(article(LONG), comment(LONG, 0), comment(LONG, 1)) == [None, None, None]


def test_list_of_comments_that_stands_twice_is_a_repeat() -> None:
    once = [comment(f"Comment number {n} on this.", n) for n in range(3)]
    twice = [comment(block.text, number + 3) for number, block in enumerate(once)]
    assert repeats(*once, *twice) == [None, None, None, 0, 1, 2]


@given(st.lists(st.sampled_from([LONG, OTHER, LONG + " " + OTHER, "Short.", ""]), max_size=12))
def test_blocks_keep_their_number_and_order_and_point_backwards_at_originals(texts: list[str]) -> None:
    marked = mark_repeats([article(text) for text in texts])
    assert [block.text for block in marked] == texts
    for index, block in enumerate(marked):
        assert block.repeat_of is None or (block.repeat_of < index and marked[block.repeat_of].repeat_of is None)


# ---- at the edges of the rules: words are numbered, so that none recurs by chance


def numbered(count: int, first: int = 0) -> str:
    return " ".join(f"w{number}" for number in range(first, first + count))


def test_equal_lines_have_seven_words_and_a_title_three() -> None:
    assert repeats(article(numbered(7)), article(numbered(7))) == [None, 0]
    assert repeats(article(numbered(6)), article(numbered(6))) == [None, None]
    title = article(numbered(3), Kind.TITLE)
    assert repeats(title, article(numbered(3), Kind.HEADING)) == [None, 0]
    assert repeats(article(numbered(2), Kind.TITLE), article(numbered(2), Kind.HEADING)) == [None, None]


def test_near_copies_share_85_of_100_shingles() -> None:
    original = numbered(103)  # 100 shingles of four words
    assert repeats(article(original), article(f"{numbered(88)} {numbered(15, 200)}")) == [None, 0]  # 85 of them
    assert repeats(article(original), article(f"{numbered(87)} {numbered(16, 200)}")) == [None, None]  # 84


def test_near_copies_have_twenty_words() -> None:
    original = article(numbered(40))
    assert repeats(original, article(numbered(20, 5))) == [None, 0]
    assert repeats(original, article(numbered(19, 5))) == [None, None]


def test_a_copy_of_a_copy_points_at_the_first() -> None:
    near = f"{numbered(88)} {numbered(15, 200)}"
    assert repeats(article(numbered(103)), article(near), article(near)) == [None, 0, 0]


def test_two_long_comments_or_three_short_ones_are_a_list_that_stands_again() -> None:
    def again(count: int, words: int) -> list[int | None]:
        comments = [numbered(words, 100 * number) for number in range(count)]
        return repeats(*(comment(text, place) for place, text in enumerate(comments * 2)))

    assert again(3, 2) == [None] * 3 + [0, 1, 2]
    assert again(2, 2) == [None] * 4
    assert again(2, 12) == [None] * 4  # 24 words
    assert again(2, 13) == [None, None, 0, 1]  # 26
    assert again(1, 60) == [None, None]


def test_a_list_of_25_words_is_long() -> None:
    pair = [numbered(12), numbered(13, 100)]
    assert repeats(*(comment(text, place) for place, text in enumerate(pair * 2))) == [None, None, 0, 1]
    less = [numbered(12), numbered(12, 100)]
    assert repeats(*(comment(text, place) for place, text in enumerate(less * 2))) == [None] * 4


def test_comments_that_stand_again_in_another_order_are_no_list() -> None:
    texts = [numbered(20, 100 * number) for number in range(3)]
    order = [texts[0], texts[1], texts[2], texts[2], texts[1], texts[0]]
    assert repeats(*(comment(text, place) for place, text in enumerate(order))) == [None] * 6
