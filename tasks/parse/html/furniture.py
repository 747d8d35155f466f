"""What a page holds for its readers and no other layer takes: menus, teasers, feet, controls, text folded away.

It is kept below everything else, in the order of the page, a segment for each stretch, so that nothing vanishes and no
offset of what is read depends on it. What belongs here: telling which lines are left over. What does not: the lines of
a page (seen/printed.py), furniture that stands among comments or at an article's ends (parts/edge_lines.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from tasks.parse.base.assembly import Block
from tasks.parse.seen.printed import PrintedLine
from tasks.records import FOLDED_RULE, NAVIGATION_RULE, SURROUNDINGS_RULE, Kind, Layer
from tasks.text.compared_words import words

RUN = 4  # words in a row that tell a line again inside a longer one; a shorter line must be equal; set by hand
_ROW = "-row"  # ends the rules of rows of tables
_Run = tuple[str, ...]


def left_over(printed: Sequence[PrintedLine], blocks: Iterable[Block]) -> list[Block]:
    """The lines of a page that none of its blocks holds, as furniture; of equal lines one is kept.

    Lines with nothing held between them and of one rule are one block.
    """
    held = {run for block in blocks for run in _held(block)}
    stretches = groupby(_told(printed, held), key=lambda told: told[:2])
    return [
        Block("\n".join(text for _, _, text in stretch), Layer.FURNITURE, Kind.RESIDUE, rule)
        for (_, rule), stretch in stretches
    ]


def _held(block: Block) -> Iterator[_Run]:
    """The runs of a block's lines; of a table's row those of its cells too, which are lines of the page."""
    for line in block.text.split("\n"):
        sequence = words(line)
        yield from _runs(sequence)
        if block.rule.endswith(_ROW):
            yield from (
                run for width in range(1, RUN) for run in zip(*(sequence[i:] for i in range(width)), strict=False)
            )


def _told(printed: Sequence[PrintedLine], held: set[_Run]) -> Iterator[tuple[int, str, str]]:
    """Each line that is left over with its rule and the number of held lines above it."""
    above, told = 0, set[_Run]()
    for line in printed:
        sequence = words(line.text)
        whole = tuple(sequence)
        if not sequence or whole in told:
            continue
        if held.issuperset(_runs(sequence)):
            above += 1
            continue
        told.add(whole)
        yield above, _rule(line), line.text


def _runs(sequence: Sequence[str]) -> Iterator[_Run]:
    """All runs of `RUN` words of a line, and the line itself where it is as short as that."""
    if len(sequence) <= RUN:
        yield tuple(sequence)
    else:
        yield from zip(*(sequence[start:] for start in range(RUN)), strict=False)


def _rule(line: PrintedLine) -> str:
    if line.is_folded:
        return FOLDED_RULE
    return NAVIGATION_RULE if line.is_navigation else SURROUNDINGS_RULE
