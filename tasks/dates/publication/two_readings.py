"""Dates such as 04/03/2024 on a page whose language leaves their order open: what else tells day from month.

What belongs here: reading the stamps of a page both ways, and deciding by its other numbers, dates and address. What
does not: the order that a page's language implies (stamps.py), a weekday beside the date (stamp/printed.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from tasks.dates.publication.bounds import Limits
from tasks.dates.publication.machine_stamps import machine_stamps, stated_addresses
from tasks.dates.publication.stamps import Reader, Stamp, names, order_in
from tasks.dates.publication.visible_stamps import page_texts, text_stamps, visible_stamps
from tasks.dates.stamp.order import shown_order
from tasks.records import Precision

_ORDERS = ("DMY", "MDY")


def open_stamps(
    tree: HtmlElement, url: str | None, reader: Reader, found: Sequence[Stamp], limits: Limits
) -> list[Stamp]:
    """The stamps that can be read in two ways: in the order that the page tells, else both readings, marked as open."""
    if reader.order is not None:
        return []
    day_first, month_first = (_read(tree, url, replace(reader, order=order)) for order in _ORDERS)
    only = {
        "DMY": [stamp for stamp in day_first if stamp not in month_first],
        "MDY": [stamp for stamp in month_first if stamp not in day_first],
    }
    if not any(only.values()):
        return []
    order = _told_order(tree, url, only, found, limits)
    if order is not None:
        return day_first if order == "DMY" else month_first
    return [replace(stamp, is_open=True) for order in _ORDERS for stamp in only[order]]


def _read(tree: HtmlElement, url: str | None, reader: Reader) -> list[Stamp]:
    return [*machine_stamps(tree, url, reader), *visible_stamps(tree, reader), *text_stamps(tree, reader)]


def _told_order(
    tree: HtmlElement,
    url: str | None,
    readings: dict[str, list[Stamp]],
    found: Sequence[Stamp],
    limits: Limits,
) -> str | None:
    """By another number of the page, by what is possible, by another date of the page, by its region or its address."""
    shown = shown_order(page_texts(tree), are_stamps=False)
    if shown is not None:
        return shown
    for holds in (lambda stamp: limits.refusal(stamp) is None, lambda stamp: _is_seconded(stamp, found)):
        orders = [order for order in _ORDERS if any(map(holds, readings[order]))]
        if len(orders) == 1:
            return orders[0]
    regions = (meta.get("content") for meta in tree.iter("meta") if meta.get("property") == "og:locale")
    told = (*map(order_in, regions), *map(_order_of_address, (url, *stated_addresses(tree))))
    return next(filter(None, told), None)


def _is_seconded(stamp: Stamp, found: Sequence[Stamp]) -> bool:
    """Does another date of the page, such as a month in its address, lie in the month of this one?"""
    month = stamp.moment.local.year, stamp.moment.local.month
    others = (other.moment for other in found if other.moment.precision is not Precision.YEAR)
    return any((other.local.year, other.local.month) == month for other in others)


def _order_of_address(address: str | None) -> str | None:
    """The order of the country in which a site's name ends; names that no country's writers own tell nothing."""
    try:
        ending = (urlsplit(address or "").hostname or "").rpartition(".")[2]
    except ValueError:
        return None
    told = names()["orders"].get(ending, "DMY" if len(ending) == 2 else None)
    return told if told in _ORDERS else None
