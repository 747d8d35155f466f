"""How commenters are stored, and a text with their names as they are stored.

What belongs here: what the settings and erasures say of a name. What does not: where names stand (names.py).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field

from tasks.identity import pseudonym
from tasks.parse.commenters.names import Standing
from tasks.records import Page, PageType


@dataclass(frozen=True, slots=True)
class Privacy:
    """How commenters are stored: by pseudonyms where there is a key, and not at all where they were erased.

    `erased` are marks (`erasure_mark`) of stored names, of addresses and of sites, made with `salt`.
    """

    key: str | None = field(default=None, repr=False)
    erased: frozenset[str] = frozenset()
    salt: str = ""

    def __bool__(self) -> bool:
        return self.key is not None or bool(self.erased)

    def stored(self, name: str) -> str:
        """The name as it is stored."""
        return name if self.key is None else pseudonym(name, self.key)

    def is_erased(self, name: str) -> bool:
        """Whether this commenter was erased from the archive."""
        return self._has_mark("author", self.stored(name) if self.erased else name)

    def refuses(self, url: str | None, site: str | None) -> bool:
        """Whether all documents of an address (normalised) or of a site were erased."""
        return (url is not None and self._has_mark("url", url)) or (site is not None and self._has_mark("site", site))

    def refuses_page(self, page: Page) -> bool:
        """Whether a page may not come in: by its own address, or as a forum's thread that an erased person began."""
        is_thread = page.page_type is PageType.FORUM
        began = is_thread and any(self._has_mark("author", author) for author in page.authors)
        return began or self.refuses(page.canonical_url, page.site)

    def _has_mark(self, kind: str, value: str) -> bool:
        return bool(self.erased) and erasure_mark(kind, value, self.salt) in self.erased


AS_PRINTED = Privacy()


def erasure_mark(kind: str, value: str, salt: str) -> str:
    """A keyed hash of something that was erased (`doc`, `url`, `site`, `author`), as 32 hex digits."""
    return hmac.new(salt.encode(), f"{kind}\0{value}".encode(), hashlib.sha256).hexdigest()[:32]


def replaced(text: str, found: Sequence[Standing], privacy: Privacy) -> str:
    """A text with these names as they are stored, blanks in the place of erased ones."""
    parts: list[str] = []
    place = 0
    for standing in found:
        blank = " " * (standing.end - standing.start)
        parts += (
            text[place : standing.start],
            blank if privacy.is_erased(standing.name) else privacy.stored(standing.name),
        )
        place = standing.end
    return "".join((*parts, text[place:]))
