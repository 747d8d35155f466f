"""The word lists of vocabulary.toml, read once and made ready for looking things up.

What belongs here: the lists and the patterns made of them. What does not: what follows from a line's having such a
word.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import ahocorasick

from tasks.dates.stamp.calendar_words import months, units
from tasks.parse.base.folding import first_parts, longest_parts

Table = dict[str, Any]  # of the TOML file, and arguments of a record made of one

HABITS = (  # the rows of the table of habits, in the order in which plain/voice.py tells them
    "first_person", "second_person", "cue", "opener", "loud", "asks", "lower", "reports", "quotes", "long", "name",
    "listed",
)  # fmt: skip
# Upper bounds everywhere: the lines are anybody's.
_AGO = ("ago", "vor", "hace", "il y a")
_DAYS = ("yesterday", "today", "gestern", "heute", "hier", "ayer", "hoy")
_NUMBER = r"\d{1,6}"
_CLOCK = r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?(?:\s(?:[A-Z]{2,4}T|UTC|Uhr)\b)?"


@dataclass(frozen=True, slots=True)
class Habit:
    """A habit of writing: how often a line of an article and one of a reader has it, and what that guess is worth."""

    name: str
    article: float  # 0 to 1
    reader: float  # 0 to 1
    worth: float  # lines


@dataclass(frozen=True, slots=True)
class Voice:
    """What readers' writing is told by: words in lower case, and how often each habit is met with."""

    cues: ahocorasick.Automaton  # in lower-case text with a blank before it
    cue_words: frozenset[bytes]  # one of these is in every cue
    cue_marks: tuple[str, ...]  # … or one of these
    openers: frozenset[bytes]
    greetings: frozenset[str]
    first_person: frozenset[bytes]
    second_person: frozenset[bytes]
    reports: frozenset[bytes]
    vocabulary: frozenset[bytes]  # all of these words
    habits: tuple[Habit, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists of a page's furniture; sets and tuples of lower-case words and phrases, and patterns."""

    actions: frozenset[str]
    controls: frozenset[str]  # actions and what may stand among them
    said: tuple[str, ...]  # what people write with the words of controls
    closing: frozenset[str]
    blogger: re.Pattern[str]
    blogger_words: tuple[str, ...]
    blogger_initials: frozenset[str]
    blogger_tail: re.Pattern[str]  # the same controls at the end of somebody's text
    blogger_finals: frozenset[str]
    glued_head: re.Pattern[str]
    announced: re.Pattern[str]
    numerals: dict[str, int]
    alone: frozenset[str]
    announced_none: re.Pattern[str]
    nouns: frozenset[str]
    ends: tuple[str, ...]
    calls: tuple[str, ...]  # those of the ends that may stand above the comments as well
    says: re.Pattern[str]
    stamp: re.Pattern[str]
    says_words: frozenset[str]
    says_verbs: tuple[str, ...]
    answered: tuple[str, ...]
    quotes: frozenset[str]  # a line of this alone opens a quotation
    quotes_of: tuple[str, ...]  # … or one that begins so, with a name behind it
    signed: re.Pattern[str]
    signed_words: tuple[str, ...]
    scores: tuple[str, ...]
    signed_inside: re.Pattern[str]  # the same with a time, in the middle of a line
    time_words: frozenset[str]  # one of these, or numbers with a mark between them, is in every stamp
    undigited_times: tuple[str, ...]  # one of these is in every stamp without a digit
    labels: frozenset[str]
    profile: frozenset[str]
    profiled: re.Pattern[str]  # "Ann Works at Harbour Office", beside the comments of a plug-in
    profiled_words: tuple[str, ...]  # their first words
    ranks: frozenset[str]  # that stand behind a name
    since: frozenset[str]  # labels below which a day stands
    edited: tuple[str, ...]
    quote_begins: frozenset[str]
    quote_ends: frozenset[str]
    byline: re.Pattern[str]
    joiners: re.Pattern[str]
    credit: re.Pattern[str]
    published: re.Pattern[str]
    updated: re.Pattern[str]
    furniture: ahocorasick.Automaton
    sections: frozenset[str]
    voice: Voice


def _any(words: Iterable[str]) -> str:
    """One of the words, the longer one first; grouped by first letter, since a pattern tries its branches in turn."""
    initials: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        initials.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(initial)}(?:{'|'.join(rests)})" for initial, rests in initials.items())


