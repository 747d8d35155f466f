"""How far a chosen date of publication can be trusted, from 0 to 1.

What belongs here: that figure. What does not: the choice itself (choice.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks.dates.publication.bounds import TOLERANCE, Limits
from tasks.dates.publication.stamps import Stamp
from tasks.records import DateRole, Precision

# How often the first answer of each kind of place is the day of publication on the development pages, rounded.
_SHARE_RIGHT = {
    "url": 0.97, "meta": 0.93, "json_ld": 0.92, "microdata": 0.92, "dateline": 0.9, "time_published": 0.9,
    "labelled": 0.9, "visible_published": 0.9, "time": 0.9, "visible": 0.85, "beside_title": 0.85, "meta_dated": 0.75,
    "microdata_dated": 0.75, "json_ld_dated": 0.7, "head_text": 0.75, "json_ld_other": 0.6, "text": 0.6,
    "source": 0.5,
}  # fmt: skip
_EXPLICIT = ("url", "meta", "json_ld", "microdata")
# Set by hand: contradicted by the document's own text, disputed by another place that says what it is the date of.
_CONTRADICTED, _DISPUTED = 0.3, 0.6


def confidence(chosen: Stamp, found: Sequence[Stamp], limits: Limits) -> float:
    """0 to 1: what its place is worth, raised where another place names the same day, lowered where one contradicts."""
    share = _SHARE_RIGHT.get(chosen.method, 0.5)
    if limits.contradiction(chosen) is not None:
        return _CONTRADICTED
    others = [stamp for stamp in found if stamp.role is DateRole.PUBLISHED and stamp.method != chosen.method]
    if any(stamp.method in _EXPLICIT and _is_elsewhere(stamp, chosen) for stamp in others):
        return min(share, _DISPUTED)
    is_seconded = any(stamp.moment.local.date() == chosen.moment.local.date() for stamp in others)
    return 1 - (1 - share) / 2 if is_seconded else share


def _is_elsewhere(stamp: Stamp, chosen: Stamp) -> bool:
    is_day = stamp.moment.precision not in (Precision.YEAR, Precision.MONTH)
    return is_day and abs(stamp.moment.at - chosen.moment.at) > 2 * TOLERANCE
