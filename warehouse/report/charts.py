"""Charts as SVG that stands inside a page: no script, no font file, no address, colours from the page's style sheet.

What belongs here: drawing numbers that were handed in, one at least. What does not: asking for them (sql/reports), the
page around them (page.py). Matplotlib takes a second to import, so that only a drawing imports it. Same numbers,
same bytes.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from io import StringIO
from math import cos, radians, sqrt
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Drawn in these stand-ins, then replaced by the page's variables, so that one drawing serves light and dark. The value
# after the comma is what a viewer without the page's style sheet shows.
INK, FAINT, PAPER = "#010101", "#010102", "#010103"
FIRST, SECOND, THIRD = "#010104", "#010105", "#010106"
_VARIABLES = {
    INK: "var(--ink, #1d1d1b)",
    FAINT: "var(--rule, #cfcbc2)",
    PAPER: "var(--paper, #ffffff)",
    FIRST: "var(--first, #1f5f99)",
    SECOND: "var(--second, #b3630f)",
    THIRD: "var(--third, #4a7f3c)",
}
_WIDTH = 6.4  # inches of 72 units
_MAP_SHAPE = 1.6  # width by height
_STYLE: dict[Any, object] = {
    "svg.hashsalt": "presswatch",  # ids inside the drawing do not depend on the run
    "svg.fonttype": "none",  # text stays text: to be found, read aloud and set in the page's font
    "text.parse_math": False,  # a name may hold dollar signs
    "axes.unicode_minus": False,
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 11,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": FAINT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": FAINT,
    "grid.linewidth": 0.6,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "legend.frameon": False,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
}
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_TAG = re.compile(r"<[^<>]*>")
_OWN_FONT = "font-family: 'DejaVu Sans', sans-serif; "


@dataclass(frozen=True, slots=True)
class MonthCount:
    """Articles published in a month (`YYYY-MM`): originals, and copies of them."""

    month: str
    original_count: int
    copy_count: int


@dataclass(frozen=True, slots=True)
class NameCount:
    """Mentions of a name by layer."""

    name: str
    article_count: int
    comment_count: int
    quoted_count: int


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """Articles that name a place; degrees north and east."""

    name: str
    latitude: float
    longitude: float
    article_count: int


def attention_chart(months: Sequence[MonthCount]) -> str:
    """Bars over months, copies stacked on originals, spaced as the months lie in time."""

    def draw(axes: Axes) -> None:
        at = [_month_number(count.month) for count in months]
        # A bar is a month wide, and more where the months shown span so long that it would vanish.
        width = max(0.8, (max(at) - min(at)) / 90)
        originals = [count.original_count for count in months]
        axes.bar(at, originals, width, color=FIRST, label="Originals")
        axes.bar(at, [c.copy_count for c in months], width, bottom=originals, color=SECOND, label="Copies")
        step = max(1, (max(at) - min(at)) // 5)
        ticks = list(range(max(at), min(at) - 1, -step))
        axes.set_xticks(ticks, [f"{tick // 12:04}-{tick % 12 + 1:02}" for tick in ticks])
        _count_axis(axes, "y")

    return _svg("attention", "Articles published each month, originals and copies", 2.8, draw)


def names_chart(names: Sequence[NameCount]) -> str:
    """Horizontal bars, the first name on top, its mentions stacked by layer."""

    def draw(axes: Axes) -> None:
        rows = list(range(len(names)))
        _stack(axes, rows, [count.article_count for count in names], [0.0] * len(rows), (FIRST, "Articles"))
        left = [float(count.article_count) for count in names]
        _stack(axes, rows, [count.comment_count for count in names], left, (SECOND, "Comments"))
        left = [float(count.article_count + count.comment_count) for count in names]
        _stack(axes, rows, [count.quoted_count for count in names], left, (THIRD, "Quoted documents"))
        axes.set_yticks(rows, [_label(count.name) for count in names])
        axes.set_ylim(len(rows) - 0.4, -0.6)
        _count_axis(axes, "x")

    return _svg("names", "Mentions of the most frequent names by layer", 1.1 + 0.3 * len(names), draw)


def places_chart(places: Sequence[PlaceCount]) -> str:
    """Places by longitude and latitude over a graticule, their area by the number of articles."""

    def draw(axes: Axes) -> None:
        largest = max(1, *(place.article_count for place in places))
        areas = [30 + 370 * place.article_count / largest for place in places]
        east, north = [place.longitude for place in places], [place.latitude for place in places]
        axes.scatter(east, north, s=areas, color=FIRST, alpha=0.65, edgecolors=PAPER, linewidths=0.8, zorder=3)
        _fit_map(axes, east, north)
        _graticule(axes)
        _name_places(axes, places, areas)

    return _svg("places", "Places that articles name, by longitude and latitude", 4.0, draw)


def status_chart(loaded_count: int, duplicate_count: int, rejected_count: int) -> str:
    """One bar: the documents that came in, split by what became of them."""

    def draw(axes: Axes) -> None:
        left = 0
        for count, colour, label in (
            (loaded_count, FIRST, "Loaded"),
            (duplicate_count, SECOND, "Duplicates"),
            (rejected_count, THIRD, "Rejected"),
        ):
            _stack(axes, [0], [count], [float(left)], (colour, f"{label}: {count:,}"))
            left += count
        axes.set_axis_off()
        axes.set_xlim(0, left)

    return _svg("status", "Documents by status", 1.0, draw)


def _stack(axes: Axes, rows: list[int], counts: list[int], left: list[float], series: tuple[str, str]) -> None:
    colour, label = series
    axes.barh(rows, counts, 0.72, left=left, color=colour, edgecolor=PAPER, linewidth=0.5, label=label)


def _legend(figure: Figure, axes: Axes) -> None:
    """Above the drawing, in one line from the left edge: beside long labels there may be little room."""
    handles, labels = axes.get_legend_handles_labels()
    if handles:
        figure.legend(
            handles, labels, loc="outside upper left", ncols=len(handles),
            handlelength=1, handleheight=1, columnspacing=1.4, borderaxespad=0.2,
        )  # fmt: skip


def _count_axis(axes: Axes, which: Literal["x", "y"]) -> None:
    """Whole numbers from 0, with a thousands separator, and lines to read them by."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator  # noqa: PLC0415 - only a drawing imports it

    axis = axes.yaxis if which == "y" else axes.xaxis
    axis.set_major_locator(MaxNLocator(5, integer=True))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.grid(axis=which)


