"""What the records of findings hold where nothing is given."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from tasks.findings import Findings, Mention, ReadDocument
from tasks.records import Layer


def test_nothing_found_is_four_empty_lists() -> None:
    assert Findings() == Findings(mentions=(), timexes=(), statements=(), matches=())


def test_a_name_is_no_place_and_has_no_role_until_it_is_said() -> None:
    mention = Mention(0, Layer.ARTICLE, 0, 4, "PERSON", "Omid", None, 0.9)
    place = (mention.geonames_id, mention.country, mention.latitude, mention.longitude)
    assert (place, mention.role) == ((None, None, None, None), None)


def test_a_document_is_neither_read_nor_refused_until_it_is_said() -> None:
    read = ReadDocument("d1", "a.html", None, None, None, None, 0, "00")
    assert (read.page, read.fingerprint, read.reason, read.detail) == (None, None, None, None)


def test_a_finding_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Findings().mentions = ()  # type: ignore[misc]
