"""What a single element of a comment prints by itself."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement, fromstring

from tasks.parse.comments.single.own_text import breaks_line, is_unseen, own_text, spaced


def inner(markup: str) -> HtmlElement:
    return fromstring(f"<section><div>{markup}</div></section>").find("div")[0]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<button>Reply</button>", True),
        ("<form>Ann</form>", False),
        ("<form><textarea></textarea></form>", True),
        ("<b>Ann</b>", False),
        ('<b style="display:none">v1/c</b>', True),
        ('<b style="color:red; DISPLAY :  none">v1/c</b>', True),
        ('<b style="display:none">a b</b>', False),  # a script unfolds it
        ('<b style="color:red">v1/c</b>', False),
        (f'<b style="display:none">{"v" * 199}</b>', True),
        (f'<b style="display:none">{"v" * 200}</b>', False),
    ],
)
def test_forms_without_a_text_field_and_hidden_texts_are_seen_and_keys_are_not(markup: str, expected: bool) -> None:
    assert is_unseen(inner(markup)) is expected


def test_a_hidden_block_is_seen_since_a_script_unfolds_it() -> None:
    assert not is_unseen(fromstring('<div style="display:none">v1</div>'))


def test_blocks_break_the_line_and_a_cited_name_does_in_a_quotation_only() -> None:
    tree = fromstring(
        "<div><b>1</b><cite>2</cite><br><select></select><blockquote><p><cite>3</cite></p></blockquote></div>"
    )
    assert [breaks_line(node) for node in tree.iterdescendants()] == [False, False, True, False, True, True, True]


def test_a_cited_name_far_below_the_quotation_breaks_nothing() -> None:
    tree = fromstring("<blockquote><div><p><cite>3</cite></p></div></blockquote>")
    assert not breaks_line(next(tree.iter("cite")))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<b>It\nrains<i>still</i></b>", "It rains"),
        ("<b><i>still</i></b>", ""),
        ('<img class="smile" alt=":)">', ":)"),
        ('<img class="wp-Smiley" alt=":)">', ":)"),
        ('<img src="/EMOJI/1.png" alt=":)">', ":)"),
        ('<img src="/emoticons/1.png" alt=":)">', ":)"),
        ('<img class="photo" alt=":)">', ""),
        ('<img class="smile">', ""),
        (f'<img class="smile" alt="{"x" * 40}">', "x" * 40),
        (f'<img class="smile" alt="{"x" * 41}">', ""),
    ],
)
def test_an_element_prints_its_text_before_its_first_child_or_the_sign_of_a_smiley(markup: str, text: str) -> None:
    assert own_text(inner(markup)) == text


def test_line_breaks_of_the_source_are_blanks() -> None:
    assert spaced("a\nb\rc") == "a b c"
    assert spaced(None) == ""
