"""The names of the months in all languages that CLDR knows, as Babel ships them: what month_names.toml is made of.

    python -m models.calendar_names > tasks/dates/stamp/month_names.toml

What belongs here: choosing names that mean one month only. What does not: looking a name up (tasks/dates/stamp).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers

from tasks.dates.stamp.calendar_words import months
from tasks.dates.stamp.month_names import folded

# Languages with newspapers on the web, of which abbreviations are taken too. Those of several hundred smaller ones are
# three letters that are words of English and of one another ("can", "see", "sat"), so of them only full names are.
ABBREVIATED = """af am ar as az be bg bn bs ca cs cy da de el en es et eu fa fi fil fo fr ga gl gu he hi hr hu hy
id is it ja ka kk km kn ko ky lb lo lt lv mk ml mn mr ms mt my nb ne nl nn no or pa pl ps pt ro ru si sk sl so sq
sr sv sw ta te tg th tk tr uk ur uz vi yue zh zu"""
SHORTEST_LATIN = 3  # letters of an abbreviation in Latin script
SHORTEST_OF_MANY = 5  # letters of a full name in Latin script from a language outside the list above
ORDINARY_WORDS = """mac can man see sit set out sat sun may march mars her mat few ion pro dis tet ira nob mas bal
kol nis elo dag led"""  # of large languages, that are abbreviations in smaller ones

HEADER = """# Names and abbreviations of the months in the languages of CLDR 47, as Babel ships them (Unicode-3.0),
# beside those of calendar.toml. Made by models/calendar_names.py: a name that means two months in two languages is
# left out, words are in lower case without dots and divided by blanks, `_` stands for a blank within.

[months]"""


def names_of_months() -> dict[str, int]:
    """Every name that stands for one month only and that calendar.toml does not hold, folded."""
    meanings: dict[str, set[int]] = defaultdict(set)
    for name, month in _all_names():
        meanings[name].add(month)
    known = months()
    return {
        name: next(iter(found))
        for name, found in sorted(meanings.items())
        if len(found) == 1 and name not in known and name not in ORDINARY_WORDS.split()
    }


def _all_names() -> Iterator[tuple[str, int]]:
    for identifier in locale_identifiers():
        try:
            locale = Locale.parse(identifier)
        except (UnknownLocaleError, ValueError):
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in locale.months[context][width].items():
                    word = folded(name)
                    if _is_wanted(word, is_full=width == "wide", is_listed=locale.language in ABBREVIATED.split()):
                        yield word, int(month)


def _is_wanted(word: str, *, is_full: bool, is_listed: bool) -> bool:
    if not word or any(character.isdigit() for character in word) or "'" in word:
        return False
    if not is_full and not is_listed:
        return False
    if "LATIN" not in unicodedata.name(word[0], ""):
        return re.search(r"\s", word) is None or is_listed
    return " " not in word and len(word) >= (SHORTEST_LATIN if is_listed else SHORTEST_OF_MANY)


def main() -> None:
    """Print the table."""
    by_month: dict[int, list[str]] = defaultdict(list)
    for name, month in names_of_months().items():
        by_month[month].append(name.replace(" ", "_"))
    print(HEADER)
    for month in range(1, 13):
        print(f'{month} = "{" ".join(by_month[month])}"')


if __name__ == "__main__":
    main()
