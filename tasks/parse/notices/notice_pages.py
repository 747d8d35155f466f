"""Whether a whole page is a notice and no article: blocked, asked for consent or scripts, or not found.

What belongs here: weighing headlines and lines against notices.toml. What does not: refusing (tasks/parse), status
codes, calls to subscribe under an article (parts/access.py).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from tasks.parse.base.assembly import Block
from tasks.parse.base.tree_text import inline_text, lines
from tasks.records import Kind, Layer, RejectReason


@dataclass(frozen=True, slots=True)
class NoticeRules:
    """When a page is nothing but a notice. Set by hand so that no page of the development sets with a text is one.

    Lengths are characters; a letter of Chinese, Japanese or Korean counts as three.
    """

    longest_text: int = 4000  # of a page's article and comments, beyond which nothing is asked
    longest_line: int = 700  # of a notice; a longer line is a text
    least_running: int = 70  # of a line that is running text and no label of a menu
    most_other: int = 200  # of running text that is no notice: a short news item has more
    least_share: float = 0.5  # of all text that the notice must be where no headline says what the page is
    most_lines: int = 1500  # of a page; more are no notice


RULES = NoticeRules()
_AROUND = frozenset({"nav", "header", "footer", "aside"})
_CONTROLS = ("button", "a", "input")
_MOST_CONTROLS = 300  # of a page that are looked at; bounds the time of a hostile one
_MOST_HEADLINES = 6
_WIDE = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PARTED = re.compile(r"\s[-–—|·•:»«/]+\s|\s?[|»]\s?|:\s")
_CODE = re.compile(
    r"^(?:(?:http|error|erreur|fehler|ошибка|status|code)?\W{0,3}[45]\d\d(?:\.\d)?\W{0,4}){1,2}|\W{0,4}[45]\d\d\W{0,3}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Words:
    kind: str
    headings: frozenset[str]
    phrases: re.Pattern[str]


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("tasks.parse.notices").joinpath("notices.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _kinds() -> tuple[_Words, ...]:
    return tuple(
        _Words(kind, frozenset(table["headings"]), _any_of(table["phrases"])) for kind, table in _tables().items()
    )


@lru_cache(maxsize=1)
def _parts() -> re.Pattern[str]:
    return _any_of(_tables()["javascript"]["parts"])


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(phrases))))


def may_be_notice(blocks: Sequence[Block]) -> bool:
    """Whether the text that was read of a page is so short that the whole page may be a notice; comments are none."""
    if any(block.layer is Layer.COMMENT for block in blocks):
        return False
    texts = [block.text for block in blocks if block.layer is Layer.ARTICLE and block.kind is not Kind.TITLE]
    return sum(map(_size, texts)) <= RULES.longest_text and _other(texts) <= RULES.most_other


def notice_of_text(text: str) -> tuple[RejectReason, str] | None:
    """The reason to refuse a text without markup that is a notice and nothing else, and the notice's kind."""
    printed = [line.strip() for line in text.split("\n", RULES.most_lines) if line.strip()]
    if len(printed) > RULES.most_lines:
        return None
    return _judged(printed[:1], printed[:1], printed, frozenset())


def notice_of_page(tree: HtmlElement) -> tuple[RejectReason, str] | None:
    """The reason to refuse a page that is a notice and nothing else, and the notice's kind. Uses `tree` up.

    The text for browsers without scripts counts as the page's: it may be all there is.
    """
    pressed = frozenset(_plain(_label(control)) for control in islice(tree.iter(*_CONTROLS), _MOST_CONTROLS))
    titles = [inline_text(title) for title in islice(tree.iter("title"), 2)]
    headlines = [inline_text(head) for head in islice(tree.iter("h1", "h2"), _MOST_HEADLINES)]
    for element in [*tree.iter("noscript")]:
        element.tag = "div"
    for head in tree.iter("title"):
        head.text = None
    printed = lines(tree, lambda element: element.tag in _AROUND)
    return _judged([*titles, *headlines], headlines, printed, pressed) if len(printed) <= RULES.most_lines else None


def _label(control: etree._Element) -> str:
    return control.get("value") or "" if control.tag == "input" else inline_text(control, 60)


def _judged(
    heads: Sequence[str], headlines: Sequence[str], printed: Sequence[str], pressed: frozenset[str]
) -> tuple[RejectReason, str] | None:
    if _other(printed) > RULES.most_other:
        return None
    told = frozenset(kind for line in printed for kind in _kinds_of(line))
    if not told:
        return None
    said = frozenset(part for head in heads for part in _parts_of(head))
    of_notice = sum(_size(line) for line in printed if _kinds_of(line) or _is_heading(line))
    is_most = of_notice >= RULES.least_share * sum(map(_size, printed))
    if not pressed & frozenset(_tables()["consent"]["controls"]):
        told -= {"consent"}
    if any(not _is_heading(head) and not _kinds_of(head) for head in headlines):
        told -= {"javascript"}  # which a page with a film says as well
    for words in _kinds():
        kind = words.kind
        if kind in told and (is_most or (kind != "javascript" and not said.isdisjoint(words.headings))):
            return RejectReason.NOT_FOUND if kind == "not_found" else RejectReason.BLOCKED, kind
    return None


def _parts_of(head: str) -> list[str]:
    """A headline and its parts between separators, each without a code such as 404; none where it is a code alone."""
    found = []
    for part in (head, *_PARTED.split(head)):
        bare = _CODE.sub("", _plain(part))
        found.append(bare.strip(" .!?…-–—|:()\"'"))
    return [part for part in found if part]


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split()).strip()


def _kinds_of(line: str) -> frozenset[str]:
    """The kinds of notice that a line is of."""
    plain = _plain(line)
    if _size(plain) > RULES.longest_line:
        return frozenset()
    kinds = frozenset(words.kind for words in _kinds() if words.phrases.search(plain))
    return kinds - {"javascript"} if "javascript" in kinds and _parts().search(plain) else kinds


def _is_heading(line: str) -> bool:
    """Whether a line is a headline of notices and nothing else."""
    return len(line) < RULES.least_running and any(
        part in words.headings for part in _parts_of(line)[:1] for words in _kinds()
    )


def _other(texts: Iterable[str]) -> int:
    """How much running text is no notice."""
    sizes = ((_size(text), text) for text in texts)
    return sum(size for size, text in sizes if size >= RULES.least_running and not _kinds_of(text))


def _size(text: str) -> int:
    return len(text) + 2 * len(_WIDE.findall(text))
