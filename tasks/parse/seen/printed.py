"""All lines that a page holds for its readers, before anything is taken out of its tree.

What belongs here: the walk, and whether a line is part of the navigation or folded away. What does not: which lines are
the article or comments, what becomes of the others (html/furniture.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from tasks.parse.base.tree_text import INLINE_TAGS
from tasks.parse.seen.folded import is_hidden
from tasks.parse.seen.line_ends import is_glued, is_own_line
from tasks.parse.source.decode import clean

MOST_CHARACTERS = 200_000  # of a page's lines; more than the longest pages of news print around their articles
_UNSEEN = """script style noscript template head title iframe object embed svg canvas map select textarea input option
    datalist audio video"""
_NEVER_SEEN = frozenset(_UNSEEN.split())
_WHOLE = frozenset({"html", "body"})  # hidden until a script shows the page
_NAVIGATION = frozenset({"nav", "menu"})
_ROLES = frozenset({"navigation", "menu", "menubar"})


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page, and where it stands: in a menu, in what is folded away, or in plain sight."""

    text: str
    is_navigation: bool = False
    is_folded: bool = False


def printed_lines(tree: HtmlElement) -> list[PrintedLine]:
    """The lines of a page in its order, none of them blank, up to `MOST_CHARACTERS`; `tree` is not changed."""
    found: list[PrintedLine] = []
    length = 0
    for line in _lines(tree):
        length += len(line.text)
        if length > MOST_CHARACTERS:
            break
        found.append(line)
    return found


def _lines(tree: HtmlElement) -> Iterator[PrintedLine]:
    parts: list[str] = []
    menu: etree._Element | None = None  # the outermost around the walker
    fold: etree._Element | None = None
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, node in walker:
        tag = node.tag
        if event == "start":
            begins_menu = menu is None and _is_menu(node)
            begins_fold = fold is None and bool(node.attrib) and tag not in _WHOLE and is_hidden(node)
            if parts and (begins_menu or begins_fold or tag not in INLINE_TAGS or is_own_line(node)):
                yield from _flushed(parts, menu, fold)
            menu = node if begins_menu else menu
            fold = node if begins_fold else fold
            if tag in _NEVER_SEEN:
                walker.skip_subtree()
            elif node.text:
                parts += [" ", node.text] if parts and is_glued(parts[-1], node) else [node.text]
            continue
        if parts and (node is menu or node is fold or tag not in INLINE_TAGS or is_own_line(node)):
            yield from _flushed(parts, menu, fold)
        menu = None if node is menu else menu
        fold = None if node is fold else fold
        if node.tail and node is not tree:
            parts.append(node.tail)
    yield from _flushed(parts, menu, fold)


def _is_menu(node: etree._Element) -> bool:
    return node.tag in _NAVIGATION or node.get("role") in _ROLES


def _flushed(parts: list[str], menu: etree._Element | None, fold: etree._Element | None) -> Iterator[PrintedLine]:
    text = " ".join(clean("".join(parts)).split())
    parts.clear()
    if text:
        yield PrintedLine(text, is_navigation=menu is not None, is_folded=fold is not None)
