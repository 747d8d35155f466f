"""The configuration file and the environment as one frozen `Settings`; the only reader of the environment.

Every setting stands here once, with its default and its meaning; `presswatch init` writes the commented file from it.
Unknown keys, wrong types and impossible values are refused with one sentence.
"""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from warehouse.errors import BadConfiguration
from warehouse.lexicon.name_setting import OWN, read_name_setting

CONFIG_VARIABLE = "PRESSWATCH_CONFIG"
PSEUDONYM_KEY_VARIABLE = "PRESSWATCH_PSEUDONYM_KEY"
DEFAULT_PLACES = (Path("presswatch.toml"), Path("config/presswatch.toml"))


def _setting(default: Any, meaning: str, minimum: float | None = None) -> Any:
    return field(default=default, metadata={"meaning": meaning, "minimum": minimum})


@dataclass(frozen=True, slots=True)
class Source:
    """A folder, file or glob that `presswatch run` looks into."""

    path: str = _setting("", "Folder, file or glob; taken from the folder of this file where it is not absolute.")
    minimum_document_count: int = _setting(0, "Fewer documents than this stop the run: the source is broken.", 0)
    rejected_share_limit: float = _setting(1.0, "A larger share of refused documents stops the run (0 to 1).", 0)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. Paths are absolute, or relative to the configuration file."""

    warehouse: str = _setting("warehouse", "Folder of the warehouse.")
    worker_count: int = _setting(2, "Worker processes (a cluster's threads); 0 does everything in one process.", 0)
    dask_scheduler: str = _setting(
        "",
        "Address of a Dask scheduler (tcp://host:8786) whose workers do the work; empty for this machine alone.",
    )
    batch_document_count: int = _setting(5000, "Documents that are published at once.", 1)
    document_byte_ceiling: int = _setting(20_000_000, "Larger documents are refused (too_large).", 1000)
    document_second_ceiling: float = _setting(60.0, "Documents that take longer are refused (too_costly).", 0)
    look_back_days: int = _setting(0, "How far back duplicates are looked for; 0 looks at the whole archive.", 0)
    watchlists: str = _setting("", "TOML file with watchlists; empty for none.")
    entities: str = _setting("", "TOML file with entities of your own (ids, aliases, Wikidata); empty for none.")
    name_model: str = _setting(
        OWN, 'What finds names: "own", "rules" (faster), "spacy:PIPELINE" or "gliner:MODEL" (installed ones).'
    )
    pseudonymise_comment_authors: bool = _setting(
        False, f"Store comment authors as keyed hashes; the key is read from the variable {PSEUDONYM_KEY_VARIABLE}."
    )
    source: tuple[Source, ...] = ()
    folder: Path = Path()  # where the configuration lies; not a key
    pseudonym_key: str | None = None  # from the environment; not a key

    def resolve(self, path: str) -> Path:
        """A configured path, taken from the configuration's folder."""
        return (self.folder / path).resolve()

    def shaping_hash(self) -> str:
        """Hash of the settings that shape rows, and of the lists they name; another hash makes another batch."""
        lists = [
            self.resolve(name).read_text(encoding="utf-8") if name else "" for name in (self.watchlists, self.entities)
        ]
        shaping = [self.document_byte_ceiling, self.look_back_days, self.pseudonymise_comment_authors, *lists]
        shaping.append(self.name_model)
        return hashlib.blake2b(json.dumps(shaping).encode(), digest_size=8).hexdigest()


SETTABLE = tuple(f for f in fields(Settings) if "meaning" in f.metadata)


