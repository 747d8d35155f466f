"""Ids are the same on every run; pseudonyms keep names apart and give none away; weak keys are known as such."""

from __future__ import annotations

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.identity import batch_id, document_id, is_pseudonym, is_weak_key, key_fingerprint, pseudonym
from tasks.records import RawDocument, RejectReason, UnreadableInput

KEY = "3c9f1e0b7a5d42868e1f0c9b6a7d5e43"  # made up for these tests


def test_a_document_is_told_by_its_address_and_content() -> None:
    first = RawDocument(b"text", "a.txt", url="https://a.example/1?utm_source=x")
    assert document_id(first) == document_id(RawDocument(b"text", "b.txt", url="https://a.example/1"))
    assert document_id(first) != document_id(RawDocument(b"other", "a.txt", url="https://a.example/1"))
    assert document_id(RawDocument(b"text", "./a.txt")) == document_id(RawDocument(b"text", "a.txt"))


def test_an_unreadable_input_is_another_document_for_another_reason() -> None:
    empty, cut = (
        UnreadableInput("a.zip#1", reason, "") for reason in (RejectReason.EMPTY, RejectReason.TRUNCATED_CONTAINER)
    )
    assert document_id(empty) != document_id(cut)


def test_a_batch_is_the_same_whatever_the_order_of_its_documents() -> None:
    assert batch_id(["b", "a"], "s") == batch_id(["a", "b"], "s") != batch_id(["a", "b"], "t")


@given(st.text(), st.text())
def test_equal_names_have_equal_pseudonyms_and_other_names_others(one: str, other: str) -> None:
    assert (pseudonym(one, KEY) == pseudonym(other, KEY)) == (one == other)
    assert is_pseudonym(pseudonym(one, KEY))


def test_a_pseudonym_depends_on_the_key() -> None:
    assert pseudonym("Kim", KEY) != pseudonym("Kim", KEY[::-1])


@pytest.mark.parametrize("name", ["Kim", "reader-1", f"{pseudonym('Kim', KEY)}0", f"x{pseudonym('Kim', KEY)}"])
def test_other_names_do_not_look_like_pseudonyms(name: str) -> None:
    assert not is_pseudonym(name)


def test_a_fingerprint_tells_keys_apart_and_is_no_part_of_any() -> None:
    assert key_fingerprint(KEY) == key_fingerprint(KEY) != key_fingerprint(KEY[::-1])
    assert key_fingerprint(KEY) not in KEY


@pytest.mark.parametrize(
    "key",
    ["", "secret", KEY[:31], "a" * 64, "ab" * 32, "0123456" * 9, "correct horse!" * 4, "swordfish" * 4 + "sword"],
)
def test_keys_that_are_short_or_repeat_themselves_are_weak(key: str) -> None:
    assert is_weak_key(key)


def test_keys_made_by_chance_are_good() -> None:
    assert not any(is_weak_key(secrets.token_hex(16)) or is_weak_key(secrets.token_urlsafe(24)) for _ in range(200))
