"""The rules of reading that can be switched off one by one: which function of the product each is, and what stands in.

A switch is off inside `switched_off`: its function is replaced wherever a loaded module of the product holds it, by
one that finds nothing, keeps what it is given, or never refuses. tests/benchmarks/test_switches.py proves for every
switch that its function exists and that without it a small page is read otherwise.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from importlib import import_module
from typing import Any

from tasks.parse.base.page_comments import PageComments
from tasks.parse.html.live import LiveBlog

PRODUCT = ("tasks", "flows")  # packages whose modules may hold a function that is replaced

Function = Callable[..., Any]
StandIn = Callable[[Function], Function]  # makes the function that takes a rule's place out of the rule's own


@dataclass(frozen=True, slots=True)
class Rule:
    """A function or method of the product, such as `tasks.parse.parts.notes:read_note`, and what takes its place."""

    place: str
    stand_in: StandIn


@dataclass(frozen=True, slots=True)
class Switch:
    """A rule that can be switched off, or several that are one: its name, what it does, who asks for it."""

    name: str
    does: str
    command: str  # parse or annotate
    rules: tuple[Rule, ...]


def gives(make: Callable[[], object]) -> StandIn:
    """A function that always answers alike: `gives(list)` finds nothing."""
    return lambda _: lambda *_args, **_named: make()


def keeps(position: int) -> StandIn:
    """A function that gives one of its arguments back."""
    return lambda _: lambda *given, **_named: given[position]


def keeps_list(position: int = 0) -> StandIn:
    """A function that gives one of its arguments back as a list of its own."""
    return lambda _: lambda *given, **_named: list(given[position])


def nothing() -> None:
    """The answer of a rule that finds nothing."""


def _whole_span(original: Function) -> Function:
    """The worth of what is read, and all of it."""
    return lambda blocks, links: (original(blocks, links)[0], 0, len(blocks))


def _without_recall(original: Function) -> Function:
    return lambda **options: original(**{**options, "recall": False})


def _rules_alone(_: Function) -> Function:
    return lambda document, _found, _find: iter(document.hints)


def _parse(name: str, does: str, *rules: tuple[str, StandIn]) -> Switch:
    return Switch(name, does, "parse", tuple(Rule(f"tasks.{place}", stand_in) for place, stand_in in rules))


def _annotate(name: str, does: str, *rules: tuple[str, StandIn]) -> Switch:
    return replace(_parse(name, does, *rules), command="annotate")


_NEVER = gives(lambda: False)
_NONE = gives(nothing)
_EMPTY = gives(list)

_MARKUP_COMMENTS = (
    _parse(
        "comments",
        "readers' comments in markup, by any way",
        ("parse.comments.discussion:take_comments", gives(PageComments)),
    ),
    _parse("comments-by-name", "comments known by names of classes", ("parse.comments.named:find_group", _NONE)),
    _parse(
        "comments-by-shape",
        "comments known by elements alike around times",
        ("parse.comments.by_shape:find_run", _NONE),
    ),
    _parse(
        "comments-by-lines",
        "comments known by what the page's lines look like",
        ("parse.comments.by_lines:comments_by_lines", gives(PageComments)),
    ),
    _parse("comments-from-data", "comments taken from linked data", ("parse.comments.stated:stated_comments", _NONE)),
    _parse(
        "comment-answers",
        "answers that stand beside the comments of a group",
        ("parse.comments.answers:with_answers", keeps(0)),
    ),
    _parse(
        "comment-refrains",
        "lines that a template prints in most comments are left out",
        ("parse.comments.refrains:without_refrains", keeps_list()),
    ),
    _parse(
        "comment-printed-twice",
        "a comment printed twice is read once",
        ("parse.comments.refrains:without_first_copy", keeps(0)),
    ),
    _parse(
        "comment-boxes", "what speaks of comments and is none is removed", ("parse.comments.removal:remove_rest", _NONE)
    ),
    _parse(
        "teasers", "items that begin with a title's link are no comments", ("parse.base.teasers:has_title_link", _NEVER)
    ),
)
_ARTICLE = (
    _parse(
        "second-reading",
        "trafilatura's full mode where its fast mode finds little",
        ("parse.html.extraction:extract_compared", _EMPTY),
    ),
    _parse(
        "article-guard",
        "what is the page's article is never taken for comments",
        ("parse.comments.article_guard:ShownArticle.is_group", _NEVER),
        ("parse.comments.article_guard:ShownArticle.is_in_lines", _NEVER),
    ),
    _parse(
        "recall-mode",
        "trafilatura prefers too much to too little where that is worth more",
        ("parse.html.trafilatura_adapter:Extractor", _without_recall),
    ),
    _parse(
        "rescue",
        "trafilatura's last resort for pages with hardly any text",
        ("parse.html.extraction:extract_rescued", _EMPTY),
    ),
    _parse(
        "content-boxes",
        "an article in several boxes is read whole",
        ("parse.html.content_boxes:mark_content_boxes", _NONE),
    ),
    _parse(
        "layout-tables", "tables that lay out a page are opened", ("parse.html.layout_tables:open_layout_tables", _NONE)
    ),
    _parse("dialogs", "dialogs over the page are no text", ("parse.html.dialogs:take_dialogs", _NONE)),
    _parse(
        "article-span",
        "of a whole page the span of lines that is worth most",
        ("parse.html.surroundings:article_span", _whole_span),
    ),
    _parse(
        "surroundings",
        "lists of links and notices around the article are left out",
        ("parse.html.surroundings:without_surroundings", keeps_list()),
    ),
    _parse(
        "edge-lines",
        "lines at the article's ends that only sign or date it are furniture",
        ("parse.parts.edge_lines:mark_edge_lines", keeps_list()),
    ),
    _parse("repeats", "what stands twice is marked", ("parse.repeats.repeats:mark_repeats", keeps_list())),
    _parse(
        "pull-quotes",
        "sentences printed again in large letters are marked",
        ("parse.repeats.pull_quotes:mark_pull_quotes", keeps_list()),
    ),
    _parse(
        "quoted-documents",
        "articles pasted into comments or articles are told apart",
        (
            "parse.repeats.quoted_documents:find_quoted",
            lambda _: lambda blocks, containers: (list(blocks), list(containers)),
        ),
    ),
    _parse(
        "quoted-comments",
        "comments that quote another one answer it",
        ("parse.repeats.quoted_comments:with_quoted_comments", keeps(1)),
    ),
    _parse(
        "captions",
        "captions are taken out of the text and put where their picture stands",
        ("parse.html.captions:read_captions", _EMPTY),
    ),
    _parse(
        "live-entries",
        "entries of a live blog, with their times",
        ("parse.html.live:read_live_blog", gives(LiveBlog)),
        ("parse.html.live:live_entries", gives(tuple)),
    ),
    _parse("datelines", "place and agency before the first sentence", ("parse.parts.datelines:read_dateline", _NONE)),
    _parse(
        "caption-credits",
        "the photographer at the end of a caption",
        ("parse.parts.picture_credits:credit_at_end", _NONE),
    ),
    _parse("notes", "notes of corrections and updates", ("parse.parts.notes:read_note", _NONE)),
    _parse("origins", "lines that name where the article comes from", ("parse.parts.origins:read_origin_line", _NONE)),
    _parse("calls-to-subscribe", "calls to subscribe are no text", ("parse.parts.access:without_calls", keeps_list())),
    _parse(
        "title-removal",
        "a headline that stands again in the body is left out",
        ("parse.reading:_without_title", keeps(0)),
    ),
    _parse(
        "standfirst-removal", "the standfirst is taken out of the body", ("parse.reading:_without_standfirst", keeps(0))
    ),
)
_DATES = (
    _parse(
        "date-vetoes",
        "dates later than the fetching, the comments or a change are refused",
        ("dates.publication.bounds:Limits.refusal", _NONE),
    ),
    _parse(
        "date-of-report",
        "dates before what the text reports as past are doubted",
        ("dates.publication.bounds:Limits.contradiction", _NONE),
    ),
    _parse(
        "machine-stamps",
        "dates in meta tags, linked data and the address",
        ("dates.publication.machine_stamps:machine_stamps", _EMPTY),
    ),
    _parse(
        "visible-stamps",
        "dates shown beside the headline and in named elements",
        ("dates.publication.visible_stamps:visible_stamps", _EMPTY),
    ),
    _parse("text-stamps", "dates in short texts of the page", ("dates.publication.visible_stamps:text_stamps", _EMPTY)),
    _parse(
        "whole-page-dates",
        "a date anywhere in the source, as the last resort",
        ("dates.publication.whole_page:source_stamps", _EMPTY),
    ),
    _parse(
        "reader-day",
        "the day in the readers' zone where the page states UTC",
        ("dates.publication.reader_day:as_readers_saw", lambda _: lambda chosen, _others: (chosen, "")),
    ),
    _parse(
        "avoided-dates",
        "dates in lists of other articles, feet and forms are passed over",
        ("dates.publication.stamps:is_avoided", _NEVER),
    ),
)
_PLAIN = (
    _parse(
        "plain-comments",
        "comments in text without markup that printed signs set apart",
        ("parse.plain.threads:find_thread", _NONE),
    ),
    _parse(
        "plain-voice",
        "comments in text without markup told by how people write",
        ("parse.plain.voice:find_readers", _NONE),
    ),
    _parse(
        "plain-notices",
        "notices at the ends of posts are left out",
        ("parse.plain.thread_edges:without_notices", keeps(1)),
    ),
    _parse(
        "plain-feet",
        "names and times below a text sign it",
        ("parse.plain.feet:with_feet", keeps_list()),
        ("parse.plain.feet:with_names_above", keeps(0)),
        ("parse.plain.feet:with_writers_below", keeps_list()),
    ),
    _parse(
        "plain-cuts",
        "comments that nothing sets apart are cut by greetings, names and paragraphs",
        ("parse.plain.cuts:cut_unsigned", _NONE),
        ("parse.plain.cuts:by_rules", _EMPTY),
    ),
    _parse(
        "plain-late-controls",
        "comments known by controls below them alone",
        ("parse.plain.late_controls:find_late_tails", _NONE),
    ),
    _parse(
        "plain-glued",
        "lines in which a scraper glued a comment's head to its text are parted",
        ("parse.lines.glued:may_be_glued", _NEVER),
    ),
    _parse(
        "plain-quotations",
        "quotations of other posts are told from what is said",
        ("parse.plain.answers:with_quotations", keeps(0)),
    ),
    _parse(
        "plain-answers",
        "posts that quote or name another one answer it",
        ("parse.plain.answers:answered_posts", gives(dict)),
    ),
)
_FINDINGS = (
    _annotate(
        "name-model",
        "the network that finds names; rules alone without it",
        ("entities.finding.combined:combined", _rules_alone),
    ),
    _annotate(
        "language-doubts",
        "names in other languages are believed with more evidence only",
        ("entities.finding.languages:believable", keeps(1)),
        ("entities.finding.languages:worth", keeps(0)),
    ),
    _annotate(
        "exonyms", "big towns named in another language", ("entities.finding.languages:with_exonyms", keeps_list(1))
    ),
    _annotate(
        "local-towns",
        "small towns near places that are sure",
        ("entities.finding.local_towns:with_local_towns", keeps_list(1)),
    ),
    _annotate(
        "acronyms",
        "acronyms joined to the names they stand for",
        ("entities.meaning.acronyms:beside", _NONE),
        ("entities.meaning.acronyms:initials", _NONE),
    ),
    _annotate(
        "people",
        "surnames joined to the full names of the text",
        ("entities.meaning.people:People.full_name", _NONE),
        ("entities.meaning.people:People.knows", _NEVER),
        ("entities.meaning.people:People.has_surname", _NEVER),
    ),
    _annotate("roles", "what the words beside a name say that a person is", ("entities.meaning.roles:role_of", _NONE)),
    _annotate(
        "place-in-name", "the place in an organisation's name", ("entities.meaning.place_in_name:seat_of", _NONE)
    ),
    _annotate(
        "transcripts",
        "turns of an interview, each its speaker's statement",
        ("statements.transcripts:find_turns", gives(dict)),
    ),
)
SWITCHES = (*_MARKUP_COMMENTS, *_ARTICLE, *_DATES, *_PLAIN, *_FINDINGS)


def chosen(pattern: str) -> tuple[Switch, ...]:
    """The switches whose name is like the pattern, such as `plain-*`."""
    return tuple(switch for switch in SWITCHES if fnmatch(switch.name, pattern))


@contextmanager
def switched_off(switch: Switch) -> Iterator[None]:
    """The product without a rule. What it remembers of earlier readings is forgotten on the way in and out."""
    with ExitStack() as undone:
        for rule in switch.rules:
            _replace(rule, undone)
        undone.callback(_forget)
        _forget()
        yield


def _replace(rule: Rule, undone: ExitStack) -> None:
    module_name, _, name = rule.place.partition(":")
    holder: object = import_module(module_name)
    owner, _, method = name.rpartition(".")
    if owner:
        holder, name = getattr(holder, owner), method
    original = getattr(holder, name)
    stand_in = rule.stand_in(original)
    for place in [holder] if owner else _modules():
        for known, value in list(vars(place).items()):
            if value is original:
                setattr(place, known, stand_in)
                undone.callback(setattr, place, known, original)


def _modules() -> list[object]:
    return [module for name, module in sys.modules.items() if name.partition(".")[0] in PRODUCT]


def _forget() -> None:
    """Empty the caches of the rules: what they hold may rest on a rule that is now another."""
    for module in _modules():
        for value in list(vars(module).values()):
            clear = getattr(value, "cache_clear", None)
            if callable(clear) and getattr(value, "__module__", "").partition(".")[0] == "tasks":
                clear()
