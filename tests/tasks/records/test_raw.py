"""What a refusal tells."""

from __future__ import annotations

from tasks.records import Rejected, RejectReason


def test_a_refusal_says_its_reason_and_its_detail_if_it_has_one() -> None:
    plain, detailed = Rejected(RejectReason.EMPTY), Rejected(RejectReason.TOO_LARGE, "9 MB")
    assert (str(plain), plain.reason, plain.detail) == ("empty", RejectReason.EMPTY, "")
    assert (str(detailed), detailed.reason, detailed.detail) == ("too_large: 9 MB", RejectReason.TOO_LARGE, "9 MB")