def _stamp() -> re.Pattern[str]:
    month = f"(?:{_any(months())})"
    unit = f"(?:{_any(word for word in units() if len(word) > 1)})s?"
    numbers = (
        r"(?<![/=])\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:T?\s?" + _CLOCK + ")?",  # in an address it is no time
        r"(?<![\d.])\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?![\d.]\d)(?!\d)",
        rf"\d{{1,2}}(?:st|nd|rd|th|\.)?[\s.-]{{1,2}}(?:(?:de|of)\s)?{month}\b\.?,?[\s-]{{0,2}}(?:(?:de|of)\s)?(?:'?\d{{2,4}}(?![\d:])|\b)",
        _CLOCK.replace("[:.h]", "[:h]", 1),
        rf"{_NUMBER}\+?\s?{unit}\b\sago\b",
    )
    named = (
        rf"{month}\.?[\s-]\d{{1,2}}(?!\d)(?:st|nd|rd|th)?\b,?(?:\s?'?\d{{4}}\b)?",
        rf"(?:an?|about|over)\s(?:(?:{_NUMBER}|an?)\s)?{unit}\b\sago\b",
        rf"(?:vor|hace|il y a)\s(?:{_NUMBER}|eine[mrn]?|une?|una?)\s{unit}\b",
        rf"(?:{'|'.join(_DAYS)})\b(?=,?\s(?:at|um|à|a|\d))",
    )
    # A look at the first character spares the branches at most places.
    return re.compile(rf"(?=\d)(?:{'|'.join(numbers)})|\b(?=[^\W\d_])(?:{'|'.join(named)})", re.IGNORECASE)


def _announced(table: dict[str, list[str]]) -> re.Pattern[str]:
    nouns, numerals = _any(table["nouns"]), _any(table["numerals"])
    number = rf"(?:(?P<count>{_NUMBER})|(?P<numeral>{numerals})\b)"
    before = rf"\W{{0,4}}(?:[^\W\d]{{2,15}} \()?(?:there (?:are|is) |showing |view |read |all |display |see )?{number}"
    whose = r"(?: [^\W\d_]{3,14})? ?"
    return re.compile(
        rf"{before}{whose}(?:{nouns})(?![^\W\d_a-z])(?P<rest>.{{0,160}})"
        rf"|\W{{0,4}}(?:{nouns})\s?[:(\[–-]\s?(?P<after>{_NUMBER})\b(?P<tail>.{{0,60}})",
        re.IGNORECASE,
    )


def _automaton(phrases: Iterable[str]) -> ahocorasick.Automaton:
    """All phrases looked for in one passage (Aho and Corasick 1975)."""
    automaton = ahocorasick.Automaton()
    for phrase in phrases:
        automaton.add_word(phrase, phrase)
    automaton.make_automaton()
    return automaton


def _leading(words: list[str], tail: str) -> re.Pattern[str]:
    return re.compile(rf"\W{{0,3}}(?:{_any(words)}){tail}", re.IGNORECASE)


def _glued_head() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<name>\S(?:.{{0,58}}[^\W_])?)(?P<stamp>(?:{_any(month.capitalize() for month in months())})"
        r"\s\d{1,2},\s\d{4}\b.{0,24})$"
    )


def _signed_inside(signed: list[str]) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_any(signed)})\s?:?\s[^.!?]{{2,60}}?(?:{_stamp().pattern})"
        rf"(?:,?\s(?:at\s)?{_CLOCK}|\s\w{{3}},?\s\d{{1,2}}\s\w{{3}}\s\d{{2,4}}\b)?",
        re.IGNORECASE,
    )


def _voice(table: dict[str, Any]) -> Voice:
    cue_words, first_person = _with_endings(longest_parts(table["cues"])), first_parts(table["first_person"])
    second_person, reports = first_parts(table["second_person"]), first_parts(table["reports"])
    return Voice(
        cues=_automaton(f" {cue}" if cue[:1].isalpha() or cue[:1] == "@" else cue for cue in table["cues"]),
        cue_words=cue_words,
        cue_marks=tuple(cue for cue in table["cues"] if not any(map(str.isalpha, cue)) or not cue[0].isalpha()),
        openers=first_parts(table["openers"]),
        greetings=frozenset(table["greetings"]),
        first_person=first_person,
        second_person=second_person,
        reports=reports,
        vocabulary=cue_words | first_person | second_person | reports,
        habits=tuple(Habit(name, **table["habits"][name]) for name in HABITS),
    )


def _with_endings(stems: frozenset[bytes]) -> frozenset[bytes]:
    """The words, and what they become with a common ending: a cue is found where a word begins like it."""
    return frozenset(stem + ending for stem in stems for ending in (b"", b"s", b"d", b"ed", b"ly", b"r", b"er"))


