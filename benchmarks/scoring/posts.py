"""Tasks `posts` and `flat`: one entry for each post of a thread, with its writer and its time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from urllib.parse import unquote

from benchmarks.scoring.answers import body_of, comments_of
from benchmarks.scoring.comments import score_comments
from benchmarks.scoring.measures import Figures, Rates, Row, Rows, common, one_to_one, share, word_bag

LEAST_ALIKE = 0.8  # F1 of two posts' words, from which they may be the same one; set by hand
LARGEST_SHIFT = 14 * 3600  # seconds: a page prints local time, its markup may hold UTC
_GOLD_STAMP = re.compile(r"(?P<year>\d{4}|-)-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?:T(?P<hour>\d\d):(?P<minute>\d\d))?")
_SAID_STAMP = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?:[T ](?P<hour>\d\d):(?P<minute>\d\d))?")
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Post:
    """A post that a system gave."""

    text: str
    author: str | None
    time: str | None


@dataclass(frozen=True, slots=True)
class _Tally:
    """Counts of one page, or of all."""

    matched: int = 0
    given: int = 0
    wanted: int = 0
    right_number: int = 0
    authors_right: int = 0
    authors_matched: int = 0
    authors_wanted: int = 0
    times_right: int = 0
    times_matched: int = 0
    times_wanted: int = 0

    def plus(self, other: _Tally) -> _Tally:
        """The two together."""
        return _Tally(*(first + second for first, second in zip(astuple(self), astuple(other), strict=True)))


def score_posts(gold: Rows, given: Rows) -> Figures:
    """Posts paired one to one where at least 0.8 of their words agree, counted over all pages.

    A system's posts are its comments and, before them, its body, so that the opening post counts either way. Writers
    and times are compared on the pairs whose gold states them (`*_accuracy`), and over all gold posts (`*_recall`).
    """
    pages = {key: row for key, row in gold.items() if row.get("posts") is not None}
    if not pages:
        return {}
    tally = _Tally()
    for key, row in pages.items():
        tally = tally.plus(_tally(row["posts"], _posts_of(given.get(key))))
    rates = Rates.counted(tally.matched, tally.given, tally.wanted)
    return {
        "pages": len(pages),
        "posts": tally.wanted,
        **rates.named("post_"),
        "author_accuracy": share(tally.authors_right, tally.authors_matched),
        "author_recall": share(tally.authors_right, tally.authors_wanted),
        "time_accuracy": share(tally.times_right, tally.times_matched),
        "time_recall": share(tally.times_right, tally.times_wanted),
        "times_not_readable_in_gold": tally.wanted - tally.times_wanted,
        "pages_right_number": share(tally.right_number, len(pages)),
    }


def score_flat(gold: Rows, given: Rows) -> Figures:
    """Texts without markup: the figures of posts, and those of comments, cut to what the text still holds."""
    return score_posts(gold, given) | score_comments(gold, given, is_cut_to_text=True)


def _posts_of(row: Row | None) -> list[_Post]:
    posts = [_Post(post.get("text") or "", post.get("author"), post.get("posted_at")) for post in comments_of(row)]
    if row is None or not body_of(row).strip():
        return posts
    author = (row.get("authors") or [None])[0]
    return [_Post(body_of(row), author, row.get("published_at")), *posts]


def _tally(wanted: Sequence[Row], given: Sequence[_Post]) -> _Tally:
    pairs = [(wanted[i], given[j]) for i, j in _matched(wanted, given)]
    signed = [(post, said) for post, said in pairs if post.get("authors")]
    dated = [(post, said) for post, said in pairs if post.get("posted_at")]
    return _Tally(
        matched=len(pairs),
        given=len(given),
        wanted=len(wanted),
        right_number=len(given) == len(wanted),
        authors_right=sum(name_key(said.author) in set(map(name_key, post["authors"])) for post, said in signed),
        authors_matched=len(signed),
        authors_wanted=sum(bool(post.get("authors")) for post in wanted),
        times_right=sum(is_same_moment(post["posted_at"], said.time) for post, said in dated),
        times_matched=len(dated),
        times_wanted=sum(bool(post.get("posted_at")) for post in wanted),
    )


def _matched(wanted: Sequence[Row], given: Sequence[_Post]) -> list[tuple[int, int]]:
    """The likest pairs first; of equally like ones the pair that stands at the same place of the page."""
    gold = [word_bag(post["text"]) for post in wanted]
    said = [word_bag(post.text) for post in given]
    options = []
    for i, one in enumerate(gold):
        for j, other in enumerate(said):
            size = one.total() + other.total()
            if not size:
                options.append((-1.0, abs(i - j), i, j))
            elif 2 * min(one.total(), other.total()) / size >= LEAST_ALIKE:  # else they cannot be alike enough
                alike = 2 * common(one, other) / size
                if alike >= LEAST_ALIKE:
                    options.append((-alike, abs(i - j), i, j))
    return one_to_one((i, j) for *_, i, j in sorted(options))


def name_key(name: str | None) -> str:
    """A user's name as it is compared: decoded, without accents, case, spaces and marks."""
    letters = unicodedata.normalize("NFKD", unquote(name or ""))
    return _NO_LETTERS.sub("", "".join(sign for sign in letters if not unicodedata.combining(sign)).casefold())


def is_same_moment(gold: str, said: str | None) -> bool:
    """Whether a time agrees with the gold, of which only what it knows is compared.

    Gold is `2020-04-07T23:30`, `2020-04-07`, `2020-04`, or without its year `--04-07T23:30`. Two clock times may be
    fourteen hours apart.
    """
    wanted, given = _GOLD_STAMP.fullmatch(gold), _SAID_STAMP.match(said or "")
    if wanted is None or given is None:
        return False
    has_year = wanted["year"] != "-"
    if wanted["day"] is None:
        return (wanted["year"], wanted["month"]) == (given["year"], given["month"])
    if given["day"] is None:
        return False
    if wanted["hour"] is None or given["hour"] is None:
        is_year = not has_year or wanted["year"] == given["year"]
        return is_year and (wanted["month"], wanted["day"]) == (given["month"], given["day"])
    year = int(wanted["year"] if has_year else given["year"])
    first, second = _clock(year, wanted), _clock(int(given["year"]), given)
    return first is not None and second is not None and abs((first - second).total_seconds()) <= LARGEST_SHIFT


def _clock(year: int, found: re.Match[str]) -> datetime | None:
    try:
        return datetime(year, int(found["month"]), int(found["day"]), int(found["hour"]), int(found["minute"]))
    except ValueError:  # 30 February
        return None
