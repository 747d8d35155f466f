"""The language of watchlist queries: text in, a checked tree out.

What belongs here: the grammar's meaning and its errors, each with its place. What does not: matching (matching.py).

    "border crossing*" NEAR/10 (Taliban OR Afghan*) AND NOT title:football

AND, OR, NOT and NEAR/n are written in capitals. NEAR/n: at most n words stand between the two. Fields limit what
stands behind their colon: to a part of the article (title, standfirst, byline, caption, body), to whose words they are
(article, comment, quoted), or to facts of the document (site, language, author, entity).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import TypeAlias

from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedInput, UnexpectedToken, v_args
from lark.exceptions import VisitError

from tasks.records import Kind, Layer
from tasks.watchlists.terms import Term, TermError, make_term

LONGEST_QUERY = 20_000  # characters
DEEPEST_QUERY = 40  # brackets within brackets
DEFAULT_DISTANCE = 10  # words, for a NEAR without a number
READ_LAYERS = (Layer.ARTICLE, Layer.COMMENT, Layer.QUOTED)
PARTS: dict[str, tuple[Kind, ...]] = {
    "title": (Kind.TITLE,),
    "standfirst": (Kind.STANDFIRST,),
    "byline": (Kind.BYLINE,),
    "caption": (Kind.CAPTION, Kind.CREDIT),
    "body": (Kind.HEADING, Kind.PARAGRAPH),
}
FACTS = ("site", "language", "author")
FIELDS = (*PARTS, *(str(layer) for layer in READ_LAYERS), *FACTS, "entity")


class QueryError(ValueError):
    """A query is wrong; the message says what is, `line` and `column` (from 1) where."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(f"line {line}, column {column}: {message}")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a term counts: in which layers, and in which kinds of segment (None for all)."""

    layers: tuple[Layer, ...] = READ_LAYERS
    kinds: tuple[Kind, ...] | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A word or phrase."""

    term: Term
    scope: Scope = Scope()


@dataclass(frozen=True, slots=True)
class Entity:
    """A name that points at an entity, by its id or its full name (folded)."""

    wanted: str
    scope: Scope = Scope()


@dataclass(frozen=True, slots=True)
class Fact:
    """What a document, or whoever wrote a part of it, has to be (folded)."""

    field: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Near:
    """Both within a distance of each other."""

    left: Node
    right: Node
    distance: int  # words that may stand between


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds, and none of the excluded ones."""

    parts: tuple[Node, ...]
    excluded: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Node, ...]


Node: TypeAlias = Words | Entity | Fact | Near | AllOf | AnyOf


def parse_query(text: str) -> Node:
    """The tree of a query. Raises QueryError."""
    if len(text) > LONGEST_QUERY:
        raise QueryError(f"a query has {LONGEST_QUERY:,} characters at most", 1, 1)
    _check_depth(text)
    try:
        tree = _Meaning().transform(_parser().parse(text))
    except VisitError as error:
        if isinstance(error.orig_exc, QueryError):
            raise error.orig_exc from None
        raise
    except UnexpectedInput as error:
        raise _explained(error, text) from None
    node: Node = tree.children[0]
    if not _seeks_words(node):
        raise QueryError(
            "the query can hold without any word; a hit is a stretch of text, so add a word, a phrase or an entity",
            1,
            1,
        )
    return node


def within(node: Node, layers: tuple[Layer, ...], kinds: tuple[Kind, ...] | None) -> Node:
    """The query limited to layers and kinds of segment, in addition to its own limits."""
    if isinstance(node, Words | Entity):
        scope = node.scope
        both = kinds if scope.kinds is None else tuple(k for k in scope.kinds if kinds is None or k in kinds)
        return replace(node, scope=Scope(tuple(x for x in scope.layers if x in layers), both))
    if isinstance(node, Near):
        return Near(within(node.left, layers, kinds), within(node.right, layers, kinds), node.distance)
    if isinstance(node, AllOf):
        return AllOf(*(tuple(within(part, layers, kinds) for part in side) for side in (node.parts, node.excluded)))
    if isinstance(node, AnyOf):
        return AnyOf(tuple(within(part, layers, kinds) for part in node.parts))
    return node


def canonical(node: Node) -> str:
    """The query written so that two that mean the same by the order of their parts read alike; for its version."""
    if isinstance(node, Near):
        return f"near{node.distance}({','.join(sorted((canonical(node.left), canonical(node.right))))})"
    if isinstance(node, AllOf):
        return f"all({_canonical_set(node.parts)};{_canonical_set(node.excluded)})"
    if isinstance(node, AnyOf):
        return f"any({_canonical_set(node.parts)})"
    return repr(node)


def _canonical_set(parts: tuple[Node, ...]) -> str:
    return ",".join(sorted({canonical(part) for part in parts}))


