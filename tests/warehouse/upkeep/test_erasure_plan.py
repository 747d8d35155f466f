"""What an erasure takes is what was asked for, by whatever name, and nothing beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.warehouse.store.test_staging import publish
from tests.warehouse.upkeep.small_archive import COPY, LATER, ORIGINAL, REFUSED, UNDATED, publish_small_archive
from warehouse.ask.database import Warehouse
from warehouse.errors import MissingInput
from warehouse.store.commits import Store
from warehouse.store.writer import Writer
from warehouse.upkeep.erasure_plan import Request, counted, plan_request

FORUM = f"{9:032x}"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    store = Store.create(tmp_path_factory.mktemp("archive") / "w")
    with Writer(store) as writer:
        publish_small_archive(writer)
        more = [{"doc_id": f"{n:032x}", "status": "rejected", "url": url} for n, url in ADDRESSES]
        thread = {"doc_id": FORUM, "page_type": "forum", "authors": ["Kim"], "text": "x"}
        publish(writer, {"documents": more, "articles": [thread]}, batch_id="more")
    with Warehouse(store) as found:
        yield found


ADDRESSES = ((20, "https://www.delta.example/a?utm_source=x"), (21, "https://delta.example.org/a"), (22, "no address"))


@pytest.mark.parametrize(
    ("request_", "gone"),
    [
        (Request(doc_ids=(ORIGINAL,)), {ORIGINAL}),
        (Request(sites=("beta.example",)), {COPY, LATER}),
        (Request(sites=("https://www.ALPHA.example/some/page",)), {ORIGINAL, UNDATED, REFUSED}),
        (Request(sites=("delta.example",)), {f"{20:032x}"}),
        (Request(urls=("https://www.delta.example/a#c5",)), {f"{20:032x}"}),
        (Request(urls=("https://delta.example/",)), set()),
        (Request(sites=("example",)), set()),
    ],
)
def test_documents_are_found_by_id_address_and_site(opened: Warehouse, request_: Request, gone: set[str]) -> None:
    assert plan_request(opened, request_.normalised()).gone == gone


@pytest.mark.parametrize("given", ["000", "00000000000", "ffffffff", "%", ""])
def test_an_id_that_is_short_of_two_documents_or_of_none_is_refused(opened: Warehouse, given: str) -> None:
    with pytest.raises(MissingInput, match="begins with"):
        plan_request(opened, Request(doc_ids=(given,)))


def test_a_commenters_comments_are_taken_out_and_threads_that_they_began_go_whole(opened: Warehouse) -> None:
    plan = plan_request(opened, Request(authors=("Kim",)))
    assert plan.gone == {FORUM}
    assert {doc_id: outtake.names for doc_id, outtake in plan.outtakes.items()} == {ORIGINAL: {"Kim"}}


def test_a_name_that_stands_in_comments_as_no_commenters_changes_nothing(opened: Warehouse) -> None:
    assert not plan_request(opened, Request(authors=("bridge",)))
    assert not plan_request(opened, Request(authors=("Nobody Known",)))


def test_rows_that_go_are_counted(opened: Warehouse) -> None:
    counts = counted(opened, plan_request(opened, Request(doc_ids=(ORIGINAL, COPY))))
    assert dict(counts) == {
        "documents": 2, "comments in them": 2, "mentions in them": 5, "other documents with something taken out": 0,
    }  # fmt: skip
