"""Which lines say again what a paragraph of the same article says. All texts are made up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tasks.parse.base.assembly import Block
from tasks.parse.repeats.pull_quotes import mark_pull_quotes
from tasks.records import Kind, Layer

LONG = (
    "“Nobody told the pilots that the lower gate was cracked until the divers came up with photographs,” she said, "
    "and the board has not denied it."
)
PULLED = "“Nobody told the pilots that the lower gate was cracked until the divers came up”"
OTHER = "Engineers expect the repair to take eleven days, and nobody can say yet what it is going to cost."


def article(text: str, kind: Kind = Kind.PARAGRAPH) -> Block:
    return Block(text, Layer.ARTICLE, kind, "test")


def repeats(*blocks: Block) -> list[int | None]:
    return [block.repeat_of for block in mark_pull_quotes(blocks)]


def test_a_pull_quote_repeats_the_paragraph_that_holds_it_above_or_below() -> None:
    assert repeats(article(PULLED), article(OTHER), article(LONG)) == [2, None, None]
    assert repeats(article(LONG), article(OTHER), article(PULLED)) == [None, None, 0]


def test_a_pull_quote_becomes_furniture_under_its_own_rule() -> None:
    marked = mark_pull_quotes([article(LONG), article(PULLED)])[1]
    assert (marked.layer, marked.kind, marked.rule) == (Layer.FURNITURE, Kind.REPEAT, "repeat-pull-quote")


def test_the_name_behind_a_pull_quote_does_not_hide_it() -> None:
    assert repeats(article(LONG), article(PULLED + " – Ida Brandt")) == [None, 0]


def test_a_caption_taken_from_the_text_is_a_repeat() -> None:
    assert repeats(article(LONG), article(PULLED, Kind.CAPTION)) == [None, 0]


def test_a_paragraph_that_is_the_standfirst_once_more_is_a_repeat() -> None:
    assert repeats(article(OTHER, Kind.STANDFIRST), article(LONG), article(OTHER)) == [None, None, 0]


def test_a_few_equal_words_are_no_pull_quote() -> None:
    assert repeats(article(LONG), article("Nobody told the pilots")) == [None, None]


def test_a_heading_that_a_table_of_contents_names_stays() -> None:
    heading = "Nobody told the pilots that the lower gate was cracked until the divers"
    assert repeats(article(LONG), article(heading, Kind.HEADING)) == [None, None]


def test_a_line_without_marks_repeats_a_paragraph_only_where_it_is_long() -> None:
    assert repeats(article(LONG), article("the lower gate was cracked until the divers came up")) == [None, None]
    marked = mark_pull_quotes([article(LONG), article(PULLED.strip("“”"))])[1]
    assert (marked.rule, marked.repeat_of) == ("repeat-inside", 0)


def test_equal_paragraphs_are_left_to_the_repeats() -> None:
    assert repeats(article(OTHER), article(OTHER)) == [None, None]


@given(st.lists(st.sampled_from([LONG, PULLED, OTHER, "Short.", ""]), max_size=8))
def test_texts_and_their_order_stay(texts: list[str]) -> None:
    marked = mark_pull_quotes([article(text) for text in texts])
    assert [block.text for block in marked] == texts
    assert all(block.repeat_of != index for index, block in enumerate(marked))
