"""What a tagging model reads: words in pieces, with shape and hint, packed sentence by sentence into windows.

What belongs here: the features of a word and the packing, the same in training and in use. What does not: the model
(handed in as a function), its labels (labels.py).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from tasks.entities.finding.candidates import Candidate, NameText, Span
from tasks.entities.lexicon.tables import words

WINDOW_PIECES = 126  # and one before, one after: 128
LONGEST_WORD_PIECES = 8  # what follows in a word adds nothing: hostile text has no end
_CONTEXT_WORDS = 12  # of a sentence cut in two, seen again by the second window
_CHUNK_CHARACTERS = 20_000  # of a text that are cut into windows at once, which bounds memory
_HINT_TYPES = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", None)  # and all others as one
_SURE_HINT = 0.6  # confidence from which a hint of the rules counts as a sure one; the model was trained with it
_SENTENCE_ENDS = frozenset(".!?…")

SHAPES = (
    "lower", "title", "capitals", "capital", "mixed", "digits", "digits and letters", "mark", "uncased",
    "title, elsewhere lower", "capitals, elsewhere lower",
)  # fmt: skip
HINT_COUNT = 1 + 4 * (len(_HINT_TYPES) + 1)


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text's word pieces: vocabulary ids, character offsets into it, and the number of the word each belongs to."""

    ids: Sequence[int]
    offsets: Sequence[tuple[int, int]]
    words: Sequence[int | None]


Tokenise = Callable[[str], Pieces]


@dataclass(frozen=True, slots=True)
class Marks:
    """The ids of the pieces that open a window and that close a line."""

    opening: int
    closing: int


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a punctuation mark: where it stands, its pieces and features."""

    start: int
    end: int
    pieces: tuple[int, ...]
    shape: int
    hint: int


@dataclass(frozen=True, slots=True)
class Window:
    """What the model reads at once.

    `pieces`, `shapes`, `hints`: ids, equally long. `tokens`: indices of the tokens that this window decides, and
    `positions`: where the first piece of each stands.
    """

    pieces: list[int]
    shapes: list[int]
    hints: list[int]
    tokens: list[int]
    positions: list[int]


def shape_of(word: str, vocabulary: Collection[str]) -> int:
    """The index in SHAPES; `vocabulary` holds the words that the document writes in lower case too."""
    if word.islower():
        return 0
    if word.isalpha():
        return _shape_of_letters(word, vocabulary)
    if word.isdigit():
        return 5
    return 6 if any(character.isalnum() for character in word) else 7


def _shape_of_letters(word: str, vocabulary: Collection[str]) -> int:
    if word.isupper():
        if len(word) == 1:
            return 3
        return 10 if word.lower() in vocabulary else 2
    if word.istitle():
        return 9 if word.lower() in vocabulary else 1
    return 4 if word.lower() != word.upper() else 8


def _hint(candidate: Candidate, *, is_first: bool) -> int:
    kind = _HINT_TYPES.index(candidate.type) if candidate.type in _HINT_TYPES else len(_HINT_TYPES)
    return 1 + 4 * kind + 2 * (candidate.confidence >= _SURE_HINT) + is_first


def read_tokens(document: NameText, line: Span, tokenise: Tokenise, most: int) -> list[Token]:
    """The tokens of a line of the document, as long as they have at most so many pieces together."""
    text, hints = document.text, document.hints
    found: list[Token] = []
    number = bisect_left(hints, line[0], key=lambda hint: hint.end)
    for start, end, pieces in _words(text, line, tokenise):
        most -= len(pieces)
        if most < 0:
            break
        while number < len(hints) and hints[number].end <= start:
            number += 1
        hint = 0
        if number < len(hints) and hints[number].start < end:
            hint = _hint(hints[number], is_first=hints[number].start >= start)
        found.append(Token(start, end, pieces, shape_of(text[start:end], document.vocabulary), hint))
    return found


def _words(text: str, span: Span, tokenise: Tokenise) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    for chunk_start, chunk_end in _chunks(text, span):
        pieces = tokenise(text[chunk_start:chunk_end])
        first = 0
        for index in range(1, len(pieces.ids) + 1):
            if index == len(pieces.ids) or pieces.words[index] != pieces.words[first]:
                kept = tuple(pieces.ids[first : min(index, first + LONGEST_WORD_PIECES)])
                yield chunk_start + pieces.offsets[first][0], chunk_start + pieces.offsets[index - 1][1], kept
                first = index


def _chunks(text: str, span: Span) -> Iterator[Span]:
    """A line in parts that fit into memory, cut at spaces where there are any."""
    start, stop = span
    while start < stop:
        end = min(start + _CHUNK_CHARACTERS, stop)
        if end < stop:
            space = text.rfind(" ", start + 1, end)
            end = space if space > 0 else end
        yield start, end
        start = end


def _sentences(text: str, tokens: Sequence[Token]) -> Iterator[range]:
    """Ranges of tokens; where a stop ends an abbreviation, no sentence ends."""
    first = 0
    for index in range(1, len(tokens)):
        stop, following = tokens[index - 1], tokens[index]
        is_end = text[stop.start : stop.end] in _SENTENCE_ENDS and following.start > stop.end
        if is_end and not _is_abbreviated(text, tokens, index - 2):
            yield range(first, index)
            first = index
    if first < len(tokens):
        yield range(first, len(tokens))


def _is_abbreviated(text: str, tokens: Sequence[Token], index: int) -> bool:
    if index < 0 or tokens[index].end != tokens[index + 1].start:
        return False
    word = text[tokens[index].start : tokens[index].end]
    return (len(word) == 1 and word.isupper()) or word in words()["abbreviations"]


def pack(text: str, lines: Sequence[Sequence[Token]], marks: Marks) -> Iterator[Window]:
    """Windows over the tokens of all lines, numbered through; a line's end is marked, sentences are kept whole."""
    packer = _Packer(marks)
    number = 0
    for tokens in lines:
        for sentence in _sentences(text, tokens):
            yield from packer.add([tokens[index] for index in sentence], number + sentence.start)
        packer.end_line()
        number += len(tokens)
    if packer.has_tokens():
        yield packer.take()


