"""The weights of a network that ships, read back from its file: what another training can begin with.

What belongs here: integers in the place of floating-point numbers turned back. What does not: writing them
(export_names.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

_TABLES = ("shapes", "hints", "positions")
_MATRICES = ("attention", "output", "wide", "narrow")  # of a layer, in the order in which it is computed


def shipped_weights(path: Path) -> dict[str, Tensor]:
    """A network's weights by their names in encoder.py, but for the embeddings of its pieces."""
    graph = onnx.load(path).graph
    given = {entry.name: numpy_helper.to_array(entry) for entry in graph.initializer}
    kept = {
        name: torch.from_numpy(values.copy())
        for name, values in given.items()
        if name.startswith(("norm.", "layers.", "heads.")) and values.dtype == np.float32
    }
    kept |= {f"{table}.weight": _exact(given, f"{table}.weight") for table in _TABLES}
    matrices = [node.input[1].removesuffix("_quantized") for node in graph.node if node.op_type == "MatMulInteger"]
    for name, matrix in zip(_names(len(matrices)), matrices, strict=True):
        kept[name] = _exact(given, matrix).T.contiguous()
    return kept


def _names(count: int) -> Iterator[str]:
    layers = count // len(_MATRICES)
    for layer in range(layers):
        for matrix in _MATRICES:
            yield f"layers.{layer}.{matrix}.weight"
    yield f"heads.{layers}.weight"


def _exact(given: dict[str, np.ndarray], name: str) -> Tensor:
    whole = given[f"{name}_quantized"].astype(np.float32) - given[f"{name}_zero_point"].astype(np.float32)
    return torch.from_numpy(whole * given[f"{name}_scale"])
