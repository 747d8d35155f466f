"""robots.txt (RFC 9309): what a host lets us fetch, and how long it asks to wait in between.

What belongs here: the file's bytes, bounded, and its answers. What does not: fetching and keeping it.
"""

from __future__ import annotations

import re

from protego import Protego

READ_BYTE_COUNT = 500 * 1024  # of the file: what a crawler has to read at least (RFC 9309, 2.5); the rest is left
MOST_WILDCARDS = 3  # of a path; with more, matching a hostile path against a long address takes minutes
LONGEST_PATH = 2_000  # characters of a rule's path
LONGEST_DELAY = 60.0  # seconds; more is a wish not to be read often, and the pace of the source sees to that
_RULE = re.compile(r"^(\s*(?:allow|disallow)\s*:)([^#]*)", re.IGNORECASE)


class Robots:
    """What one host's robots.txt allows."""

    def __init__(self, rules: Protego) -> None:
        self._rules = rules

    def allows(self, url: str, agent: str) -> bool:
        """Whether an address may be fetched under a name."""
        return bool(self._rules.can_fetch(url, agent))

    def delay(self, agent: str) -> float:
        """Seconds that the host asks to leave between two requests."""
        asked = self._rules.crawl_delay(agent)
        return min(float(asked), LONGEST_DELAY) if asked is not None and asked > 0 else 0.0


def read_robots(content: bytes) -> Robots:
    """The rules of a file; of an endless one the beginning counts."""
    text = content[:READ_BYTE_COUNT].decode("utf-8", "replace").removeprefix("\ufeff")
    return Robots(Protego.parse("\n".join(line for line in map(_bounded, text.splitlines()) if line is not None)))


def _bounded(line: str) -> str | None:
    """A line whose path can be matched in time: cut where it has many wildcards; such an `Allow` is left out.

    A cut path forbids more than it says and never less.
    """
    rule = _RULE.match(line)
    if rule is None:
        return line
    path = re.sub(r"\*+", "*", rule[2].strip())
    if path.count("*") <= MOST_WILDCARDS and len(path) <= LONGEST_PATH:
        return rule[1] + path
    if rule[1].strip().lower().startswith("allow"):
        return None
    kept = "*".join(path.split("*")[: MOST_WILDCARDS + 1])
    return rule[1] + kept[:LONGEST_PATH].rstrip("$")
