"""What opening a name model promises; the model in the package among them."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tasks.entities.finding.candidates import NameModel, NameText
from tasks.entities.finding.labels import NAME_TYPES
from warehouse.errors import BadConfiguration
from warehouse.lexicon.name_models import check_sizes, load_name_model, load_name_readers

STORY = (
    "Maria Okonta, who leads the Zubrik Foundation, told Reuters on Monday that she would leave Nairobi for London. "
    "The United Nations has not yet answered Okonta, nor has Microsoft."
)


@pytest.fixture(scope="module")
def own() -> NameModel:
    model = load_name_model("own")
    assert model is not None
    return model


def _document(text: str) -> NameText:
    return NameText(text, [match.span() for match in re.finditer(r"[^\n]+", text)], (), frozenset())


def _found(model: NameModel, text: str) -> list[tuple[str, str | None]]:
    return [(text[name.start : name.end], name.type) for name in model.find(_document(text))]


def test_the_model_in_the_package_names_persons_organisations_and_places(own: NameModel) -> None:
    assert set(_found(own, STORY)) >= {
        ("Maria Okonta", "PERSON"),
        ("Reuters", "ORG"),
        ("Nairobi", "PLACE"),
        ("London", "PLACE"),
        ("United Nations", "ORG"),
        ("Microsoft", "ORG"),
    }


def test_it_finds_the_same_in_the_same_text_whatever_it_has_read_before(own: NameModel) -> None:
    first = own.find(_document(STORY))
    own.find(_document("Something else in Paris. " * 30))
    assert own.find(_document(STORY)) == first


def test_lines_without_names_have_none(own: NameModel) -> None:
    assert _found(own, "It was late, and nobody in the street had seen where they went.") == []


HOSTILE = {
    "capitals": "A " * 3_000,
    "one word": "X" * 50_000,
    "long names": "Zubrik" * 3_000,
    "emoji": "🦊" * 3_000,
    "right to left": "محمد قال " * 500,
    "control characters": "\u202e\u0000\ufffd Omid",
    "combining marks": "e\u0301" * 900,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_yields_ordered_names_within_it(own: NameModel, text: str) -> None:
    found = own.find(_document(text))
    assert all(0 <= name.start < name.end <= len(text) and name.type in NAME_TYPES for name in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


def test_names_are_found_wherever_a_line_is_cut_into_windows(own: NameModel) -> None:
    filler = "the rain went on and nothing came of it for days, then "
    for count in random.Random(5).sample(range(1, 40), 6):
        text = filler * count + "Maria Okonta arrived in Nairobi with them."
        assert ("Nairobi", "PLACE") in _found(own, text)


def test_the_files_of_the_model_stay_under_thirty_megabytes() -> None:
    folder = Path(str(files("warehouse").joinpath("models")))
    assert sum(path.stat().st_size for path in folder.iterdir()) < 30_000_000


def test_a_network_for_other_features_is_refused() -> None:
    with pytest.raises(BadConfiguration, match="does not fit"):
        check_sizes({"sizes": "[11, 12, 13]"})


def test_rules_alone_need_no_model() -> None:
    assert load_name_model("rules") is None


def test_commands_without_names_load_no_model() -> None:
    program = (
        "import sys, flows.run.shard_work, flows.job.settings; "
        "print('onnxruntime' in sys.modules, 'spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_a_spacy_pipeline_takes_its_place(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Zubria"}, {"label": "CARDINAL", "pattern": "two"}])
    pipeline.to_disk(tmp_path / "pipeline")
    model = load_name_model(f"spacy:{tmp_path / 'pipeline'}")
    assert model is not None
    assert _found(model, "so\nthe two of Zubria went") == [("Zubria", "GPE")]


def test_a_spacy_pipeline_that_is_not_there_is_named() -> None:
    pytest.importorskip("spacy")
    with pytest.raises(BadConfiguration, match="spaCy pipeline no_such_pipeline cannot be loaded"):
        load_name_model("spacy:no_such_pipeline")


class _Gliner:
    """As gliner.GLiNER: opened by name from local files, asked for labels in words."""

    @classmethod
    def from_pretrained(cls, model_id: str, *, local_files_only: bool = False) -> _Gliner:
        assert local_files_only
        if model_id != "known":
            raise OSError("no such folder")
        return cls()

    def predict_entities(self, text: str, labels: list[str], threshold: float = 0.5) -> list[dict[str, Any]]:
        start = text.index("Zubria")
        return [{"start": start, "end": start + 6, "text": "Zubria", "label": "location", "score": 0.9}]


def test_a_gliner_model_takes_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gliner", SimpleNamespace(GLiNER=_Gliner))
    model = load_name_model("gliner:known")
    assert model is not None
    assert _found(model, "to Zubria") == [("Zubria", "PLACE")]
    with pytest.raises(BadConfiguration, match="GLiNER model other cannot be loaded: no such folder"):
        load_name_model("gliner:other")


def test_a_real_gliner_model_is_opened_and_read(tmp_path: Path) -> None:
    """A network of one layer with random weights: what it finds means nothing, that it is asked and read does."""
    gliner = pytest.importorskip("gliner")
    transformers = pytest.importorskip("transformers")
    vocabulary = files("warehouse").joinpath("models", "names.vocabulary.json")
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_file=str(vocabulary), unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]"
    )
    tokenizer.save_pretrained(tmp_path / "encoder")
    shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    transformers.BertModel(transformers.BertConfig(**shape)).save_pretrained(tmp_path / "encoder")
    config = gliner.GLiNERConfig(model_name=str(tmp_path / "encoder"), hidden_size=16, max_width=4)
    gliner.GLiNER.from_config(config).save_pretrained(tmp_path / "model")

    model = load_name_model(f"gliner:{tmp_path / 'model'}")
    assert model is not None
    found = model.find(_document(STORY * 20))
    assert found
    assert {name.type for name in found} <= {"PERSON", "PLACE", *NAME_TYPES}
    assert all(0 <= name.confidence <= 1 for name in found)
    assert all(before.end <= name.start for before, name in pairwise(found))
    with pytest.raises(BadConfiguration, match="cannot be loaded"):
        load_name_model(f"gliner:{tmp_path / 'nothing'}")


def test_a_library_that_is_not_installed_is_named_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gliner", None)
    with pytest.raises(BadConfiguration, match=r'gliner, which is not installed: pip install "presswatch\[gliner\]"'):
        load_name_model("gliner:known")


def test_our_models_share_the_languages_among_them() -> None:
    english, others = load_name_readers("own")
    assert (english.name, others.name) == ("model-en", "model-multi")
    assert {"en", "de", "pt", "fr", "es"} <= english.languages | others.languages
    assert not english.languages & others.languages
    assert load_name_readers("rules") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Das sagte Angela Merkel am Montag in Berlin.",
        "O presidente Fernando Henrique Cardoso viajou para Lisboa.",
        "Le ministre Pierre Dupont est arrivé à Paris hier soir.",
        "El ministro Carlos García viajó ayer a Madrid.",
    ],
)
def test_the_second_model_names_persons_and_places_in_its_languages(text: str) -> None:
    others = load_name_readers("own")[1].model
    assert {"PERSON", "PLACE"} <= {kind for _, kind in _found(others, text)}
