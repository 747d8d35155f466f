"""Trains the name model on the windows that make_windows wrote; needs PyTorch and MiniLM's weights.

    python -m models.train_names WINDOWS_FOLDER MINILM.safetensors OUT.pt [--seed 20261122] [--layers 6] [--passes 1]
        [--teachers TAUGHT.pt ...] [--pieces pieces.json] [--begin-with EARLIER]

What belongs here: batches, loss and optimiser. What does not: the data (corpora.py, make_windows.py), the network
(encoder.py). Every pass reads each epoch's file, in their order; label scores are read after several layers, so that
one training gives models of several depths. With teachers a smaller network learns the mean of what they say of each
word (Hinton, Vinyals, Dean 2015), and the corpora's labels beside it. Runs on a GPU where there is one.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn.attention import SDPBackend, sdpa_kernel

from models.encoder import VOCABULARY, Tagger, load_pretrained
from models.shipped import shipped_weights

EXITS = {2: 0.2, 3: 0.2, 4: 0.3, 6: 1.0}  # layers after which labels are read, and their weight in the loss
LABEL_SHARE = 0.3  # of the corpora's labels in the loss beside what teachers say
BATCH_PIECES = 2048
ENCODER_RATE, NEW_RATE = 2.5e-4, 1.5e-3  # learning rates of MiniLM's weights and of the new ones
SAVED_EVERY = 500  # steps
WARM_UP = 0.06  # of all steps
DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


@dataclass(frozen=True, slots=True)
class Epoch:
    """The windows of an epoch, end to end."""

    columns: tuple[npt.NDArray[np.int32], ...]  # pieces, shapes, hints, allowed labels
    starts: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int32]
    sizes: tuple[int, int, int]  # numbers of shapes, hints and labels


@dataclass(frozen=True, slots=True)
class Plan:
    """How long to train, from which chance, and who teaches."""

    seed: int
    passes: int
    teachers: Sequence[Path] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of about one length: (windows, pieces)."""

    pieces: Tensor
    shapes: Tensor
    hints: Tensor
    allowed: Tensor
    mask: Tensor


def read_epoch(path: Path) -> Epoch:
    """An epoch's file."""
    with np.load(path) as stored:
        lengths = stored["lengths"]
        starts = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)[:-1]))
        columns = tuple(stored[name] for name in ("pieces", "shapes", "hints", "allowed"))
        shapes, hints, labels = stored["sizes"].tolist()
        return Epoch(columns, starts, lengths, (shapes, hints, labels))


def batches(epoch: Epoch, choice: random.Random) -> list[list[int]]:
    """Windows grouped by length, BATCH_PIECES pieces a group, the groups in random order."""
    order = sorted(range(len(epoch.lengths)), key=lambda index: (int(epoch.lengths[index]), choice.random()))
    groups: list[list[int]] = [[]]
    for index in order:
        if (len(groups[-1]) + 1) * int(epoch.lengths[index]) > BATCH_PIECES:
            groups.append([])
        groups[-1].append(index)
    choice.shuffle(groups)
    return groups


def batch_of(epoch: Epoch, windows: list[int]) -> Batch:
    """The windows with these numbers, padded with zeros."""
    longest = int(epoch.lengths[windows].max())
    rows = np.zeros((4, len(windows), longest), dtype=np.int64)
    for row, window in enumerate(windows):
        start, length = epoch.starts[window], epoch.lengths[window]
        for column in range(4):
            rows[column, row, :length] = epoch.columns[column][start : start + length]
    mask = torch.arange(longest)[None, :] < torch.from_numpy(epoch.lengths[windows])[:, None]
    return Batch(*(torch.from_numpy(column).to(DEVICE) for column in rows), mask.to(DEVICE))


def loss_of(scores: Tensor, allowed: Tensor) -> Tensor:
    """The mean of -log P(an allowed label) over the pieces that have any."""
    wanted = allowed > 0
    chosen = scores[wanted].float().log_softmax(-1)
    is_allowed = (allowed[wanted][:, None] >> torch.arange(scores.shape[-1], device=scores.device)) & 1
    return -(chosen + (1 - is_allowed) * -1e4).logsumexp(-1).mean()


class Teachers:
    """Networks whose mean opinion of each word a smaller one learns."""

    def __init__(self, weights: Sequence[Path], sizes: tuple[int, int, int]) -> None:
        self._taggers = [load_weights(Tagger(tuple(EXITS), sizes), path) for path in weights]

    @torch.no_grad()
    def opinions(self, batch: Batch) -> Tensor:
        """Mean probabilities of the labels: (words of the batch, labels)."""
        wanted, found = batch.allowed > 0, []
        for tagger in self._taggers:
            scores = tagger.states(batch.pieces, batch.shapes, batch.hints, batch.mask)[max(EXITS)]
            found.append(scores[wanted].float().softmax(-1))
        return torch.stack(found).mean(0)


def taught_loss(scores: Tensor, batch: Batch, opinions: Tensor) -> Tensor:
    """Cross entropy with what teachers say, and with the labels."""
    said = scores[batch.allowed > 0].float().log_softmax(-1)
    return -(opinions * said).sum(-1).mean() + LABEL_SHARE * loss_of(scores, batch.allowed)


def load_weights(tagger: Tagger, path: Path) -> Tagger:
    """A network with stored weights, in half precision, for use."""
    tagger.load_state_dict(torch.load(path, weights_only=True, map_location="cpu"))
    return tagger.to(DEVICE, torch.bfloat16).eval()


