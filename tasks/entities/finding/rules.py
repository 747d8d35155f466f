"""Names by rule: capitals, cue words and lists decide what is a name and of what type.

What belongs here: what can be said of one line by itself. What does not: joining the names of a document
(meaning/join.py), which of several places is meant (meaning/resolve_places.py). A trained model can take this one's
place behind `NameModel` (candidates.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tasks.entities.finding.candidates import Candidate
from tasks.entities.finding.capitals import Line, Word, name_end, read_line, surfaces
from tasks.entities.lexicon.gazetteer import LONGEST_NAME_WORDS, Gazetteer, Place, PlaceKind
from tasks.entities.lexicon.tables import demonyms, known_names, tags, words

LONGEST_RUN_WORDS = 8  # capitalised words in a row; longer runs are headlines and lists
_GAPS_WITH_OF = (" of ", " of the ")
_GAPS_WITH_FOR = (*_GAPS_WITH_OF, " for ", " for the ", " on ")
_SHOUTED_NAME_LENGTH = 5  # KABUL is a name in capitals, NATO need not be
_KNOWN_CITY_POPULATION = 100_000  # a one-word name of such a city is taken for it without more evidence


@dataclass(frozen=True, slots=True)
class _Found:
    """What a rule says of the words from the one asked about through `last`; `first` is the name's own first word."""

    first: int
    last: int
    type: str | None
    confidence: float
    is_name: bool = True


