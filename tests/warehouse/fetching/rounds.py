"""Rounds of fetching against the server of the tests, without waiting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from tasks.records import RawDocument
from warehouse.fetching.client import Client, ClientRules
from warehouse.fetching.pace import Pace
from warehouse.fetching.source_run import Round
from warehouse.fetching.state import State
from warehouse.fetching.visits import Visits
from warehouse.landing.read import find_inputs, read_inputs

NOON = datetime(2026, 12, 1, 12)
RULES = ClientRules(agent="presswatch/test", byte_ceiling=200_000, silent_seconds=0.15, allows_private=True)


def no_waiting(waited: list[float] | None = None) -> Pace:
    """A pace that notes how long it would have waited."""
    noted = [] if waited is None else waited
    return Pace(1.0, sleep=noted.append, monotonic=lambda: sum(noted))


@contextmanager
def a_round(
    folder: Path, at: datetime = NOON, *, is_forced: bool = False, rules: ClientRules = RULES
) -> Iterator[Round]:
    """One round at a time, with what earlier ones in the same folder remembered."""
    with closing(State(folder / "state")) as state, Client(rules) as client:
        visits = Visits(client, no_waiting(), state.hosts(), at)
        yield Round(f"{at:%Y%m%dT%H%M%S%f}", at, visits, state, folder / "pages", is_forced)


def landed(folder: Path) -> list[RawDocument]:
    """What landed, as `presswatch run` reads it."""
    if not any((folder / "pages").rglob("*.warc.gz")):
        return []
    found = list(read_inputs(find_inputs([str(folder / "pages")]), 1_000_000))
    assert all(isinstance(document, RawDocument) for document in found)
    return [document for document in found if isinstance(document, RawDocument)]