def _fit_map(axes: Axes, east: Sequence[float], north: Sequence[float]) -> None:
    """Show the places with room around them, a degree east as long as it is in the middle of the map."""
    middle_east, middle_north = (min(east) + max(east)) / 2, (min(north) + max(north)) / 2
    shrink = max(0.3, cos(radians(middle_north)))
    half_width, half_height = (max(4.0, 0.6 * (max(degrees) - min(degrees))) for degrees in (east, north))
    half_height = max(half_height, half_width * shrink / _MAP_SHAPE)
    half_width = max(half_width, half_height / shrink * _MAP_SHAPE)
    axes.set_xlim(max(-180, middle_east - half_width), min(180, middle_east + half_width))
    axes.set_ylim(max(-90, middle_north - half_height), min(90, middle_north + half_height))
    axes.set_aspect(1 / shrink, adjustable="box")


def _graticule(axes: Axes) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator  # noqa: PLC0415

    for axis, positive, negative in ((axes.xaxis, "E", "W"), (axes.yaxis, "N", "S")):
        axis.set_major_locator(MaxNLocator(6, steps=[1, 1.5, 3, 6, 10]))
        axis.set_major_formatter(FuncFormatter(_degrees(positive, negative)))
    axes.grid()
    axes.spines[["left", "bottom"]].set_visible(False)


def _degrees(positive: str, negative: str) -> Callable[[float, int], str]:
    return lambda value, _: f"{abs(value):g}°{positive if value > 0 else negative if value < 0 else ''}"


def _name_places(axes: Axes, places: Sequence[PlaceCount], areas: Sequence[float]) -> None:
    """Write names beside the largest places, leaving out those that would run into one already written."""
    width, height = axes.get_xlim()[1] - axes.get_xlim()[0], axes.get_ylim()[1] - axes.get_ylim()[0]
    written: list[PlaceCount] = []
    for place, area in zip(places, areas, strict=True):
        near = (
            other
            for other in written
            if abs(other.latitude - place.latitude) < height / 16
            and abs(other.longitude - place.longitude) < width * _name_share(other, place)
        )
        if len(written) < 8 and next(near, None) is None:
            offset = (sqrt(area) / 2 + 3, 0)
            where = (place.longitude, place.latitude)
            axes.annotate(_label(place.name), where, offset, textcoords="offset points", va="center", fontsize=10)
            written.append(place)


def _name_share(one: PlaceCount, other: PlaceCount) -> float:
    """The share of the map's width that the longer of two names takes, its dot included: a letter takes 1/75 or so."""
    return 0.04 + max(len(_label(one.name)), len(_label(other.name))) / 75


def _month_number(month: str) -> int:
    """Months since the year 0."""
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1


def _label(text: str) -> str:
    """A name as a label: one line, short, nothing that cannot stand in XML or turns the direction of writing."""
    printable = " ".join(_UNPRINTABLE.sub(" ", text).split())
    return printable if len(printable) <= 28 else printable[:27].rstrip() + "…"


def _svg(name: str, title: str, height: float, draw: Callable[[Axes], None]) -> str:
    with _drawing():
        from matplotlib.figure import Figure  # noqa: PLC0415 - not pyplot: no state outlives the drawing

        figure = Figure(figsize=(_WIDTH, height), layout="constrained")
        axes = figure.add_subplot()
        draw(axes)
        _legend(figure, axes)
        written = StringIO()
        nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
        figure.savefig(written, format="svg", transparent=True, metadata=nothing)
    return _fitted(written.getvalue(), name, title)


@contextmanager
def _drawing() -> Iterator[None]:
    import matplotlib as mpl  # noqa: PLC0415 - takes a second

    with mpl.rc_context(), warnings.catch_warnings():
        mpl.rcdefaults()  # a reader's own matplotlibrc must not change the page
        mpl.rcParams.update(_STYLE)
        # Names in scripts that Matplotlib's own font lacks are set by the browser's fonts; only their width is guessed.
        warnings.filterwarnings("ignore", message=".*missing from font")
        yield


def _fitted(svg: str, name: str, title: str) -> str:
    """The bare `svg` element, as wide as its place, with ids of its own and the page's colours and font."""
    body = svg[svg.index("<svg") :]
    opening, content = body[: body.index(">") + 1], body[body.index(">") + 1 :]
    view_box = re.search(r'viewBox="[0-9. -]{1,80}"', opening)
    content = _TAG.sub(lambda tag: _tag_in_page(tag[0], name), content)
    return f'<svg role="img" aria-label="{escape(title)}" {view_box[0] if view_box else ""}>{content}'.rstrip()


def _tag_in_page(tag: str, name: str) -> str:
    """A tag with ids that no other drawing has, and without colours and fonts of its own; text between tags is kept."""
    for mark in (' id="', "url(#", 'href="#'):
        tag = tag.replace(mark, f"{mark}{name}-")
    for colour, variable in _VARIABLES.items():
        tag = tag.replace(colour, variable)
    return tag.replace(_OWN_FONT, "")
