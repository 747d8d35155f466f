"""What a page's elements hold for the reader of comments, gathered in one walk over the tree.

What belongs here: elements by what their names speak of, texts by the element that prints them, all in the order of the
page. What does not: which elements are comments (named.py, by_shape.py), the names themselves
(vocabulary.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from tasks.parse.comments.vocabulary import NamedAs, class_names, is_quoted, named_as

Elements = dict[str, list[etree._Element]]
MOST_PRINTED = 500_000  # characters; keeps the time in bounds
_SCRIPTS = frozenset({"script", "style"})
_ITEM_TAGS = frozenset(
    {"div", "li", "article", "section", "tr", "td", "table", "tbody", "dt", "dd", "ul", "ol", "dl", "blockquote", "p"}
)
_AREA_TAGS = frozenset({"div", "section", "ul", "ol"})
_REST_TAGS = frozenset({"div", "section", "form", "p", "h2", "h3", "h4", "a", "span", "li"})
_NAMED_TAGS = _ITEM_TAGS | _AREA_TAGS | _REST_TAGS


@dataclass(frozen=True, slots=True)
class Index:
    """Elements that may be one comment or one post, by tag and token; boxes around comments, and what belongs to them.

    `texts` are the texts between two tags that are not blank, each with the element that it stands in.
    """

    comments: Elements = field(default_factory=dict)
    posts: Elements = field(default_factory=dict)
    areas: list[etree._Element] = field(default_factory=list)
    rests: list[etree._Element] = field(default_factory=list)
    texts: list[tuple[etree._Element, str]] = field(default_factory=list)

    def printed(self) -> str:
        """The beginning of what the page prints, a line for each text."""
        return "\n".join(text for _, text in self.texts)[:MOST_PRINTED]


def index_of(tree: HtmlElement) -> Index:
    """Walk over a page once; elements that are removed from the tree later stay in the index."""
    index = Index()
    note = index.texts.append
    for element in tree.iter(etree.Element):
        get = element.get
        tag = str(element.tag)
        if tag in _NAMED_TAGS or "-" in tag:
            classes, identifier, prop, kind = class_names(element), get("id"), get("itemprop"), get("itemtype")
            names = named_as(classes, identifier, prop, kind) if classes or identifier or prop or kind else None
            if names is not None:
                _note_names(element, tag, names, index)
        text, tail = element.text, element.tail
        if text and tag not in _SCRIPTS and not text.isspace():
            note((element, text))
        if tail and not tail.isspace() and (parent := element.getparent()) is not None:
            note((parent, tail))
    return index


def _note_names(element: etree._Element, tag: str, names: NamedAs, index: Index) -> None:
    is_custom = "-" in tag
    if (is_custom or tag in _ITEM_TAGS) and (names.comments or names.posts) and not is_quoted(element):
        for token in names.comments:
            index.comments.setdefault(f"{tag}.{token}", []).append(element)
        for token in names.posts:
            index.posts.setdefault(f"{tag}.{token}", []).append(element)
    if names.is_area and (is_custom or tag in _AREA_TAGS):
        index.areas.append(element)
    if names.is_rest and tag in _REST_TAGS:
        index.rests.append(element)
