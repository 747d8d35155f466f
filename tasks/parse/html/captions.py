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

LONGEST_CAPTION = 1000  # characters
MOST_CAPTIONS = 200
MOST_INSERTED = 40
MOST_ELEMENTS = 5000  # of a page that are looked at
NEAR = 4  # levels up, within which a picture and a paragraph of one article meet
LONGEST_CREDIT = 120  # characters

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
class Caption:
    """A picture's caption; `after` is the text of the paragraph above the picture."""

    text: str
    whole: str  # with the credit, as it is printed
    credit: str | None
    after: str | None
    figure: etree._Element


def read_captions(tree: HtmlElement) -> list[Caption]:
    """The page's picture captions in order, MOST_CAPTIONS at most; `tree` is not changed."""
    captions: list[Caption] = []
    above: str | None = None
    passed: list[etree._Element] = []  # since the last caption
    for element in islice(tree.iter("figcaption", "p", "h2", "h3", "li"), MOST_ELEMENTS):
        if element.tag != "figcaption":
            passed.append(element)
        elif len(captions) < MOST_CAPTIONS:
            above = next(filter(None, map(inline_text, reversed(passed))), above)
            passed.clear()
            whole = inline_text(element, LONGEST_CAPTION)
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
    for caption in islice(missing, MOST_INSERTED):
        if not places.isdisjoint(islice(caption.figure.iterancestors(), NEAR)):
            expanded[position.get(caption.after or "", 0)].extend(_blocks(caption))
    return [block for group in expanded for block in group]


def places_of(tree: HtmlElement, body: Sequence[Block]) -> set[etree._Element]:
    """Elements that hold paragraphs of the body, NEAR levels up, the page's own root and body left out."""
    texts = {block.text for block in body}
    holding = (p for p in islice(tree.iter("p", "div"), MOST_ELEMENTS) if p.text and inline_text(p) in texts)
    around = (element for p in islice(holding, MOST_CAPTIONS) for element in islice(p.iterancestors(), NEAR))
    return {element for element in around if element.tag not in ("html", "body")}


def _credit(caption: HtmlElement) -> str | None:
    for part in caption.iter("span", "small", "cite", "em", "div", "p"):
        label = f"{part.get('class') or ''} {part.get('id') or ''}"
        if part is not caption and _CREDIT_MARKS.search(label[:200]):
            return inline_text(part, LONGEST_CREDIT) or None
    return None


def _blocks(caption: Caption) -> Iterator[Block]:
    if caption.text:
        yield Block(caption.text, Layer.ARTICLE, Kind.CAPTION, "html-caption")
    if caption.credit:
        yield Block(caption.credit, Layer.ARTICLE, Kind.CREDIT, "html-credit")


def _credited(block: Block) -> Block:
    """A line that does nothing but credit a picture as such."""
    if len(block.text) <= LONGEST_CREDIT and _CREDIT.fullmatch(block.text):
        return replace(block, kind=Kind.CREDIT, rule="html-credit-line")
    return block
