"""Politeness: requests to one host follow each other at a distance, whichever source and thread they come from."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock


@dataclass(slots=True)
class Pace:
    """When each host may be asked again. `sleep` and `monotonic` are handed in, so that tests need not wait."""

    seconds_between: float = 1.0
    sleep: Callable[[float], None] = time.sleep
    monotonic: Callable[[], float] = time.monotonic
    _free_at: dict[str, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, host: str, least: float = 0.0) -> None:
        """Wait for a host's turn; `least` is what its robots.txt asks for, if that is more than our own distance."""
        distance = max(self.seconds_between, least)
        with self._lock:
            now = self.monotonic()
            turn = max(now, self._free_at.get(host, now))
            self._free_at[host] = turn + distance
        if turn > now:
            self.sleep(turn - now)
