"""A small vocabulary for several languages: MiniLM's pieces that they need, and their own frequent words.

    python -m models.make_vocabulary CORPORA_FOLDER MiniLM/tokenizer.json OUT_FOLDER

Writes tokenizer.json and pieces.json: of each piece those of MiniLM whose mean embedding it begins with.
What belongs here: the choice of pieces. What does not: training their embeddings (train_names.py). A word that lacks
its piece falls into shorter ones: single letters are always kept.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from tokenizers import Tokenizer
from wordfreq import iter_wordlist, zipf_frequency

from models.corpora import CORPORA, read_corpus
from models.made_up import MADE_UP

LANGUAGES = ("de", "pt", "fr", "es")
SIZE = 4_200  # pieces: what a limit of 25 MB for both models leaves
NEW_WORDS = 1_800  # of them are frequent words that MiniLM cuts up
LISTED_WORDS = 20_000  # of a language
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_LEAST_LETTERS = 3  # of a new word


def word_shares(corpora: Path) -> Counter[str]:
    """Words, folded as MiniLM folds them, by how often a reader of these languages meets them; names from corpora."""
    shares: Counter[str] = Counter()
    for language in LANGUAGES:
        for number, word in enumerate(iter_wordlist(language)):
            if number == LISTED_WORDS:
                break
            shares[word] += 10 ** (zipf_frequency(word, language) - 3)  # a million words of running text
    for name, corpus in CORPORA.items():
        if name != MADE_UP and corpus.language in LANGUAGES:
            for sentence in read_corpus(corpora / f"{name}.iob2"):
                shares.update(word for word in sentence.text.split() if word.isalpha())
    return shares


def chosen(shares: Counter[str], tokenizer: Tokenizer) -> dict[str, list[int]]:
    """The pieces to keep, and the ids of MiniLM that each begins with."""
    known = tokenizer.get_vocab()
    letters = [piece for piece in known if len(piece.removeprefix("##")) == 1 and ord(piece[-1]) < 0x250]
    pieces: Counter[str] = Counter()
    divided: Counter[str] = Counter()
    parts: dict[str, list[int]] = {}
    for word, share in shares.items():
        encoded = tokenizer.encode(word, add_special_tokens=False)
        pieces.update(dict.fromkeys(encoded.tokens, share))
        folded = tokenizer.normalizer.normalize_str(word)
        if len(encoded.ids) > 1 and folded.isalpha() and len(folded) >= _LEAST_LETTERS:
            divided[folded] += share
            parts[folded] = encoded.ids
    kept = {piece: [known[piece]] for piece in (*_SPECIAL, *sorted(letters))}
    kept |= {word: parts[word] for word, _ in divided.most_common(NEW_WORDS)}
    for piece, _ in pieces.most_common():
        if len(kept) == SIZE:
            break
        kept.setdefault(piece, [known[piece]])
    return kept


def main() -> None:
    """Write the vocabulary."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("tokenizer", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(given.tokenizer))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    kept = chosen(word_shares(given.corpora), tokenizer)
    stored = json.loads(given.tokenizer.read_text(encoding="utf-8"))
    stored["model"]["vocab"] = {piece: number for number, piece in enumerate(kept)}
    for token in stored["added_tokens"]:
        token["id"] = stored["model"]["vocab"][token["content"]]
    stored["truncation"] = stored["padding"] = stored["post_processor"] = None
    (given.out / "tokenizer.json").write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")
    (given.out / "pieces.json").write_text(json.dumps(list(kept.values())), encoding="utf-8")


if __name__ == "__main__":
    main()