class RuleModel:
    """The rule model, for one document."""

    def __init__(self, gazetteer: Gazetteer, vocabulary: frozenset[str] = frozenset()) -> None:
        """`vocabulary`: the words that the document writes in lower case too."""
        self._gazetteer = gazetteer
        self._vocabulary = vocabulary
        self._lists = words()
        self._tags = tags()
        self._known = known_names()
        self._demonyms = demonyms()
        self._rules: tuple[Callable[[Line, int], _Found | None], ...] = (
            self._titled,
            self._compound_place,
            self._organisation,
            self._listed,
            self._located,
            self._demonym,
            self._person,
            self._place,
            self._leftover,
        )

    def find(self, text: str, start: int, end: int) -> Iterator[Candidate]:
        """Candidates in text[start:end], in text order, without overlap."""
        line = read_line(text, start, end)
        position = 0
        while position < len(line.words):
            found = self._first(line, position)
            if found is None:
                position += 1
                continue
            if found.is_name:
                first = line.words[found.first]
                yield Candidate(first.start, name_end(line, found.last), found.type, found.confidence)
            position = found.last + 1

    def _first(self, line: Line, position: int) -> _Found | None:
        for rule in self._rules:
            found = rule(line, position)
            if found is not None:
                return found
        return None

    def _is(self, word: Word, *lists: str) -> bool:
        of_word = self._tags.get(word.text)
        return of_word is not None and not of_word.isdisjoint(lists)

    def _titled(self, line: Line, position: int) -> _Found | None:
        """`Deputy Prime Minister John Smith`: a person after titles; titles alone are no name."""
        name = position
        while name < len(line.words) and self._is(line.words[name], "titles", "title_parts"):
            if name > position and not line.words[name].is_joined:
                break
            name += 1
        if name == position or not any(self._is(word, "titles") for word in line.words[position:name]):
            return None
        if name == len(line.words) or not line.words[name].is_joined:
            return (
                None if self._heads_organisation(line, position) else _Found(position, name - 1, None, 0, is_name=False)
            )
        last = self._person_end(line, name)
        if last is None or self._heads_organisation(line, position):
            return None
        return _Found(name, last, "PERSON", 0.9)

    def _heads_organisation(self, line: Line, position: int) -> bool:
        return self._organisation(line, position) is not None

    def _person_end(self, line: Line, first: int) -> int | None:
        """The last word of a person's name that begins at `first`; None where no name can stand there."""
        last = None
        is_given = self._is_given(line, first) and not self._is(line.words[first], "ambiguous_given_names")
        for position in range(first, line.run_end(first, 5)):
            word = line.words[position]
            if position > first and word.gap == " & ":
                break
            may_be_surname = is_given and position in (first, first + 1)  # as in Maria Bishop
            if self._is(word, "organisation_heads", "facility_heads") or not (
                may_be_surname or self._may_be_in_name(word)
            ):
                break
            last = position
        return last

    def _is_given(self, line: Line, position: int) -> bool:
        """A given name, or an initial before another word."""
        word, following = line.words[position], position + 1
        if len(word.text) == 1:
            return following < len(line.words) and line.words[following].is_joined and line.words[following].gap == ". "
        return self._is(word, "given_names") or word.text.split("-")[0] in self._lists["given_names"]

    def _may_be_in_name(self, word: Word) -> bool:
        return word.text not in self._demonyms and not self._is(word, "titles", "common")

    def _compound_place(self, line: Line, position: int) -> _Found | None:
        """`British Columbia`, `Democratic Republic of the Congo`: a place of several words, small ones included."""
        if self._is(line.words[position], "common"):
            return None
        for last in range(line.wide_run_end(position, LONGEST_NAME_WORDS) - 1, position, -1):
            surface = line.surface(position, last)
            found = () if surface in self._known else self._gazetteer.find(surface)
            if any(place.is_main_name or _is_big(place) for place in found) and self._may_end(line, last):
                is_big = any(_is_big(place) for place in found)
                if is_big or not self._is(line.words[position], "given_names"):
                    return _Found(position, last, _place_type(found), 0.85 if is_big else 0.65)
        return None

    def _may_end(self, line: Line, last: int) -> bool:
        """Whether a place's name can end here: no word of another name stands right after it."""
        following = last + 1
        is_alone = following == len(line.words) or not line.words[following].is_joined
        return is_alone or self._may_follow_place(line.words[following], but="organisation_heads")

    def _organisation(self, line: Line, position: int) -> _Found | None:
        """`Kabul University`, `Ministry of Foreign Affairs`: words up to a head word, or on from one with `of`."""
        if self._is(line.words[position], "common"):
            return None
        stop = line.run_end(position, LONGEST_RUN_WORDS)
        heads = [i for i in range(position, stop) if self._is(line.words[i], "organisation_heads")]
        if not heads or line.is_weak:
            return None
        last = heads[-1]
        if any(self._is(word, "titles") for word in line.words[position:last]):
            return None
        extended = self._extended(line, last) if self._is(line.words[last], "leading_heads") else last
        if extended == last and self._gazetteer.find(line.surface(position, last)):
            return None
        if extended == position or all(
            self._is(word, "titles", "title_parts") for word in line.words[position : extended + 1]
        ):
            return None
        return _Found(position, extended, "ORG", 0.8)

    def _extended(self, line: Line, head: int) -> int:
        """The last word of what `of`, and after some heads `for`, joins to a head word: `Bank of Japan`."""
        word, following = line.words[head], head + 1
        gaps = _GAPS_WITH_FOR if self._is(word, "heads_with_for") else _GAPS_WITH_OF
        if following >= len(line.words) or line.words[following].gap not in gaps:
            return head
        last = line.run_end(following, 4) - 1
        joining = last + 1
        if joining < len(line.words) and line.words[joining].gap == " and " and self._is(word, "heads_with_for"):
            return line.run_end(joining, 3) - 1
        return last

    def _listed(self, line: Line, position: int) -> _Found | None:
        """A name of the organisation list, or of its demonyms and events."""
        for last, surface in surfaces(line, position, LONGEST_NAME_WORDS):
            entry = self._known.get(surface)
            if entry is not None:
                return _Found(position, last, entry.type, 0.85)
        return None

    def _located(self, line: Line, position: int) -> _Found | None:
        """`Bagram Airport`, `Helmand Province`, `Gulf War`: a name with a word for what it is."""
        first = line.words[position]
        if self._is(first, "common", "titles") or first.text in self._demonyms or line.is_weak:
            return None
        stop = line.run_end(position, 5)
        for last in range(stop - 1, position, -1):
            word = line.words[last]
            if self._is(word, "facility_heads"):
                return _Found(position, last, "FAC", 0.7)
            if self._is(word, "location_heads"):
                return _Found(position, last, self._location_type(word), 0.7)
            if self._is(word, "event_heads"):
                return _Found(position, last, "EVENT", 0.6)
        return self._location_by_first_word(line, position)

    def _location_by_first_word(self, line: Line, position: int) -> _Found | None:
        """`Lake Chad`, `Republic of Korea`."""
        first, following = line.words[position], position + 1
        if self._is(first, "leading_events") and line.run_end(position, 2) > following:
            return _Found(position, following, "EVENT", 0.7)
        if self._is(first, "leading_locations") and line.run_end(position, 2) > following:
            return _Found(position, following, "LOC", 0.7)
        if self._is(first, "places_with_of") and following < len(line.words) and line.words[following].gap == " of ":
            return _Found(position, line.run_end(following, 3) - 1, "GPE", 0.7)
        return None

    def _location_type(self, word: Word) -> str:
        return "GPE" if self._is(word, "administrative_heads") else "LOC"

    def _demonym(self, line: Line, position: int) -> _Found | None:
        for last, surface in surfaces(line, position, 2):
            if surface in self._demonyms or (last == position and line.words[last].text in self._demonyms):
                return _Found(position, last, "NORP", 0.85)
        return None

    def _person(self, line: Line, position: int) -> _Found | None:
        """A given name, or a cue before or after, says that it is a person's name."""
        word = line.words[position]
        is_given = self._is_given(line, position)
        last = None if self._is(word, "common") and not is_given else self._person_end(line, position)
        if last is None:
            return None
        length = last - position + 1
        if is_given and length > 1:
            return None if line.is_weak and length > 3 else _Found(position, min(last, position + 3), "PERSON", 0.8)
        if line.is_weak:
            return None
        if is_given and length == 1 and len(word.text) > 1 and not self._is(word, "ambiguous_given_names"):
            return _Found(position, position, "PERSON", 0.5)
        return self._cued_person(line, position, last)

    def _cued_person(self, line: Line, first: int, last: int) -> _Found | None:
        """`spokesman Okonta`, `Okonta said`, `said Zubrik Okonta`, `Zubrik Okonta, minister of trade`."""
        word = line.words[first]
        if self._is_big_place(line, first, last):
            return None
        if word.before in self._lists["person_cues"]:
            return _Found(first, last, "PERSON", 0.7)
        if last > first and (word.before in self._lists["speech_verbs"] or self._is_explained(line, last)):
            return _Found(first, last, "PERSON", 0.65)
        is_speaking = line.after(last).lstrip(", ").split(" ")[0] in self._lists["speech_verbs"]
        return _Found(first, last, "PERSON", 0.6) if is_speaking and not word.is_acronym else None

    def _is_explained(self, line: Line, last: int) -> bool:
        """Whether the words after a comma say what a person does: `, the former minister of`."""
        after = line.after(last, 48)
        return after.startswith(", ") and not self._lists["person_cues"].isdisjoint(after[2:].split(" ")[:3])

    def _is_big_place(self, line: Line, first: int, last: int) -> bool:
        return any(_is_big(place) for place in self._gazetteer.find(line.surface(first, last)))

    def _place(self, line: Line, position: int) -> _Found | None:
        """A name of the gazetteer; that of a small town needs a cue before it or a place after it."""
        for last, surface in surfaces(line, position, LONGEST_NAME_WORDS):
            found = self._gazetteer.find(surface)
            if found and self._is_place(line, position, last, found):
                is_sure = any(_is_big(place) for place in found)
                return _Found(position, last, _place_type(found), 0.85 if is_sure else 0.6)
        return None

    def _is_place(self, line: Line, first: int, last: int, found: tuple[Place, ...]) -> bool:
        word = line.words[first]
        is_wide = any(place.kind is not PlaceKind.CITY for place in found)
        is_cued = word.before in self._lists["place_prepositions"] or self._is_followed_by_place(line, last)
        if last == first and self._is(word, "common", "plain", "given_names"):
            return "." in word.text or (is_cued and not self._is(word, "common"))
        if last == first and word.is_acronym and len(word.text) < _SHOUTED_NAME_LENGTH:
            return is_wide or is_cued
        if last == first and word.is_opening and not is_wide and word.text.lower() in self._vocabulary:
            return False
        following = last + 1
        if following < line.run_end(first, LONGEST_RUN_WORDS) and not self._may_follow_place(line.words[following]):
            return is_wide
        return is_cued or any(_is_big(place) for place in found) or (last > first and not line.is_weak)

    def _may_follow_place(self, word: Word, *, but: str = "") -> bool:
        names_of_others = {"titles", "title_parts", "common", "organisation_heads"} - {but}
        return word.text in self._demonyms or word.text in self._known or self._is(word, *names_of_others)

    def _is_followed_by_place(self, line: Line, last: int) -> bool:
        following = last + 1
        if following >= len(line.words) or line.words[following].gap not in (", ", " ("):
            return False
        names = (surface for _, surface in surfaces(line, following, 3))
        return any(place.kind >= PlaceKind.REGION for name in names for place in self._gazetteer.find(name))

    def _leftover(self, line: Line, position: int) -> _Found | None:
        """Capitals alone: two or three words are likeliest a person, unless one of them is an everyday word."""
        word = line.words[position]
        if self._is(word, "common"):
            return None
        if self._is_everyday(word) and (word.is_opening or line.is_weak):
            return None
        last = self._person_end(line, position)
        if last is None:
            return None
        if last == position:
            return self._lone(line, position)
        if line.is_weak:
            return _Found(position, last, None, 0.2)
        return _Found(position, last, *self._guess(line, position, last))

    def _is_everyday(self, word: Word) -> bool:
        return word.text in self._lists["plain"] or word.text.lower() in self._vocabulary

    def _guess(self, line: Line, first: int, last: int) -> tuple[str, float]:
        """What several capitalised words that no list knows are likeliest."""
        run = line.words[first : last + 1]
        if self._is(run[0], "directions") and any(
            _is_big(place) for place in self._gazetteer.find(line.surface(first + 1, last))
        ):
            return "LOC", 0.6
        if run[0].before == "the" or len(run) > 4 or any(self._is_everyday(word) or word.is_acronym for word in run):
            return "ORG", 0.45
        if any(_is_big(place) for place in self._gazetteer.find(run[0].text)):
            return "ORG", 0.42
        return "PERSON", 0.45

    def _lone(self, line: Line, position: int) -> _Found | None:
        word = line.words[position]
        if self._is(word, "plain", "titles", "title_parts"):
            return None
        if word.is_acronym and not line.is_weak:
            if word.text.lower() in self._vocabulary or word.text.title() in self._tags:
                return None
            return _Found(position, position, "ORG", 0.5)
        if word.before in ("in", "near", "from") and not word.is_opening and not line.is_weak:
            return _Found(position, position, "GPE", 0.35)
        return _Found(position, position, None, 0.1 if word.is_opening or line.is_weak else 0.25)


def _is_big(place: Place) -> bool:
    if place.kind > PlaceKind.COUNTY:
        return True
    return place.is_main_name and place.population >= _KNOWN_CITY_POPULATION


def _place_type(found: tuple[Place, ...]) -> str:
    kind = max(place.kind for place in found)
    return "LOC" if kind in (PlaceKind.AREA, PlaceKind.CONTINENT) else "GPE"
