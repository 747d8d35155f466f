"""What is decided of a batch's documents: originals, clusters, stories, whatever the order of files and rows."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.copies.compare import Comparison, DuplicateRules, compare
from tasks.copies.decision import Decision
from tasks.copies.fingerprints import fingerprint
from tasks.copies.groups import Merge
from tasks.records import Status
from tasks.text.compared_words import words
from warehouse.copies import decide as neighbours
from warehouse.copies.decide import Decisions, decide
from warehouse.copies.group_changes import CurrentGroups
from warehouse.schema.finding_tables import FINGERPRINTS

START = datetime(2021, 7, 1)
DECIDED = ("cluster_id", "original_id", "story_id")
RULES = DuplicateRules()


def prose(seed: int, word_count: int = 120) -> str:
    """Sentences of made-up words: the same for the same seed, and nothing like those of another."""
    generator = random.Random(seed)
    made_up = ["".join(generator.choices("abcdefghijklmnoprstuvw", k=7)) for _ in range(word_count)]
    return ". ".join(" ".join(made_up[start : start + 10]).capitalize() for start in range(0, word_count, 10)) + "."


def edited(text: str, seed: int = 0) -> str:
    """The text with every twelfth word changed."""
    return " ".join(f"edit{seed}" if n % 12 == 11 else word for n, word in enumerate(text.split()))


@dataclass
class Press:
    """Documents, their bodies, and fingerprint files of them."""

    folder: Path
    bodies: dict[str, str] = field(default_factory=dict)
    rows: dict[str, dict[str, object]] = field(default_factory=dict)
    largest_read: int = 0

    def add(
        self, doc_id: str, body: str, day: float = 0, page: str | None = None, *,
        is_dated: bool = True, seen_day: float | None = None,
    ) -> None:  # fmt: skip
        found = fingerprint(body, f"{doc_id}\n{body}" if page is None else page)
        self.bodies[doc_id] = body
        self.rows[doc_id] = {
            "doc_id": doc_id, "text_hash": found.text_hash, "page_hash": found.page_hash,
            "shingle_count": found.shingle_count, "bands": list(found.bands), "terms": list(found.terms),
            "order_at": START + timedelta(days=day), "is_dated": is_dated,
            "seen_at": START + timedelta(days=day if seen_day is None else seen_day),
            "published_precision": "second",
        }  # fmt: skip

    def file(self, name: str, doc_ids: Sequence[str], decided: Mapping[str, Decision] | None = None) -> Path:
        rows = [dict(self.rows[doc_id]) for doc_id in doc_ids]
        schema = FINGERPRINTS.schema
        if decided is None:
            schema = pa.schema([column for column in schema if column.name not in DECIDED])
        for row in rows if decided is not None else ():
            decision = decided[str(row["doc_id"])]
            row["cluster_id"] = decision.cluster_id
            row["original_id"] = decision.duplicate_of or row["doc_id"]
            row["story_id"] = decision.story_id
        path = self.folder / f"{name}.parquet"
        pq.write_table(pa.Table.from_pylist(rows, schema), path)
        return path

    def read(self, doc_ids: Collection[str]) -> dict[str, str]:
        self.largest_read = max(self.largest_read, len(doc_ids))
        return {doc_id: self.bodies[doc_id] for doc_id in doc_ids}

    def decide(self, doc_ids: Sequence[str], archive: Sequence[Path] = (), rules: DuplicateRules = RULES) -> Decisions:
        return decide([self.file("batch", doc_ids)], archive, self.read, rules)

    def archive(self, doc_ids: Sequence[str]) -> list[Path]:
        return [self.file("archive", doc_ids, self.decide(doc_ids).by_doc)]


@pytest.fixture
def press(tmp_path: Path) -> Press:
    return Press(tmp_path)


def test_the_oldest_document_is_the_original_and_names_the_cluster(press: Press) -> None:
    press.add("a", edited(prose(1)), day=2)
    press.add("b", prose(1), day=1)
    press.add("c", prose(2), day=0)
    decisions = press.decide(["a", "b", "c"])
    assert decisions.by_doc["b"] == Decision(Status.LOADED, None, "b", is_original=True, story_id="b")
    copy = decisions.by_doc["a"]
    assert (copy.status, copy.duplicate_of, copy.cluster_id, copy.level) == (Status.DUPLICATE, "b", "b", "near")
    assert not copy.is_original
    assert decisions.by_doc["c"].cluster_id == "c"
    assert [(pair.doc_id, pair.original_id, pair.level) for pair in decisions.pairs] == [("a", "b", "near")]


def test_evidence_of_a_near_copy_points_at_equal_words_of_both_bodies(press: Press) -> None:
    press.add("a", prose(1))
    press.add("b", edited(prose(1)), day=1)
    [pair] = press.decide(["a", "b"]).pairs
    assert 0.6 < pair.score < 1.0
    assert pair.evidence
    for span in pair.evidence:
        copied = press.bodies["b"][span.start : span.end]
        assert words(copied) == words(press.bodies["a"][span.original_start : span.original_end])


def test_of_documents_of_one_time_the_one_with_the_lower_id_comes_first(press: Press) -> None:
    for doc_id in "cab":
        press.add(doc_id, prose(1))
    assert {d.cluster_id for d in press.decide(["c", "a", "b"]).by_doc.values()} == {"a"}


def test_an_older_document_that_comes_later_stands_for_the_group_which_keeps_its_id(press: Press) -> None:
    press.add("archived", prose(1), day=9)
    press.add("new", edited(prose(1)), day=1)
    press.add("same", prose(1), day=2)
    decisions = press.decide(["new", "same"], press.archive(["archived"]))
    assert {d.cluster_id for d in decisions.by_doc.values()} == {"archived"}
    assert {doc_id: d.duplicate_of for doc_id, d in decisions.by_doc.items()} == {"new": None, "same": "new"}
    [change] = decisions.changes.new_originals
    assert (change.cluster_id, change.original.doc_id, change.previous.doc_id) == ("archived", "new", "archived")
    [(pair, order_at)] = decisions.archived_pairs
    assert (pair.doc_id, pair.original_id, pair.reason) == ("archived", "new", "earlier_publication")
    assert order_at == START + timedelta(days=9)


def test_a_document_that_shows_two_groups_to_be_one_ends_the_younger(press: Press) -> None:
    full = prose(1, 240)
    sentences = full.split(". ")
    press.add("head", ". ".join(sentences[:14]), day=1)
    press.add("rest", ". ".join(sentences[9:]), day=2)
    press.add("full", full, day=3)
    archive = press.archive(["head", "rest"])
    decisions = press.decide(["full"], archive)
    assert decisions.by_doc["full"].cluster_id == "head"
    assert decisions.changes.merges == (Merge("rest", "head"),)
    groups_now = CurrentGroups({"rest": "head"}, {"head": "head"}, 2)
    press.add("copy of rest", press.bodies["rest"], day=4)
    later = decide([press.file("batch", ["copy of rest"])], archive, press.read, RULES, groups_now)
    assert later.by_doc["copy of rest"].cluster_id == "head"
    assert later.by_doc["copy of rest"].duplicate_of == "head"
    assert [(pair.original_id, pair.level) for pair in later.pairs] == [("rest", "exact")]


def test_a_copy_of_an_archived_copy_joins_its_original(press: Press) -> None:
    press.add("original", prose(1))
    press.add("copy", edited(prose(1), 1), day=1)
    press.add("copy of the copy", edited(prose(1), 1), day=2)
    archive = press.archive(["original", "copy"])
    found = press.decide(["copy of the copy"], archive).by_doc["copy of the copy"]
    assert (found.duplicate_of, found.cluster_id) == ("original", "original")


def test_a_copy_of_a_new_near_copy_joins_the_original_of_both(press: Press) -> None:
    press.add("a", prose(1))
    press.add("b", edited(prose(1)), day=1)
    press.add("c", edited(prose(1)).replace(".", " …"), day=2)
    decisions = press.decide(["a", "b", "c"])
    assert decisions.by_doc["c"].duplicate_of == "a"
    for span in decisions.pairs[1].evidence:
        copied = press.bodies["c"][span.start : span.end]
        assert words(copied) == words(press.bodies["a"][span.original_start : span.original_end])


def test_texts_without_words_never_match(press: Press) -> None:
    for doc_id in "abc":
        press.add(doc_id, "", page="the very same page")
    press.add("archived", "")
    decisions = press.decide(["a", "b", "c"], press.archive(["archived"]))
    assert {d.status for d in decisions.by_doc.values()} == {Status.LOADED}
    assert {d.same_page_as for d in decisions.by_doc.values()} == {None}


def test_short_texts_match_exactly_or_not_at_all(press: Press) -> None:
    press.add("a", "The bridge is closed until noon.")
    press.add("b", "The bridge is closed until noon!", day=1)
    press.add("c", "The bridge is closed until one.", day=1)
    decisions = press.decide(["a", "b", "c"])
    assert [pair.doc_id for pair in decisions.pairs] == ["b"]


def test_nothing_before_the_look_back_window_is_looked_at(press: Press) -> None:
    press.add("old", prose(1), day=0)
    press.add("same", prose(1), day=40)
    press.add("near", edited(prose(1)), day=40)
    rules = DuplicateRules(look_back_days=30)
    archive = press.archive(["old"])
    assert press.decide(["same", "near"], archive).by_doc["near"].duplicate_of == "old"
    within = press.decide(["same", "near"], archive, rules).by_doc
    assert within["near"].duplicate_of is None
    assert within["same"].duplicate_of == "near"
    assert press.decide(["old", "same"], (), rules).pairs == ()


def test_a_duplicate_with_the_very_same_page_names_a_document_that_has_it(press: Press) -> None:
    press.add("archived", prose(1), page="page one")
    press.add("same page", prose(1), day=1, page="page one")
    press.add("other page", prose(1), day=1, page="page two")
    press.add("other page again", prose(1), day=2, page="page two")
    by_doc = press.decide(["same page", "other page", "other page again"], press.archive(["archived"])).by_doc
    assert by_doc["same page"].same_page_as == "archived"
    assert by_doc["other page"].same_page_as is None
    assert by_doc["other page again"].same_page_as == "other page"


@pytest.mark.parametrize(("late", "day"), [("0 lower id", 20), ("0 month before", -5)])
def test_of_documents_with_one_page_the_first_by_month_and_id_is_searched_though_it_comes_late(
    press: Press, late: str, day: int
) -> None:
    press.add("b", prose(1), day=9, page="page one")
    press.add("original", prose(1), day=-60, page="page two")
    press.add(late, prose(1), day=day, page="page one")
    press.add("c", prose(1), day=21, page="page one")
    by_doc = press.decide([late, "c"], press.archive(["original", "b"])).by_doc
    assert by_doc[late].duplicate_of == "original"
    assert by_doc[late].same_page_as is None
    assert by_doc["c"].same_page_as in {"b", late}


def test_a_document_is_no_copy_of_its_own_archived_self(press: Press) -> None:
    press.add("a", prose(1))
    assert press.decide(["a"], press.archive(["a"])).by_doc["a"].status is Status.LOADED


def test_articles_on_one_event_share_a_story_inside_its_window_only(press: Press) -> None:
    event = "Corona cinema Westby Falk flames arson firefighters projector balcony owner witnesses insurance"
    for doc_id, day in (("a", 0), ("b", 3), ("c", 400)):
        press.add(doc_id, f"{event} {prose(int(day) + 5, 20)}", day=day)
    press.add("copy of b", press.bodies["b"], day=4)
    press.add("other", prose(9), day=3)
    by_doc = press.decide(["b", "c", "copy of b", "other"], press.archive(["a"])).by_doc
    assert {doc_id: d.story_id for doc_id, d in by_doc.items()} == {
        "b": "a", "c": "c", "copy of b": "a", "other": "other",
    }  # fmt: skip
    assert by_doc["b"].story_score is not None
    assert 0.2 <= by_doc["b"].story_score <= 1.0
    assert by_doc["c"].story_score is None


def test_an_undated_article_meets_whatever_was_seen_at_about_the_same_time(press: Press) -> None:
    event = "Corona cinema Westby Falk flames arson firefighters projector balcony owner witnesses insurance"
    press.add("dated", f"{event} {prose(1, 20)}", day=-3000, seen_day=0)
    press.add("undated", f"{event} {prose(2, 20)}", day=2, is_dated=False)
    press.add("undated, archived", f"{event} {prose(3, 20)}", day=1, is_dated=False)
    press.add("undated, seen much later", f"{event} {prose(4, 20)}", day=50, is_dated=False)
    by_doc = press.decide(["undated", "undated, seen much later"], press.archive(["dated", "undated, archived"])).by_doc
    assert by_doc["undated"].story_id == "dated"
    assert by_doc["undated, seen much later"].story_id == "undated, seen much later"


def test_a_dated_article_meets_undated_ones_of_the_archive(press: Press) -> None:
    event = "Corona cinema Westby Falk flames arson firefighters projector balcony owner witnesses insurance"
    press.add("undated", f"{event} {prose(2, 20)}", day=1, is_dated=False)
    press.add("dated", f"{event} {prose(1, 20)}", day=-3000, seen_day=3)
    by_doc = press.decide(["dated"], press.archive(["undated"])).by_doc
    assert by_doc["dated"].story_id == "undated"


def test_thousands_of_copies_of_one_page_cost_no_comparison_and_little_reading(press: Press) -> None:
    for number in range(2_000):
        press.add(f"{number:05}", prose(1), day=number / 1000, page="page")
    decisions = press.decide(list(press.rows))
    assert len(decisions.pairs) == 1_999
    assert {d.cluster_id for d in decisions.by_doc.values()} == {"00000"}
    assert press.largest_read == 0


def test_thousands_of_filled_in_forms_are_compared_with_a_few_each(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neighbours, "_TEXT_CHUNK_SIZE", 32)
    form = "Road {0}: the lane to {1} is closed for {2} days from {3}; drivers go by {4} for {5} km and pay {6} there."
    numbers = random.Random(3)
    for number in range(2_000):
        press.add(
            f"{number:05}", form.format(*(numbers.randrange(10**6) for _ in range(7))) + " Please drive with care."
        )
    decisions = press.decide(list(press.rows))
    assert decisions.pairs == ()
    assert press.largest_read <= 32 * (1 + neighbours.REFUSED_COUNT)


def test_a_batch_without_documents_has_no_decisions(press: Press) -> None:
    assert press.decide([]) == Decisions({}, ())
    assert decide([], [], press.read, RULES) == Decisions({}, ())


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(12)), st.integers(1, 11))
def test_neither_the_order_of_files_nor_of_rows_makes_a_difference(
    tmp_path: Path, order: Sequence[int], cut: int
) -> None:
    press = Press(tmp_path)
    for number in range(4):
        press.add(f"original {number}", prose(number), day=number)
        press.add(f"copy {number}", prose(number), day=5 - number)
        press.add(f"edited {number}", edited(prose(number)), day=3)
    doc_ids = sorted(press.rows)
    expected = press.decide(doc_ids)
    assert len({decision.cluster_id for decision in expected.by_doc.values()}) == 4
    shuffled = [doc_ids[index] for index in order]
    files = [press.file("one", shuffled[cut:]), press.file("two", shuffled[:cut])]
    assert decide(files, (), press.read, RULES) == expected


def test_a_copy_of_a_fuller_copy_joins_the_short_original_of_that(press: Press) -> None:
    full = prose(1)
    short = ". ".join(full.split(". ")[:5])
    late = " ".join(f"late{n}" if n % 6 == 5 and n < 50 else word for n, word in enumerate(full.split()))
    for day, (doc_id, body) in enumerate((("short", short), ("full", full), ("late", late))):
        press.add(doc_id, body, day=day)
    assert press.decide(["short", "late"]).pairs == ()
    assert {d.cluster_id for d in press.decide(["short", "full", "late"]).by_doc.values()} == {"short"}
    press.add("later", full, day=9)
    assert {d.cluster_id for d in press.decide(["short", "late", "later"]).by_doc.values()} == {"short"}
    archive = press.archive(["short", "full"])
    assert press.decide(["late"], archive).by_doc["late"].duplicate_of == "short"


@pytest.mark.parametrize(("first", "count"), [(0x4E00, 3_000), (0x0E01, 46)])
def test_texts_in_scripts_without_spaces_are_compared_by_their_characters(press: Press, first: int, count: int) -> None:
    def text(seed: int) -> str:
        return "".join(chr(first + random.Random(seed * 1000 + n).randrange(count)) for n in range(160))

    press.add("a", text(1))
    press.add("excerpt", text(1)[:100], day=1)
    press.add("edited", text(1)[:60] + text(2)[:6] + text(1)[66:], day=2)
    press.add("other", text(3), day=3)
    by_doc = press.decide(list(press.rows)).by_doc
    assert {doc_id: d.cluster_id for doc_id, d in by_doc.items()} == {
        "a": "a", "excerpt": "a", "edited": "a", "other": "other",
    }  # fmt: skip


def test_texts_that_share_keys_with_all_others_are_compared_with_a_bounded_number_of_them(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0

    def counted(*bodies: str) -> Comparison:
        nonlocal compared
        compared += 1
        return compare(*bodies)

    monkeypatch.setattr(neighbours, "compare", counted)
    common = prose(0, 60)
    for number in range(300):
        press.add(f"{number:03}", f"{common} {prose(number + 1, 90)}")
    decisions = press.decide(list(press.rows))
    assert decisions.pairs == ()
    assert 300 < compared <= 300 * neighbours.REFUSED_COUNT


def test_many_edited_copies_of_one_text_are_compared_once_or_twice_each(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0

    def counted(*bodies: str) -> Comparison:
        nonlocal compared
        compared += 1
        return compare(*bodies)

    monkeypatch.setattr(neighbours, "compare", counted)
    text = prose(0).split()
    for number in range(200):
        places = {number % 100, (number * 7 + 3) % 100}
        made_up = f"edit{chr(97 + number // 26)}{chr(97 + number % 26)}"
        press.add(f"{number:03}", " ".join(made_up if n in places else word for n, word in enumerate(text)))
    decisions = press.decide(list(press.rows))
    assert {d.cluster_id for d in decisions.by_doc.values()} == {"000"}
    assert len(decisions.pairs) == 199
    assert compared < 2 * 200


def test_versions_at_one_address_are_updates_though_much_of_them_changed(press: Press) -> None:
    first = prose(1).split()
    press.add("first", " ".join(first))
    press.add("later", " ".join([*first[:60], *prose(2, 90).split()]), day=0.1)
    press.add("elsewhere", " ".join([*first[:60], *prose(3, 90).split()]), day=0.2)
    for doc_id, url in (("first", "https://a.example/1"), ("later", "https://a.example/1")):
        press.rows[doc_id] |= {"url": url, "version_at": press.rows[doc_id]["order_at"]}
    decisions = press.decide(list(press.rows))
    [pair] = decisions.pairs
    assert (pair.doc_id, pair.original_id) == ("later", "first")
    assert (pair.level, pair.relation, pair.reason) == ("update", "update", "earlier_version")
    archive = press.archive(["first"])
    assert press.decide(["later"], archive).by_doc["later"].cluster_id == "first"


def test_a_copy_of_an_archived_document_takes_its_story_and_the_score_of_its_pair(press: Press) -> None:
    press.add("archived", prose(1))
    press.add("copy", edited(prose(1)), day=1)
    known = Decision(Status.LOADED, None, "group", is_original=True, story_id="the story")
    decisions = press.decide(["copy"], [press.file("archive", ["archived"], {"archived": known})])
    found = decisions.by_doc["copy"]
    assert (found.cluster_id, found.story_id) == ("group", "the story")
    assert found.story_score == decisions.pairs[0].score < 1


@pytest.mark.parametrize(("day", "is_copy"), [(30, True), (30 + 1 / 86_400, False)])
def test_the_look_back_window_is_counted_to_the_second(press: Press, day: float, is_copy: bool) -> None:
    press.add("a", prose(1))
    press.add("b", edited(prose(1)), day=day)
    decisions = press.decide(["a", "b"], (), DuplicateRules(look_back_days=30))
    assert (decisions.by_doc["b"].duplicate_of == "a") is is_copy


def test_the_time_between_two_texts_is_that_between_their_nearest_documents(press: Press) -> None:
    press.add("a", prose(1))
    press.add("a again", prose(1), day=29)
    press.add("b", edited(prose(1)), day=40)
    by_doc = press.decide(["a", "a again", "b"], (), DuplicateRules(look_back_days=30)).by_doc
    assert by_doc["b"].cluster_id == "a"


def test_a_text_that_the_archive_has_is_compared_again_where_it_is_a_version_of_an_address(press: Press) -> None:
    first = prose(1).split()
    later = " ".join([*first[:60], *prose(2, 90).split()])
    press.add("first", " ".join(first))
    press.add("elsewhere", later, day=0.1)
    press.add("later", later, day=0.2)
    for doc_id in ("first", "later"):
        press.rows[doc_id] |= {"url": "https://a.example/1", "version_at": press.rows[doc_id]["order_at"]}
    decisions = press.decide(["later"], press.archive(["first", "elsewhere"]))
    assert decisions.by_doc["later"].cluster_id == "first"
    assert decisions.changes.merges == (Merge("elsewhere", "first"),)
