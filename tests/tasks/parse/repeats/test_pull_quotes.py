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


# ---- at the edges of the rules: words are numbered, so that none recurs by chance


def numbered(count: int, first: int = 0) -> str:
    return " ".join(f"w{number}" for number in range(first, first + count))


HOLDER = article(numbered(100))


def pulled(text: str, **fields: object) -> bool:
    return repeats(HOLDER, Block(text, Layer.ARTICLE, **{"kind": Kind.PARAGRAPH, "rule": "test", **fields})) == [
        None,
        0,
    ]  # type: ignore[arg-type]


def test_a_line_in_quotation_marks_has_8_to_60_words_and_a_bare_one_15() -> None:
    assert pulled(f"“{numbered(8, 5)}”")
    assert not pulled(f"“{numbered(7, 5)}”")
    assert pulled(f"“{numbered(60, 5)}”")
    assert not pulled(f"“{numbered(61, 5)}”")
    assert pulled(numbered(15, 5))
    assert not pulled(numbered(14, 5))


def test_a_quotation_by_its_element_and_a_caption_are_set_apart_too() -> None:
    assert pulled(numbered(8, 5), rule="article-quote")
    assert pulled(numbered(8, 5), kind=Kind.CAPTION)
    assert not pulled(numbered(7, 5), kind=Kind.CAPTION)


def test_headings_count_in_quotation_marks_only() -> None:
    assert pulled(f"“{numbered(8, 5)}”", kind=Kind.HEADING)
    assert not pulled(numbered(20, 5), kind=Kind.HEADING)


def test_rows_code_and_items_of_lists_are_never_pulled() -> None:
    for rule in ("article-table-row", "article-code", "article-list-item", "opening-post", "large-page-item"):
        assert not pulled(numbered(20, 5), rule=rule)


def test_a_line_stands_in_the_paragraph_in_one_piece_up_to_its_last_words() -> None:
    assert pulled(numbered(20, 0))
    assert pulled(numbered(20, 80))
    assert not pulled(numbered(20, 81))
    assert not pulled(f"{numbered(10, 5)} {numbered(10, 16)}")
    assert not pulled(numbered(100))  # as long as the paragraph: a copy, no quotation from it


def test_a_name_of_up_to_six_words_behind_a_dash_is_left_aside() -> None:
    said = f"“{numbered(8, 5)}”"
    assert pulled(f"{said} – Ann Lee of the harbour board")
    assert not pulled(f"{said} – Ann Lee of the old harbour board")


def test_a_line_of_700_characters_is_a_paragraph() -> None:
    words = numbered(59, 5)
    assert pulled(words + "." * (699 - len(words)))
    assert not pulled(words + "." * (700 - len(words)))


def test_the_rule_says_how_it_was_told() -> None:
    blocks = mark_pull_quotes([HOLDER, article(f"“{numbered(8, 5)}”"), article(numbered(15, 5))])
    assert [block.rule for block in blocks] == ["test", "repeat-pull-quote", "repeat-inside"]
    assert [(b.layer, b.kind, b.repeat_share) for b in blocks[1:]] == [(Layer.FURNITURE, Kind.REPEAT, 1.0)] * 2


def test_a_paragraph_that_is_the_standfirst_once_more_has_8_words() -> None:
    def again(count: int) -> list[int | None]:
        text = numbered(count, 200)
        return repeats(article(text, Kind.STANDFIRST), HOLDER, article(text))

    assert again(8) == [None, None, 0]
    assert again(7) == [None, None, None]
