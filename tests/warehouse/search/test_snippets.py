"""A snippet is one line of a voice's own words, with all of its hits marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from warehouse.search.snippets import WIDTH, snippet_of

TEXT = "one two\nferry three " + "four " * 100 + "ferry ferry strike end"


def places(word: str) -> list[tuple[int, int]]:
    return [(at, at + len(word)) for at in range(len(TEXT)) if TEXT.startswith(word, at)]


def test_the_snippet_stands_where_most_hits_are() -> None:
    snippet = snippet_of(TEXT, places("ferry") + places("strike"), [(0, len(TEXT))])
    assert snippet.marked().endswith("four «ferry» «ferry» «strike» end")
    assert snippet.text.startswith("four four")


def test_white_space_becomes_single_spaces_and_marks_stay_right() -> None:
    snippet = snippet_of(TEXT, places("ferry")[:1], [(0, len(TEXT))])
    assert snippet.marked("[", "]").startswith("one two [ferry] three four")
    assert TEXT[snippet.start :].startswith("one")


def test_a_snippet_never_leaves_the_segment_of_its_hit() -> None:
    assert snippet_of(TEXT, places("ferry")[:1], [(0, 7), (8, 19)]).text == "ferry three"


@given(st.text(alphabet="ab \n", min_size=1, max_size=600), st.data())
def test_marks_are_the_hits(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 20)))
    snippet = snippet_of(text, [(start, end)], [(0, len(text))])
    marked = [snippet.text[a:b] for a, b in snippet.marks]
    assert [" ".join(words.split()) for words in marked] == [" ".join(text[start:end].split())]
    assert len(snippet.text) <= WIDTH + 20
