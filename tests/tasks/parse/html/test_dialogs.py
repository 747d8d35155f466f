"""Dialogs are taken out of a page, and nothing else."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from tasks.parse.html.dialogs import take_dialogs

STORY = "<p>" + "The lower gate of the northern lock was opened on Wednesday by the harbour board. " * 6 + "</p>"


def left(*bodies: str) -> str:
    tree = document_fromstring(f"<html><body>{''.join(bodies)}</body></html>")
    take_dialogs(tree)
    return str(tree.text_content())


@pytest.mark.parametrize(
    "dialog",
    [
        '<div role="dialog">Sign in to go on</div>',
        '<div aria-modal="true">Sign in to go on</div>',
        "<dialog>Sign in to go on</dialog>",
        '<div class="modal fade">Sign in to go on</div>',
        '<div id="cookie-banner">Sign in to go on</div>',
        '<section class="page lightbox-content">Sign in to go on</section>',
    ],
)
def test_a_dialog_is_no_text_of_the_page_and_what_stands_behind_it_stays(dialog: str) -> None:
    text = left(STORY, dialog, "After it.")
    assert "Sign in" not in text
    assert "The lower gate" in text
    assert text.endswith("After it.")


@pytest.mark.parametrize(
    "box",
    [
        '<div class="multimodal-transport">Trams and ferries</div>',
        '<div class="modality">Trams and ferries</div>',
        '<div id="dialogue">Trams and ferries</div>',
    ],
)
def test_names_that_only_look_alike_are_no_dialogs(box: str) -> None:
    assert "Trams and ferries" in left(STORY, box)


def test_a_dialog_that_holds_what_the_page_is_about_stays() -> None:
    assert "The lower gate" in left(f'<div class="modal">{STORY}</div>', "<p>A short line.</p>")
    assert "Opened" in left(STORY, '<div class="modal"><h1>Opened</h1></div>')
