"""A warehouse remembers how commenters are stored and what was erased, and never a key, a name or a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.identity import key_fingerprint, pseudonym
from tasks.parse.commenters.privacy import Privacy
from tests.warehouse.store.test_staging import publish
from warehouse.errors import BadConfiguration, DamagedWarehouse
from warehouse.store.commits import Store
from warehouse.store.privacy import (
    LEFT_OPEN,
    PRIVACY,
    PrivacyRecord,
    hold_privacy,
    read_record,
    required_record,
    write_record,
)
from warehouse.store.writer import Writer

KEY = "3c9f1e0b7a5d42868e1f0c9b6a7d5e43"  # made up for these tests
OTHER = "9b6a7d5e433c9f1e0b7a5d42868e1f0c"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "w")


def with_comments(store: Store, *authors: str | None) -> None:
    rows = [{"doc_id": "d", "comment_id": number, "author": author} for number, author in enumerate(authors)]
    with Writer(store) as writer:
        publish(writer, {"comments": rows}, batch_id="b0")


def test_what_is_written_is_read_again(store: Store) -> None:
    record = PrivacyRecord("f" * 16, "salt", ("m1", "m2"), ("d1",), 3)
    write_record(store, record)
    assert read_record(store) == record


def test_a_new_warehouse_remembers_nothing(store: Store) -> None:
    assert read_record(store) is None
    assert required_record(store).key_fingerprint == LEFT_OPEN
    assert required_record(store).salt != required_record(store).salt  # made by chance


@pytest.mark.parametrize("content", ["", "[]", '{"format": 1}', '{"format": 1, "marks": [], "stray": 1}'])
def test_a_damaged_file_is_named(store: Store, content: str) -> None:
    (store.root / PRIVACY).write_text(content)
    with pytest.raises(DamagedWarehouse, match=PRIVACY):
        read_record(store)


def test_the_file_holds_no_key(store: Store) -> None:
    hold_privacy(store, Privacy(KEY))
    assert KEY not in (store.root / PRIVACY).read_text()


def test_the_first_run_decides_and_the_same_key_goes_on(store: Store) -> None:
    first = hold_privacy(store, Privacy(KEY))
    with_comments(store, pseudonym("Kim", KEY))
    assert hold_privacy(store, Privacy(KEY)) == first
    for other in (Privacy(OTHER), Privacy()):
        with pytest.raises(BadConfiguration):
            hold_privacy(store, other)


def test_as_long_as_nothing_is_published_another_key_may_be_chosen(store: Store) -> None:
    first = hold_privacy(store, Privacy(KEY))
    other = hold_privacy(store, Privacy(OTHER))
    assert (first.key_fingerprint, other.key_fingerprint) == (key_fingerprint(KEY), key_fingerprint(OTHER))
    assert first.salt == other.salt


def test_a_run_leaves_out_what_was_erased(store: Store) -> None:
    write_record(store, PrivacyRecord(None, "salt", ("m1",)))
    held = hold_privacy(store, Privacy()).applied(Privacy())
    assert (held.erased, held.salt) == (frozenset({"m1"}), "salt")


@pytest.mark.parametrize(
    ("authors", "fits"),
    [
        ((pseudonym("Kim", KEY), None), Privacy(KEY)),
        (("Kim", None), Privacy()),
        ((pseudonym("Kim", KEY), "Kim"), Privacy()),
    ],
)
def test_a_warehouse_of_an_earlier_version_is_judged_by_its_comments(
    store: Store, authors: tuple[str | None, ...], fits: Privacy
) -> None:
    with_comments(store, *authors)
    with pytest.raises(BadConfiguration):
        hold_privacy(store, Privacy() if fits.key else Privacy(KEY))
    assert read_record(store) is None
    assert hold_privacy(store, fits).applied(fits).key == fits.key


def test_comments_without_a_name_fit_both(store: Store) -> None:
    with_comments(store, None)
    assert hold_privacy(store, Privacy(KEY)).key_fingerprint == key_fingerprint(KEY)
