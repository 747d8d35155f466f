"""Text of an HTML element as a reader sees it: lines, with the breaks that block elements and <br> make.

What belongs here: the walk over a tree, without recursion. What does not: deciding what the text is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from tasks.parse.source.decode import clean

_UNSEEN = """script style noscript template head iframe object embed svg math canvas map button select textarea input
    option form nav audio video datalist dialog"""
_INLINE = """a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s
    samp small span strike strong sub sup time tt u var wbr image o:p center"""
UNSEEN_TAGS = frozenset(_UNSEEN.split())
INLINE_TAGS = frozenset(_INLINE.split())
_BREAK = "\n"

Skip = Callable[[etree._Element], bool]


def pieces(element: etree._Element, skip: Skip | None = None) -> Iterator[str]:
    """The element's text in order, a newline where the page breaks the line; what `skip` names is left out."""
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, node in walker:
        if node.tag not in INLINE_TAGS and node.tag not in UNSEEN_TAGS:
            yield _BREAK
        if event == "start":
            if node.tag in UNSEEN_TAGS or (skip is not None and node is not element and skip(node)):
                walker.skip_subtree()
            elif node.text:
                yield " ".join(_edged(node.text))
        elif node is not element and node.tail:
            yield " ".join(_edged(node.tail))


def lines(element: etree._Element, skip: Skip | None = None) -> list[str]:
    """The element's text as clean lines, none of them blank."""
    return split_lines(pieces(element, skip))


def split_lines(parts: Iterator[str]) -> list[str]:
    """Pieces joined and cut at their newlines, white space squeezed."""
    printed = (line for line in "".join(parts).split(_BREAK) if line and not line.isspace())
    squeezed = (" ".join(clean(line).split()) for line in printed)
    return [line for line in squeezed if line]


def inline_text(element: etree._Element, longest: int = 2000) -> str:
    """The element's text as one line, cut at about `longest` characters."""
    if len(element) == 0:  # as most are; a walk costs twice as much
        return " ".join(clean(element.text or "").split())
    parts: list[str] = []
    length = 0
    for part in element.itertext():
        parts.append(str(part))
        length += len(part)
        if length > longest:
            break
    return " ".join(clean("".join(parts)).split())


def _edged(text: str) -> list[str]:
    """Words, with an empty one where white space stood at an edge: source line breaks are spaces to a reader."""
    words = text.split()
    if not words:
        return ["", ""]
    if text[0].isspace():
        words.insert(0, "")
    if text[-1].isspace():
        words.append("")
    return words
