"""The configuration file and the environment as one frozen `Settings`.

Every setting stands here once, with its default and its meaning; `presswatch init` writes the commented file from it.
Unknown keys, wrong types and impossible values are refused with one sentence. A variable named `PRESSWATCH_` and a key
in capitals goes before the file: `PRESSWATCH_WORKER_COUNT=4`.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError

from flows.environment import PREFIX, PSEUDONYM_KEY_VARIABLE, named_configuration
from flows.job.blocks import Count, Fetching, Number, RetentionDays, Source
from flows.job.web_sources import check_sources
from tasks.identity import SHORTEST_KEY, is_weak_key
from warehouse.errors import BadConfiguration
from warehouse.lexicon.name_setting import OWN, read_name_setting

DEFAULT_PLACES = (Path("presswatch.toml"), Path("config/presswatch.toml"))
MAKE_A_KEY = "openssl rand -hex 32"
NO_KEYS = ("folder", "pseudonym_key")  # fields that the file may not set


BLOCKS: dict[str, type[BaseModel]] = {"source": Source, "fetch": Fetching, "retention": RetentionDays}
WRITTEN = {"source": "[[source]]", "fetch": "[fetch]", "retention": "[retention]"}  # as the file writes them
BLOCK_MEANINGS = {
    "retention": "How many days the archive keeps what; `presswatch maintain` takes out what is older.",
    "fetch": "How `presswatch fetch` asks servers for the pages of feeds and sitemaps.",
    "source": "One block for each place that documents come from: a path, a feed or a sitemap.",
}


class Settings(BaseSettings):
    """Everything that can be set. Paths are absolute, or relative to the configuration file."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_prefix=PREFIX)

    warehouse: str = Field("warehouse", description="Folder of the warehouse.")
    worker_count: Count = Field(
        2, ge=0, description="Worker processes (a cluster's threads); 0 does everything in one process."
    )
    dask_scheduler: str = Field(
        "",
        description="Address of a Dask scheduler (tcp://host:8786) whose workers do the work; empty for this machine.",
    )
    batch_document_count: Count = Field(5000, ge=1, description="Documents that are published at once.")
    document_byte_ceiling: Count = Field(20_000_000, ge=1000, description="Larger documents are refused (too_large).")
    document_second_ceiling: Number = Field(
        60.0, ge=0, description="Documents that take longer are refused (too_costly)."
    )
    look_back_days: Count = Field(
        0, ge=0, description="How far back duplicates are looked for; 0 looks at the whole archive."
    )
    keep_raw: bool = Field(
        False, description="Keep every raw document, packed, so that `presswatch reprocess` can read it again."
    )
    log_file: str = Field("", description="File that log lines are added to, as JSON (ids, counts); empty for none.")
    watchlists: str = Field("", description="TOML file with watchlists; empty for none.")
    entities: str = Field(
        "", description="TOML file with entities of your own (ids, aliases, Wikidata); empty for none."
    )
    name_model: str = Field(
        OWN,
        description='What finds names: "own", "rules" (faster), "spacy:PIPELINE" or "gliner:MODEL" (installed ones).',
    )
    pseudonymise_comment_authors: bool = Field(
        False,
        description=f"Store commenters' names as keyed hashes, in texts too; the key is in {PSEUDONYM_KEY_VARIABLE}.",
    )
    retention: RetentionDays = RetentionDays()
    fetch: Fetching = Fetching()
    source: tuple[Source, ...] = ()
    folder: Path = Path()  # where the configuration lies; not a key
    pseudonym_key: str | None = Field(None, repr=False)  # from the environment; not a key

    @classmethod
    def settings_customise_sources(  # type: ignore[override]  # pydantic-settings hands the sources over by these names
        cls,
        _model: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        **_unused: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment go before the file."""
        return env_settings, init_settings

    def resolve(self, path: str) -> Path:
        """A configured path, taken from the configuration's folder."""
        return (self.folder / path).resolve()

    @property
    def log_place(self) -> Path | None:
        """Where log lines are kept; None for nowhere."""
        return self.resolve(self.log_file) if self.log_file else None

    def required_key(self) -> str | None:
        """The key for pseudonyms, None where the settings ask for none. Whoever only reads a warehouse needs none.

        Raises BadConfiguration where it is missing or easily guessed.
        """
        if not self.pseudonymise_comment_authors:
            return None
        if not self.pseudonym_key:
            raise BadConfiguration(
                f"The settings ask for pseudonyms, and {PSEUDONYM_KEY_VARIABLE} is not set. Make a key with "
                f"`{MAKE_A_KEY}`, keep it, and set the variable to it."
            )
        if is_weak_key(self.pseudonym_key):
            raise BadConfiguration(
                f"The key in {PSEUDONYM_KEY_VARIABLE} is easily guessed: it must have {SHORTEST_KEY} characters or "
                f"more, made by chance. Make one with `{MAKE_A_KEY}`."
            )
        return self.pseudonym_key

    def shaping_hash(self) -> str:
        """Hash of the settings that shape rows, and of the lists they name; another hash makes another batch."""
        lists = [_text_of(self.resolve(name)) if name else "" for name in (self.watchlists, self.entities)]
        shaping = [self.document_byte_ceiling, self.look_back_days, self.pseudonymise_comment_authors, *lists]
        shaping.append(self.name_model)
        return hashlib.blake2b(json.dumps(shaping).encode(), digest_size=8).hexdigest()


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadConfiguration(f"{path} cannot be read: {error}.") from error


SETTABLE = {name: field for name, field in Settings.model_fields.items() if field.description is not None}


def find_configuration(given: Path | None) -> Path | None:
    """The configuration file: as given, else $PRESSWATCH_CONFIG, else ./presswatch.toml or ./config/presswatch.toml.

    Raises BadConfiguration where a file was named that does not exist.
    """
    named = given or named_configuration()
    if named is not None and not named.exists():
        raise BadConfiguration(f"The configuration {named} does not exist; `presswatch init` writes one.")
    if named is not None and not named.is_file():
        raise BadConfiguration(f"The configuration {named} is no ordinary file; name one that `presswatch init` wrote.")
    return named or next((place for place in DEFAULT_PLACES if place.is_file()), None)


def load(path: Path | None) -> Settings:
    """Settings of a configuration file (defaults where it is None) and of the environment.

    Raises BadConfiguration.
    """
    data: dict[str, Any] = {}
    if path is not None:
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise BadConfiguration(f"The configuration {path} cannot be read: {error.strerror}.") from error
        except ValueError as error:
            raise BadConfiguration(f"{path} is not valid TOML in UTF-8: {error}.") from error
    place = str(path) if path is not None else "the defaults"
    return _checked(_settings(data, place, Path() if path is None else path.absolute().parent), place)


def _settings(data: Mapping[str, Any], place: str, folder: Path) -> Settings:
    stray = next((name for name in data if name in NO_KEYS), None)
    if stray is not None:
        raise BadConfiguration(f"{place}: {_unknown(stray, _keys(()))}")
    try:
        # The folder is set last: it is no key, and no variable of the environment may move it.
        return Settings(**data).model_copy(update={"folder": folder})
    except SettingsError as error:
        raise BadConfiguration(f"The environment cannot be read: {error}; sources are given as a JSON list.") from None
    except ValidationError as error:
        raise BadConfiguration(_sentence(error.errors()[0], place)) from None


def _sentence(error: ErrorDetails, place: str) -> str:
    """What is wrong with a configuration, as one sentence for the person who wrote it."""
    *around, last = error["loc"]
    name = str(last)
    block = str(error["loc"][0])
    if block in BLOCKS and not around:
        return f"{place}: {block} is written as {WRITTEN[block]} blocks."
    place = f"{place}, {WRITTEN[block]}" if around and block in BLOCKS else place
    if error["type"] == "extra_forbidden":
        return f"{place}: {_unknown(name, _keys(around))}"
    if error["type"] == "greater_than_equal":
        return f"{place}: {name} must be at least {error['ctx']['ge']:g}."
    model = BLOCKS.get(block, Source) if around else Settings
    field = model.model_fields.get(name)
    if field is None:
        return f"{place}: {block} is written as {WRITTEN.get(block, block)} blocks."
    return f"{place}: {name} must be of type {type(field.default).__name__}."


def _unknown(name: str, known: list[str]) -> str:
    return f"unknown key {name!r}; known are {', '.join(known)}."


def _keys(around: list[Any] | tuple[()]) -> list[str]:
    """The keys of a block, or those of the whole file."""
    return list(BLOCKS.get(str(around[0]), Source).model_fields) if around else [*SETTABLE, *BLOCKS]


def _checked(settings: Settings, place: str) -> Settings:
    """The settings, where all that they name is there. Raises BadConfiguration."""
    check_sources(settings.source, place)
    for name in ("watchlists", "entities"):
        listed = getattr(settings, name)
        if listed and not settings.resolve(listed).is_file():
            raise BadConfiguration(f"{place}: {name} names {listed}, which does not exist.")
    read_name_setting(settings.name_model)
    return settings if settings.pseudonymise_comment_authors else settings.model_copy(update={"pseudonym_key": None})


def template() -> str:
    """A commented configuration with every setting at its default."""
    lines = ["# Presswatch configuration. Every key stands here with its default.", ""]
    for name, field in SETTABLE.items():
        lines += [f"# {field.description}", f"{name} = {json.dumps(field.default)}", ""]
    for block, why in BLOCK_MEANINGS.items():
        lines += [f"# {why}", WRITTEN[block]]
        for name, field in BLOCKS[block].model_fields.items():
            example = "documents" if (block, name) == ("source", "path") else field.default
            lines += [f"# {field.description}", f"{name} = {json.dumps(example)}"]
        lines += [""]
    return "\n".join(lines)
