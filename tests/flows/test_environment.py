"""The environment is read and written in one place, and what a user has set there stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows import environment


def test_the_cache_folder_follows_the_platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert environment.cache_folder() == tmp_path / "presswatch"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")  # the specification says: to be ignored
    assert environment.cache_folder().parts[-2:] == (".cache", "presswatch")


def test_an_empty_variable_names_no_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(environment.CONFIG_VARIABLE, "")
    assert environment.named_configuration() is None
    monkeypatch.setenv(environment.CONFIG_VARIABLE, "a.toml")
    assert environment.named_configuration() == Path("a.toml")


def test_a_worker_keeps_to_one_core_whatever_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {"OMP_NUM_THREADS": "8", "HOME": "/h"})
    environment.use_one_core()
    ones = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
    assert os.environ == {**ones, "HOME": "/h"}


def test_prefect_is_prepared_but_not_against_what_the_user_has_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {"PREFECT_LOGGING_LEVEL": "DEBUG"})
    environment.prepare_embedded_prefect()
    assert os.environ == {**environment.PREFECT_VARIABLES, "PREFECT_LOGGING_LEVEL": "DEBUG"}
