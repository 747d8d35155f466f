"""Writes a trained name model as the file that ships: one network of so many layers for onnxruntime, in 8-bit integers.

python -m models.export_names WEIGHTS.pt TOKENIZER.json OUT_FOLDER [--layers 6] [--name names]
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from models.encoder import Tagger
from models.train_names import EXITS


def load_tagger(weights: Path, layers: int) -> Tagger:
    """The network up to a layer at which labels were read in training."""
    stored = torch.load(weights, weights_only=True)
    sizes = tuple(len(stored[name]) for name in ("shapes.weight", "hints.weight", f"heads.{layers}.weight"))
    tagger = Tagger((layers,), (sizes[0], sizes[1], sizes[2]), len(stored["words.weight"]))
    kept = tagger.state_dict().keys()
    tagger.load_state_dict({name: value for name, value in stored.items() if name in kept})
    return tagger.eval()


def export(tagger: Tagger, out: Path) -> None:
    """Write the network, quantised."""
    example = tuple(torch.ones(1, 16, dtype=torch.long) for _ in range(3))
    names = ("pieces", "shapes", "hints")
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        torch.onnx.export(
            tagger, example, str(exact), input_names=list(names), output_names=["scores"], opset_version=17,
            dynamic_axes={name: {1: "length"} for name in (*names, "scores")}, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(exact, out, per_channel=True, weight_type=QuantType.QInt8)
    model = onnx.load(out)
    onnx.helper.set_model_props(model, {"sizes": json.dumps(tagger.sizes)})
    onnx.save(model, out)


def write_vocabulary(tokenizer: Path, out: Path) -> None:
    """The tokenizer without what it would cut off or fill up."""
    stored = json.loads(tokenizer.read_text(encoding="utf-8"))
    stored["truncation"] = stored["padding"] = stored["post_processor"] = None
    out.write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def main() -> None:
    """Export."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("weights", type=Path)
    parser.add_argument("tokenizer", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--layers", type=int, default=max(EXITS), choices=EXITS)
    parser.add_argument("--name", default="names", help="what the files are called")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    export(load_tagger(given.weights, given.layers), given.out / f"{given.name}.onnx")
    write_vocabulary(given.tokenizer, given.out / f"{given.name}.vocabulary.json")


if __name__ == "__main__":
    main()
