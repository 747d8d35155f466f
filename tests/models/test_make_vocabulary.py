"""The vocabulary that several languages share."""

from __future__ import annotations

from collections import Counter

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from models.make_vocabulary import chosen

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "b", "##b", "##u", "bun", "##des", "##tag", "omid"]


def _tokenizer() -> Tokenizer:
    vocabulary = {piece: number for number, piece in enumerate(PIECES)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def test_a_frequent_word_becomes_a_piece_that_begins_with_the_mean_of_its_parts() -> None:
    kept = chosen(Counter({"Bundestag": 9, "omid": 1}), _tokenizer())
    assert kept["bundestag"] == [8, 9, 10]
    assert kept["omid"] == [11]


def test_marks_and_single_letters_are_always_kept() -> None:
    kept = chosen(Counter(), _tokenizer())
    assert set(kept) == {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "b", "##b", "##u"}
