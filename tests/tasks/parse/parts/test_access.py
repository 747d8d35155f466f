"""Whether a page withholds a part of its article."""

from __future__ import annotations

import pytest

from tasks.parse.base.assembly import Block
from tasks.parse.html.page_facts import PageFacts
from tasks.parse.parts.access import paywalled, truncated, without_calls
from tasks.records import Judgement, Kind, Layer

CALL = "Subscribe to continue reading"
OPEN, WALL = Judgement(), Judgement(True, "call-to-subscribe")


def said(text: str, kind: Kind = Kind.PARAGRAPH, layer: Layer = Layer.ARTICLE) -> Block:
    return Block(text, layer, kind, "said")


def words(count: int, last: str = "end.") -> Block:
    return said("word " * (count - 1) + last)


def test_what_the_page_states_is_believed_before_any_call() -> None:
    stated = Judgement(False, "stated-access")
    assert paywalled(PageFacts(access=stated, has_call=True), [words(20), said(CALL)]) == stated


def test_a_call_tells_a_paywall_where_the_article_has_less_than_350_words() -> None:
    assert paywalled(PageFacts(has_call=True), [words(349)]) == WALL
    assert paywalled(PageFacts(has_call=True), [words(350)]) == OPEN
    assert paywalled(PageFacts(), [words(349)]) == OPEN
    assert (
        paywalled(PageFacts(has_call=True), [words(340), said("one two " * 4 + "three", Kind.HEADING)]) == WALL
    )  # 349
    assert paywalled(PageFacts(has_call=True), [words(340), said("one two " * 5, Kind.HEADING)]) == OPEN


def test_a_plain_text_keeps_its_call_among_the_last_six_blocks() -> None:
    line = words(3)
    assert paywalled(None, [words(20), said(CALL), *[line] * 5]) == WALL
    assert paywalled(None, [words(20), said(CALL), *[line] * 6]) == OPEN
    assert paywalled(None, [words(20), said(CALL, layer=Layer.FURNITURE)]) == WALL
    assert paywalled(None, [words(20), said(CALL, layer=Layer.COMMENT)]) == OPEN
    assert paywalled(None, [words(20)]) == OPEN


def test_a_call_and_what_stands_under_it_become_furniture() -> None:
    blocks = [words(20), words(20), said(CALL), words(25), words(26)]
    marked = without_calls(blocks)
    assert [block.layer is Layer.FURNITURE for block in marked] == [False, False, True, True, False]
    assert (marked[2].kind, marked[2].rule, marked[2].text) == (Kind.RESIDUE, "call-to-subscribe", CALL)
    assert without_calls(blocks[:2]) == blocks[:2]


def test_calls_stay_in_a_long_article_and_at_its_beginning() -> None:
    long = [words(346), said(CALL)]  # 350 words
    assert without_calls(long) == long
    assert without_calls([words(345), said(CALL)])[1].layer is Layer.FURNITURE
    first = [said(CALL), words(20)]
    assert without_calls(first) == first
    above = [words(20), said(CALL), *[words(30)] * 6]  # not among the last six
    assert without_calls(above) == above


def test_a_long_paragraph_that_speaks_of_subscribing_is_no_call() -> None:
    blocks = [words(20), said(CALL + " word" * 22)]  # 26 words
    assert without_calls(blocks) == blocks


def test_a_text_of_nine_tenths_of_the_stated_words_is_whole() -> None:
    facts = PageFacts(stated_words=100)
    assert truncated(facts, [words(90)], OPEN) == Judgement(False, "stated-length")
    assert truncated(facts, [words(89)], OPEN) == OPEN
    assert truncated(facts, [words(90, "[…]")], WALL) == Judgement(False, "stated-length")


@pytest.mark.parametrize("end", ["a […]", "a [...]", "a [+1834 chars]", "a (more…)", "a (mehr)", "a (Suite…)"])
def test_a_text_may_end_in_brackets(end: str) -> None:
    assert truncated(None, [words(20, end)], OPEN) == Judgement(True, "ends-in-brackets")


@pytest.mark.parametrize("end", ["a … Read more", "a … weiterlesen »", "Lire la suite", "a... leer más >"])
def test_a_text_may_end_in_a_link_to_the_rest(end: str) -> None:
    last = said(end) if end[0] == "L" else words(20, end)
    assert truncated(None, [words(20), last], OPEN) == Judgement(True, "link-to-the-rest")


def test_dots_and_a_link_below_them_tell_it_together() -> None:
    link = said("Continue reading", layer=Layer.FURNITURE)
    assert truncated(None, [words(20, "a …"), link], OPEN) == Judgement(True, "link-to-the-rest")
    assert truncated(None, [words(20, "a …")], OPEN) == OPEN
    assert truncated(None, [words(20), link], OPEN) == OPEN


def test_a_paragraph_of_twelve_words_may_end_inside_a_sentence() -> None:
    assert truncated(None, [words(12, "of")], OPEN) == Judgement(True, "ends-inside-a-sentence")
    assert truncated(None, [words(11, "of")], OPEN) == OPEN
    assert truncated(None, [words(12, "lock")], OPEN) == OPEN


def test_an_article_behind_a_call_is_truncated_and_one_that_is_stated_to_be_walled_is_open() -> None:
    assert truncated(None, [words(20)], WALL) == Judgement(True, "call-to-subscribe")
    assert truncated(None, [words(20)], Judgement(True, "stated-access")) == OPEN
    assert truncated(None, [words(20)], Judgement(False, "call-to-subscribe")) == OPEN
    assert truncated(None, [said("a […]", Kind.HEADING)], WALL) == OPEN  # no paragraph, no answer
