"""Time words inside people's names are no time expressions."""

from __future__ import annotations

from tasks.enrichment import Lexicon, enrich
from tasks.entities.finding.candidates import Candidate, NameText
from tasks.entities.finding.readers import ENGLISH, NameReader
from tasks.entities.lexicon.gazetteer import Gazetteer, build_index
from tasks.records import Kind, Layer, Page, Segment

PEOPLE = ("June Carter", "August Wilson", "Maria Carter")


class Model:
    """Finds the people above."""

    def find(self, document: NameText) -> list[Candidate]:
        """Where they stand in the text."""
        text = document.text
        found = [
            Candidate(text.index(name), text.index(name) + len(name), "PERSON", 0.9) for name in PEOPLE if name in text
        ]
        return sorted(found, key=lambda name: name.start)


LEXICON = Lexicon(Gazetteer(build_index([])), name_readers=(NameReader("made-up", Model(), ENGLISH),))


def times(text: str) -> list[str]:
    """The time expressions of a text of one paragraph."""
    page = Page("text", text, (Segment(0, None, Layer.ARTICLE, Kind.PARAGRAPH, 0, len(text), "as_given"),))
    return [text[timex.start : timex.end] for timex in enrich(page, LEXICON).timexes]


def test_a_month_that_is_a_given_name_is_no_time() -> None:
    assert times("The singer June Carter spoke with August Wilson.") == []


def test_the_same_words_beside_a_name_are() -> None:
    assert times("In June Maria Carter left. She came back in August 2019.") == ["June", "August 2019"]
