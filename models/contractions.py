"""Portuguese as it is printed: treebanks divide `do` into `de o`, readers never see that.

What belongs here: joining the two words again, and where names then stand. What does not: anything else about corpora.
"""

from __future__ import annotations

import re

from models.corpora import Name, Sentence

_DIVIDED = re.compile(r"\b(?:([Dd])e|([Ee])m|([Pp])or|([Aa])) ([oa]s?)\b")


def contracted(sentence: Sentence) -> Sentence:
    """The sentence with `de o`, `em a`, `por os`, `a o` joined: `do`, `na`, `pelos`, `ao`."""
    text, last, cuts = "", 0, []
    for match in _DIVIDED.finditer(sentence.text):
        if any(match.start() < edge < match.end() for name in sentence.names for edge in (name.start, name.end)):
            continue
        text += sentence.text[last : match.start()] + _joined(match)
        last = match.end()
        cuts.append((match.end(), len(text) - match.end()))
    names = (Name(_moved(name.start, cuts), _moved(name.end, cuts), name.types) for name in sentence.names)
    return Sentence(sentence.corpus, sentence.document, text + sentence.text[last:], tuple(names))


def _joined(match: re.Match[str]) -> str:
    of, at, by, to, article = match.groups()
    if of:
        return of + article
    if at:
        return ("N" if at == "E" else "n") + article
    if by:
        return f"{by}el{article}"
    if article.startswith("a"):
        return ("À" if to == "A" else "à") + article[1:]
    return to + article


def _moved(position: int, cuts: list[tuple[int, int]]) -> int:
    return position + next((shift for end, shift in reversed(cuts) if end <= position), 0)
