"""The rest of an article that is folded away behind "read more".

It is in the page and hidden by a style, a class or `aria-hidden`, so that an extractor takes it for what nobody sees.
What belongs here: telling such a stretch and opening it. What does not: menus, dialogs (html/dialogs.py), hidden words
inside a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from tasks.parse.base.folding import letters_of
from tasks.parse.base.tree_text import inline_text, lines

_HIDING_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|overflow(?:-y)?\s*:\s*hidden|max-height\s*:\s*0|\bheight\s*:\s*0|"
    r"opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)",
    re.IGNORECASE,
)
_HIDING_CLASS = re.compile(r"(?:^|[\s_-])(?:hidden|hide|collapsed?|folded|notloaded|d-none)(?:$|[\s_-])", re.IGNORECASE)
_OTHER = re.compile(
    r"modal|dialog|pop-?up|overlay|lightbox|menu|nav|cookie|consent|gdpr|comment|reply|share|social|related|recommend|"
    r"tooltip|subscri|newsletter|paywall|caption|gallery|slide|carousel|print|author|\bbio|advert|promo|login|sign-?(?:in|up)|"
    r"search|footnote|sidebar|widget|transcript|lang|translat|sr-only|visually|screen-?reader|error|message|tab-?pan|faq|accordion",
    re.IGNORECASE,
)
_FOREIGN = ("form", "nav", "h1", "time", "input", "textarea", "iframe", "dialog", "aside", "footer", "table", "article")
_STRETCHES = ("div", "section", "p", "span")


@dataclass(frozen=True, slots=True)
class FoldRules:
    """When a hidden stretch goes on with an article. Set by hand on the development pages, not fitted."""

    long_paragraph: int = 60  # characters; shorter ones are labels
    most_stretches: int = 200  # of a page that are looked at; bounds the time of a hostile one
    most_siblings: int = 60  # of a stretch, in which visible paragraphs are looked for
    longest_control: int = 40  # characters of what may stand between the article and its rest
    most_paragraphs: int = 400  # of a stretch that are measured
    most_linked: float = 0.3  # of a stretch's letters that may be links
    least_running: float = 0.6  # of a stretch's letters that must stand in long paragraphs


RULES = FoldRules()


def open_folded(tree: HtmlElement) -> frozenset[str]:
    """Make visible what is hidden and goes on with running text beside it; changes `tree`.

    Returns the lines that were hidden, as letters.
    """
    opened = set[str]()
    hidden = (element for element in tree.iter(*_STRETCHES) if element.attrib and is_hidden(element))
    for stretch in [*islice(hidden, RULES.most_stretches)]:
        if _goes_on(stretch) and _is_running(stretch):  # the cheaper question first
            opened.update(map(letters_of, lines(stretch)))
            for element in stretch.iter():
                _show(element)
    return frozenset(opened)


def is_hidden(element: etree._Element) -> bool:
    """Whether an element itself is hidden by a style, a class or an attribute."""
    get = element.get
    style, name = get("style"), get("class")
    return (
        (name is not None and _may_hide(name) and _HIDING_CLASS.search(name[:400]) is not None)
        or (style is not None and _HIDING_STYLE.search(style[:400]) is not None)
        or get("aria-hidden") == "true"
        or get("hidden") is not None
    )


@lru_cache(maxsize=4096)
def _may_hide(name: str) -> bool:
    """Whether a class holds a stem of `_HIDING_CLASS`: most have none, and few classes are many elements'."""
    folded = name[:400].lower()
    return any(stem in folded for stem in ("hid", "collaps", "folded", "notloaded", "none"))


def _show(element: etree._Element) -> None:
    if isinstance(element.tag, str) and is_hidden(element):
        for name in ("aria-hidden", "hidden", "style", "class"):
            if name in element.attrib:
                del element.attrib[name]


def _is_running(stretch: etree._Element) -> bool:
    """Whether a hidden stretch is running text and nothing that opens over the page or beside the article."""
    if _is_named_otherwise(stretch) or stretch.get("role") in {"dialog", "alert", "tabpanel", "tooltip", "menu"}:
        return False
    if next(stretch.iter(*_FOREIGN), None) is not None:
        return False
    total = _length(stretch)
    running = sum(len(text) for text in _paragraphs(stretch))
    linked = sum(_length(link) for link in stretch.iter("a"))
    return running >= max(RULES.long_paragraph, RULES.least_running * total) and linked <= RULES.most_linked * total


def _goes_on(stretch: etree._Element) -> bool:
    """Whether visible running text stands above the stretch in the same element, and does not say the same."""
    if any(_is_named_otherwise(around) for around in islice(stretch.iterancestors(*_STRETCHES, "article"), 3)):
        return False
    if any(is_hidden(around) and around.tag != "body" for around in islice(stretch.iterancestors(*_STRETCHES), 3)):
        return False
    above = next((sibling for sibling in _siblings_above(stretch) if not _is_control(sibling)), None)
    if above is None or above.tag not in ("p", "div", "section") or is_hidden(above) or _is_named_otherwise(above):
        return False
    shown = {letters_of(text) for sibling in _siblings_above(stretch) for text in _paragraphs(sibling)}
    is_text = next(_paragraphs(above), None) is not None
    return is_text and not any(letters_of(text) in shown for text in _paragraphs(stretch))


def _siblings_above(stretch: etree._Element) -> Iterator[etree._Element]:
    """The elements before a stretch, the nearest first."""
    return islice(stretch.itersiblings("*", preceding=True), RULES.most_siblings)


def _is_control(element: etree._Element) -> bool:
    """Whether an element between two stretches of text is at most a button or a label."""
    return len([*islice(element.iter("a"), 2)]) <= 1 and len(inline_text(element)) <= RULES.longest_control


def _is_named_otherwise(element: etree._Element) -> bool:
    return any(name and _OTHER.search(name[:400]) for name in (element.get("class"), element.get("id")))


def _paragraphs(element: etree._Element) -> Iterator[str]:
    """The long paragraphs that an element holds or is."""
    for paragraph in islice(element.iter("p"), RULES.most_paragraphs):
        text = inline_text(paragraph)
        if len(text) >= RULES.long_paragraph:
            yield text


def _length(element: etree._Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())
