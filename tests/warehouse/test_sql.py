"""Every view and report, on an empty warehouse and on a small made-up one whose answers are known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

import duckdb
import pytest

from tests.warehouse.made_up_warehouse import AUGUST, JULY, OPENING, asked, day, documents, findings, of, opened
from warehouse.ask.checks import all_checks
from warehouse.ask.queries import Query, read_queries
from warehouse.report.page import build_report

VIEWS = {query.name: query for query in read_queries("views")}
REPORTS = {query.name: query for query in read_queries("reports")}
CHECKS = {query.name: query for query in all_checks()}


@pytest.fixture(scope="module")
def empty() -> Iterator[duckdb.DuckDBPyConnection]:
    with opened({}) as connection:
        yield connection


@pytest.fixture(scope="module")
def filled() -> Iterator[duckdb.DuckDBPyConnection]:
    with opened(documents() | findings()) as connection:
        yield connection


@pytest.fixture
def changing(filled: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """The made-up warehouse, to be changed by one test."""
    filled.begin()
    yield filled
    filled.rollback()


class TestEveryQuery:
    @pytest.mark.parametrize("query", [*VIEWS.values(), *REPORTS.values()], ids=lambda query: query.name)
    def test_says_what_it_answers(self, query: Query) -> None:
        assert "?" in query.purpose
        assert all(line.strip() for line in query.sql.splitlines()), "no blank lines: one query a file"

    @pytest.mark.parametrize("report", REPORTS.values(), ids=lambda query: query.name)
    def test_a_report_has_a_title_and_shows_20_rows_at_most(self, report: Query) -> None:
        title, colon, question = report.purpose.partition(": ")
        assert title and colon and question.endswith("?")
        assert re.search(r"\bLIMIT 20\b", report.sql)

    @pytest.mark.parametrize("check", CHECKS.values(), ids=lambda query: query.name)
    def test_a_check_says_what_must_hold(self, check: Query) -> None:
        assert check.purpose.endswith(".")

    def test_a_query_that_does_not_say_what_it_is_for_is_refused(self) -> None:
        with pytest.raises(ValueError, match="first line"):
            Query.of("nameless", "SELECT 1")

    def test_check_names_are_unique(self) -> None:
        assert len(CHECKS) == len(all_checks())


class TestEmptyWarehouse:
    @pytest.mark.parametrize("view", sorted(VIEWS.keys() - {"ledger"}))
    def test_every_view_runs_and_has_no_row(self, empty: duckdb.DuckDBPyConnection, view: str) -> None:
        assert empty.execute(f"FROM {view}").fetchall() == []

    def test_the_ledger_has_its_total_all_the_same(self, empty: duckdb.DuckDBPyConnection) -> None:
        assert empty.execute("FROM ledger").fetchall() == [("total", None, 0, 0, 0, 0, 0)]

    @pytest.mark.parametrize("query", [*REPORTS.values(), *CHECKS.values()], ids=lambda query: query.name)
    def test_every_report_and_check_runs_and_has_no_row(self, empty: duckdb.DuckDBPyConnection, query: Query) -> None:
        assert asked(empty, query) == []


class TestViews:
    def view(self, connection: duckdb.DuckDBPyConnection, name: str, *columns: str) -> list[tuple[object, ...]]:
        return sorted(of(asked(connection, Query(name, "", f"FROM {name}")), *columns), key=str)

    def test_rejects_are_the_refused_documents_with_their_reason(self, filled: duckdb.DuckDBPyConnection) -> None:
        assert self.view(filled, "rejects", "doc_id", "reason") == [("5", "empty")]

    def test_rejects_are_counted_by_site_and_reason(self, changing: duckdb.DuckDBPyConnection) -> None:
        changing.execute("UPDATE documents SET site = 'gamma.example', reason = 'blocked' WHERE doc_id = '5'")
        counted = self.view(changing, "rejects_by_site", "site", "reason", "document_count")
        assert counted == [("gamma.example", "blocked", 1)]

    def test_the_ledger_balances_by_batch_and_in_total(self, filled: duckdb.DuckDBPyConnection) -> None:
        counts = ("documents_in", "loaded_count", "duplicate_count", "rejected_count", "balance")
        assert self.view(filled, "ledger", "scope", *counts) == [("batch", 5, 3, 1, 1, 0), ("total", 5, 3, 1, 1, 0)]

    def test_a_site_has_articles_distinct_texts_and_originals(self, filled: duckdb.DuckDBPyConnection) -> None:
        counts = ("article_count", "distinct_count", "original_count", "comment_count")
        expected = [("alpha.example", 2, 2, 2, 2), ("beta.example", 2, 2, 1, 0)]
        assert self.view(filled, "articles_by_site", "site", *counts) == expected

    def test_original_articles_leave_copies_out(self, filled: duckdb.DuckDBPyConnection) -> None:
        assert self.view(filled, "original_articles", "doc_id") == [("1",), ("3",), ("4",)]

    def test_distinct_articles_keep_the_original_of_each_group(self, filled: duckdb.DuckDBPyConnection) -> None:
        expected = [("1", 2), ("3", 1), ("4", 1)]
        assert self.view(filled, "distinct_articles", "doc_id", "text_count") == expected

    def test_a_copy_shows_its_original_the_parts_and_the_score(self, filled: duckdb.DuckDBPyConnection) -> None:
        columns = ("doc_id", "original_id", "score", "shared_character_count", "shared_parts", "reason")
        part = {"part": "Ada Brook", "original_part": "Ada Brook"}
        assert self.view(filled, "copies", *columns) == [("2", "1", 1.0, 9, [part], "earlier_publication")]

    def test_an_exact_copy_shares_all_of_both_bodies(self, changing: duckdb.DuckDBPyConnection) -> None:
        changing.execute("UPDATE duplicates SET level = 'exact', evidence = []")
        [(parts, larger_score)] = self.view(changing, "copies", "shared_parts", "larger_score")
        assert parts == [{"part": OPENING, "original_part": OPENING}]
        assert larger_score == 1.0

    def test_mentions_are_counted_by_layer_in_three_ways(self, filled: duckdb.DuckDBPyConnection) -> None:
        counts = ("mention_count", "distinct_mention_count", "original_mention_count", "document_count")
        assert self.view(filled, "mentions_by_layer", "name", "layer", *counts) == [
            ("Ada Brook", "article", 3, 2, 2, 3),
            ("Ada Brook", "comment", 1, 1, 1, 1),
            ("Lund", "article", 2, 2, 2, 2),
            ("Lund", "quoted", 1, 1, 1, 1),
        ]

    def test_findings_count_for_a_page_that_was_not_searched_again(self, changing: duckdb.DuckDBPyConnection) -> None:
        changing.execute("INSERT INTO fingerprints BY NAME SELECT unnest(['1', '6']) AS doc_id, 'same' AS page_hash")
        changing.execute(
            "INSERT INTO articles BY NAME SELECT * REPLACE ('6' AS doc_id, false AS is_original) FROM articles "
            "WHERE doc_id = '1'"
        )
        assert ("6", "1") in self.view(changing, "article_findings", "doc_id", "found_in")
        counts = ("mention_count", "distinct_mention_count", "original_mention_count", "document_count")
        assert self.view(changing, "mentions_by_layer", "name", "layer", *counts)[0] == (
            ("Ada Brook", "article", 4, 2, 2, 4)
        )
        assert self.view(changing, "articles_by_date_mentioned", "doc_id", "found_in") == [("1", "1"), ("6", "1")]
        watched = of(asked(changing, REPORTS["watchlist_attention"]), "article_count", "distinct_count")
        assert watched == [(3, 1)]

    def test_articles_are_found_by_a_day_they_speak_of(self, filled: duckdb.DuckDBPyConnection) -> None:
        found = "SELECT doc_id FROM articles_by_date_mentioned WHERE begin_at < ? AND end_at > ?"
        on_the_12th = filled.execute(found, [day(13), day(12)]).fetchall()
        on_the_13th = filled.execute(found, [day(14), day(13)]).fetchall()
        assert (on_the_12th, on_the_13th) == ([("1",)], [])

    def test_dates_conflict_only_beyond_their_precision_and_a_day(self, filled: duckdb.DuckDBPyConnection) -> None:
        assert self.view(filled, "date_conflicts", "doc_id", "other_at", "distance_days") == [("3", day(20), 12.0)]

    def test_duplicates_never_weigh_twice_in_a_story(self, filled: duckdb.DuckDBPyConnection) -> None:
        columns = ("headline", "begin_at", "end_at", "article_count", "site_count", "copy_count")
        expected = [("Bridge opens", day(14), day(2, month=8), 2, 2, 1)]
        assert self.view(filled, "story_overview", *columns) == expected
        assert self.view(filled, "story_overview", "sites") == [(["alpha.example", "beta.example"],)]

    def test_a_story_says_which_names_its_texts_share(self, changing: duckdb.DuckDBPyConnection) -> None:
        changing.execute("DELETE FROM mentions")
        for doc_id, name in (("1", "Westby"), ("1", "Ada Brook"), ("3", "Westby"), ("4", "Westby"), ("4", "Ada Brook")):
            changing.execute(
                "INSERT INTO mentions BY NAME SELECT ? AS doc_id, ? AS name, ? AS entity_id, 'article' AS layer",
                [doc_id, name, name],
            )
        told = changing.execute("SELECT doc_id FROM stories").fetchall()
        [(why,)] = self.view(changing, "story_overview", "why")
        assert why is not None, told
        assert why[0] == "Westby"

    def test_a_source_shows_its_last_look_and_what_became_of_its_pages(self, filled: duckdb.DuckDBPyConnection) -> None:
        columns = ("source", "outcome", "asked_at", "last_fetched_at", "loaded_count")
        assert self.view(filled, "source_health", *columns) == [("alpha", "blocked", day(2), day(1), 1)]

    def test_an_answer_stands_in_the_thread_of_its_opening(self, filled: duckdb.DuckDBPyConnection) -> None:
        columns = ("comment_id", "thread_id", "answered_author")
        assert self.view(filled, "comment_threads", *columns) == [(2, 2, None), (4, 2, "Kim")]

    def test_comments_that_answer_each_other_in_a_circle_do_not_hang(self, changing: duckdb.DuckDBPyConnection) -> None:
        changing.execute("UPDATE comments SET parent_id = 4 WHERE comment_id = 2")
        assert self.view(changing, "comment_threads", "comment_id", "thread_id") == [(2, 2), (4, 4)]


class TestReports:
    @pytest.mark.parametrize(
        ("name", "columns", "expected"),
        [
            (
                "attention_by_month",
                ("month", "article_count", "distinct_count", "original_count"),
                [(JULY, 2, 1, 1), (AUGUST, 1, 1, 1)],
            ),
            ("attention_by_year", ("year", "article_count", "distinct_count"), [("2021", 3, 2)]),
            (
                "top_entities",
                ("name", "article_mention_count", "comment_mention_count", "quoted_mention_count"),
                [("Ada Brook", 2, 1, 0), ("Lund", 2, 0, 1)],
            ),
            ("top_places", ("place", "country", "latitude", "article_count"), [("Lund", "SE", 55.7, 2)]),
            ("top_sites", ("site", "original_count"), [("alpha.example", 2), ("beta.example", 1)]),
            ("top_stories", ("headline", "article_count"), [("Bridge opens", 2)]),
            ("most_commented", ("title", "comment_count"), [("Bridge opens", 2)]),
            ("reposts", ("site", "original_site", "relation"), [("beta.example", "alpha.example", "repost")]),
            (
                "undated_or_conflicting",
                ("problem", "title"),
                [("dates conflict", "Bridge closed again"), ("no date", "No date")],
            ),
            ("quoted_sources", ("quoted_site", "in_comment_count", "matched_count"), [("gamma.example", 1, 1)]),
            (
                "watchlist_attention",
                ("month", "watchlist", "article_count", "distinct_count", "original_count"),
                [(JULY, "bridges", 2, 1, 1)],
            ),
            ("speakers", ("speaker", "statement_count", "indirect_count"), [("Ada Brook", 1, 1)]),
            ("rejects_by_reason", ("reason", "document_count"), [("empty", 1)]),
        ],
    )  # fmt: skip
    def test_answers_are_the_known_ones(
        self, filled: duckdb.DuckDBPyConnection, name: str, columns: tuple[str, ...], expected: list[tuple[object, ...]]
    ) -> None:
        assert of(asked(filled, REPORTS[name]), *columns) == expected

    def test_a_name_that_means_one_thing_everywhere_is_in_no_doubt(self, filled: duckdb.DuckDBPyConnection) -> None:
        assert of(asked(filled, REPORTS["names_in_doubt"]), "name") == []

    def test_a_name_of_two_types_is_in_doubt_however_it_is_written(self, changing: duckdb.DuckDBPyConnection) -> None:
        changing.execute(
            "UPDATE mentions SET type = 'ORG', name = 'ADA-BROOK' WHERE name = 'Ada Brook' AND layer = 'comment'"
        )
        rows = of(asked(changing, REPORTS["names_in_doubt"]), "problem", "name", "meanings")
        assert [(problem, name) for problem, name, _ in rows] == [("two types", "ADA-BROOK")]
        assert "PERSON" in str(rows[0][2]) and "ORG" in str(rows[0][2])

    def test_a_name_of_two_places_is_in_doubt(self, changing: duckdb.DuckDBPyConnection) -> None:
        first = "(SELECT min(doc_id) FROM mentions WHERE name = 'Lund')"
        changing.execute(
            f"UPDATE mentions SET geonames_id = 2, country = 'US' WHERE name = 'Lund' AND doc_id = {first}"
        )
        rows = of(asked(changing, REPORTS["names_in_doubt"]), "problem", "name")
        assert rows == [("two places", "Lund")]
        assert "GPE US" in str(of(asked(changing, REPORTS["names_in_doubt"]), "meanings"))

    def test_a_source_is_the_container_or_the_folder(self, filled: duckdb.DuckDBPyConnection) -> None:
        rows = of(asked(filled, REPORTS["ledger_by_source"]), "origin", "documents_in", "rejected_count")
        assert rows == [("folder/", 2, 1), ("in/beta.example.warc.gz", 2, 0), ("in/alpha.example.warc.gz", 1, 0)]

    def test_the_report_page_is_made_of_all_reports(self, filled: duckdb.DuckDBPyConnection) -> None:
        def query(sql: str) -> tuple[list[str], list[tuple[object, ...]]]:
            cursor = filled.execute(sql)
            return [column[0] for column in cursor.description], cursor.fetchall()

        page = build_report(query, datetime(2021, 9, 1, 12))
        assert page == build_report(query, datetime(2021, 9, 1, 12))
        assert all(report.purpose.partition(": ")[0] in page for report in REPORTS.values())
        assert page.count("<svg ") == 4
        assert "Bridge closed again" in page
