"""The tasks that are scored: which command answers each, how it is scored, and the figure that comes first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks.scoring.bodies import score_body
from benchmarks.scoring.comments import score_comments
from benchmarks.scoring.days import score_pubdate
from benchmarks.scoring.expressions import score_timex
from benchmarks.scoring.groups import score_dedup, score_stories
from benchmarks.scoring.heads import score_meta
from benchmarks.scoring.measures import Figures, Rows
from benchmarks.scoring.names import score_ner
from benchmarks.scoring.places import score_geo
from benchmarks.scoring.posts import score_flat, score_posts
from benchmarks.scoring.quotations import score_quotes


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that is asked of a labelled set.

    `first` names the figure to look at first, the next where a set's gold does not allow it; `more` what is printed
    beside it.
    """

    name: str
    asks: str
    command: str  # parse, annotate or ingest
    score: Callable[[Rows, Rows], Figures]
    first: tuple[str, ...]
    more: tuple[str, ...] = ()

    def first_figure(self, figures: Figures, headline: str | None = None) -> str:
        """The name of the first figure; `headline` is the one that the set itself puts first."""
        names = self.first if headline is None else (headline, *self.first)
        return next((name for name in names if name in figures), self.first[0])


_ALL = (
    Task("body", "Article body", "parse", score_body, ("shingle_f1", "segment_f1"), ("word_f1",)),
    Task(
        "comments",
        "Reader comments",
        "parse",
        score_comments,
        ("f1", "snippets_found"),
        ("leak", "loss", "false_alarms", "snippets_in_body"),
    ),
    Task("posts", "Forum posts", "parse", score_posts, ("post_f1",), ("author_accuracy", "time_accuracy")),
    Task(
        "flat",
        "Comments and posts in text without markup",
        "parse",
        score_flat,
        ("f1", "post_f1"),
        ("leak", "false_alarms", "post_f1"),
    ),
    Task("pubdate", "Day of publication", "parse", score_pubdate, ("f1",), ("accuracy",)),
    Task(
        "meta",
        "Title, authors and day of news pages",
        "parse",
        score_meta,
        ("head",),
        ("title", "authors_f1", "day_either", "body_f1"),
    ),
    Task("timex", "Time expressions", "annotate", score_timex, ("value_f1",), ("relaxed_f1",)),
    Task("ner", "Names", "annotate", score_ner, ("f1",), ("precision", "recall")),
    Task("geo", "Places", "annotate", score_geo, ("end_to_end_f1", "detect_f1"), ("detect_f1", "acc_161km")),
    Task(
        "quotes",
        "Attributed statements",
        "annotate",
        score_quotes,
        ("content_f1",),
        ("speaker_f1", "direct_content_f1"),
    ),
    Task("dedup", "Near duplicates", "ingest", score_dedup, ("pair_f1",), ("pair_precision", "pair_recall")),
    Task("stories", "Stories", "ingest", score_stories, ("pair_f1",), ("b3_f1",)),
)
TASKS: Mapping[str, Task] = {task.name: task for task in _ALL}
