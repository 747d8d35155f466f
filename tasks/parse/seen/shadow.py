"""Shadow roots in markup, templates, and the elements of AMP that hold no text of the page.

What belongs here: the tree as a browser composes it. What does not: which of it is the article.
"""

from __future__ import annotations

from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

MOST_ROOTS = 2000  # of a page; bounds the time of a hostile one
_ROOT_MARKS = ("shadowrootmode", "shadowroot")
_AMP_UNSEEN = (
    "amp-ad",
    "amp-embed",
    "amp-consent",
    "amp-sidebar",
    "amp-analytics",
    "amp-user-notification",
    "amp-lightbox",
)


def compose(tree: HtmlElement) -> None:
    """Put shadow roots where they are shown, with the host's children in their slots; take templates out.

    Changes `tree`. A template without a shadow root is never shown as it stands: scripts fill it in.
    """
    templates = [*islice(tree.iter("template"), MOST_ROOTS)]
    for template in reversed(templates):  # inner roots first
        if any(template.get(mark) for mark in _ROOT_MARKS):
            _open(template)
    for element in [*tree.iter("template", *_AMP_UNSEEN)]:
        _drop(element)
    for element in [*tree.xpath("//*[starts-with(name(), 'amp-')]//*[@fallback or @placeholder]")]:
        _drop(element)


def _open(template: etree._Element) -> None:
    host = template.getparent()
    if host is None or host.tag == "head":
        return
    light = [child for child in host if child is not template and isinstance(child.tag, str)]
    loose = " ".join(text.strip() for text in (host.text, *(child.tail for child in host)) if text and text.strip())
    slots: dict[str, etree._Element] = {}
    for slot in template.iter("slot"):
        slots.setdefault(slot.get("name") or "", slot)
    filled = {child.get("slot") or "" for child in light} | ({""} if loose else set())
    for name in filled & slots.keys():
        _empty(slots[name])  # of what it shows where it is not filled
    if loose and "" in slots:
        slots[""].text = loose
    host.text = None
    for child in light:
        child.tail = None
        slot_of_child = slots.get(child.get("slot") or "")
        host.remove(child)
        if slot_of_child is not None:
            slot_of_child.append(child)
    template.tail = None
    for child in [*template]:
        host.append(child)
    host.remove(template)
    host.tag = "div"
    for slot in slots.values():
        slot.tag = "div"


def _empty(slot: etree._Element) -> None:
    for child in [*slot]:
        slot.remove(child)
    slot.text = None


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    previous = element.getprevious()
    if element.tail and previous is None:
        parent.text = (parent.text or "") + element.tail
    elif element.tail and previous is not None:
        previous.tail = (previous.tail or "") + element.tail
    parent.remove(element)
