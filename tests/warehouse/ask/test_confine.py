"""No query reaches beyond the published tables, by whatever way it is put; what only reads goes on working."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

import warehouse
from tests.flows.archives import ingest, write_feed
from warehouse.ask import database
from warehouse.ask.database import Warehouse, open_warehouse
from warehouse.errors import BadQuery
from warehouse.store.commits import STAGING, Store


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive in a folder whose name needs quoting, with a removed file and a raw copy beside the tables."""
    root = tmp_path_factory.mktemp("confined") / 'the editor\'s "archive"'
    ingest(root, write_feed(root.parent / "feed.jsonl", range(4)))
    published = next(root.glob("articles/*/*.parquet"))
    for hidden in ("_trash", "_raw", STAGING):
        (root / hidden).mkdir(exist_ok=True)
        shutil.copy(published, root / hidden / "x.parquet")
    return root


@pytest.fixture(params=["catalog", "views in memory"])
def opened(request: pytest.FixtureRequest, archive: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Warehouse]:
    if request.param == "views in memory":  # a database that can be written to
        monkeypatch.setattr(database, "_open_catalog", lambda store: None)
    with open_warehouse(archive) as found:
        yield found


def fingerprints(folder: Path) -> dict[str, str]:
    """Every file below a folder with a hash of its content."""
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


COPY = "COPY (SELECT 1 AS a) TO '{file}'"
CHANGES = [
    COPY,
    COPY + " (USE_TMP_FILE false)",
    "COPY (SELECT 1 AS a) TO '{folder}/new.parquet'",
    "COPY articles TO '{folder}' (FORMAT parquet, PARTITION_BY (site), OVERWRITE)",
    f"EXPLAIN {COPY}",
    f"EXPLAIN ANALYZE {COPY}",
    f"explain analyze {COPY} (USE_TMP_FILE false)",
    f"EXPLAIN (ANALYZE) {COPY}",
    f"EXPLAIN (ANALYZE, FORMAT json) {COPY}",
    f"/* é */ EXPLAIN -- é\n ANALYZE /* SELECT 1 */ {COPY}",
    f"EXPLAIN ANALYZE WITH x AS ({COPY}) SELECT 1",
    f"WITH x AS ({COPY}) SELECT 1",
    f"WITH x AS ({COPY} (USE_TMP_FILE false)) SELECT 1",
    f"(WITH x AS ({COPY}) SELECT 1)",
    f"WITH y AS (SELECT 1), x AS MATERIALIZED ({COPY}) FROM y",
    f"SELECT * FROM (WITH x AS ({COPY}) SELECT 1)",
    f"SELECT 1 UNION ALL (WITH x AS ({COPY}) SELECT 1)",
    "WITH x AS (DELETE FROM _catalog RETURNING *) SELECT * FROM x",
    "WITH x AS (INSERT INTO _catalog VALUES ('x') RETURNING *) SELECT * FROM x",
    "WITH x AS (UPDATE _catalog SET generation = 'x' RETURNING *) SELECT * FROM x",
    "EXPLAIN ANALYZE DELETE FROM _catalog",
    "EXPLAIN ANALYZE CREATE TABLE made AS SELECT 1",
    "CREATE TEMP TABLE made AS SELECT 1",
    "CREATE OR REPLACE VIEW articles AS SELECT 1",
    "CREATE MACRO one() AS 1",
    "ATTACH '{outside}/made.db' AS made",
    "DETACH memory",
    "USE memory",
    "EXPORT DATABASE '{outside}/exported'",
    "IMPORT DATABASE '{outside}/exported'",
    "INSTALL fts",
    "LOAD fts",
    "SET threads = 1",
    "SET enable_external_access = true",
    "RESET allowed_directories",
    "PRAGMA threads = 1",
    "PRAGMA database_list",
    "CALL duckdb_tables()",
    "CHECKPOINT",
    "VACUUM",
    "ANALYZE",
    "BEGIN",
    "PREPARE one AS SELECT 1",
    "EXECUTE one",
    "COMMENT ON VIEW articles IS 'x'",
    "MERGE INTO _catalog USING _catalog AS other ON true WHEN MATCHED THEN DELETE",
    "SELECT 1; {copy}",
    "SELECT 1; SELECT 2",
    "SELECT * FROM query('{quoted_copy}')",
    "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('{quoted_copy}'))",
]
LOOKS_OUTSIDE = [
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_blob('/etc/passwd')",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM sniff_csv('/etc/passwd')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM glob('{root}/*')",
    "SELECT * FROM read_json('{outside}/feed.jsonl')",
    "SELECT * FROM parquet_metadata('{root}/_trash/x.parquet')",
    "SELECT * FROM read_parquet('{root}/_trash/x.parquet')",
    "SELECT * FROM read_parquet('file://{root}/_trash/x.parquet')",
    "SELECT * FROM read_parquet('{root}/articles/../_raw/x.parquet')",
    "SELECT * FROM read_parquet('{root}/_staging/x.parquet')",
    "SELECT * FROM read_text('{root}/_commits/*.json')",
    "EXPLAIN ANALYZE SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM query_table('/etc/passwd')",
    "SELECT * FROM read_parquet('https://example.org/x.parquet')",
    "SELECT (SELECT content FROM read_text('/etc/passwd'))",
]


