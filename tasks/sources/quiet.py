"""Why a source brought nothing, from what its server said and from what became of its pages."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from tasks.sources.records import Outcome

_WALLS = {401: "asks for a password", 402: "asks for money", 403: "refuses us", 429: "asks for fewer requests",
          451: "withholds it for legal reasons"}  # fmt: skip
BLOCKED_STATUSES = frozenset(_WALLS)
GONE_STATUSES = frozenset({404, 410})


def of_status(status: int) -> tuple[Outcome, str] | None:
    """What an HTTP status other than 200 says of a listing; None where it was given."""
    if status == HTTPStatus.OK:
        return None
    if status == HTTPStatus.NOT_MODIFIED:
        return Outcome.UNCHANGED, "the server says that nothing changed"
    if status in _WALLS:
        return Outcome.BLOCKED, f"the server {_WALLS[status]} ({status})"
    if status in GONE_STATUSES:
        return Outcome.GONE, f"the server knows no such address ({status})"
    return Outcome.ERROR, f"the server answers {status}"


def of_pages(refused: Mapping[str, int]) -> tuple[Outcome, str]:
    """What it means that there were new pages and none landed: `refused` counts them by why."""
    counted = ", ".join(f"{count} {why}" for why, count in sorted(refused.items()))
    is_wall = bool(refused) and set(refused) <= {"blocked", "robots"}
    return (Outcome.BLOCKED if is_wall else Outcome.ALL_REJECTED), f"no page could be had: {counted}"
