"""Task `geo`: places found in a text, and which place of the world each is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.scoring.measures import Figures, Rates, Row, Rows, inside, mean, overlapping_pairs, share, span_of

PLACE_TYPES = frozenset(("GPE", "LOC", "FAC"))
EARTH_RADIUS = 6371.0088  # km, the mean one
FARTHEST = 20039.0  # km, half of the way around: the error of a place without coordinates
NEAR = 161  # km, 100 miles: the usual bound of geoparsing
PLAIN_KIND = "toponym"


@dataclass(frozen=True, slots=True)
class _Document:
    """The places of one text: gold ones that count, pairs of gold and given ones, how many were given."""

    wanted: list[Row]
    pairs: list[tuple[Row, Row]]
    given_count: int


def score_geo(gold: Rows, given: Rows) -> Figures:
    """Measures after Gritta, Pilehvar and Collier 2020, "A Pragmatic Guide to Geoparsing Evaluation".

    A given place is a mention of a place's type, or any with an id or coordinates. `detect_*`: the spans overlap;
    `detect_exact_f1`: they are equal. `id_accuracy`: the same GeoNames id, of the detected places whose id is known;
    `end_to_end_f1`: detected with the same id, of all. `acc_161km`, `median_km`, `mean_log_error`: distances of the
    detected places. Gold places marked `optional` may be given or not.
    """
    documents = [_document(row, given.get(key)) for key, row in gold.items()]
    wanted = [place for document in documents for place in document.wanted]
    pairs = [pair for document in documents for pair in document.pairs]
    given_count = sum(document.given_count for document in documents)
    detected = Rates.counted(len(pairs), given_count, len(wanted))
    exact = sum(span_of(place) == span_of(said) for place, said in pairs)
    return {
        "gold": len(wanted),
        "given": given_count,
        **detected.named("detect_"),
        "detect_exact_f1": Rates.counted(exact, given_count, len(wanted)).f1,
        **_id_figures(pairs, wanted, given_count),
        **_distance_figures(_distances(pairs)),
        **_country_figures(pairs, wanted),
        **_kind_figures(pairs, wanted),
    }


def _document(gold: Row, row: Row | None) -> _Document:
    said = [mention for mention in (row or {}).get("mentions") or [] if _is_place(mention)]
    found = inside(said, gold["text"])
    pairs = [(gold["toponyms"][i], found[j]) for i, j in overlapping_pairs(gold["toponyms"], found)]
    counting = [(place, one) for place, one in pairs if not place.get("optional")]
    wanted = [place for place in gold["toponyms"] if not place.get("optional")]
    return _Document(wanted, counting, len(said) - (len(pairs) - len(counting)))


def _is_place(mention: Row) -> bool:
    return mention.get("type") in PLACE_TYPES or bool(mention.get("geonames_id")) or mention.get("lat") is not None


def _id_figures(pairs: Sequence[tuple[Row, Row]], wanted: Sequence[Row], given_count: int) -> Figures:
    known_count = sum(bool(place.get("geonames_id")) for place in wanted)
    if not known_count:
        return {}
    known = [(place, said) for place, said in pairs if place.get("geonames_id")]
    right = sum(str(said.get("geonames_id")) == str(place["geonames_id"]) for place, said in known)
    judged_count = given_count - (len(pairs) - len(known))  # one whose gold has no id is neither right nor wrong
    rates = Rates.counted(right, judged_count, known_count)
    return {"id_accuracy": share(right, len(known)), **rates.named("end_to_end_")}


def _distances(pairs: Iterable[tuple[Row, Row]]) -> list[float]:
    return sorted(_distance(place, said) for place, said in pairs if place.get("lat") is not None)


def _distance(place: Row, said: Row) -> float:
    if said.get("lat") is None or said.get("lon") is None:
        return FARTHEST
    return kilometres((place["lat"], place["lon"]), (said["lat"], said["lon"]))


def _distance_figures(distances: Sequence[float]) -> Figures:
    logs = (math.log1p(distance) / math.log1p(FARTHEST) for distance in distances)
    return {
        "acc_161km": mean(float(distance <= NEAR) for distance in distances),
        "median_km": distances[len(distances) // 2] if distances else FARTHEST,
        "mean_log_error": mean(logs) if distances else 1.0,
        "with_coordinates": len(distances),
    }


def _country_figures(pairs: Sequence[tuple[Row, Row]], wanted: Sequence[Row]) -> Figures:
    if not any(place.get("country") for place in wanted):
        return {}
    known = [(place, said) for place, said in pairs if place.get("country")]
    right = sum(said.get("country") == place["country"] for place, said in known)
    return {"country_accuracy": share(right, len(known)), "with_country": len(known)}


def _kind_figures(pairs: Sequence[tuple[Row, Row]], wanted: Sequence[Row]) -> Figures:
    """Recall by kind of place, where the gold tells kinds apart."""
    counts = Counter(map(_kind, wanted))
    if len(counts) < 2:
        return {}
    found = Counter(_kind(place) for place, _ in pairs)
    figures: Figures = {}
    for kind, count in sorted(counts.items()):
        figures |= {f"recall_{kind}_gold": count, f"recall_{kind}_found": share(found[kind], count)}
    return figures


def _kind(place: Row) -> str:
    return place.get("kind") or PLAIN_KIND


def kilometres(first: tuple[float, float], second: tuple[float, float]) -> float:
    """The distance of two places given as latitude and longitude, along the great circle."""
    (north, east), (other_north, other_east) = (tuple(map(math.radians, place)) for place in (first, second))
    between = math.sin((other_north - north) / 2) ** 2
    between += math.cos(north) * math.cos(other_north) * math.sin((other_east - east) / 2) ** 2
    return 2 * EARTH_RADIUS * math.asin(min(1.0, math.sqrt(between)))