def cache_folder() -> Path:
    """Where derived files may be kept: `presswatch` in the folder of the XDG base directory specification."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(given) if given.startswith("/") else Path("~/.cache").expanduser()
    return base / "presswatch"


def find_configuration(given: Path | None) -> Path | None:
    """The configuration file: as given, else $PRESSWATCH_CONFIG, else ./presswatch.toml or ./config/presswatch.toml.

    Raises BadConfiguration where a file was named that does not exist.
    """
    named = given or (Path(os.environ[CONFIG_VARIABLE]) if os.environ.get(CONFIG_VARIABLE) else None)
    if named is not None and not named.is_file():
        raise BadConfiguration(f"The configuration {named} does not exist; `presswatch init` writes one.")
    return named or next((place for place in DEFAULT_PLACES if place.is_file()), None)


def load(path: Path | None) -> Settings:
    """Settings of a configuration file (defaults where it is None) and of the environment.

    Raises BadConfiguration.
    """
    data: dict[str, Any] = {}
    if path is not None:
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise BadConfiguration(f"{path} is not valid TOML: {error}.") from error
    place = str(path) if path is not None else "the defaults"
    return _with_environment(_settings(data, place, Path() if path is None else path.absolute().parent), place)


def _settings(data: Mapping[str, Any], place: str, folder: Path) -> Settings:
    values = dict(data)
    sources = values.pop("source", [])
    if not isinstance(sources, list):
        raise BadConfiguration(f"{place}: sources are written as [[source]] blocks.")
    _check(values, SETTABLE, place)
    for source in sources:
        _check(source, fields(Source), f"{place}, [[source]]")
        if not source.get("path"):
            raise BadConfiguration(f"{place}: a [[source]] has no path.")
    settings = Settings(**values, source=tuple(Source(**source) for source in sources), folder=folder)
    for name in ("watchlists", "entities"):
        listed = getattr(settings, name)
        if listed and not settings.resolve(listed).is_file():
            raise BadConfiguration(f"{place}: {name} names {listed}, which does not exist.")
    read_name_setting(settings.name_model)
    return settings


def _check(values: Any, known: Any, place: str) -> None:
    if not isinstance(values, Mapping):
        raise BadConfiguration(f"{place}: expected keys and values.")
    by_name = {f.name: f for f in known}
    for name, value in values.items():
        if name not in by_name:
            raise BadConfiguration(f"{place}: unknown key {name!r}; known are {', '.join(by_name)}.")
        default = by_name[name].default
        allowed: Any = (int, float) if isinstance(default, float) else type(default)
        if not isinstance(value, allowed) or (isinstance(value, bool) and not isinstance(default, bool)):
            raise BadConfiguration(f"{place}: {name} must be of type {type(default).__name__}.")
        minimum = by_name[name].metadata["minimum"]
        if minimum is not None and value < minimum:
            raise BadConfiguration(f"{place}: {name} must be at least {minimum:g}.")


def _with_environment(settings: Settings, place: str) -> Settings:
    if not settings.pseudonymise_comment_authors:
        return settings
    key = os.environ.get(PSEUDONYM_KEY_VARIABLE)
    if not key:
        raise BadConfiguration(
            f"{place} asks for pseudonyms; set the variable {PSEUDONYM_KEY_VARIABLE} to a secret of your own."
        )
    values = {f.name: getattr(settings, f.name) for f in fields(Settings)}
    return Settings(**{**values, "pseudonym_key": key})


def template() -> str:
    """A commented configuration with every setting at its default."""
    lines = ["# Presswatch configuration. Every key stands here with its default.", ""]
    for f in SETTABLE:
        lines += [f"# {f.metadata['meaning']}", f"{f.name} = {_toml(f.default)}", ""]
    lines += ["# One block for each place to look for documents.", "[[source]]"]
    for f in fields(Source):
        example = "documents" if f.name == "path" else f.default
        lines += [f"# {f.metadata['meaning']}", f"{f.name} = {_toml(example)}"]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    return json.dumps(value)


def prepare_embedded_prefect() -> None:
    """Settings under which Prefect's embedded server starts on a slow machine, stays quiet and calls nobody.

    What the user has set in the environment stays as it is.
    """
    for name, value in {
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
        "PREFECT_LOGGING_LEVEL": "WARNING",
    }.items():
        os.environ.setdefault(name, value)
