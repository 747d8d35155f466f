"""Pages come back from the archive as the matcher saw them when they came in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.archives import ingest, write_feed
from warehouse.errors import DamagedWarehouse
from warehouse.search.pages import PageReader, Place
from warehouse.store.commits import Store

DIRTY = Path(__file__).parents[3] / "docs/dirty-page.txt"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("pages")
    ingest(folder / "w", write_feed(folder / "feed.jsonl", range(3)), DIRTY)
    return Store.at(folder / "w")


def test_all_pages_are_read_once_with_segments_names_and_writers(store: Store) -> None:
    with PageReader(store) as reader:
        pages = {page.doc_id: page for some in reader.all() for page in some}
    assert len(pages) == 4
    (dirty,) = (page for page in pages.values() if "Harwich" in page.page.text)
    assert [comment.author for comment in dirty.page.comments] == ["Kim", "Lee"]
    assert len(dirty.days) == 2
    assert any(mention.name == "Tom Okello" for mention in dirty.mentions)
    assert {str(segment.layer) for segment in dirty.page.segments} == {"article", "comment", "furniture"}


def test_single_pages_are_read_by_their_place_and_also_where_that_has_changed(store: Store) -> None:
    with PageReader(store) as reader:
        pages = [page for some in reader.all() for page in some]
        for batch in (None, "moved"):
            wanted = {page.doc_id: Place(page.place.month, batch or page.place.batch) for page in pages}
            found = reader.read(wanted)
            assert {doc_id: page.page for doc_id, page in found.items()} == {page.doc_id: page.page for page in pages}
        assert reader.read({"nobody": pages[0].place}) == {}
        assert reader.read({}) == {}
        (bare,) = reader.read({pages[0].doc_id: pages[0].place}, ()).values()
        assert bare.page.segments == ()


def test_a_damaged_file_is_one_sentence(store: Store, tmp_path: Path) -> None:
    with PageReader(store) as reader:
        page = next(page for some in reader.all() for page in some)
        path = next(iter(reader._files("segments", [page.place])))
        content = path.read_bytes()
        path.write_bytes(b"PAR1")
        with pytest.raises(DamagedWarehouse, match="cannot be read"):
            reader.read({page.doc_id: page.place})
        path.write_bytes(content)
