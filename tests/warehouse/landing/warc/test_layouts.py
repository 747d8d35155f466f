"""How records of WARC and of ARC begin."""

from __future__ import annotations

import pytest

from warehouse.landing.warc.layouts import ARC, WARC, Layout

HEAD_OF_WARC = b"WARC/1.0\r\nWARC-Type: response\r\n"
HEAD_OF_ARC = b"http://a.example/ 192.0.2.1 20140216050221 text/html 1591\n"


@pytest.mark.parametrize(
    ("line", "address", "media_type", "length"),
    [
        (HEAD_OF_ARC, "http://a.example/", "text/html", 1591),
        (
            b"http://a.example/a b?c d 192.0.2.1 20140216050221 text/html 7\r\n",
            "http://a.example/a b?c d",
            "text/html",
            7,
        ),
        (b"http://a.example/ 2001:db8::1 20140216050221123 no-type -1\n", "http://a.example/", "no-type", None),
        (b"dns:a.example 192.0.2.1 20140216050221 text/dns abc\n", "dns:a.example", "text/dns", None),
        (b"http://a.b/ 192.0.2.1 20140216050221 text/html 200 AB - 77 a.arc.gz 8\n", "http://a.b/", "text/html", 8),
    ],
    ids=["version 1", "blanks", "IPv6", "dns", "version 2"],
)
def test_the_line_that_heads_an_arc_record_is_taken_apart(
    line: bytes, address: str, media_type: str, length: int | None
) -> None:
    assert ARC.is_start(line)
    head = ARC.read_head(line)
    assert (head.kind, head.address, head.time, head.media_type, head.length) == (
        "response",
        address,
        "20140216T050221",
        media_type,
        length,
    )


def test_an_arc_files_description_of_itself_is_no_answer() -> None:
    assert ARC.read_head(b"filedesc://a.arc 192.0.2.1 20140216050221 text/plain 75\n").kind == "warcinfo"


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"http://a.example/\n",
        b"http://a.example/ 20140216050221 text/html 1\n",
        b"see http://a.example 1.2.3.4 5 6 7\n",
        HEAD_OF_ARC[:-1],
    ],
)
def test_other_lines_are_no_head_of_arc(line: bytes) -> None:
    assert not ARC.is_start(line)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"text " + HEAD_OF_WARC, 5),
        (b"text\n" + HEAD_OF_WARC.replace(b"\r", b""), 5),
        (b"see WARC/1.0 for more", None),
        (b"WARC/1.0\r\nand text", None),
        (b"WARC/1.0\r\n\r\nA: 1", None),
    ],
)
def test_amid_other_bytes_a_head_of_warc_is_its_first_line_and_a_field(content: bytes, place: int | None) -> None:
    found = WARC.next.search(content)
    assert (None if found is None else found.start()) == place


@pytest.mark.parametrize(
    ("content", "place"),
    [(b"text\n" + HEAD_OF_ARC, 5), (b"text " + HEAD_OF_ARC, None), (b"\n" + HEAD_OF_ARC[:-4], None)],
)
def test_amid_other_bytes_a_head_of_arc_is_a_whole_line(content: bytes, place: int | None) -> None:
    found = ARC.next.search(content)
    assert (None if found is None else found.start()) == place


@pytest.mark.parametrize(("layout", "head"), [(WARC, HEAD_OF_WARC), (ARC, HEAD_OF_ARC)], ids=["WARC", "ARC"])
@pytest.mark.parametrize("between", [b"", b"\n", b"\r\n\r\n", b"\r\n\r\n\r\n"])
def test_a_record_ends_before_the_next_head_or_at_the_end(layout: Layout, head: bytes, between: bytes) -> None:
    assert layout.is_end(b"body" + between + head, 4)
    assert layout.is_end(b"body" + between, 4)
    assert not layout.is_end(b"body" + between + b"more", 4)
