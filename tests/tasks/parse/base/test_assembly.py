"""Blocks become one text with numbered segments: offsets, containers, comments and quoted documents."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from tasks.parse.base.assembly import MOST_DEPTH, Block, Container, assemble
from tasks.records import Comment, Kind, Layer, Moment, Precision, QuotedDocument, Segment

POSTED = Moment(datetime(2021, 7, 14, 9), Precision.LOCAL_MINUTE)


def article(text: str, **fields: object) -> Block:
    return Block(text, Layer.ARTICLE, Kind.PARAGRAPH, "said", **fields)  # type: ignore[arg-type]


def comment(text: str, container: int, **fields: object) -> Block:
    return Block(text, Layer.COMMENT, Kind.PARAGRAPH, "said", container, **fields)  # type: ignore[arg-type]


def test_blocks_are_lines_and_parts_of_a_line_are_joined() -> None:
    blocks = [article(" One "), article("two", is_inline=True), article("three", is_glued=True), article("Four")]
    made = assemble(blocks)
    assert made.text == "One twothree\nFour"
    assert [(s.start, s.end) for s in made.segments] == [(0, 3), (4, 7), (7, 12), (13, 17)]
    assert [s.segment_id for s in made.segments] == [0, 1, 2, 3]


def test_the_first_block_has_nothing_before_it_and_blank_ones_are_dropped() -> None:
    made = assemble([article(" \n"), article("One", is_inline=True), article("")])
    assert made.text == "One"
    assert made.segments == (Segment(0, None, Layer.ARTICLE, Kind.PARAGRAPH, 0, 3, "said"),)
    assert assemble([]).text == ""


def test_a_repeat_points_at_the_segment_of_what_it_repeats() -> None:
    blocks = [article(""), article("One"), article("One", repeat_of=1, repeat_share=0.9), article("x", repeat_of=0)]
    segments = assemble(blocks).segments
    assert [(s.repeat_of, s.repeat_share) for s in segments] == [(None, None), (0, 0.9), (None, None)]


def test_a_container_is_numbered_before_its_first_block_and_holds_all_of_them() -> None:
    blocks = [article("Text."), comment("Ann", 0), comment("Hello.", 0), article("End.")]
    made = assemble(blocks, [Container(Kind.COMMENT, "posted")])
    assert made.segments == (
        Segment(0, None, Layer.ARTICLE, Kind.PARAGRAPH, 0, 5, "said"),
        Segment(1, None, Layer.COMMENT, Kind.COMMENT, 6, 16, "posted"),
        Segment(2, 1, Layer.COMMENT, Kind.PARAGRAPH, 6, 9, "said"),
        Segment(3, 1, Layer.COMMENT, Kind.PARAGRAPH, 10, 16, "said"),
        Segment(4, None, Layer.ARTICLE, Kind.PARAGRAPH, 17, 21, "said"),
    )


def test_a_comment_says_who_wrote_what_in_answer_to_whom() -> None:
    containers = [
        Container(Kind.COMMENT, "posted", authors=("Ann", "Bo"), moment=POSTED, permalink="#1"),
        Container(Kind.COMMENT, "posted", reply_to=0, quotes=0),
        Container(Kind.COMMENT, "posted", reply_to=1),
        Container(Kind.COMMENT, "empty"),
    ]
    blocks = [
        comment("One.", 0),
        Block("Reply", Layer.FURNITURE, Kind.RESIDUE, "control", 0),
        comment("Two", 1),
        comment("and more.", 1, is_inline=True),
        comment("Three.", 2),
    ]
    made = assemble(blocks, containers)
    assert made.comments == (
        Comment(0, None, 0, 0, "Ann", POSTED, "#1", "One.", None),
        Comment(3, 0, 1, 1, None, None, None, "Two and more.", 0),
        Comment(6, 3, 2, 2, None, None, None, "Three.", None),
    )


def test_an_answer_to_a_comment_without_text_is_an_answer_to_nothing() -> None:
    containers = [Container(Kind.COMMENT, "posted"), Container(Kind.COMMENT, "posted", reply_to=0, quotes=0)]
    (made,) = assemble([comment("Two.", 1)], containers).comments
    assert (made.parent_id, made.quoted_comment_id, made.depth) == (None, None, 1)


def test_answers_that_go_round_are_as_deep_as_anything_may_be() -> None:
    containers = [Container(Kind.COMMENT, "posted", reply_to=0)]
    assert assemble([comment("One.", 0)], containers).comments[0].depth == MOST_DEPTH == 500


def test_a_document_quoted_in_a_comment_stands_inside_it() -> None:
    containers = [
        Container(Kind.COMMENT, "posted"),
        Container(Kind.QUOTED_DOCUMENT, "quoted-marked", inside=0, authors=("Bo",), moment=POSTED, title="T", url="u"),
    ]
    quoted = Block("A letter.", Layer.QUOTED, Kind.PARAGRAPH, "quoted-marked", 1)
    made = assemble([comment("See:", 0), quoted], containers)
    assert made.quoted_documents == (QuotedDocument(2, 0, "T", "u", ("Bo",), POSTED, "A letter."),)
    assert made.comments[0].text == "See:\nA letter."
    assert [(s.segment_id, s.parent_id, s.layer, s.start, s.end) for s in made.segments] == [
        (0, None, Layer.COMMENT, 0, 14),
        (1, 0, Layer.COMMENT, 0, 4),
        (2, 0, Layer.QUOTED, 5, 14),
        (3, 2, Layer.QUOTED, 5, 14),
    ]


def test_a_document_quoted_in_the_article_is_no_comment() -> None:
    quoted = Block("A letter.", Layer.QUOTED, Kind.PARAGRAPH, "quoted-marked", 0)
    made = assemble([quoted], [Container(Kind.QUOTED_DOCUMENT, "quoted-marked")])
    assert made.quoted_documents == (QuotedDocument(0, None, None, None, (), None, "A letter."),)
    assert made.comments == ()


@given(st.lists(st.tuples(st.sampled_from(["", " a ", "b c", "d"]), st.booleans(), st.booleans()), max_size=12))
def test_every_segment_is_the_text_of_its_block(parts: list[tuple[str, bool, bool]]) -> None:
    blocks = [article(text, is_inline=inline, is_glued=glued) for text, inline, glued in parts]
    made = assemble(blocks)
    said = [made.text[segment.start : segment.end] for segment in made.segments]
    assert said == [block.text.strip() for block in blocks if block.text.strip()]
