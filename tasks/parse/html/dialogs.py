"""Dialogs that open over a page: log-in, registration, consent. They are in its markup and no part of its text.

What belongs here: telling them and taking them out. What does not: what stands around an article on the page itself
(surroundings.py).
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

MOST_DIALOGS = 100  # of a page; bounds the time of a hostile one
MOST_SHARE = 0.3  # of the page's text, beyond which a dialog holds what the page is about
_BOXES = ("div", "section", "article", "aside", "dialog", "form")
_ROLES = frozenset({"dialog", "alertdialog"})
_MARKS = re.compile(
    r"(?:^|[\s_-])(?:modal|dialog|lightbox|pop-?up|(?:cookie|consent|privacy)[-_]?(?:banner|notice|bar|box|layer|manager|settings|preferences|sdk))"
    r"(?:[-_](?:content|body|inner|wrapper?|container|box|window|dialog|overlay|dark|light))?(?:$|\s)",
    re.IGNORECASE,
)


def take_dialogs(tree: HtmlElement) -> None:
    """Take a page's dialogs out of `tree`, the outermost of each, unless they are a good part of it."""
    dialogs = list(islice((element for element in tree.iter(*_BOXES) if _is_dialog(element)), MOST_DIALOGS))
    if not dialogs:
        return
    most = MOST_SHARE * _length(tree)
    for dialog in dialogs:
        parent = dialog.getparent()
        if parent is not None and dialog.find(".//h1") is None and _length(dialog) <= most:
            _remove(dialog, parent)


def _is_dialog(element: etree._Element) -> bool:
    get = element.get
    if element.tag == "dialog" or get("role") in _ROLES or get("aria-modal") == "true":
        return True
    return any(name and _MARKS.search(name[:400]) for name in (get("class"), get("id")))


def _length(element: etree._Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _remove(element: etree._Element, parent: etree._Element) -> None:
    """Cut an element out, its tail left where it was."""
    previous = element.getprevious()
    if element.tail and previous is None:
        parent.text = (parent.text or "") + element.tail
    elif element.tail and previous is not None:
        previous.tail = (previous.tail or "") + element.tail
    parent.remove(element)
