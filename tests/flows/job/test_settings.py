"""A configuration is right or refused with one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from flows.environment import CONFIG_VARIABLE, PSEUDONYM_KEY_VARIABLE
from flows.job import settings
from warehouse.errors import BadConfiguration

KEY = "3c9f1e0b7a5d42868e1f0c9b6a7d5e43"  # made up for these tests


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
    for name, field in settings.SETTABLE.items():
        assert f"\n# {field.description}\n{name} = " in text
    assert "folder" not in settings.SETTABLE
    assert "pseudonym_key" not in settings.SETTABLE


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
        ("source = ['x']", r"\[\[source\]\] blocks"),
        ("folder = 'x'", "unknown key 'folder'"),
        ("pseudonym_key = 'x'", "unknown key 'pseudonym_key'"),
        ("warehouse = 3", "warehouse must be of type str"),
        ("document_second_ceiling = 'x'", "document_second_ceiling must be of type float"),
        ("document_second_ceiling = true", "document_second_ceiling must be of type float"),
        ("pseudonymise_comment_authors = 'perhaps'", "pseudonymise_comment_authors must be of type bool"),
        ("[[source]]\npath = 'x'\nminimum_document_count = -1", r"\[\[source\]\]: minimum_document_count must be at"),
        ("retention = 3", r"retention is written as \[retention\] blocks"),
        (
            "[retention]\ncomment_days = 3",
            r"\[retention\]: unknown key 'comment_days'; known are article_days, comments_",
        ),
        ("[retention]\nquoted_days = -1", r"\[retention\]: quoted_days must be at least 0"),
        ("[retention]\nquoted_days = 'x'", r"\[retention\]: quoted_days must be of type int"),
        ("[[source]]\npath = 3", r"\[\[source\]\]: path must be of type str"),
        ("watchlists = 'nowhere.toml'", "does not exist"),
        ("name_model = 'bert'", "name_model is 'bert'; it must be"),
        ("name_model = 'spacy:'", "name_model is 'spacy:'; it must be"),
        ("warehouse = ", "not valid TOML"),
    ],
)
def test_a_wrong_configuration_is_refused_with_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(BadConfiguration, match=sentence):
        settings.load(write(tmp_path, text))


def test_a_value_at_its_minimum_is_allowed(tmp_path: Path) -> None:
    loaded = settings.load(write(tmp_path, "worker_count = 0\nbatch_document_count = 1\ndocument_byte_ceiling = 1000"))
    assert (loaded.worker_count, loaded.batch_document_count, loaded.document_byte_ceiling) == (0, 1, 1000)


def test_settings_cannot_be_changed_once_they_are_read(tmp_path: Path) -> None:
    loaded = settings.load(write(tmp_path, ""))
    with pytest.raises(ValidationError, match="frozen"):
        loaded.worker_count = 3  # type: ignore[misc]


def test_a_variable_of_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSWATCH_WORKER_COUNT", "7")
    assert settings.load(write(tmp_path, "worker_count = 3")).worker_count == 7
    monkeypatch.setenv("PRESSWATCH_WORKER_COUNT", "many")
    with pytest.raises(BadConfiguration, match="worker_count must be of type int"):
        settings.load(write(tmp_path, ""))


def test_a_source_in_the_environment_that_is_no_json_is_refused_with_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESSWATCH_SOURCE", "x")
    with pytest.raises(BadConfiguration, match=r'field "source".*JSON list'):
        settings.load(write(tmp_path, ""))


def test_the_environment_cannot_move_the_folder_of_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESSWATCH_FOLDER", "/elsewhere")
    assert settings.load(write(tmp_path, "")).folder == tmp_path


def test_variables_without_our_prefix_set_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", "/elsewhere")
    assert settings.load(write(tmp_path, "")).warehouse == "warehouse"


def test_a_configuration_that_was_named_must_exist(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match="does not exist"):
        settings.find_configuration(tmp_path / "nowhere.toml")


def test_the_environment_names_the_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "")
    monkeypatch.setenv(CONFIG_VARIABLE, str(path))
    assert settings.find_configuration(None) == path


def test_pseudonyms_need_a_key_from_the_environment_where_rows_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "pseudonymise_comment_authors = true")
    monkeypatch.delenv(PSEUDONYM_KEY_VARIABLE, raising=False)
    loaded = settings.load(path)  # whoever reads a warehouse has no use for the key
    with pytest.raises(BadConfiguration, match=rf"{PSEUDONYM_KEY_VARIABLE} is not set.*openssl rand -hex 32"):
        loaded.required_key()
    monkeypatch.setenv(PSEUDONYM_KEY_VARIABLE, KEY[:31])
    with pytest.raises(BadConfiguration, match=r"easily guessed.*32 characters.*openssl rand -hex 32"):
        settings.load(path).required_key()
    monkeypatch.setenv(PSEUDONYM_KEY_VARIABLE, KEY)
    assert settings.load(path).required_key() == KEY
    assert settings.load(write(tmp_path, "")).pseudonym_key is None  # not asked for, so not kept


def test_only_settings_that_shape_rows_change_the_hash(tmp_path: Path) -> None:
    base = settings.load(write(tmp_path, ""))
    other_workers = settings.load(write(tmp_path, "worker_count = 7"))
    other_window = settings.load(write(tmp_path, "look_back_days = 30"))
    assert base.shaping_hash() == other_workers.shaping_hash() != other_window.shaping_hash()


def test_paths_are_taken_from_the_folder_of_the_configuration(tmp_path: Path) -> None:
    loaded = settings.load(write(tmp_path, "warehouse = 'here'"))
    assert loaded.resolve(loaded.warehouse) == tmp_path / "here"


def test_nothing_is_too_old_until_the_configuration_says_so(tmp_path: Path) -> None:
    assert settings.load(write(tmp_path, settings.template())).retention == settings.RetentionDays()
    kept = settings.load(write(tmp_path, "[retention]\ncomments_days = 365")).retention
    assert (kept.comments_days, kept.article_days, kept.quoted_days) == (365, 0, 0)
