"""Reads the article's part of a page without markup: furniture at both ends, the head, the paragraphs.

What belongs here: what the lines above the comments are. What does not: comments (threads.py), single lines
(lines/kinds.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tasks.dates.stamp.printed import read_moment
from tasks.parse.lines.kinds import Line, LineKind, word_count
from tasks.parse.lines.vocabulary import words
from tasks.records import Kind, Moment

LONGEST_TITLE = 180  # characters
FEWEST_HEADLINE_WORDS = 4  # a name of a paper or a section has fewer
LONGEST_HEAD = 14  # lines between the furniture above and the first paragraph
LONGEST_BAR = 20  # words
LONGEST_FURNITURE = 500  # characters; more is somebody's writing
_HEAD_KINDS = (Kind.BYLINE, Kind.DATELINE)
_DATED = (LineKind.STAMP, LineKind.UPDATED)
_SEPARATORS = re.compile(r"\s(?:[|·•»›/–-]\s|\s{2,39}|(?<=\t))")
_BAR_MARKS = ("|", " /", " -", "   ", "\t")  # one of these is in every bar of ASCII
_BULLET = re.compile(r"[*•+»›‹«·-]\s")
_SENTENCE = re.compile(r"[.!?…][\"”’»)]{0,2}$")
_SLOGAN = re.compile(  # "The Quay - your paper since 1931"; a headline may end so as well, but without the dash
    r"(?:\s[-–—|·]\s.{0,60}\b(?:since|seit|depuis|desde)|(?:est\.|established|founded|gegründet|fondé en)(?: in)?)"
    r" (?:1[789]|20)\d\d\W{0,2}$"
)
_CLOCK = re.compile(r"\d[:.]\d\d(?!\d)|\d\s?[ap]\.?m\b", re.IGNORECASE)
_YEAR_OR_CLOCK = re.compile(r"\d[:.]\d\d|\b\d{4}\b")
_NAME = re.compile(r"[^\W\d_a-z][^\d,;:|]{1,50}$")


@dataclass(slots=True)
class Head:
    """What the lines of the article's part are: a kind for each, None for furniture; and what the head says."""

    kinds: list[Kind | None]
    title: str | None = None
    standfirst: str | None = None
    authors: tuple[str, ...] = ()
    published: Moment | None = None
    rules: dict[int, str] = field(default_factory=dict)


def read_article(lines: Sequence[Line], fetched_at: datetime | None) -> Head:
    """Kinds of the lines above the comments, with title, standfirst, authors and date where they are printed."""
    begin, end = _trimmed(lines)
    head = Head([None] * len(lines))
    for index in range(begin, end):
        head.kinds[index] = None if _is_control(lines[index]) else Kind.PARAGRAPH
    _read_head(lines, head, begin, end)
    for index, kind in enumerate(head.kinds):
        if kind is Kind.DATELINE:
            _read_date(lines[index].text, head, fetched_at)
    return head


# ---- furniture


def _trimmed(lines: Sequence[Line]) -> tuple[int, int]:
    """The article's lines without the furniture at either end (half-open)."""
    begin, end = 0, len(lines)
    first_prose = next((i for i, line in enumerate(lines) if _is_prose(line)), None)
    if first_prose is None:
        return begin, end
    last_prose = next(i for i in range(len(lines) - 1, -1, -1) if _is_prose(lines[i]))
    # Rows of controls stand between a title and its text as well; navigation stands above both.
    until = _headline_above(lines, first_prose)
    above = (i for i in range(until) if lines[i].kind is LineKind.TEXT and is_furniture(lines[i]))
    begin = max(above, default=-1) + 1
    end = next((i for i in range(last_prose + 1, len(lines)) if is_furniture(lines[i])), len(lines))
    return begin, end


def _headline_above(lines: Sequence[Line], first_prose: int) -> int:
    """The first headline that a byline or a time follows; below it stands the article's head, controls or not."""
    for index in range(first_prose):
        if lines[index].kind is LineKind.TEXT and is_furniture(lines[index]):
            continue
        is_worded = word_count(lines[index].text) >= FEWEST_HEADLINE_WORDS and _is_title(lines[index], has_byline=False)
        below = lines[index + 1 : min(first_prose, index + 3)]
        if is_worded and lines[index].kind is LineKind.TEXT and any(_opens_head(line) for line in below):
            return index
    return first_prose


def _opens_head(line: Line) -> bool:
    return line.kind is LineKind.STAMP or bool(read_byline(line.text))


