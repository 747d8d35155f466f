"""What is taken out of a stored page leaves blanks of its length; all else stays where it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.identity import pseudonym
from tasks.parse.base.assembly import Block, Container, assemble
from tasks.parse.commenters.blanking import Outtake, blank, blanked
from tasks.records import AROUND_RULES, Kind, Layer, Page, PageType, Segment

KEY = "3c9f1e0b7a5d42868e1f0c9b6a7d5e43"  # made up for these tests
SAID = "I have walked over the wet bridge at seven"
ARTICLE, COMMENT, QUOTED, HEAD = Layer.ARTICLE, Layer.COMMENT, Layer.QUOTED, Layer.FURNITURE


def page(kim: str = "Kim Okafor", page_type: PageType = PageType.ARTICLE) -> Page:
    containers = [
        Container(Kind.COMMENT, "r", authors=(kim,), permalink="https://a.example/#c1"),
        Container(Kind.COMMENT, "r", authors=("Tom",), reply_to=0, quotes=0, permalink=f"https://a.example/#by-{kim}"),
        Container(Kind.QUOTED_DOCUMENT, "r", inside=1, title="A bridge"),
    ]
    blocks = [
        Block(f"Mayor {kim} opened it", ARTICLE, Kind.PARAGRAPH, "r"),
        Block(f"{kim} says:", HEAD, Kind.RESIDUE, "r"),
        Block(SAID, COMMENT, Kind.PARAGRAPH, "r", 0),
        Block(f"{kim} wrote: {SAID}. And you, Kim, slipped.", COMMENT, Kind.PARAGRAPH, "r", 1),
        Block(f"{kim} is a baker, the paper wrote.", QUOTED, Kind.PARAGRAPH, "r", 2),
        Block(SAID, HEAD, Kind.REPEAT, "r", repeat_of=2),
    ]
    made = assemble(blocks, containers)
    return Page("html", made.text, made.segments, made.comments, made.quoted_documents, page_type=page_type)


def words(text: str) -> str:
    return " ".join(text.split())


def test_a_comment_goes_with_its_text_and_its_segments() -> None:
    before = page()
    found = blank(before, Outtake(segments=frozenset({before.comments[0].comment_id})))
    assert len(found.page.text) == len(before.text)
    assert [comment.author for comment in found.page.comments] == ["Tom"]
    assert found.page.comments[0].parent_id is None
    assert found.page.comments[0].quoted_comment_id is None
    assert "Kim Okafor wrote: I have walked" in found.page.text  # nobody's name was asked for
    kept = {segment.segment_id: segment for segment in before.segments}
    for segment in found.page.segments:
        assert replace(kept[segment.segment_id], repeat_of=None) == replace(segment, repeat_of=None)


def test_with_comments_goes_what_stands_around_them_and_with_quoted_documents_it_stays() -> None:
    before = page()
    start = len(before.text) + 1
    around = Segment(
        len(before.segments), None, HEAD, Kind.RESIDUE, start, start + 9, sorted(AROUND_RULES)[0], repeat_of=None
    )
    before = replace(before, text=f"{before.text}\nzeta99 5h", segments=(*before.segments, around))
    found = blank(before, Outtake(segments=frozenset({before.comments[1].comment_id})))
    assert "zeta99" not in found.page.text
    assert around.segment_id in found.gone
    (quoted,) = before.quoted_documents
    assert "zeta99" in blank(before, Outtake(segments=frozenset({quoted.segment_id}))).page.text


def test_with_a_name_go_its_comments_its_heads_and_what_others_quote() -> None:
    before = page()
    found = blank(before, Outtake(names=frozenset({"Kim Okafor"})))
    assert words(found.page.text) == (
        "Mayor Kim Okafor opened it says: wrote: . And you, , slipped. Kim Okafor is a baker, the paper wrote."
    )
    (tom,) = found.page.comments
    assert words(tom.text).startswith("wrote: . And you, , slipped.")
    assert tom.permalink is None
    assert all(found.page.text[start:end].isspace() for start, end in found.spans)


def test_a_pseudonym_goes_wherever_it_stands() -> None:
    hidden = pseudonym("Kim Okafor", KEY)
    found = blank(page(hidden), Outtake(names=frozenset({hidden})))
    assert hidden not in found.page.text
    assert hidden not in found.page.comments[0].text


def test_a_quoted_document_goes_without_the_comment_around_it() -> None:
    before = page()
    (quoted,) = before.quoted_documents
    found = blank(before, Outtake(segments=frozenset({quoted.segment_id})))
    assert found.page.quoted_documents == ()
    assert len(found.page.comments) == 2
    assert "baker" not in found.page.text


def test_in_a_thread_the_first_post_is_somebodys_words_too() -> None:
    found = blank(page(page_type=PageType.FORUM), Outtake(names=frozenset({"Kim Okafor"})))
    assert "Okafor opened" not in words(found.page.text)


def test_on_a_page_without_a_comment_of_that_name_it_goes_only_where_somebody_is_addressed() -> None:
    before = page()
    other = replace(before, comments=tuple(replace(comment, author="Ida") for comment in before.comments))
    found = blank(other, Outtake(names=frozenset({"Kim Okafor"})))
    assert "Kim Okafor is a baker" in found.page.text
    assert "Kim Okafor wrote:" not in found.page.text
    assert SAID in found.page.text


def test_a_page_without_any_of_it_stays_as_it_is() -> None:
    before = page()
    assert blank(before, Outtake(names=frozenset({"Somebody Else"}))).page == before
    assert blank(before, Outtake()).page == before


@pytest.mark.parametrize("spans", [[], [(0, 3)], [(1, 4), (2, 6)], [(0, 9)]])
def test_blanks_have_the_length_of_what_they_stand_for(spans: list[tuple[int, int]]) -> None:
    text = "ab\ncd 💧 e"
    after = blanked(text, spans)
    assert len(after) == len(text)
    covered = {place for start, end in spans for place in range(start, end)}
    for place, (one, other) in enumerate(zip(text, after, strict=True)):
        assert other == (" " if place in covered and one != "\n" else one)


@given(st.sets(st.integers(0, 9)), st.booleans())
def test_whatever_is_taken_out_segments_lie_in_the_text_and_spans_are_blank(gone: set[int], with_name: bool) -> None:
    before = page()
    found = blank(before, Outtake(frozenset(gone), frozenset({"Kim Okafor"} if with_name else ())))
    assert len(found.page.text) == len(before.text)
    changed = [place for place, pair in enumerate(zip(before.text, found.page.text, strict=True)) if pair[0] != pair[1]]
    assert all(any(start <= place < end for start, end in found.spans) for place in changed)
    ids = {segment.segment_id for segment in found.page.segments}
    assert not ids & found.gone
    assert all(comment.comment_id in ids for comment in found.page.comments)
