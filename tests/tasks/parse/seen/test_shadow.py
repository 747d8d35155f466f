"""Shadow roots stand where a browser shows them, templates and AMP's own elements nowhere."""

from __future__ import annotations

from lxml.html import document_fromstring

from tasks.parse.base.tree_text import lines
from tasks.parse.seen.shadow import compose


def composed(body: str) -> list[str]:
    tree = document_fromstring(f"<html><body>{body}</body></html>")
    compose(tree)
    return lines(tree)


def root(inside: str, light: str = "") -> str:
    return f"<x-page><template shadowrootmode='open'>{inside}</template>{light}</x-page>"


def test_a_shadow_root_is_read_with_its_hosts_children_in_their_slots() -> None:
    inside = "<h1><slot name='head'></slot></h1><p>Two</p><slot></slot><p>Four</p>"
    assert composed(root(inside, "<p>Three</p><b slot='head'>One</b>")) == ["One", "Two", "Three", "Four"]


def test_a_child_without_a_slot_is_not_shown_and_an_empty_slot_shows_what_it_holds() -> None:
    assert composed(root("<p>One</p><slot name='a'>Two</slot>", "<p>Three</p>")) == ["One", "Two"]
    assert composed(root("<p>One</p><slot></slot>", "loose words")) == ["One", "loose words"]


def test_a_slot_that_is_filled_does_not_show_what_it_holds_for_want_of_anything() -> None:
    assert composed(root("<slot name='a'>Nothing yet</slot>", "<p slot='a'>One</p>")) == ["One"]


def test_roots_stand_inside_roots() -> None:
    assert composed(root(f"<p>One</p>{root('<p>Two</p>')}<p>Three</p>")) == ["One", "Two", "Three"]


def test_other_templates_are_taken_out_and_what_follows_them_stays() -> None:
    assert composed("<p>One</p><template><p>{{title}}</p></template>Two") == ["One", "Two"]


def test_what_amp_shows_beside_the_text_or_in_place_of_it_is_taken_out() -> None:
    around = "<amp-sidebar><a href='/'>World</a></amp-sidebar><amp-consent>Cookies?</amp-consent>"
    video = "<amp-video><div fallback>No film</div><div placeholder>Wait</div></amp-video>"
    assert composed(f"{around}<p>One</p><amp-ad>Buy</amp-ad>{video}<div fallback>Two</div>") == ["One", "Two"]
