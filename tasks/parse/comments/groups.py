"""Items marked up alike, and what is read of them. The package's docstring says what an item and a group are.

What belongs here: the group as a record, reading each of its items once. What does not: how far an item reaches
(shapes.py), which group is the page's discussion (named.py), reading one comment (single/comment.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from tasks.dates.publication.stamps import Reader
from tasks.parse.comments.single.comment import ReadComment, read_comment

SAMPLE_ITEMS = 8  # read of a group in order to compare it with others; set by hand
MOST_EVIDENCE = 2  # of one comment: its author and its time
Item = tuple[etree._Element, ...]  # the elements of one comment or post, siblings


@dataclass(frozen=True, slots=True)
class Group:
    """Comments (or posts) marked up alike, and the name by which they were found ("li.comment")."""

    kind: str  # comment, post
    name: str
    items: tuple[Item, ...]
    known: dict[Item, ReadComment] = field(default_factory=dict, compare=False, repr=False)  # read so far

    def elements(self) -> frozenset[etree._Element]:
        """The elements of all items; those of answers stand inside other items."""
        return frozenset(root for item in self.items for root in item)

    def sample(self) -> tuple[Item, ...]:
        """Some of the items, from all over the group."""
        return self.items[:: max(1, len(self.items) // SAMPLE_ITEMS)][:SAMPLE_ITEMS]

    def read(self, items: Sequence[Item], reader: Reader) -> Iterator[ReadComment]:
        """Read some of the items, each only once; answers inside them are left out."""
        others = self.elements()
        for item in items:
            if item not in self.known:
                self.known[item] = read_comment(item, others, reader)
            yield self.known[item]


def mean_evidence(group: Group, least: float, reader: Reader) -> float:
    """Mean evidence (0 to 2) over a sample of the items; 0 as soon as the mean cannot reach `least` any more."""
    sample = group.sample()
    lost = 0
    for comment in group.read(sample, reader):
        lost += MOST_EVIDENCE - comment.evidence()
        if lost > (MOST_EVIDENCE - least) * len(sample):
            return 0.0
    return MOST_EVIDENCE - lost / len(sample)