@lru_cache(maxsize=1)
def words() -> Words:
    """The lists of vocabulary.toml."""
    table = tomllib.loads(files("tasks.parse.lines").joinpath("vocabulary.toml").read_text(encoding="utf-8"))
    return Words(
        **_controls(table["actions"]),
        **_blogger(table["blogger"]["pairs"]),
        **_announcing(table["announcements"]),
        **_said(table["says"]),
        **_profiles(table["profile"]),
        **_article_head(table["head"]),
        ends=tuple(table["ends"]["phrases"] + table["ends"]["calls"]),
        calls=tuple(table["ends"]["calls"]),
        glued_head=_glued_head(),
        stamp=_stamp(),
        time_words=frozenset((*months(), *units(), *(unit + "s" for unit in units()), *_DAYS)),
        undigited_times=(*_AGO, *_DAYS),
        labels=frozenset(table["stamps"]["labels"]),
        quote_begins=frozenset(table["quoted"]["begins"]),
        quote_ends=frozenset(table["quoted"]["ends"]),
        furniture=_automaton(table["furniture"]["phrases"]),
        sections=frozenset(table["furniture"]["sections"]),
        voice=_voice(table["voice"]),
    )


def _controls(table: Table) -> Table:
    """Words of the controls below a comment."""
    actions = frozenset(table["words"])
    return {
        "actions": actions,
        "controls": actions | frozenset(table["fillers"]),
        "said": tuple(table["said"]),
        "closing": frozenset(table["closing"]),
    }


def _blogger(pairs: list[list[str]]) -> Table:
    """Blogger's two controls, which extractors glue to each other and to the text: `ReplyDelete`, `Delete`."""
    escaped = [(re.escape(answer), re.escape(delete)) for answer, delete in pairs]
    both = "|".join(f"{answer}{delete}" for answer, delete in escaped)
    alone = "|".join(dict.fromkeys(delete for _, delete in escaped))
    return {
        "blogger": re.compile(rf"(?P<top>{both})|(?P<reply>{alone})(?=$|[^\w\s]|[A-Z0-9]|https?:)"),
        "blogger_words": tuple(dict.fromkeys(word for pair in pairs for word in pair)),
        "blogger_initials": frozenset(word[0] for pair in pairs for word in pair),
        "blogger_tail": re.compile(rf"(?<=\S)(?:(?P<top>{both})|(?P<reply>{alone}))$"),
        "blogger_finals": frozenset(delete[-1] for _, delete in pairs),
    }


def _announcing(table: Table) -> Table:
    """What announces comments: "12 comments", "No comments yet"."""
    return {
        "announced": _announced(table),
        "numerals": table["numerals"],
        "alone": frozenset(table["alone"]),
        "announced_none": re.compile(
            rf"\W{{0,4}}(?:{_any(table['none'])}) (?:\w{{1,12}} )?(?:{_any(table['nouns'])})\b"
            rf"|\W{{0,4}}(?:{_any(table['nouns'])})\s?[:(\[]\s?0\b",
            re.IGNORECASE,
        ),
        "nouns": frozenset(word.split()[-1] for word in table["nouns"]),
    }


def _said(table: Table) -> Table:
    """What names a comment's writer: "Ann says:", "Posted by Ann", "Ann in reply to Bo"."""
    verbs = table["verbs"]
    return {
        "says": re.compile(rf"(?P<name>\S.{{0,60}}?)\s(?:{_any(verbs)})(?:\s?[:.,…]{{1,3}}|$)", re.IGNORECASE),
        "says_verbs": tuple(f" {verb}" for verb in verbs),
        "says_words": frozenset(verb.split()[-1] for verb in verbs),
        "signed": _leading(table["signed"], r"\s?:?\s(?P<name>\S.{0,80})$"),
        "signed_words": tuple(table["signed"]),
        "signed_inside": _signed_inside(table["signed"]),
        "scores": tuple(table["scores"]),
        "answered": tuple(table["answered"]),
        "quotes": frozenset(table["quotes"]),
        "quotes_of": tuple(f"{phrase} " for phrase in table["quotes"] if " " in phrase),
    }


def _profiles(table: Table) -> Table:
    """What is printed of a comment's writer beside the name."""
    return {
        "profile": frozenset(table["words"]),
        "profiled": re.compile(rf"(?P<name>\S.{{0,38}}\S)\s(?:{'|'.join(map(re.escape, table['plugin']))})\s\S"),
        "profiled_words": tuple(phrase.split()[0].lower() for phrase in table["plugin"]),
        "ranks": frozenset(table["ranks"]),
        "since": frozenset(table["since"]),
        "edited": tuple(table["edited"]),
    }


def _article_head(table: Table) -> Table:
    """Words of an article's byline, credits and dates."""
    return {
        "byline": _leading(table["byline"], r"\s?:?\s(?P<names>\S.{0,120})$"),
        "joiners": re.compile(rf",|;|\|| (?:{_any(table['joiners'])}) ", re.IGNORECASE),
        "credit": _leading(table["credit"], r"\s?(?::|/|©|\bby\b|\bvon\b|\bpar\b|\bpor\b)\s?(?P<name>.{1,120})$"),
        "published": _leading(table["published"], r"\s?:?\s"),
        "updated": _leading(table["updated"], r"\s?:?\s"),
    }
