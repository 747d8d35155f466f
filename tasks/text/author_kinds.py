"""What kind of author a name is: a person, a staff, a news agency, an organisation.

What belongs here: telling the kinds by the words of a name, and roles ("Staff Writer") from names. What does not: the
words (bylines.toml), cutting bylines (bylines.py).
"""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from importlib.resources import files

_LISTS: dict[str, dict[str, str]] = tomllib.loads(
    files("tasks.text").joinpath("bylines.toml").read_text(encoding="utf-8")
)


class AuthorKind(StrEnum):
    """Who signs an article."""

    PERSON = "person"
    STAFF = "staff"  # people of the publisher without their names: "MND Staff", "Web Desk"
    AGENCY = "agency"  # a news agency
    ORGANISATION = "organisation"


def _words_of(name: str) -> list[str]:
    """The words of one list, in all languages."""
    return list(dict.fromkeys(word for words in _LISTS[name].values() for word in words.split()))


def any_of(name: str) -> str:
    """A pattern of the words of one list, in all languages."""
    return "|".join(_words_of(name))


_AGENCIES = frozenset(word.replace("_", " ") for word in _words_of("agencies"))
_ROLES, _TEAMS = frozenset(_words_of("roles")), frozenset(_words_of("teams"))
_LONG_ROLES = tuple(word for word in _ROLES if len(word) > 6)  # so long that no surname ends in one
_COMPANIES = frozenset(_words_of("companies"))
_ROLE = re.compile(rf"(?:\b(?:{any_of('roles')})\b\W*)+", re.IGNORECASE)
# Beside a name in a script without capitals, where a role is glued to the name: "林宸誼記者".
_GLUED_ROLE = re.compile(
    rf"^(?:{any_of('roles')})(?=[^\W\d_a-zA-Z]{{2,4}}$)|(?<=[^\W\d_a-zA-Z])\s?(?:{any_of('roles')})$"
)
_ADDRESS = re.compile(r"[\w-]+\.[a-z]{2,4}", re.IGNORECASE)  # "mdr.de"


def author_kind(name: str) -> AuthorKind:
    """What a name says of its bearer; whoever it does not call anything else is a person."""
    words = re.findall(r"\w+", name.lower())
    if " ".join(word for word in words if word != "the") in _AGENCIES:
        return AuthorKind.AGENCY
    if not _TEAMS.isdisjoint(words):
        return AuthorKind.STAFF
    if not _COMPANIES.isdisjoint(words) or _ADDRESS.fullmatch(name):
        return AuthorKind.ORGANISATION
    return AuthorKind.PERSON


def is_role(text: str) -> bool:
    """Whether a text is nothing but what somebody is: "Senior Staff Writer"."""
    return _ROLE.fullmatch(text) is not None


def has_role(name: str) -> bool:
    """Whether a word of a name says or ends in what somebody is: "Redakteurin für Kultur", "Wirtschaftsredakteur"."""
    return any(word in _ROLES or word.endswith(_LONG_ROLES) for word in re.findall(r"\w+", name.lower()))


def without_role(name: str) -> str:
    """A name in a script without capitals without the role beside it."""
    return name if is_role(name) else _GLUED_ROLE.sub("", name)
