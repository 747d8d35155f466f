"""Name models from files: the one that comes with the package, and those of other libraries.

What belongs here: finding and opening a model. What does not: what is made of its output (tasks/entities). Libraries
are imported where a model of theirs is opened: commands that need no names do not pay for them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from tasks.entities.finding.candidates import NameModel
from tasks.entities.finding.labels import LABELS
from tasks.entities.finding.pipelines import GlinerNames, SpacyModel
from tasks.entities.finding.readers import ENGLISH, OTHERS, NameReader
from tasks.entities.finding.tagged import NO_NAME_BONUS, TaggingModel
from tasks.entities.finding.windows import HINT_COUNT, SHAPES, Marks, Pieces, Window
from warehouse.errors import BadConfiguration
from warehouse.lexicon.name_setting import OWN, RULES, SPACY, read_name_setting

_ENGLISH, _OTHERS = "names", "names-multi"  # what the files of our networks are called
_OTHERS_BONUS = 0.0  # for O in other languages than English: there it misses more than it invents


def load_name_readers(setting: str) -> tuple[NameReader, ...]:
    """The models of that setting with the languages they read; none for rules alone. Raises BadConfiguration."""
    kind, _ = read_name_setting(setting)
    model = load_name_model(setting)
    if model is None:
        return ()
    if kind != OWN:
        return (NameReader(kind, model, ENGLISH),)
    folder = files("warehouse").joinpath("models")
    others = open_network(folder, _OTHERS, bonus=_OTHERS_BONUS)
    return (NameReader("model-en", model, ENGLISH), NameReader("model-multi", others, OTHERS))


def load_name_model(setting: str) -> NameModel | None:
    """The model of that setting that reads English; None for rules alone.

    `own` is the model in this package, `spacy:` takes an installed pipeline's name or a folder, `gliner:` a folder or
    the name of one downloaded before: nothing is fetched. Raises BadConfiguration where there is no such model.
    """
    kind, name = read_name_setting(setting)
    if kind == RULES:
        return None
    if kind == OWN:
        return open_network(files("warehouse").joinpath("models"))
    return _spacy(name) if kind == SPACY else _gliner(name)


def open_network(folder: Traversable, name: str = _ENGLISH, bonus: float = NO_NAME_BONUS) -> NameModel:
    """The model of that name in a folder of models/export_names.py. Raises BadConfiguration where it does not fit."""
    onnxruntime = import_module("onnxruntime")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # workers are processes
    network = folder.joinpath(f"{name}.onnx").read_bytes()
    session = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
    check_sizes(session.get_modelmeta().custom_metadata_map)
    tokenizer = Tokenizer.from_str(folder.joinpath(f"{name}.vocabulary.json").read_text(encoding="utf-8"))
    vocabulary = tokenizer.get_vocab()
    marks = Marks(opening=vocabulary["[CLS]"], closing=vocabulary["[SEP]"])
    return TaggingModel(_Tokenise(tokenizer), _Score(session), marks, bonus)


def check_sizes(stored: Mapping[str, str]) -> None:
    """A network trained on other features would answer all the same, with nonsense. Raises BadConfiguration."""
    if json.loads(stored.get("sizes", "[]")) != [len(SHAPES), HINT_COUNT, len(LABELS)]:
        raise BadConfiguration("The installed name model does not fit this version of Presswatch; install it anew.")


class _Tokenise:
    """A text's word pieces."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer

    def __call__(self, text: str) -> Pieces:
        found = self._tokenizer.encode(text, add_special_tokens=False)
        return Pieces(found.ids, found.offsets, found.word_ids)


class _Score:
    """A window's label scores; `session` is an onnxruntime.InferenceSession."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def __call__(self, window: Window) -> npt.NDArray[np.float32]:
        inputs = {"pieces": window.pieces, "shapes": window.shapes, "hints": window.hints}
        given = {name: np.array([values], dtype=np.int64) for name, values in inputs.items()}
        scores: npt.NDArray[np.float32] = self._session.run(None, given)[0][0]
        return scores


def _spacy(name: str) -> NameModel:
    spacy = _library("spacy")
    try:
        return SpacyModel(spacy.load(name))
    except (OSError, ValueError) as error:
        raise BadConfiguration(f"name_model: the spaCy pipeline {name} cannot be loaded: {error}") from error


def _gliner(name: str) -> NameModel:
    gliner = _library("gliner")
    try:
        return GlinerNames(gliner.GLiNER.from_pretrained(name, local_files_only=True))
    except (OSError, ValueError) as error:
        raise BadConfiguration(f"name_model: the GLiNER model {name} cannot be loaded: {error}") from error


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        message = f'name_model asks for {name}, which is not installed: pip install "presswatch[{name}]".'
        raise BadConfiguration(message) from error
