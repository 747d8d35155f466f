"""The authors of a page: stated for machines in JSON-LD and meta tags, or printed in a byline.

What belongs here: the order of the sources and the choice among them. What does not: finding printed bylines
(printed_bylines.py), cutting a byline into names (tasks/text/bylines.py), bylines inside the body (reading.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tasks.parse.base.folding import letters_of
from tasks.parse.head.linked_data import entries, known_nodes, names, node_types
from tasks.text.author_kinds import AuthorKind, author_kind
from tasks.text.bylines import forename_first, is_byline, split_authors

# In names in lower case. What is meant for social media comes first: it names the article's writer or nobody.
_AUTHOR_NAMES = ("article:author", "author", "article:byline", "dc.creator", "dcterms.creator", "dc:creator",
    "parsely-author", "sailthru.author", "byl", "byline", "og:article:author", "citation_author", "cxenseparse:author",
    "article_author", "article.author", "dc.contributor", "creator", "twitter:creator:name")  # fmt: skip
_SURNAME_FIRST_NAMES = frozenset({"citation_author", "dc.creator", "dc.contributor"})
_SITE_NAMES = ("og:site_name", "application-name", "publisher")
_ORGANISATIONS = frozenset({"Organization", "NewsMediaOrganization", "Corporation", "WebSite"})

Authors = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Publisher:
    """Whose page it is: names that hide no person's. All in letters_of."""

    names: frozenset[str] = frozenset()  # of the site and of its publisher
    signing: frozenset[str] = frozenset()  # of organisations that the page states as authors

    def is_called(self, name: str) -> bool:
        """Whether a name is the publisher's, or one of its houses': "MDR" and "MDR Thüringen"."""
        first = name.split(" ", 1)[0]
        return letters_of(name) in self.names or (
            first.isupper() and len(first) > 1 and letters_of(first) in self.names
        )

    def is_person(self, name: str) -> bool:
        """Whether a name is a person's as far as can be seen."""
        is_other = self.is_called(name) or letters_of(name) in self.signing
        return not is_other and author_kind(name) is AuthorKind.PERSON


def stated_authors(
    values: Mapping[str, Sequence[str]], node: dict[str, Any], nodes: Sequence[dict[str, Any]]
) -> list[Authors]:
    """Single names that the page states for machines, source by source: JSON-LD, then meta tags."""
    known = known_nodes(nodes)
    page = next((entry for entry in nodes if "WebPage" in node_types([entry])), {})
    linked = [_single(names(entry.get(key), known)) for entry in (node, page) for key in ("author", "creator")]
    tags = [_single(_turned(name, values[name])) for name in _AUTHOR_NAMES if name in values]
    return [source for source in (*linked, *tags) if source]


def labelled_authors(values: Mapping[str, Sequence[str]]) -> list[Authors]:
    """Names from the pairs of label and text for cards on social media: "Written by", "Ann Lee"."""
    found = []
    for number in (1, 2):
        pair = (*values.get(f"twitter:label{number}", ())[:1], *values.get(f"twitter:data{number}", ())[:1])
        if len(pair) == 2 and is_byline(" ".join(pair)):
            found.append(split_authors(pair[1]))
    return found


def publisher_of(
    values: Mapping[str, Sequence[str]], node: dict[str, Any], nodes: Sequence[dict[str, Any]], url: str | None
) -> Publisher:
    """The names of the site, of its publisher and of the organisations that sign."""
    known = known_nodes(nodes)
    tags = (name for key in _SITE_NAMES for name in values.get(key, ()))
    stated = names(node.get("publisher"), known)
    owning = (name for entry in nodes if _is_organisation(entry) for name in names(entry))
    authors = entries(node.get("author"), known)
    signing = (name for entry in authors if _is_organisation(entry) for name in names(entry))
    return Publisher(
        frozenset(filter(None, map(letters_of, (*tags, *stated, *owning, *_hosts(url, values))))),
        frozenset(map(letters_of, signing)),
    )


def chosen_authors(sources: Sequence[Authors], publisher: Publisher) -> Authors:
    """The names of the first source with persons in full, else with anybody but the publisher, else with anybody."""
    tests: tuple[Callable[[str], bool], ...] = (
        lambda name: publisher.is_person(name) and _is_full(name),
        lambda name: not publisher.is_called(name),
        lambda _: True,
    )
    for is_wanted in tests:
        for source in sources:
            found = tuple(filter(is_wanted, source))
            if found:
                return found
    return ()


def _is_full(name: str) -> bool:
    """Whether a name is more than a user's: scripts without capitals write names in one word."""
    return " " in name or not name.isascii()


def _single(written: Sequence[str]) -> Authors:
    return tuple(dict.fromkeys(author for name in written for author in split_authors(name)))


def _turned(name: str, contents: Sequence[str]) -> list[str]:
    return [forename_first(content) for content in contents] if name in _SURNAME_FIRST_NAMES else list(contents)


def _is_organisation(entry: object) -> bool:
    return isinstance(entry, dict) and not _ORGANISATIONS.isdisjoint(node_types([entry]))


def _hosts(url: str | None, values: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Names of the host: "mdr.de" and "mdr"."""
    for address in (url, *values.get("og:url", ())):
        try:
            host = (urlsplit(address or "").hostname or "").removeprefix("www.")
        except ValueError:  # a broken IPv6 host
            continue
        yield host
        yield host.split(".")[0]
