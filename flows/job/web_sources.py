"""Sources of the configuration: whether each is stated well, what it is called, and those on the web as records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from flows.job.blocks import Source
from tasks.sources.addresses import SCHEMES, name_for, page_address
from warehouse.errors import BadConfiguration
from warehouse.fetching.listings import FEED, SITEMAP
from warehouse.fetching.source_run import WebSource

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,59}")


def check_sources(sources: Sequence[Source], place: str) -> None:
    """Raise BadConfiguration where a source is not stated well; the sentence holds no address, nor its secrets."""
    for source in sources:
        given = [name for name in ("path", FEED, SITEMAP) if getattr(source, name)]
        if len(given) != 1:
            what = "has no path, feed or sitemap" if not given else f"has {' and '.join(given)}; give it one of them"
            raise BadConfiguration(f"{place}: a [[source]] {what}.")
        if source.address and page_address(source.address, "") is None:
            raise BadConfiguration(f"{place}: a {given[0]} is no address that begins with {' or '.join(SCHEMES)}.")
        if source.name and _NAME.fullmatch(source.name) is None:
            raise BadConfiguration(
                f"{place}: the name {source.name!r} has other characters than letters, digits and dashes, or over 60."
            )
        if not _is_zone(source.time_zone):
            raise BadConfiguration(f"{place}: the time_zone {source.time_zone!r} is not known; say Europe/Berlin.")
    doubled = [name for name, count in Counter(source.name for source in sources if source.name).items() if count > 1]
    if doubled:
        raise BadConfiguration(f"{place}: two [[source]] blocks have the name {doubled[0]!r}.")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not known, no name of a zone, a folder of zones
        return False
    return True


def source_names(sources: Sequence[Source]) -> list[str]:
    """What the sources are called, in their order; names that are made are told apart by a number."""
    taken = {source.name for source in sources if source.name}
    names = []
    for source in sources:
        made = source.name or name_for(source.address or f"//{source.path.replace('/', ' ')}")
        number = 2
        while not source.name and made in taken:
            made = f"{made.rpartition('-')[0] if number > 2 else made}-{number}"
            number += 1
        taken.add(made)
        names.append(made)
    return names


def web_sources(sources: Sequence[Source]) -> list[WebSource]:
    """The feeds and sitemaps among the sources."""
    return [
        WebSource(
            name=name,
            url=source.address,
            kind=FEED if source.feed else SITEMAP,
            every=timedelta(minutes=source.every_minutes),
            language=source.language,
            hosts=source.redirect_hosts,
            page_ceiling=source.pages_per_run,
        )
        for name, source in zip(source_names(sources), sources, strict=True)
        if source.address
    ]
