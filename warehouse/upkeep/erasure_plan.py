"""What an erasure takes: which documents go whole, what goes of others, and what that changes for the rest.

What belongs here: looking it up, nothing is changed. What does not: the new rows (erased_rows.py), publishing
(erasure.py).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tasks.identity import is_pseudonym
from tasks.parse.commenters.blanking import Outtake, blank
from tasks.text.addresses import canonical_url, site_of
from warehouse.ask.database import Warehouse
from warehouse.errors import MissingInput
from warehouse.upkeep.stored_pages import stored_pages

FEWEST_DIGITS = 8  # of the beginning of a document's id that is taken for the whole


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be erased: documents by id (or the beginning of one), address or site; commenters as stored."""

    doc_ids: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()

    def normalised(self) -> Request:
        """The same with addresses and sites as documents have them."""
        return replace(
            self,
            urls=tuple(canonical_url(url) or url for url in self.urls),
            sites=tuple(site_of(f"https://{site.split('://')[-1]}") or site for site in self.sites),
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """Documents that go whole, and what goes of others, by doc_id."""

    gone: frozenset[str] = frozenset()
    outtakes: Mapping[str, Outtake] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.gone or self.outtakes)


def plan_request(opened: Warehouse, request: Request) -> Plan:
    """What the archive holds of a (normalised) request. Raises MissingInput where a document's id is unknown."""
    gone = {doc_id for given in request.doc_ids for doc_id in [_document(opened, given)]}
    gone |= _of_addresses(opened, request)
    gone |= _threads_of(opened, request.authors)
    names = _commenting(opened, request.authors)
    outtakes = dict.fromkeys(_naming(opened, names, gone), Outtake(names=names))
    return Plan(frozenset(gone), outtakes)


def _document(opened: Warehouse, given: str) -> str:
    query = "SELECT doc_id FROM documents WHERE starts_with(doc_id, ?) LIMIT 2"
    found = opened.rows(query, [given.lower()])[1] if len(given) >= FEWEST_DIGITS else []
    if len(found) != 1:
        why = "more than one document" if found else f"no document (at least {FEWEST_DIGITS} digits are needed)"
        raise MissingInput(f"{why[0].upper()}{why[1:]} of the archive has an id that begins with {given!r}.")
    return str(found[0][0])


def _of_addresses(opened: Warehouse, request: Request) -> set[str]:
    """Documents of these addresses and sites, as given or as the page says itself."""
    if not request.urls and not request.sites:
        return set()
    query = (
        "SELECT doc_id, url, canonical_url, site FROM documents WHERE canonical_url IN (SELECT unnest($urls)) "
        "OR site IN (SELECT unnest($sites)) OR len(list_filter($hosts, lambda host: contains(lower(url), host))) > 0"
    )
    hosts = [*request.sites, *(site_of(url) or url for url in request.urls)]
    rows = opened.rows(query, {"urls": list(request.urls), "sites": list(request.sites), "hosts": hosts})[1]
    return {str(doc_id) for doc_id, url, canonical, site in rows if _is_of(request, url, canonical, site)}


def _is_of(request: Request, url: object, canonical: object, site: object) -> bool:
    given = str(url or "")
    addresses = {canonical, given, canonical_url(given) if given else None}
    return bool(addresses & set(request.urls)) or bool({site, site_of(given)} & set(request.sites))


def _threads_of(opened: Warehouse, authors: Sequence[str]) -> set[str]:
    """Threads of forums that these people began: they go whole."""
    query = "SELECT doc_id FROM articles WHERE page_type = 'forum' AND list_has_any(authors, $names::VARCHAR[])"
    return {str(doc_id) for (doc_id,) in opened.rows(query, {"names": list(authors)})[1]} if authors else set()


def _commenting(opened: Warehouse, names: Sequence[str]) -> frozenset[str]:
    """Those of these names that somebody comments under."""
    query = "SELECT DISTINCT author FROM comments WHERE author IN (SELECT unnest($names::VARCHAR[]))"
    return frozenset(str(name) for (name,) in opened.rows(query, {"names": list(names)})[1])


def _naming(opened: Warehouse, names: frozenset[str], gone: Collection[str]) -> list[str]:
    """Documents, beside those that go whole, with comments by these people or with their names in others' comments."""
    if not names:
        return []
    query = (
        "SELECT doc_id FROM comments WHERE author IN (SELECT unnest($names)) "
        "OR len(list_filter($low, lambda name: contains(lower(text), name))) > 0 "
        "UNION SELECT doc_id FROM articles "
        "WHERE len(list_filter($hidden, lambda name: contains(text, name))) > 0"
    )
    low = [name.lower() for name in names]
    hidden = [name for name in names if is_pseudonym(name)]
    rows = opened.rows(query, {"names": sorted(names), "low": low, "hidden": hidden})[1]
    candidates = {str(doc_id) for (doc_id,) in rows} - set(gone)
    pages = (stored for pages in stored_pages(opened, candidates) for stored in pages)
    return [stored.doc_id for stored in pages if blank(stored.page, Outtake(names=names)).page != stored.page]


def counted(opened: Warehouse, plan: Plan) -> Mapping[str, int]:
    """How many rows of each kind go, by what they are."""
    gone = {"ids": sorted(plan.gone)}
    counts = {
        kind: _count(opened, f"SELECT count(*) FROM {table} WHERE doc_id IN (SELECT unnest($ids))", gone)
        for kind, table in (
            ("documents", "documents"),
            ("comments in them", "comments"),
            ("mentions in them", "mentions"),
        )
    }
    return counts | {"other documents with something taken out": len(plan.outtakes)}


def _count(opened: Warehouse, query: str, parameters: Mapping[str, Collection[str]]) -> int:
    return int(str(opened.rows(query, parameters)[1][0][0]))
