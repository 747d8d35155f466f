"""Stamps in other scripts and calendars to forms that printed.py reads: `30 تموز 2023`, `令和5年7月1日`.

What belongs here: rewriting digits, names of months, parts of the day and years of other calendars. What does not:
reading the date (printed.py), arithmetic of calendars (calendars.py). A date that no rule can place is left out rather
than guessed: of the Hijri calendar the day depends on who saw the moon.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from tasks.dates.stamp.calendars import (
    BUDDHIST_OFFSET,
    eras,
    halves,
    lunar_months,
    persian_months,
    solar_hijri,
    tables,
)
from tasks.dates.stamp.month_names import folded, month_of

# Years of numeric dates in other calendars that the web can bear, set by hand: Solar Hijri 1991 to 2031 (later ones are
# years of the lunar calendar since 1990), Buddhist 1987 to 2057.
_SOLAR_YEAR = r"(?:13[7-9]\d|140\d|1410)"
_BUDDHIST_YEAR = r"(?:25[3-9]\d|2600)"
_FIRST_SHORT, _LAST_SHORT = 38, 90  # years of two digits that are Buddhist only: 1995 to 2047
_LATE_SHORT = 70  # Solar Hijri years of two digits from here on are 13.., those up to _EARLY_SHORT 14..
_EARLY_SHORT = 10

_FOREIGN = re.compile("[\u0530-\u1fff\u2e80-\ud7ff\uf900-\ufdff\ufe70-\uffef]|[μπ]\\.?\\s?μ|\\btháng\\b")
_OTHER_YEAR = re.compile(rf"\b(?:{_SOLAR_YEAR}|{_BUDDHIST_YEAR})\b")
_ONLY_NUMBERS = re.compile(r"[\d/]{8,10}(?:[\s,|–-]{1,4}\d{1,2}:\d\d(?::\d\d)?)?")
_SPACES = re.compile(r"\s+")
_PIECE = re.compile(r"[^\s\d,:;/()|\[\]«»–—\-]+")  # a word with its marks and dots; scripts of India need the marks
_TWO_PIECES = re.compile(r"([^\W\d_]{3,9}) ([^\W\d_]{3,9})")
_SAME_MONTH = re.compile(r"(«G\d\d»)(?:\s?[/(،-]\s?\1\)?)+")  # 30 تموز/يوليو
_LUNAR = re.compile(r"(?:\d{1,2}\s?(?:من\s)?)?«L»\s?,?\s?(?:\d{4}\s?(?:هـ?(?!\w)|ه\b)?)?")
_OF = r"(?:\s?(?:ام|م|من|,|ماه|سال|-|/))?\s?"
_SOLAR_DAY = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}}){_OF}«P(?P<month>\d\d)»{_OF}{_OF}(?P<year>1[2-5]\d\d|\d\d)(?!\d)")
_NUMERIC = (
    r"(?<![\d/.\-])(?:(?P<year>{year})(?P<mark>[/.\-])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})"
    r"|(?P<day_first>\d{{1,2}})(?P<mark_first>[/.\-])(?P<month_second>\d{{1,2}})(?P=mark_first)(?P<year_last>{year}))(?!\d)"
)
_SOLAR_NUMERIC = re.compile(_NUMERIC.format(year=_SOLAR_YEAR))
_BUDDHIST_NUMERIC = re.compile(_NUMERIC.format(year=_BUDDHIST_YEAR))
_THAI_DAY = re.compile(r"(?<!\d)(?P<day>\d{1,2})\s?«T(?P<month>\d\d)»\s?(?P<year>(?:19|20|24|25|26)\d\d|\d\d)(?!\d)")
_THAI_MONTH = re.compile(r"«T(?P<month>\d\d)»(?:\s?(?P<year>(?:24|25|26)\d\d)(?!\d))?")
_COUNTED = re.compile(  # year, month and day with their units: Chinese, Japanese, Korean
    r"(?P<year>(?<!\d)(?:19|20|21)\d\d)\s?[年년]\s?(?P<month>\d{1,2})\s?[月월](?:\s?(?P<day>\d{1,2})\s?[日일号號]?)?"
)
_VIETNAMESE = re.compile(r"(\d{1,2}) tháng (\d{1,2})(?:,| năm|, năm) (\d{4})", re.IGNORECASE)
_MINUTES = r"(?P<hour>(?<![\d.:])\d{1,2})\s?(?:[:：時时點点시]\s?(?P<minute>\d{1,2})?)\s?[分분]?(?::\d\d)?"
_COUNTED_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2})\s?[時时點点시]\s?(\d{1,2})\s?[分분]")
_THAI_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2})\.(\d\d)\s?น\.?(?!\w)")


def plain_form(stamp: str) -> str:
    """The stamp with its foreign dates and clocks in the form 2023-07-30 14:05; others as they are."""
    if _FOREIGN.search(stamp) is None:
        return _other_years(stamp) if _OTHER_YEAR.search(stamp) and _ONLY_NUMBERS.fullmatch(stamp) else stamp
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", stamp.translate(_signs())))
    text = _VIETNAMESE.sub(r"\3-\2-\1", _with_years_of_eras(text))
    text = _with_clock(_COUNTED.sub(_iso, text))
    text = _SAME_MONTH.sub(r"\1", _SPACES.sub(" ", _with_months(text)))
    text = _SOLAR_DAY.sub(_solar, _LUNAR.sub(" ", text))
    text = _other_years(_THAI_MONTH.sub(_thai_month, _THAI_DAY.sub(_thai_day, text)))
    return " ".join(_in_english(text).split())


@lru_cache(maxsize=1)
def _signs() -> dict[int, str | None]:
    """Digits of all scripts and the wide forms of ASCII to ASCII; marks of direction to nothing."""
    digits = {
        code: str(unicodedata.decimal(chr(code)))
        for code in range(0x80, sys.maxunicode + 1)
        if unicodedata.category(chr(code)) == "Nd"
    }
    wide = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    unseen = dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x0640))
    return {**wide, **digits, **unseen, ord("،"): ",", ord("、"): ",", ord("。"): " ", ord("٫"): "."}


@lru_cache(maxsize=1)
def _era() -> re.Pattern[str]:
    return re.compile(rf"({'|'.join(eras())})\s?(元|\d{{1,3}})\s?年")


def _with_years_of_eras(text: str) -> str:
    return _era().sub(lambda era: f"{eras()[era[1]] + (1 if era[2] == '元' else int(era[2]))}年", text)


@lru_cache(maxsize=1)
def _clock_before() -> re.Pattern[str]:
    return re.compile(rf"(?P<half>{_alternatives()})\s?{_MINUTES}(?!\d)")


@lru_cache(maxsize=1)
def _clock_after() -> re.Pattern[str]:
    return re.compile(rf"{_MINUTES}\s?(?P<half>{_alternatives()})(?!\w)")


def _alternatives() -> str:
    return "|".join(re.escape(word) for word in sorted(halves(), key=len, reverse=True))


def _with_clock(text: str) -> str:
    if ":" not in text and re.search("[時时點点시.]", text) is None:
        return text
    text = _clock_before().sub(_of_24_hours, text)
    text = _clock_after().sub(_of_24_hours, text)
    return _THAI_CLOCK.sub(r" \1:\2 ", _COUNTED_CLOCK.sub(lambda clock: f" {clock[1]}:{int(clock[2]):02d} ", text))


def _of_24_hours(clock: re.Match[str]) -> str:
    """The time of day by a clock of 24 hours; nothing where it has no minutes or can be read in two ways."""
    hour, half = int(clock["hour"]), halves()[clock["half"]]
    if clock["minute"] is None or (half == "evening" and hour == 12):
        return " "
    if half in ("pm", "evening") and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    elif half == "noon" and hour < 10:
        hour += 12
    return f" {hour}:{int(clock['minute']):02d} "


def _with_months(text: str) -> str:
    """Every name of a month as a mark: G for ours, T for ours in Thai, P for Persian ones, L for lunar ones."""
    for mark in (*tables()["thai"]["christian_era"].split(), *tables()["thai"]["buddhist_era"].split()):
        text = text.replace(mark, " ")
    text = _SPACES.sub(" ", text)
    text = _TWO_PIECES.sub(lambda pair: _marked(pair[0]) or pair[0], text)
    return _PIECE.sub(lambda piece: _marked(piece[0].strip(".")) or piece[0], text)


def _marked(name: str) -> str | None:
    word = folded(name)
    for form in (word, word.removeprefix("ב"), word.removesuffix("ماه")):
        if form in lunar_months():
            return " «L» "
        if form in persian_months():
            return f" «P{persian_months()[form]:02d}» "
        month = month_of(form) if not form.isascii() else None
        if month is not None:
            return f" «{'T' if '฀' <= form[0] <= '๿' else 'G'}{month:02d}» "
    return None


def _iso(found: re.Match[str]) -> str:
    day = found["day"]
    return f"{found['year']}-{found['month']}" + (f"-{day} " if day else " ")


def _solar(found: re.Match[str]) -> str:
    year = int(found["year"])
    if year < 100:
        if _EARLY_SHORT < year < _LATE_SHORT:
            return " "
        year += 1300 if year >= _LATE_SHORT else 1400
    day = solar_hijri(year, int(found["month"]), int(found["day"]))
    return f" {day.isoformat()} " if day is not None else " "


def _thai_day(found: re.Match[str]) -> str:
    year = int(found["year"])
    if year < 100:
        if not _FIRST_SHORT <= year <= _LAST_SHORT:
            return " "
        year += 2500
    return f" {_ours(year)}-{found['month']}-{int(found['day']):02d} "


def _thai_month(found: re.Match[str]) -> str:
    return f" «G{found['month']}» " + (str(_ours(int(found["year"]))) if found["year"] else "")


def _ours(year: int) -> int:
    return year - BUDDHIST_OFFSET if year > 2400 else year


def _other_years(text: str) -> str:
    """Numeric dates of the Persian and the Buddhist calendar in ours."""
    text = _SOLAR_NUMERIC.sub(_numeric(lambda year, month, day: _iso_day(solar_hijri(year, month, day))), text)
    return _BUDDHIST_NUMERIC.sub(_numeric(lambda year, month, day: f"{_ours(year)}-{month:02d}-{day:02d}"), text)


def _iso_day(day: object) -> str:
    return "" if day is None else str(day)


def _numeric(in_ours: Callable[[int, int, int], str]) -> Callable[[re.Match[str]], str]:
    def replaced(found: re.Match[str]) -> str:
        year = found["year"] or found["year_last"]
        month = found["month"] or found["month_second"]
        day = found["day"] or found["day_first"]
        return f" {in_ours(int(year), int(month), int(day))} "

    return replaced


_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LEFT_OVER = re.compile(r"\s?«([GPTL])(\d\d)?»\s?")


def _in_english(text: str) -> str:
    """The marks of our months as English names; a month of another calendar without a day and a year is left out."""
    return _LEFT_OVER.sub(lambda mark: f" {_ENGLISH[int(mark[2]) - 1]} " if mark[1] == "G" else " ", text)