def _is_prose(line: Line) -> bool:
    """A paragraph by the look of it, and not the site speaking about itself."""
    if line.kind is not LineKind.TEXT or is_furniture(line):
        return False
    return len(line.text) > 100 or (word_count(line.text) >= 9 and _SENTENCE.search(line.text) is not None)


def is_furniture(line: Line) -> bool:
    """Whether a line at an end of the page is no part of the article: controls, navigation, the site about itself."""
    if line.kind is not LineKind.TEXT:
        return line.kind not in _DATED
    text = line.text
    if len(text) > LONGEST_FURNITURE:
        return False
    low = text.lower()
    count = word_count(text)
    if low.strip("*•+-»›« |") in words().sections or (count <= 6 and _BULLET.match(text) is not None):
        return True
    if count <= LONGEST_BAR and _names_sections(low, count):
        return True
    return _is_bar(text, count) or (count <= 70 and _speaks_of_itself(low, count))


def _is_bar(text: str, count: int) -> bool:
    """Many short items with marks between them."""
    if text.isascii() and not any(mark in text for mark in _BAR_MARKS):
        return False
    marks = len(_SEPARATORS.findall(text))
    return marks >= 3 and count <= 6 * (marks + 1) and _SENTENCE.search(text) is None


def _names_sections(low: str, count: int) -> bool:
    """A row of sections (`News Markets Opinion`), or the way down to one (`Home > County > Hearing`)."""
    sections = words().sections
    first, mark, _ = low.partition(" > ")
    return (mark != "" and first.strip() in sections) or (count >= 2 and sections.issuperset(low.split()))


def _speaks_of_itself(low: str, count: int) -> bool:
    if count <= 14 and any(map(str.isdigit, low[-3:])) and _SLOGAN.search(low) is not None:
        return True
    furniture = words().furniture
    if next(furniture.iter(low), None) is None:  # most lines
        return False
    return count <= 14 or len({phrase for _, phrase in furniture.iter(low)}) > 1


def _is_control(line: Line) -> bool:
    """Rows of controls stand anywhere in an article."""
    return line.kind in (LineKind.ACTION, LineKind.ORNAMENT, LineKind.ANNOUNCEMENT, LineKind.END, LineKind.DETAIL)


# ---- head


def _read_head(lines: Sequence[Line], head: Head, begin: int, end: int) -> None:
    """Tell title, standfirst, byline, dateline, caption and credit among the first lines."""
    zone = [i for i in range(begin, min(end, begin + LONGEST_HEAD)) if head.kinds[i] is not None]
    named: list[int] = []  # lines whose kind their own words tell
    for index in zone:
        kind = None if index == begin and _is_dated_headline(lines[index]) else _told_by_words(lines[index], head)
        if kind is not None:
            head.kinds[index] = kind
            named.append(index)
        elif _is_prose(lines[index]) and not _stands_above_head_line(lines, index, end):
            break
    _mark_captions(lines, head, named, begin)
    _mark_bare_names(lines, head, named, begin)
    free = [i for i in zone if head.kinds[i] is Kind.PARAGRAPH]
    prose = next((i for i in free if _is_prose(lines[i]) and not _stands_above_head_line(lines, i, end)), end)
    titles = [i for i in free if i < prose and _is_title(lines[i], has_byline=_is_kind(head, i + 1, Kind.BYLINE))]
    if not titles:
        return
    title = max(titles, key=lambda i: (_headline_score(lines, head, i, prose), -i))
    for above in range(begin, title):  # the paper's or the blog's name and motto
        if head.kinds[above] is Kind.PARAGRAPH:
            head.kinds[above] = None
    head.kinds[title], head.title = Kind.TITLE, lines[title].text
    _mark_standfirst(lines, head, title, end)


def _mark_bare_names(lines: Sequence[Line], head: Head, named: Sequence[int], begin: int) -> None:
    """A person's name right above the date and below other lines of the head is a byline without `By`."""
    for index in named:
        above = index - 1
        is_below_others = above > begin and head.kinds[above] is Kind.PARAGRAPH and head.kinds[above - 1] is not None
        if head.kinds[index] is Kind.DATELINE and is_below_others and _is_person(lines[above].text):
            head.kinds[above] = Kind.BYLINE
            head.authors = head.authors or (lines[above].text,)
            return


def _is_person(text: str) -> bool:
    parts = text.split()
    return 2 <= len(parts) <= 4 and _NAME.match(text) is not None and all(part[:1].isupper() for part in parts)


