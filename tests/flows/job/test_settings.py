"""A configuration is right or refused with one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.job import settings
from warehouse.errors import BadConfiguration


def write(folder: Path, text: str) -> Path:
    path = folder / "presswatch.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_template_loads_and_holds_the_defaults(tmp_path: Path) -> None:
    loaded = settings.load(write(tmp_path, settings.template()))
    assert loaded.source == (settings.Source(path="documents"),)
    assert loaded.worker_count == settings.Settings().worker_count


def test_every_setting_stands_in_the_template_with_its_meaning() -> None:
    text = settings.template()
    for setting in settings.SETTABLE:
        assert f"\n{setting.name} = " in text
        assert setting.metadata["meaning"] in text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("worker_cuont = 3", "unknown key 'worker_cuont'"),
        ("worker_count = 'three'", "worker_count must be of type int"),
        ("worker_count = true", "worker_count must be of type int"),
        ("worker_count = -1", "worker_count must be at least 0"),
        ("batch_document_count = 0", "must be at least 1"),
        ("[[source]]\npaht = 'x'", "unknown key 'paht'"),
        ("[[source]]\nminimum_document_count = 3", "has no path"),
        ("source = 'x'", r"\[\[source\]\] blocks"),
        ("watchlists = 'nowhere.toml'", "does not exist"),
        ("name_model = 'bert'", "name_model is 'bert'; it must be"),
        ("name_model = 'spacy:'", "name_model is 'spacy:'; it must be"),
        ("warehouse = ", "not valid TOML"),
    ],
)
def test_a_wrong_configuration_is_refused_with_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(BadConfiguration, match=sentence):
        settings.load(write(tmp_path, text))


def test_a_configuration_that_was_named_must_exist(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match="does not exist"):
        settings.find_configuration(tmp_path / "nowhere.toml")


def test_the_environment_names_the_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "")
    monkeypatch.setenv(settings.CONFIG_VARIABLE, str(path))
    assert settings.find_configuration(None) == path


def test_pseudonyms_need_a_key_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "pseudonymise_comment_authors = true")
    monkeypatch.delenv(settings.PSEUDONYM_KEY_VARIABLE, raising=False)
    with pytest.raises(BadConfiguration, match=settings.PSEUDONYM_KEY_VARIABLE):
        settings.load(path)
    monkeypatch.setenv(settings.PSEUDONYM_KEY_VARIABLE, "secret")
    assert settings.load(path).pseudonym_key == "secret"


def test_only_settings_that_shape_rows_change_the_hash(tmp_path: Path) -> None:
    base = settings.load(write(tmp_path, ""))
    other_workers = settings.load(write(tmp_path, "worker_count = 7"))
    other_window = settings.load(write(tmp_path, "look_back_days = 30"))
    assert base.shaping_hash() == other_workers.shaping_hash() != other_window.shaping_hash()


def test_paths_are_taken_from_the_folder_of_the_configuration(tmp_path: Path) -> None:
    loaded = settings.load(write(tmp_path, "warehouse = 'here'"))
    assert loaded.resolve(loaded.warehouse) == tmp_path / "here"


def test_the_cache_folder_follows_the_platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert settings.cache_folder() == tmp_path / "presswatch"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert settings.cache_folder().parts[-2:] == (".cache", "presswatch")
