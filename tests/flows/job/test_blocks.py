"""The blocks of the configuration hold what they say and nothing else."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, ValidationError

from flows.job.blocks import Fetching, RetentionDays, Source


@pytest.mark.parametrize("block", [Source, Fetching, RetentionDays])
def test_every_key_has_a_default_and_a_meaning_and_unknown_keys_are_refused(block: type[BaseModel]) -> None:
    block()
    assert all(field.description for field in block.model_fields.values())
    with pytest.raises(ValidationError):
        block.model_validate({"unknown": 1})


def test_a_truth_value_is_no_number() -> None:
    with pytest.raises(ValidationError):
        Source.model_validate({"every_minutes": True})


def test_the_address_of_a_source_is_that_of_its_feed_or_sitemap() -> None:
    assert Source(sitemap="https://paper.example/s.xml").address == "https://paper.example/s.xml"
    assert Source(path="documents").address == ""
