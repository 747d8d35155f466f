"""One walk over a page: names that speak of comments, texts by the element that prints them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fromstring

from tasks.parse.comments.index import index_of
from tasks.parse.comments.vocabulary import layouts

PATTERNS = (layouts().comment, layouts().post, layouts().places["area"], layouts().places["rest"])


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(PATTERNS).flatmap(lambda pattern: st.from_regex(pattern, fullmatch=True)))
def test_every_name_that_a_pattern_knows_holds_one_of_the_stems(name: str) -> None:
    assert layouts().stems.search(name.lower()) is not None


def test_elements_are_told_by_tag_and_name_without_numbers() -> None:
    tree = fromstring(
        "<div><ol id='comments'><li class='comment odd' id='c1'>A</li><li class='comment' id='c2'>B</li></ol></div>"
    )
    index = index_of(tree)
    assert [element.get("id") for element in index.comments["li.comment"]] == ["c1", "c2"]
    assert [element.get("id") for element in index.areas] == ["comments"]


def test_a_custom_element_is_told_by_its_own_name() -> None:
    index = index_of(fromstring("<div><site-comment>A</site-comment><site-comments>B</site-comments></div>"))
    assert [element.text for element in index.comments["site-comment.site-comment"]] == ["A"]
    assert "B" in [element.text for element in index.areas]


def test_what_stands_in_a_quotation_is_no_comment_of_its_own() -> None:
    tree = fromstring("<div><blockquote><div class='comment'>A</div></blockquote><div class='comment'>B</div></div>")
    assert [element.text for element in index_of(tree).comments["div.comment"]] == ["B"]


def test_a_text_belongs_to_the_element_that_it_stands_in_and_scripts_print_nothing() -> None:
    tree = fromstring("<div>one<b>two</b>three<script>four</script><i> </i>five</div>")
    index = index_of(tree)
    assert [(element.tag, text) for element, text in index.texts] == [
        ("div", "one"),
        ("b", "two"),
        ("div", "three"),
        ("div", "five"),
    ]
    assert index.printed() == "one\ntwo\nthree\nfive"
