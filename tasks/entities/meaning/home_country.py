"""Where a publisher sits, as far as its address says.

What belongs here: the country of a site. What does not: what follows from it for a place (resolve_places.py).
"""

from __future__ import annotations

from tasks.entities.lexicon.tables import countries, words


def home_country(site: str | None) -> str | None:
    """The country (ISO 3166-1 alpha-2) whose top-level domain a site has; None for one that is sold to all."""
    ending = (site or "").rstrip(".").rpartition(".")[2].upper()
    if ending == "UK":
        return "GB"
    return ending if ending in countries() and ending.lower() not in words()["worldwide_domains"] else None
