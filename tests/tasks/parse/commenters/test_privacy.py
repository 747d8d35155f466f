"""What the settings and erasures say of a name, an address and a page; what is put in the place of a name."""

from __future__ import annotations

from tasks.identity import pseudonym
from tasks.parse.commenters.names import Standing
from tasks.parse.commenters.privacy import AS_PRINTED, Privacy, erasure_mark, replaced
from tasks.records import Page, PageType

KEY = "3c9f1e0b7a5d42868e1f0c9b6a7d5e43"  # made up for these tests


def erased(key: str | None = None, **values: str) -> Privacy:
    return Privacy(key, frozenset(erasure_mark(kind, value, "salt") for kind, value in values.items()), "salt")


def test_without_a_key_names_are_stored_as_printed() -> None:
    assert not AS_PRINTED
    assert AS_PRINTED.stored("Kim") == "Kim"
    assert not AS_PRINTED.is_erased("Kim")


def test_a_mark_tells_nothing_without_its_salt_and_differs_by_kind() -> None:
    marks = {erasure_mark(kind, "a.example", salt) for kind in ("url", "site") for salt in ("one", "other")}
    assert len(marks) == 4
    assert not any("a.example" in mark for mark in marks)


def test_an_erased_commenter_is_known_by_the_stored_name() -> None:
    assert erased(author="Kim").is_erased("Kim")
    assert not erased(author="Kim").is_erased("kim")
    assert erased(KEY, author=pseudonym("Kim", KEY)).is_erased("Kim")


def test_names_are_replaced_and_erased_ones_blanked() -> None:
    text = "@Kim and @Lee"
    found = [Standing(1, 4, "Kim"), Standing(10, 13, "Lee")]
    assert replaced(text, found, erased(author="Kim")) == "@    and @Lee"
    assert replaced(text, found, Privacy(KEY)) == f"@{pseudonym('Kim', KEY)} and @{pseudonym('Lee', KEY)}"


def test_pages_of_erased_addresses_sites_and_people_are_refused() -> None:
    page = Page("html", "", (), canonical_url="https://a.example/1", site="a.example", authors=("Kim",))
    assert erased(url="https://a.example/1").refuses_page(page)
    assert erased(site="a.example").refuses_page(page)
    assert not erased(site="b.example").refuses_page(page)
    assert not AS_PRINTED.refuses_page(page)
    assert not erased(author="Kim").refuses_page(page)  # who wrote an article is no commenter


def test_a_thread_that_an_erased_person_began_is_refused() -> None:
    thread = Page("html", "", (), authors=(pseudonym("Kim", KEY),), page_type=PageType.FORUM)
    assert erased(KEY, author=pseudonym("Kim", KEY)).refuses_page(thread)


def test_an_address_as_given_is_refused_too() -> None:
    assert erased(url="https://a.example/1").refuses("https://a.example/1", None)
    assert erased(site="a.example").refuses("https://a.example/2", "a.example")
    assert not erased(site="a.example").refuses(None, None)
