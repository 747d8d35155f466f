"""A week of rounds against servers that fail, wait, lie and come back, with kills at any step: nothing is lost."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tasks.sources.records import Outcome
from tests.warehouse.fetching.rounds import NOON, a_round, landed
from tests.warehouse.fetching.server import Reply, Server, feed, html, page, running
from warehouse.fetching.crawl_archive import CrawlArchive, drop_drafts
from warehouse.fetching.source_run import WebSource, look_at
from warehouse.fetching.state import State

SOURCE_COUNT = 5
PAGES_A_SOURCE = 6
ROUND_COUNT = 16
BAD = (
    Reply(500),
    Reply(403),
    Reply(503, headers={"Retry-After": "5400"}),
    Reply(429, headers={"Retry-After": "nonsense"}),
    Reply(302, headers={"Location": "file:///etc/passwd"}),
    Reply(200, b"half", {"Content-Length": "4000", "Connection": "close"}),
    html(b"<html><body>Back soon.</body></html>"),
)


class Killed(BaseException):
    """As a signal would end the process."""


def faulty(chance: random.Random, good: Callable[[], Reply], share: float) -> Callable[[Mapping[str, str]], Reply]:
    """A route that answers badly now and then."""
    return lambda _: chance.choice(BAD[:4]) if chance.random() < share else good()


def web_of(server: Server, chance: random.Random, number: int, seen: list[int]) -> WebSource:
    """A source that lists a page more each round, the last ones only, as feeds do."""
    for step in range(PAGES_A_SOURCE):
        path = f"/{number}/{step}"
        server.routes[path] = faulty(chance, lambda n=number * 100 + step: html(page(n)), 0.1)  # type: ignore[misc]

    def listing() -> Reply:
        return feed(*(f"/{number}/{step}" for step in range(min(seen[0] + 1, PAGES_A_SOURCE))))

    server.routes[f"/feed{number}"] = lambda _: chance.choice(BAD) if chance.random() < 0.2 else listing()
    return WebSource(f"paper{number}", server.url(f"/feed{number}"), "feed")


def kills(monkeypatch: pytest.MonkeyPatch, chance: random.Random) -> Iterator[None]:
    """Let steps that write end the process now and then, before or after they are done."""

    def killing(work: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object) -> object:
            if chance.random() < 0.04:
                raise Killed
            done = work(*given)
            if chance.random() < 0.04:
                raise Killed
            return done

        return call

    for owner, name in ((CrawlArchive, "close"), (State, "keep")):
        monkeypatch.setattr(owner, name, killing(getattr(owner, name)))
    yield
    monkeypatch.undo()


def one_round(folder: Path, sources: list[WebSource], at: datetime, outcomes: Counter[str]) -> bool:
    """Look at all sources, as after a start; False where the process was killed."""
    drop_drafts(folder / "pages")
    with suppress(Killed), a_round(folder, at) as shared:
        for source in sources:
            run = look_at(source, shared)
            outcomes[run.outcome] += 1
            assert run.outcome is Outcome.FETCHED or run.detail
            assert run.listed_count == run.known_count + run.fetched_count + run.refused_count + run.left_count
        return True
    return False


@pytest.mark.parametrize("seed", [1])
def test_every_page_lands_and_every_silence_has_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance, seen, outcomes, killed = random.Random(seed), [0], Counter[str](), 0
    with running() as server:
        sources = [web_of(server, chance, number, seen) for number in range(SOURCE_COUNT)]
        killing = kills(monkeypatch, chance)
        next(killing)
        for number in range(ROUND_COUNT):
            seen[0] = number
            while not one_round(tmp_path, sources, NOON + number * timedelta(hours=10), outcomes):
                killed += 1
        next(killing, None)
    found = Counter((document.url or "").rpartition(":")[2].partition("/")[2] for document in landed(tmp_path))
    missing = {f"{n}/{s}" for n in range(SOURCE_COUNT) for s in range(PAGES_A_SOURCE)} - found.keys()
    assert killed > 0
    assert missing == set()
    again = sum(count - 1 for count in found.values())
    assert again <= killed * PAGES_A_SOURCE  # a kill between landing and remembering; the archive knows them by content
    assert len(outcomes) > 3