def _headline_score(lines: Sequence[Line], head: Head, index: int, prose: int) -> int:
    """How many things speak for a line's being the headline, those against it taken away."""
    text = lines[index].text
    count = word_count(text)
    is_on_bottom = index + 1 == prose
    has_date_above = index > 0 and _is_kind(head, index - 1, Kind.DATELINE)
    has_head_below = any(head.kinds[i] in _HEAD_KINDS for i in range(index + 1, min(index + 4, len(lines))))
    return (
        2 * (count >= FEWEST_HEADLINE_WORDS)
        + 2 * (is_on_bottom and has_date_above and _is_day_alone(lines[index - 1]))
        + has_head_below
        - 2 * (count < 2)
    )


def _is_day_alone(line: Line) -> bool:
    """A day with no time and no other word: a blog's heading above all it wrote on that day."""
    return line.author is None and _CLOCK.search(line.text) is None


def _told_by_words(line: Line, head: Head) -> Kind | None:
    lexicon = words()
    if line.kind in _DATED:
        if line.author is not None and not head.authors and lexicon.published.match(line.text) is None:
            head.authors = tuple(read_names(line.author))
        return Kind.DATELINE
    if lexicon.credit.match(line.text) is not None and len(line.text) < 160:
        return Kind.CREDIT
    names = read_byline(line.text)
    if names:
        head.authors = head.authors or names
        return Kind.BYLINE
    return None


def _is_dated_headline(line: Line) -> bool:
    """`Road works from 13 May`: a day without its year is no dateline, where words of its own stand before it."""
    is_exact = _YEAR_OR_CLOCK.search(line.text) is not None
    return line.kind is LineKind.STAMP and line.author is not None and not is_exact and line.text[:1].isupper()


def _stands_above_head_line(lines: Sequence[Line], index: int, end: int) -> bool:
    """A line right above a credit describes the picture, one above a byline is the headline, whatever it ends with."""
    if index + 1 >= end:
        return False
    below = lines[index + 1].text
    is_headline = len(lines[index].text) <= LONGEST_TITLE and bool(read_byline(below))
    return is_headline or words().credit.match(below) is not None


def _is_kind(head: Head, index: int, kind: Kind) -> bool:
    return index < len(head.kinds) and head.kinds[index] is kind


def _mark_captions(lines: Sequence[Line], head: Head, named: Sequence[int], begin: int) -> None:
    for index in named:
        above = index - 1
        is_free = above > begin and head.kinds[above] is Kind.PARAGRAPH
        if head.kinds[index] is Kind.CREDIT and is_free and _SENTENCE.search(lines[above].text) is not None:
            head.kinds[above] = Kind.CAPTION


def _is_title(line: Line, *, has_byline: bool) -> bool:
    text = line.text
    is_short = 2 <= word_count(text) <= 28 and len(text) <= LONGEST_TITLE
    is_worded = 2 * sum(map(str.isalpha, text)) > len(text)
    return is_short and is_worded and (has_byline or not text.endswith((".", ":", ";", ",")))


def _mark_standfirst(lines: Sequence[Line], head: Head, title: int, end: int) -> None:
    """The line below the title, where the head goes on after it or where it is no sentence of the body's."""
    below = title + 1
    if below + 1 >= end or head.kinds[below] is not Kind.PARAGRAPH or lines[below].kind is not LineKind.TEXT:
        return
    text = lines[below].text
    goes_on = head.kinds[below + 1] in (Kind.BYLINE, Kind.DATELINE, Kind.CREDIT, Kind.CAPTION)
    is_line = _SENTENCE.search(text) is None and word_count(text) >= 5 and _is_prose(lines[below + 1])
    if word_count(text) <= 50 and (goes_on or is_line):
        head.kinds[below], head.standfirst = Kind.STANDFIRST, text


def read_byline(text: str) -> tuple[str, ...]:
    """The authors of a byline (`By A and B`), none where the line is none."""
    match = words().byline.match(text) if len(text) <= LONGEST_TITLE else None
    if match is None or _SENTENCE.search(text) is not None:
        return ()
    names = tuple(read_names(match["names"]))
    return names if word_count(text) <= 6 * (len(names) + 1) else ()


def read_names(text: str) -> Iterator[str]:
    """The names of a list of authors; what is no name (a place, a newspaper in lower case) ends it."""
    for part in words().joiners.split(text):
        name = part.strip(" .*")
        if not name:
            continue
        if _NAME.match(name) is None or word_count(name) > 5:
            return
        yield name


def _read_date(text: str, head: Head, fetched_at: datetime | None) -> None:
    if head.published is None and words().updated.match(text) is None:
        head.published = read_moment(text, fetched_at)