def optimiser_of(tagger: Tagger) -> torch.optim.Optimizer:
    """AdamW, with a rate of their own for the weights that training begins with at random."""
    fresh = [*tagger.shapes.parameters(), *tagger.hints.parameters(), *tagger.heads.parameters()]
    known = {id(parameter) for parameter in fresh}
    old = [parameter for parameter in tagger.parameters() if parameter.requires_grad and id(parameter) not in known]
    groups = [{"params": old, "lr": ENCODER_RATE}, {"params": fresh, "lr": NEW_RATE}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def rate_at(step: int, steps: int) -> float:
    """The share of the learning rate at a step: up in the beginning, then down to nothing in a line."""
    begun = step / (WARM_UP * steps)
    return min(begun, (steps - step) / ((1 - WARM_UP) * steps))


def steps_of(folder: Path, plan: Plan) -> Iterator[tuple[Epoch, list[int]]]:
    """Every step's windows."""
    for number, path in enumerate(sorted(folder.glob("epoch-*.npz")) * plan.passes):
        epoch = read_epoch(path)
        for group in batches(epoch, random.Random(plan.seed + number)):
            yield epoch, group


class HalfPrecision:
    """A copy of the network in bfloat16, in which gradients are computed; the optimiser keeps the exact weights."""

    def __init__(self, exact: Tagger) -> None:
        self.tagger = copy.deepcopy(exact).to(torch.bfloat16).train()
        self._pairs = [
            (whole, half)
            for whole, half in zip(exact.parameters(), self.tagger.parameters(), strict=True)
            if whole.requires_grad
        ]

    def hand_over_gradients(self) -> None:
        """Move the gradients to the exact weights, clipped."""
        for whole, half in self._pairs:
            whole.grad = None if half.grad is None else half.grad.float()
            half.grad = None
        torch.nn.utils.clip_grad_norm_([whole for whole, _ in self._pairs if whole.grad is not None], 1.0)

    @torch.no_grad()
    def take_weights(self) -> None:
        """Copy the exact weights."""
        for whole, half in self._pairs:
            half.copy_(whole)


def losses_of(tagger: Tagger, batch: Batch, teachers: Teachers | None) -> dict[int, Tensor]:
    """The loss at each exit."""
    scores = tagger.states(batch.pieces, batch.shapes, batch.hints, batch.mask)
    if teachers is None:
        return {number: loss_of(found, batch.allowed) for number, found in scores.items()}
    opinions = teachers.opinions(batch)
    return {number: taught_loss(found, batch, opinions) for number, found in scores.items()}


def train(tagger: Tagger, folder: Path, plan: Plan, out: Path) -> None:
    """Train, print how it goes, and write the weights now and then."""
    steps = sum(1 for _ in steps_of(folder, plan))
    optimiser = optimiser_of(tagger)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate_at(step, steps))
    half, last = HalfPrecision(tagger), max(tagger.exits)
    teachers = Teachers(plan.teachers, tagger.sizes) if plan.teachers else None
    began, seen, mean = time.monotonic(), 0, torch.zeros((), device=DEVICE)
    for step, (epoch, group) in enumerate(steps_of(folder, plan)):
        batch = batch_of(epoch, group)
        losses = losses_of(half.tagger, batch, teachers)
        weights = {number: 1.0 if number == last else EXITS[number] for number in losses}
        torch.stack([weights[number] * loss for number, loss in losses.items()]).sum().backward()
        half.hand_over_gradients()
        optimiser.step()
        schedule.step()
        half.take_weights()
        seen += batch.pieces.numel()
        mean = 0.97 * mean + 0.03 * losses[last].detach() if step else losses[last].detach()
        if step % 20 == 0:
            pace = seen / (time.monotonic() - began)
            print(f"step {step} of {steps}, loss {mean.item():.4f}, {pace:.0f} pieces a second", flush=True)
        if step % SAVED_EVERY == SAVED_EVERY - 1:
            torch.save(tagger.state_dict(), out)
    torch.save(tagger.state_dict(), out)


def main() -> None:
    """Train a tagger."""
    parser = argparse.ArgumentParser()
    parser.add_argument("windows", type=Path)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--layers", type=int, default=max(EXITS), choices=EXITS)
    parser.add_argument("--passes", type=int, default=1, help="over all epochs' files")
    parser.add_argument("--teachers", type=Path, nargs="*", default=(), help="weights of trained networks of 6 layers")
    parser.add_argument("--begin-with", type=Path, help="weights of an earlier training, or an .onnx, to go on from")
    parser.add_argument("--pieces", type=Path, help="pieces.json of make_vocabulary, for a vocabulary of one's own")
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    exits = tuple(number for number in EXITS if number <= given.layers)
    pieces = [] if given.pieces is None else json.loads(given.pieces.read_text(encoding="utf-8"))
    sizes = read_epoch(min(given.windows.glob("epoch-*.npz"))).sizes
    tagger = Tagger(exits, sizes, len(pieces) or VOCABULARY)
    load_pretrained(tagger, given.minilm, pieces)
    if given.begin_with is not None and given.begin_with.suffix == ".onnx":
        tagger.load_state_dict(shipped_weights(given.begin_with), strict=False)  # but for words and earlier exits
    elif given.begin_with is not None:
        tagger.load_state_dict(torch.load(given.begin_with, weights_only=True))
    kernels = (
        [SDPBackend.MATH]
        if DEVICE.type == "cpu"
        else [SDPBackend.FLASH_ATTENTION, SDPBackend.EFFICIENT_ATTENTION, SDPBackend.MATH]
    )  # CPUs: others are slow
    with sdpa_kernel(kernels):
        train(tagger.to(DEVICE), given.windows, Plan(given.seed, given.passes, given.teachers), given.out)


if __name__ == "__main__":
    main()