class _Packer:
    """The window that is being filled."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._window = Window([marks.opening], [0], [0], [], [])

    def add(self, sentence: Sequence[Token], number: int) -> Iterator[Window]:
        """Put a sentence in, whose first token has this number; windows that are full come out."""
        size = sum(len(token.pieces) for token in sentence)
        if self.has_tokens() and len(self._window.pieces) + size > WINDOW_PIECES + 1:
            yield self.take()
        for index, token in enumerate(sentence):
            if len(self._window.pieces) + len(token.pieces) > WINDOW_PIECES + 1:
                yield self.take()
                for context in sentence[max(0, index - _CONTEXT_WORDS) : index]:
                    self._put(context)
            self._window.tokens.append(number + index)
            self._window.positions.append(len(self._window.pieces))
            self._put(token)

    def _put(self, token: Token) -> None:
        self._window.pieces.extend(token.pieces)
        self._window.shapes.extend([token.shape] * len(token.pieces))
        self._window.hints.extend([token.hint] * len(token.pieces))

    def end_line(self) -> None:
        """Mark a line's end, unless the window is full or begins here."""
        if 1 < len(self._window.pieces) <= WINDOW_PIECES:
            self._close()

    def _close(self) -> None:
        self._window.pieces.append(self._marks.closing)
        self._window.shapes.append(0)
        self._window.hints.append(0)

    def has_tokens(self) -> bool:
        """Whether the window holds anything to decide."""
        return bool(self._window.tokens)

    def take(self) -> Window:
        """The window as it is; an empty one takes its place."""
        if self._window.pieces[-1] != self._marks.closing:
            self._close()
        full, self._window = self._window, Window([self._marks.opening], [0], [0], [], [])
        return full