def filled_in(query: str, archive: Path) -> str:
    """A query with the paths of the archive, as SQL literals hold them."""
    file = str(next(archive.glob("articles/*/*.parquet"))).replace("'", "''")
    copy = COPY.format(file=file)
    places = {"root": str(archive), "outside": str(archive.parent), "folder": str(archive / "articles")}
    quoted = {name: place.replace("'", "''") for name, place in places.items()}
    return query.format(file=file, copy=copy, quoted_copy=copy.replace("'", "''"), **quoted)


@pytest.mark.parametrize("query", CHANGES)
def test_no_statement_changes_anything(opened: Warehouse, archive: Path, query: str) -> None:
    before = fingerprints(archive.parent)
    for ask in (opened.sql, opened.rows):
        with pytest.raises(BadQuery) as caught:
            ask(filled_in(query, archive))
        assert "\n" not in str(caught.value)
    assert fingerprints(archive.parent) == before
    assert opened.rows("SELECT count(*) FROM articles")[1] == [(4,)]
    assert opened.rows("SELECT count(*) FROM _catalog WHERE generation <> 'x'")[1] == [(1,)]


@pytest.mark.parametrize("query", LOOKS_OUTSIDE)
def test_no_query_reads_anything_but_published_tables(opened: Warehouse, archive: Path, query: str) -> None:
    with pytest.raises(BadQuery):
        opened.rows(filled_in(query, archive))


def test_what_is_refused_is_named(opened: Warehouse, archive: Path) -> None:
    refused = {
        f"EXPLAIN ANALYZE {COPY}": "a COPY statement is refused",
        f"WITH x AS ({COPY}) SELECT 1": "a COPY in a query is refused",
        "WITH x AS (DELETE FROM _catalog RETURNING *) SELECT * FROM x": "a DELETE in a query is refused",
        "SELECT * FROM read_text('/etc/passwd')": "reads the published tables and no other file",
        "PIVOT articles ON site USING count(*)": "needs the values that become columns",
    }
    for query, why in refused.items():
        with pytest.raises(BadQuery, match=why):
            opened.rows(filled_in(query, archive))


def test_a_lock_alone_would_not_do(archive: Path, tmp_path: Path) -> None:
    """Why statements are checked too: where a locked connection may read it may also write."""
    root = Path(shutil.copytree(archive, tmp_path / "w"))
    published = next(root.glob("articles/*/*.parquet"))
    before = published.read_bytes()
    with Warehouse(Store.at(root)) as opened:
        opened._connection.execute(f"COPY (SELECT 1 AS a) TO '{published}'")
        with pytest.raises(duckdb.PermissionException):
            opened._connection.execute(f"COPY (SELECT 1 AS a) TO '{tmp_path}/outside.parquet'")
    assert published.read_bytes() != before


