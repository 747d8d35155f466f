"""The fields of the index, and what a page puts into them: one index document for each voice.

What belongs here: from a page to index documents. What does not: writing them (index.py), what is sought (compile.py).

Words are those that the matcher sees (tasks/watchlists/words.py), handed over in one text with spaces between them. No
text is stored; what is stored says which voice of which document it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

import tantivy

from tasks.records import Kind, Segment
from tasks.watchlists.proposal import LONGEST_WORD
from tasks.watchlists.terms import fold
from tasks.watchlists.voices import Voices
from tasks.watchlists.words import words_between
from warehouse.search.pages import ArchivedPage

VERSION = 1  # of the fields and of what stands in them; an index of another one is built anew
NO_DAY = 0
_END = "_"  # the token of a segment's end, over which no phrase reaches
_MOST_LABELS = 130  # of a host; more than any has


@lru_cache(maxsize=1)
def schema() -> tantivy.Schema:
    """The fields."""
    builder = tantivy.SchemaBuilder()
    for name in ("text", "title"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("doc_id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("state", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("voice", stored=True)
    builder.add_text_field("batch", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("month", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("layer", "site", "language"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("within_site", "author", "entity"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("day", stored=True, indexed=True, fast=True)
    return builder.build()


def day_number(day: date | None) -> int:
    """A day as the index has it: 20210714."""
    return NO_DAY if day is None else day.year * 10_000 + day.month * 100 + day.day


def day_of(number: int) -> date | None:
    """The day that the index has so."""
    return None if number == NO_DAY else date(number // 10_000, number // 100 % 100, number % 100)


def storable(text: str) -> str:
    """A text that is surely Unicode; half a surrogate pair becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")


def documents(archived: ArchivedPage) -> Iterator[tantivy.Document]:
    """The index documents of a page."""
    voices = Voices(archived.page)
    folded = fold(archived.page.text)
    entities = _entities(archived, voices)
    for voice, leaves in voices.leaves_of.items():
        document = tantivy.Document()
        document.add_text("doc_id", archived.doc_id)
        document.add_integer("voice", voice)
        document.add_text("month", archived.place.month)
        document.add_text("batch", archived.place.batch)
        document.add_integer("day", day_number(archived.days.get(voice, archived.day)))
        document.add_text("text", _words(folded, leaves))
        document.add_text("title", _words(folded, [leaf for leaf in leaves if leaf.kind is Kind.TITLE]))
        for layer in sorted({leaf.layer for leaf in leaves}):
            document.add_text("layer", str(layer))
        for entity in sorted(entities.get(voice, ())):
            document.add_text("entity", storable(entity))
        for author in sorted({fold(author) for author in voices.authors(voice) if author}):
            document.add_text("author", storable(author))
        _add_facts(document, archived)
        yield document


def _words(folded: str, leaves: Sequence[Segment]) -> str:
    words: list[str] = []
    for leaf in leaves:
        words += words_between(folded, leaf.start, leaf.end)
        words.append(_END)
    if words and max(map(len, words)) > LONGEST_WORD:
        words = [word[:LONGEST_WORD] for word in words]
    return " ".join(words)


def _add_facts(document: tantivy.Document, archived: ArchivedPage) -> None:
    site, language = fold(archived.page.site or ""), fold(archived.page.language or "")
    document.add_text("site", storable(site))
    document.add_text("language", storable(language))
    labels = site.split(".")
    for number in {0, *range(max(0, len(labels) - _MOST_LABELS), len(labels))}:
        document.add_text("within_site", storable(".".join(labels[number:])))


def _entities(archived: ArchivedPage, voices: Voices) -> dict[int, set[str]]:
    """The entities that each voice names, by id and by name, as a query names them."""
    found: dict[int, set[str]] = {}
    for mention in archived.mentions:
        position = voices.leaf_at(mention.start, mention.end)
        if position is not None:
            names = {fold(mention.entity_id or ""), fold(mention.name)}
            found.setdefault(voices.of_leaf(position), set()).update(names)
    return found
