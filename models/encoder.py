"""The tagging model: MiniLM's encoder, with embeddings of a word's shape and of the rules' hint, and labels on top.

What belongs here: the network and its first weights. What does not: training it (train_names.py), shipping it
(export_names.py). It reads windows of pieces as tasks/entities/finding/windows.py makes them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, INNER, LONGEST, VOCABULARY = 384, 12, 1536, 128, 30522
DROPOUT = 0.1


class Layer(nn.Module):
    """A layer of BERT (Devlin et al. 2019): attention and a feed-forward part, each added and normalised."""

    def __init__(self) -> None:
        super().__init__()
        self.attention = nn.Linear(WIDTH, 3 * WIDTH)  # queries, keys and values
        self.output, self.norm = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.last_norm = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """States: (windows, pieces, WIDTH). The mask, (windows, 1, 1, pieces), is True where there is a piece."""
        query, key, value = (self._heads(part) for part in self.attention(states).split(WIDTH, dim=2))
        attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        states = self.norm(states + self.output(attended.transpose(1, 2).flatten(2)))
        return self.last_norm(states + self.narrow(functional.gelu(self.wide(states))))

    @staticmethod
    def _heads(states: Tensor) -> Tensor:
        return states.unflatten(2, (HEADS, WIDTH // HEADS)).transpose(1, 2)


class Tagger(nn.Module):
    """The network. `exits`: after which layers labels are read; training reads all of them, use the last one.

    `sizes`: the numbers of shapes, hints and labels. `pieces`: of the vocabulary, where it is not MiniLM's own.
    """

    def __init__(self, exits: Sequence[int], sizes: tuple[int, int, int], pieces: int = VOCABULARY) -> None:
        super().__init__()
        shape_count, hint_count, label_count = sizes
        self.exits, self.sizes = tuple(exits), sizes
        self.words, self.positions = nn.Embedding(pieces, WIDTH), nn.Embedding(LONGEST, WIDTH)
        self.shapes, self.hints = nn.Embedding(shape_count, WIDTH), nn.Embedding(hint_count, WIDTH)
        self.norm, self.dropout = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer() for _ in range(max(exits)))
        self.heads = nn.ModuleDict({str(number): nn.Linear(WIDTH, label_count) for number in exits})
        # Words that the corpora lack stay comparable to those they have; a vocabulary of one's own must be learned.
        self.words.weight.requires_grad_(pieces != VOCABULARY)
        for table in (self.shapes, self.hints):
            nn.init.normal_(table.weight, std=0.02)

    def states(self, pieces: Tensor, shapes: Tensor, hints: Tensor, mask: Tensor | None = None) -> dict[int, Tensor]:
        """Label scores by exit, (windows, pieces, labels); the mask is True where there is a piece."""
        positions = torch.arange(pieces.shape[1], device=pieces.device)
        embedded = self.words(pieces) + self.shapes(shapes) + self.hints(hints) + self.positions(positions)
        states = self.dropout(self.norm(embedded))
        attended = None if mask is None else mask[:, None, None, :]
        found: dict[int, Tensor] = {}
        for number, layer in enumerate(self.layers, start=1):
            states = layer(states, attended)
            if number in self.exits:
                found[number] = self.heads[str(number)](self.dropout(states))
        return found

    def forward(self, pieces: Tensor, shapes: Tensor, hints: Tensor) -> Tensor:
        """Log-probabilities of the labels at the last exit, for windows without padding."""
        return self.states(pieces, shapes, hints)[max(self.exits)].log_softmax(-1)


_PARTS: Mapping[str, str] = {
    "output": "attention.output.dense", "norm": "attention.output.LayerNorm", "wide": "intermediate.dense",
    "narrow": "output.dense", "last_norm": "output.LayerNorm",
}  # fmt: skip


def load_pretrained(tagger: Tagger, weights: Path, pieces: Sequence[Sequence[int]] = ()) -> None:
    """Fill in MiniLM's weights (a BERT in safetensors); the embedding of sentence A goes into the positions.

    `pieces`: of a vocabulary of one's own, the pieces of MiniLM that each begins with the mean of.
    """
    given = load_file(weights)
    words = given["embeddings.word_embeddings.weight"]
    kept = {
        "words.weight": torch.stack([words[list(parts)].mean(0) for parts in pieces]) if pieces else words,
        "positions.weight": given["embeddings.position_embeddings.weight"][:LONGEST]
        + given["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
    }
    for number in range(len(tagger.layers)):
        theirs = f"encoder.layer.{number}"
        for kind in ("weight", "bias"):
            parts = [given[f"{theirs}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            kept[f"layers.{number}.attention.{kind}"] = torch.cat(parts)
            for ours, part in _PARTS.items():
                kept[f"layers.{number}.{ours}.{kind}"] = given[f"{theirs}.{part}.{kind}"]
    missing, unknown = tagger.load_state_dict(kept, strict=False)
    fresh = [name for name in missing if not name.startswith(("shapes", "hints", "heads"))]
    if fresh or unknown:
        raise ValueError(f"These weights are no MiniLM of {len(tagger.layers)} layers: {fresh}, {unknown}.")