READS = {
    "FROM articles SELECT count(*)": 1,
    "TABLE _catalog": 1,
    "VALUES (1), (2)": 2,
    "(SELECT 1)": 1,
    "SELECT 1 UNION ALL SELECT 2 EXCEPT SELECT 3": 2,
    "WITH a AS (SELECT 1 AS n), b AS (FROM a) SELECT * FROM a, b": 1,
    "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) FROM r": 3,
    "SELECT (SELECT max(word_count) FROM articles) -- a comment; with a sign\n;": 1,
    "PIVOT articles ON language IN ('en', 'de') USING count(*)": None,
    "DESCRIBE articles": None,
    "SUMMARIZE SELECT site, word_count FROM articles": 2,
    "SHOW TABLES": None,
    "EXPLAIN SELECT 1": 1,
    "EXPLAIN ANALYZE SELECT count(*) FROM articles": 1,
    "EXPLAIN (ANALYZE, FORMAT json) SELECT 1": 1,
    "EXPLAIN (SELECT ')' AS closed)": 1,
    "/* é */ explain /* é */ analyze (FORMAT json) FROM articles": 1,
    "SELECT * FROM duckdb_columns() WHERE table_name = 'articles'": None,
    "SELECT count(*) FROM article_findings": 1,
    "SELECT 'WITH x AS (COPY articles TO ''y'')' AS harmless": 1,
}


@pytest.mark.parametrize("query", READS)
def test_what_only_reads_is_answered(opened: Warehouse, query: str) -> None:
    rows = opened.rows(query)[1]
    assert rows if READS[query] is None else len(rows) == READS[query]


def test_a_query_that_needs_more_than_memory_goes_to_the_disk_and_is_answered(archive: Path) -> None:
    numbers = "SELECT repeat('x', 60) || range AS text FROM range(600000)"
    with Warehouse(Store.at(archive)) as opened:
        assert opened.rows(f"SELECT count(*), max(text) FROM (SELECT * FROM ({numbers}) ORDER BY text DESC)")[1]


def test_a_variable_of_python_is_not_read(archive: Path) -> None:
    frame = [1, 2]  # DuckDB would look for such names in the caller's variables
    with open_warehouse(archive) as opened, pytest.raises(BadQuery, match="frame"):
        opened.rows("SELECT * FROM frame")
    assert frame


def test_a_warehouse_and_a_table_behind_links_are_read(archive: Path, tmp_path: Path) -> None:
    moved = Path(shutil.copytree(archive, tmp_path / "moved"))
    (moved / "articles").rename(tmp_path / "other disk")
    (moved / "articles").symlink_to(tmp_path / "other disk")
    month = next((moved / "segments").glob("month=*"))
    month.rename(tmp_path / "old months")
    month.symlink_to(tmp_path / "old months")
    (tmp_path / "link").symlink_to(moved)
    with warehouse.open(tmp_path / "link") as opened:
        assert opened.rows("SELECT count(*) FROM articles")[1] == [(4,)]
        assert opened.rows("SELECT count(DISTINCT doc_id) FROM segments")[1] == [(4,)]


@pytest.mark.parametrize("how_many", [1, 3, 4])
def test_committed_files_that_are_still_staged_are_read_where_they_lie(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how_many: int
) -> None:
    root = Path(shutil.copytree(archive, tmp_path / "w"))
    staged = [file for file in Store.at(root).files() if file.table == "articles"][:how_many]
    assert len(staged) == how_many
    for file in staged:
        (root / file.staged).parent.mkdir(parents=True, exist_ok=True)
        (root / file.path).rename(root / file.staged)
    monkeypatch.setattr(database, "settle", lambda store: None)  # another process is still at it
    with open_warehouse(archive) as whole, open_warehouse(root) as opened:
        query = "SELECT * FROM articles ORDER BY doc_id"
        assert opened.rows(query) == whole.rows(query)
        with pytest.raises(BadQuery):
            opened.rows(f"FROM read_parquet('{root}/_staging/x.parquet')")