def leaves_of(node: Node) -> Iterator[Words | Entity | Fact]:
    """The words, entities and facts of a query, excluded ones too."""
    if isinstance(node, Near):
        parts: tuple[Node, ...] = (node.left, node.right)
    elif isinstance(node, AllOf):
        parts = node.parts + node.excluded
    elif isinstance(node, AnyOf):
        parts = node.parts
    else:
        yield node
        return
    for part in parts:
        yield from leaves_of(part)


def _seeks_words(node: Node) -> bool:
    """Whether the query can only hold where one of its words stands; a hit has to be a stretch of text."""
    if isinstance(node, AllOf):
        return any(_seeks_words(part) for part in node.parts)
    if isinstance(node, AnyOf):
        return all(_seeks_words(part) for part in node.parts)
    return not isinstance(node, Fact)


def _check_depth(text: str) -> None:
    depth = 0
    for position, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth > DEEPEST_QUERY:
            line = text.count("\n", 0, position) + 1
            raise QueryError(f"more than {DEEPEST_QUERY} brackets within each other", line, 1)


@lru_cache(maxsize=1)
def _parser() -> Lark:
    grammar = files("tasks.watchlists").joinpath("query.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer="basic", propagate_positions=True, maybe_placeholders=False)


def _explained(error: UnexpectedInput, text: str) -> QueryError:
    if isinstance(error, UnexpectedCharacters):
        mark = text[error.pos_in_stream or 0]
        what = "a quotation mark is not closed" if mark == '"' else f"{mark!r} cannot stand here"
        return QueryError(what, error.line, error.column)
    if isinstance(error, UnexpectedToken) and error.token.type != "$END":
        return QueryError(_misplaced(error.token), error.line, error.column)
    last = text.rstrip()
    line, column = last.count("\n") + 1, len(last) - last.rfind("\n")
    what = "a bracket is not closed" if text.count("(") > text.count(")") else "a word or a phrase is missing here"
    return QueryError(what if last else "the query is empty", line, column)


def _misplaced(token: Token) -> str:
    if token.type in {"WORD", "PHRASE", "FIELD", "LPAR"}:
        return f"write AND, OR or NEAR/n before {str(token)!r}, or put the words of a phrase in quotation marks"
    if token.type == "_NOT":
        return "NOT takes something away: write what is sought first, as in `word AND NOT other`"
    if token.type == "NEAR":
        return "NEAR stands between two words or phrases; join two of them by AND"
    return f"{str(token)!r} needs a word, a phrase or a bracket before it"


@v_args(inline=True)
class _Meaning(Transformer):  # type: ignore[type-arg]  # lark's own types name the tree's leaves only
    """From the grammar's tree to ours."""

    def word(self, token: Token) -> Node:
        return _words(token, str(token))

    def phrase(self, token: Token) -> Node:
        return _words(token, str(token)[1:-1])

    def field(self, token: Token, part: Node) -> Node:
        name = str(token)[:-1].lower()
        if name in PARTS:
            return within(part, (Layer.ARTICLE,), PARTS[name])
        if name in READ_LAYERS:
            return within(part, (Layer(name),), None)
        if name not in FIELDS:
            raise QueryError(f"unknown field {name!r}; known are {', '.join(FIELDS)}", *_place(token))
        return _facts(token, name, part)

    def without(self, part: Node) -> _Without:
        return _Without(part)

    def near(self, left: Node, operator: Token, right: Node) -> Node:
        if not (_is_near_side(left) and _is_near_side(right)):
            raise QueryError("beside NEAR stand words, phrases, entities, or an OR of them", *_place(operator))
        return Near(left, right, int(operator.partition("/")[2] or DEFAULT_DISTANCE))

    def all(self, *parts: Node | _Without) -> Node:
        kept = tuple(part for part in parts if not isinstance(part, _Without))
        return AllOf(kept, tuple(part.part for part in parts if isinstance(part, _Without)))

    def any(self, *parts: Node) -> Node:
        return AnyOf(parts)


@dataclass(frozen=True, slots=True)
class _Without:
    part: Node


def _words(token: Token, written: str) -> Words:
    try:
        return Words(make_term(written))
    except TermError as error:
        raise QueryError(str(error), *_place(token)) from None


def _facts(token: Token, name: str, part: Node) -> Node:
    """The part's words taken as values of a field that is no text: `site:example.org`, `entity:(Q1 OR Q2)`."""
    if isinstance(part, AnyOf):
        return AnyOf(tuple(_facts(token, name, each) for each in part.parts))
    if not isinstance(part, Words) or part.term.tail:
        raise QueryError(f"behind {name}: stands one value, or an OR of values in brackets", *_place(token))
    return Entity(part.term.head) if name == "entity" else Fact(name, part.term.head)


def _is_near_side(node: Node) -> bool:
    if isinstance(node, AnyOf):
        return all(_is_near_side(part) for part in node.parts)
    return isinstance(node, Words | Entity)


def _place(token: Token) -> tuple[int, int]:
    return token.line or 1, token.column or 1
