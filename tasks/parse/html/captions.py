"""Captions and credits of an article's pictures: found on the page, put where the picture stands in the body.

What belongs here: what is a caption, what of it is a credit, where it goes. What does not: finding the article
(article.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from tasks.parse.base.assembly import Block
from tasks.parse.base.tree_text import inline_text
from tasks.records import Kind, Layer

_CREDIT_MARKS = re.compile(r"credit|quelle|copyright|photographer|fotograf|image-?source|crédit", re.IGNORECASE)
_CREDIT = re.compile(
    r"""[\s(\[]{0,3}(?:
    (?:photo(?:graph)?s?|pictures?|images?|illustration|foto(?:s|grafía)?|bild(?:er)?|cr[eé]dit(?:o|s)?|quelle
        |photo\scredit|image\scredit|courtesy)(?:\s(?:by|credit|von|de|of))?\s?:
    |(?:photo(?:graph)?|image|picture)s?\s(?:by|courtesy)\s
    |©\s?
    ).{2,110}""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class CaptionRules:
    """Which captions are read, and where their pictures stand. Set by hand on the development pages, not fitted."""

    longest_caption: int = 1000  # characters; the rest is cut off
    most_captions: int = 200  # of a page; bounds the time of a hostile one
    most_inserted: int = 40  # captions put into a body that does not hold them; more are a gallery
    most_elements: int = 5000  # of a page that are looked at; bounds the time of a hostile one
    near: int = 4  # levels up, within which a picture and a paragraph of one article meet
    longest_credit: int = 120  # characters of a line that only credits a picture


RULES = CaptionRules()


@dataclass(frozen=True, slots=True)
class Caption:
    """A picture's caption; `after` is the text of the paragraph above the picture."""

    text: str
    whole: str  # with the credit, as it is printed
    credit: str | None
    after: str | None
    figure: etree._Element


def read_captions(tree: HtmlElement) -> list[Caption]:
    """The page's picture captions in order, 200 at most; `tree` is not changed."""
    captions: list[Caption] = []
    above: str | None = None
    passed: list[etree._Element] = []  # since the last caption
    for element in islice(tree.iter("figcaption", "p", "h2", "h3", "li"), RULES.most_elements):
        if element.tag != "figcaption":
            passed.append(element)
        elif len(captions) < RULES.most_captions:
            above = next(filter(None, map(inline_text, reversed(passed))), above)
            passed.clear()
            whole = inline_text(element, RULES.longest_caption)
            credit = _credit(element)
            text = whole.removesuffix(credit or "").strip(" |–-(") if credit else whole
            captions.append(Caption(text, whole, credit, above, element))
    return captions


def with_captions(body: Sequence[Block], captions: Sequence[Caption], places: Set[etree._Element]) -> list[Block]:
    """The body with captions where their pictures stand; `places` are the elements around the body's paragraphs."""
    known = {text: caption for caption in captions for text in (caption.text, caption.whole) if text}
    expanded = [
        [],
        *(list(_blocks(known[block.text])) if block.text in known else [_credited(block)] for block in body),
    ]
    standing = {block.text for block in body}
    position = {block.text: index + 1 for index, block in enumerate(body)}
    missing = (caption for caption in captions if standing.isdisjoint((caption.text, caption.whole)))
    for caption in islice(missing, RULES.most_inserted):
        if not places.isdisjoint(islice(caption.figure.iterancestors(), RULES.near)):
            expanded[position.get(caption.after or "", 0)].extend(_blocks(caption))
    return [block for group in expanded for block in group]


def places_of(tree: HtmlElement, body: Sequence[Block]) -> set[etree._Element]:
    """Elements that hold paragraphs of the body, up to four levels up, the page's own root and body left out."""
    texts = {block.text for block in body}
    holding = (p for p in islice(tree.iter("p", "div"), RULES.most_elements) if p.text and inline_text(p) in texts)
    around = (
        element for p in islice(holding, RULES.most_captions) for element in islice(p.iterancestors(), RULES.near)
    )
    return {element for element in around if element.tag not in ("html", "body")}


def _credit(caption: HtmlElement) -> str | None:
    for part in caption.iter("span", "small", "cite", "em", "div", "p"):
        label = f"{part.get('class') or ''} {part.get('id') or ''}"
        if part is not caption and _CREDIT_MARKS.search(label[:200]):
            return inline_text(part, RULES.longest_credit) or None
    return None


def _blocks(caption: Caption) -> Iterator[Block]:
    if caption.text:
        yield Block(caption.text, Layer.ARTICLE, Kind.CAPTION, "html-caption")
    if caption.credit:
        yield Block(caption.credit, Layer.ARTICLE, Kind.CREDIT, "html-credit")


def _credited(block: Block) -> Block:
    """A line that does nothing but credit a picture as such."""
    if len(block.text) <= RULES.longest_credit and _CREDIT.fullmatch(block.text):
        return replace(block, kind=Kind.CREDIT, rule="html-credit-line")
    return block
