"""Notes about a change of the article: corrections, amendments, updates, editors' notes; and the day of the change.

What belongs here: reading one paragraph. What does not: stamps of a last change in a page's head (tasks.dates).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from tasks.dates.stamp.printed import read_moment
from tasks.parse.base.article_vocabulary import any_of, article_words
from tasks.records import Moment

LONGEST_NOTE = 2000  # characters; more is an article
SHORTEST_NOTE = 20  # characters; less is a label. Set by hand
_DAY_REACH = 60  # characters behind a label or a verb, in which the day of the change stands


@dataclass(frozen=True, slots=True)
class Note:
    """A note: the rule that told it (note-correction, note-update, note-editor), and its day where it says so."""

    rule: str
    changed: Moment | None


@dataclass(frozen=True, slots=True)
class _Form:
    """A way in which notes begin; the group `day`, where there is one, holds the day of the change."""

    rule: str
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def _forms() -> tuple[_Form, ...]:
    table = article_words()["notes"]
    subject = rf"(?:\W{{0,3}}(?:{any_of(table['things'])})\s?(?:\w{{1,20}}\s){{0,2}}?(?:{any_of(table['nouns'])}))"
    helper, day = any_of(table["helpers"]), rf"(?P<day>.{{0,{_DAY_REACH}}})"
    # The day stands behind the verb in English, before it in German.
    sentence = rf"{subject}(?:,?\s[^.,]{{0,60}}?,?)?\s(?:{helper})\s(?P<before>.{{0,{_DAY_REACH}}}?)\b(?:VERBS)\b{day}"

    def form(rule: str, source: str) -> _Form:
        return _Form(rule, re.compile(source, re.IGNORECASE))

    def labelled(words: list[str]) -> str:
        dated = rf"(?P<day>[\s,(–—-]{{1,3}}[^:.\d]{{0,20}}\d[^:]{{0,{_DAY_REACH}}}?)\)?\s?(?::|[–—]\s)"
        return rf"\W{{0,4}}(?:{any_of(words)})\b(?:\s?:|{dated})"

    return (
        form("note-correction", labelled(table["correction"])),
        form("note-update", labelled(table["update"])),
        form("note-editor", labelled(table["editors"])),
        form("note-correction", rf"\W{{0,4}}(?:{any_of(table['opened_correction'])})\b"),
        form("note-correction", sentence.replace("VERBS", any_of(table["verbs_correction"]))),
        form("note-update", sentence.replace("VERBS", any_of(table["verbs_update"]))),
    )


def read_note(text: str, fetched_at: datetime | None = None) -> Note | None:
    """The note that a paragraph is; None where it is none. `fetched_at` (naive UTC) gives a day its missing year."""
    if not SHORTEST_NOTE <= len(text) <= LONGEST_NOTE:
        return None
    for form in _forms():
        found = form.pattern.match(text)
        if found is None:
            continue
        rule, changed = form.rule, _day(found, fetched_at)
        if rule == "note-editor":  # "Editor's note: this article was amended on 14 July 2021"
            inner = read_note(text[found.end() :].strip(), fetched_at)
            rule, changed = (rule, changed) if inner is None else (inner.rule, inner.changed or changed)
        return Note(rule, changed)
    return None


def _day(found: re.Match[str], fetched_at: datetime | None) -> Moment | None:
    groups = found.groupdict()
    stamps = (groups.get("before"), groups.get("day"))
    read = (read_moment(stamp, fetched_at) for stamp in stamps if stamp)
    return next((moment for moment in read if moment is not None), None)
