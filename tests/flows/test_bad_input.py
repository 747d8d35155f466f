"""Inputs that break other tools: each gets its row, and the documents beside it are read."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from tests.flows.archives import article, ingest
from warehouse.ask.database import open_warehouse
from warehouse.ask.soundness import inspect

PARAGRAPHS = "".join(f"<p>{line}</p>" for line in article(7).split("\n"))
WHOLE = f"<html><body><article>{PARAGRAPHS}</article></body></html>".encode()

BAD = {
    "empty.html": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "empty"),
    "binary.html": (b"\x7fELF" + os.urandom(3000), "binary"),
    "cut.html.gz": (gzip.compress(os.urandom(5000))[:1500], "truncated_container"),
    "big.html": (b"<p>" + b"word " * 10_000_000, "too_large"),  # 50 MB
    "deep.html": (b"<div>" * 100_000 + b"deep", "too_costly"),
    "cut.zip": (b"PK\x03\x04" + b"\0" * 60, "truncated_container"),
    "notags.html": (b"<html><body><script>var a = 1;</script></body></html>", "no_text"),
}
ODD = {
    "undecodable.txt": article(8).encode().replace(b" team ", b" \xff\xfe\x80team\xc3 "),
    "nul.html": WHOLE.replace(b"<p>", b"<p>\0"),
    "siblings.html": WHOLE.replace(b"</article>", b"</article>" + b"<b></b>" * 100_000),
    "attribute.html": WHOLE.replace(b"<article>", b'<article title="' + b"x" * 5_000_000 + b'">'),
    "unclosed.html": WHOLE.replace(b"</p>", b"").replace(b"</article></body></html>", b"<div><table><tr><td"),
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str | None]]:
    folder = tmp_path_factory.mktemp("bad")
    for name, (content, _) in BAD.items():
        (folder / name).write_bytes(content)
    for name, content in ODD.items():
        (folder / name).write_bytes(content)
    (folder / "good.html").write_bytes(WHOLE.replace(b"district 7", b"district 77"))
    ingest(folder / "w", *(path for path in sorted(folder.iterdir())))
    with open_warehouse(folder / "w") as opened:
        assert list(inspect(opened)) == []
        found = opened.rows("SELECT source, status, reason FROM documents")[1]
    return {Path(str(source)).name: (str(status), reason) for source, status, reason in found}  # type: ignore[misc]


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_rejected_with_its_reason(rows: dict[str, tuple[str, str | None]], name: str) -> None:
    assert rows[name] == ("rejected", BAD[name][1])


@pytest.mark.parametrize("name", [*ODD, "good.html"])
def test_what_is_only_odd_is_read_all_the_same(rows: dict[str, tuple[str, str | None]], name: str) -> None:
    assert rows[name][0] in ("loaded", "duplicate")
