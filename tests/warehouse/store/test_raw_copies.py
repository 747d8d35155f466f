"""Raw documents are kept by the hash of their content, come back as they were, and go when nobody needs them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.errors import DamagedWarehouse
from warehouse.store.raw_copies import DAY, adopt_copies, kept_copies, place_of, read_copy, stage_copy, sweep

PAGE = b"<p>A page.</p>" * 50
SHA = hashlib.sha256(PAGE).hexdigest()


def keep(root: Path, content: bytes) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    staging = root / "_staging" / "batch"
    staging.mkdir(parents=True, exist_ok=True)
    stage_copy(staging, sha256, content)
    adopt_copies(root, staging)
    return sha256


@settings(max_examples=20)
@given(content=st.binary(max_size=2000))
def test_what_is_kept_comes_back(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    root = tmp_path_factory.mktemp("warehouse")
    assert read_copy(root, keep(root, content)) == content


def test_the_same_content_is_kept_once_and_packed(tmp_path: Path) -> None:
    assert keep(tmp_path, PAGE) == keep(tmp_path, PAGE) == SHA
    assert [sha256 for sha256, _ in kept_copies(tmp_path)] == [SHA]
    assert place_of(tmp_path, SHA).stat().st_size < len(PAGE)
    assert not list((tmp_path / "_staging" / "batch" / "raw").glob(".*"))


def test_a_copy_that_was_not_kept_is_none_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    assert read_copy(tmp_path, SHA) is None
    keep(tmp_path, PAGE)
    path = place_of(tmp_path, SHA)
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(DamagedWarehouse, match="damaged"):
        read_copy(tmp_path, SHA)
    keep(tmp_path, b"other")
    path.write_bytes(place_of(tmp_path, hashlib.sha256(b"other").hexdigest()).read_bytes())
    with pytest.raises(DamagedWarehouse, match="damaged"):
        read_copy(tmp_path, SHA)


def test_copies_that_no_document_has_or_that_are_old_are_deleted(tmp_path: Path) -> None:
    other = keep(tmp_path, b"other")
    keep(tmp_path, PAGE)
    now = place_of(tmp_path, SHA).stat().st_mtime
    assert sweep(tmp_path, {SHA}, now, 0) == 1
    assert read_copy(tmp_path, other) is None
    assert sweep(tmp_path, {SHA}, now + DAY, 2) == 0
    assert sweep(tmp_path, {SHA}, now + 3 * DAY, 2) == 1
    assert list(kept_copies(tmp_path)) == []
