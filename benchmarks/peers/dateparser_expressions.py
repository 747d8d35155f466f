"""dateparser's search for dates in running text, each written as a TIMEX3 value: a year, month or day, or a minute.

Its search gives moments alone; how fine one is meant says its parser, asked again. It is told the set's language: the
two letters that end the set's name, else English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from dateparser.date import DateDataParser
from dateparser.search import search_dates

from benchmarks.labelled_sets import LabelledSet
from benchmarks.scoring.measures import Row

_LANGUAGE = re.compile(r"-([a-z]{2})$")
_CLOCK = re.compile(r"\d:\d\d|\d\s?[ap]\.?m\b", re.IGNORECASE)  # "Am 14. Dezember" names no hour

_FORMS = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V"}


def answer(labelled: LabelledSet, task: str) -> Iterator[Row]:  # noqa: ARG001  one signature for all peers
    """One row for each text."""
    found = _LANGUAGE.search(labelled.name)
    language = found[1] if found is not None else "en"
    for entry in labelled.inputs:
        yield {"id": entry["id"], "timexes": list(_expressions(entry["text"], entry.get("published_at"), language))}


def _expressions(text: str, published: str | None, language: str) -> Iterator[Row]:
    now = datetime.fromisoformat(published[:10]) if published else None
    settings = {} if now is None else {"RELATIVE_BASE": now}
    parser = DateDataParser(languages=[language], settings=settings)
    position = 0
    for expression, moment in search_dates(text, languages=[language], settings=settings) or []:
        start = text.find(expression, position)
        if start < 0:  # it prints some expressions otherwise than the text does
            continue
        position = start + len(expression)
        is_clock = _CLOCK.search(expression) is not None
        form = "%Y-%m-%dT%H:%M" if is_clock else _FORMS.get(parser.get_date_data(expression).period, "%Y-%m-%d")
        yield {"start": start, "end": position, "type": "TIME" if is_clock else "DATE", "value": moment.strftime(form)}
