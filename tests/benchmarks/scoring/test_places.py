import math

import pytest

from benchmarks.scoring.places import kilometres, score_geo

TEXT = "Paris, Texas and Rome"
PARIS = {"start": 0, "end": 5, "geonames_id": 4717560, "lat": 33.66, "lon": -95.56, "country": "US"}
ROME = {"start": 17, "end": 21, "geonames_id": 3169070, "lat": 41.89, "lon": 12.48, "country": "IT"}
GOLD = {"1": {"text": TEXT, "toponyms": [PARIS, ROME]}}


def mentions(*places: dict[str, object]) -> dict[str, dict[str, object]]:
    return {"1": {"mentions": [{"type": "GPE", **place} for place in places]}}


def test_gold_given_back_scores_1():
    figures = score_geo(GOLD, mentions(PARIS, ROME))
    names = ("detect_f1", "detect_exact_f1", "id_accuracy", "end_to_end_f1", "acc_161km", "country_accuracy")
    assert [figures[name] for name in names] == [1.0] * len(names)
    assert (figures["median_km"], figures["mean_log_error"], figures["with_coordinates"]) == (0.0, 0.0, 2)


def test_nothing_scores_0_and_lies_on_the_other_side_of_the_earth():
    figures = score_geo(GOLD, {})
    assert (figures["detect_f1"], figures["end_to_end_f1"], figures["acc_161km"]) == (0, 0, 0)
    assert (figures["median_km"], figures["mean_log_error"]) == (20039.0, 1.0)


def test_half_of_the_places_with_another_place_of_that_name():
    figures = score_geo(GOLD, mentions({**PARIS, "geonames_id": 2988507, "lat": 48.85, "lon": 2.35, "country": "FR"}))
    assert (figures["detect_precision"], figures["detect_recall"]) == (1.0, 0.5)
    assert (figures["id_accuracy"], figures["end_to_end_f1"], figures["country_accuracy"]) == (0, 0, 0)
    assert figures["acc_161km"] == 0
    assert figures["median_km"] == pytest.approx(7700, abs=100)


def test_a_place_without_coordinates_is_as_far_as_can_be():
    figures = score_geo(GOLD, mentions({**PARIS, "lon": None}, ROME))
    assert (figures["median_km"], figures["acc_161km"]) == (20039.0, 0.5)
    assert figures["mean_log_error"] == 0.5


def test_spans_that_overlap_are_detected_and_only_equal_ones_exact():
    figures = score_geo(GOLD, mentions({**PARIS, "end": 12}, ROME))
    assert (figures["detect_f1"], figures["detect_exact_f1"]) == (1.0, 0.5)


def test_a_mention_is_a_place_by_its_type_its_id_or_its_coordinates():
    organisation = {"start": 0, "end": 5, "type": "ORG"}
    for more, count in (({}, 0), ({"geonames_id": 1}, 1), ({"lat": 0.0, "lon": 0.0}, 1), ({"type": "LOC"}, 1)):
        assert score_geo(GOLD, mentions({**organisation, **more}))["given"] == count


def test_optional_places_may_be_given_or_not():
    gold = {"1": {"text": TEXT, "toponyms": [{**PARIS, "optional": True}, ROME]}}
    for rows in (mentions(ROME), mentions(PARIS, ROME)):
        figures = score_geo(gold, rows)
        assert (figures["gold"], figures["given"], figures["end_to_end_f1"]) == (1, 1, 1.0)


def test_a_detected_place_whose_gold_has_no_id_is_neither_right_nor_wrong():
    gold = {"1": {"text": TEXT, "toponyms": [{**PARIS, "geonames_id": None}, ROME]}}
    figures = score_geo(gold, mentions({**PARIS, "geonames_id": 7}, ROME))
    assert (figures["end_to_end_precision"], figures["id_accuracy"]) == (1.0, 1.0)


def test_a_set_without_ids_and_countries_has_no_figures_of_them():
    gold = {"1": {"text": TEXT, "toponyms": [{"start": 0, "end": 5, "lat": 33.66, "lon": -95.56}]}}
    figures = score_geo(gold, mentions(PARIS))
    assert "end_to_end_f1" not in figures
    assert "country_accuracy" not in figures
    assert figures["acc_161km"] == 1.0


def test_recall_by_kind_where_the_gold_tells_kinds_apart():
    gold = {"1": {"text": TEXT, "toponyms": [{**PARIS, "kind": "town"}, ROME]}}
    figures = score_geo(gold, mentions(ROME))
    assert (figures["recall_town_found"], figures["recall_toponym_found"], figures["recall_town_gold"]) == (0, 1, 1)
    assert "recall_toponym_found" not in score_geo(GOLD, {})


def test_the_bound_is_161_kilometres():
    """A degree of latitude is 111.195 km."""
    near, far = (161 / 111.195 - 0.001, 161 / 111.195 + 0.001)
    for shift, share in ((near, 1.0), (far, 0.0)):
        rows = mentions({**PARIS, "lat": PARIS["lat"] + shift})
        assert score_geo({"1": {"text": TEXT, "toponyms": [PARIS]}}, rows)["acc_161km"] == share


def test_distances_along_the_great_circle():
    assert kilometres((52.52, 13.405), (48.8566, 2.3522)) == pytest.approx(878, abs=2)
    assert kilometres((0.0, 0.0), (0.0, 180.0)) == pytest.approx(math.pi * 6371.0088)
    assert kilometres((10.0, 20.0), (10.0, 20.0)) == 0.0
