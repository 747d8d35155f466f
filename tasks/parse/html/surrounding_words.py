"""What a line around an article says, by its words: a notice of the page, an advertisement's label, other articles.

What belongs here: the patterns of surroundings.toml, compiled. What does not: which of such lines are cut off
(surroundings.py).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from tasks.text.patterns import WORD

LONGEST_NOTICE_READ = 2000  # characters whose words are counted; a notice has 25 at most
LONGEST_ANNOUNCEMENT = 60  # characters of a line that announces other articles; set by hand on the development pages

_CHOICE = re.compile(r"(?<!\\)\((?!\?)")  # a bracket that is not escaped and no "(?…" yet
_EDGE = r"\W{0,4}"


def is_notice(text: str, longest: int) -> bool:
    """Whether a line of `longest` words at most begins like a notice: `Tags: rivers`, `Share`, `© 2021 …`."""
    return len(WORD.findall(text[:LONGEST_NOTICE_READ])) <= longest and _notice().match(text) is not None


def stands_alone(text: str) -> bool:
    """Whether a line belongs to no article wherever it stands, such as `Advertisement`."""
    return _alone().fullmatch(text) is not None


def announces_others(text: str) -> bool:
    """Whether a whole short line announces other articles: `Related stories`."""
    return len(text) <= LONGEST_ANNOUNCEMENT and _others().fullmatch(text) is not None


def begins_announcing(text: str) -> bool:
    """Whether a line begins by announcing another article: `Read also: Ferry stops running at noon`."""
    return _others().match(text) is not None


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("tasks.parse.html").joinpath("surroundings.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _notice() -> re.Pattern[str]:
    openings, words = _tables()["notice"]["openings"], _tables()["notice"]["words"]
    return _compiled(rf"(?:{_any(openings.values())}|(?:{_any(words.values())})\b)")


@lru_cache(maxsize=1)
def _alone() -> re.Pattern[str]:
    return _compiled(rf"(?:{_any(_tables()['alone'].values())}){_EDGE}")


@lru_cache(maxsize=1)
def _others() -> re.Pattern[str]:
    return _compiled(rf"(?:{_any(_tables()['others'].values())}){_EDGE}")


def _any(lists: Iterable[list[str]]) -> str:
    """One pattern for the entries of all languages, each once; the abbreviations of the file are written out."""
    entries = dict.fromkeys(entry for entries in lists for entry in entries)
    return "|".join(_CHOICE.sub("(?:", entry).replace(" ", r"\s") for entry in entries)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(_EDGE + pattern, re.IGNORECASE)
