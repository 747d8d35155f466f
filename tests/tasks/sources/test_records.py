"""Every reason why a source is quiet is one that people can look up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.sources.records import Outcome

OPERATING = (Path(__file__).parents[3] / "docs" / "operating.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome is not Outcome.FETCHED])
def test_every_reason_is_explained_to_whoever_operates_the_archive(outcome: Outcome) -> None:
    assert f"`{outcome}`" in OPERATING
