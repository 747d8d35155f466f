"""Where records begin and end, also where their lengths or heads are spoilt."""

from __future__ import annotations

import io

import pytest

from tests.warehouse.landing.warc.made_up_archives import arc_file, arc_record, packed, page, pages, with_length
from warehouse.landing.warc.frames import HEAD_CEILING, Frame, frames
from warehouse.landing.warc.layouts import ARC, WARC, Layout
from warehouse.landing.warc.unpack import STEP, opened

KEPT = 2_000
RECORDS = pages(4)


def framed(content: bytes, kept: int = KEPT, layout: Layout = WARC) -> list[Frame]:
    return list(frames(opened(io.BytesIO(content), is_named_gzip=False), layout, kept))


def bodies(found: list[Frame]) -> list[bytes]:
    return [frame.block.partition(b"\r\n\r\n")[2] for frame in found if frame.fault is None]


def faults(found: list[Frame]) -> list[str]:
    return [frame.fault for frame in found if frame.fault is not None]


def test_records_are_cut_by_their_stated_lengths() -> None:
    found = framed(b"".join(RECORDS))
    assert bodies(found) == [page(n) for n in range(4)]
    assert [frame.head.address for frame in found] == [f"http://a.example/{n}" for n in range(4)]
    assert {(frame.fault, frame.remark, frame.is_over) for frame in found} == {(None, None, False)}
    assert framed(b"") == []


@pytest.mark.parametrize("between", [b"", b"\n", b"\r\n", b"\r\n\r\n\r\n\r\n" * 999], ids=["none", "LF", "one", "many"])
def test_any_number_of_line_ends_stands_between_records(between: bytes) -> None:
    content = between.join(record.removesuffix(b"\r\n\r\n") for record in RECORDS)
    assert bodies(framed(between + content)) == [page(n) for n in range(4)]


def test_a_head_of_warc_in_a_whole_record_is_part_of_it() -> None:
    inner = RECORDS[1] + RECORDS[2]
    outer = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(inner), inner)
    assert framed(outer + RECORDS[0])[0].block == inner


@pytest.mark.parametrize("length", ["0", "5", "400", "1500", "1999", "2001", "999999", "no", ""])
def test_a_length_that_does_not_hold_is_replaced_by_the_place_of_the_next_head(length: str) -> None:
    spoilt = with_length(RECORDS[1], length)
    found = framed(RECORDS[0] + spoilt + RECORDS[2])
    assert bodies(found) == [page(n) for n in range(3)]
    assert [frame.remark is not None for frame in found] == [False, True, False]
    assert bodies(framed(RECORDS[0] + with_length(RECORDS[1], "5"))) == [page(0), page(1)]


def test_a_record_whose_writer_stopped_is_cut_and_the_next_is_read() -> None:
    found = framed(RECORDS[0] + RECORDS[1][:-30] + RECORDS[2])
    assert bodies(found) == [page(0), page(2)]
    assert faults(found) == ["the record is cut off"]
    assert found[1].block.endswith(page(1)[:-26])
    assert found[1].is_short


@pytest.mark.parametrize("cut", [1, 30, 300])
def test_a_file_that_ends_in_a_record_has_a_fault_there(cut: int) -> None:
    found = framed(RECORDS[0] + RECORDS[1][: -4 - cut])
    assert (bodies(found), faults(found)) == ([page(0)], ["the record is cut off"])


def test_bytes_that_belong_to_no_record_are_counted() -> None:
    found = framed(b"debris" + RECORDS[0] + b"more debris\r\n" + RECORDS[1] + b"end")
    assert bodies(found) == [page(0), page(1)]
    assert faults(found) == [f"no record begins here; {n} bytes passed over" for n in (6, 13, 3)]


def test_a_spoilt_head_costs_its_record_only() -> None:
    found = framed(RECORDS[0] + RECORDS[1].replace(b"WARC/1.0", b"WXRC/1.0") + RECORDS[2])
    assert bodies(found) == [page(0), page(2)]
    assert faults(found) == [f"no record begins here; {len(RECORDS[1])} bytes passed over"]


@pytest.mark.parametrize("kept_bytes", [5, 60, 90])
def test_a_head_that_the_next_one_cuts_off_is_told(kept_bytes: int) -> None:
    found = framed(RECORDS[0] + RECORDS[1][:kept_bytes] + b"\r\n" + RECORDS[2])
    assert bodies(found) == [page(0), page(2)]
    assert faults(found) == [f"the record's head is cut off; {kept_bytes + 2} bytes passed over"]


def test_a_head_with_zeros_is_not_believed() -> None:
    found = framed(RECORDS[0].replace(b"2021", b"\0\0\0\0") + RECORDS[1])
    assert (bodies(found), faults(found)) == ([page(1)], ["its head is damaged"])


@pytest.mark.parametrize(("size", "is_one"), [(HEAD_CEILING - STEP, True), (HEAD_CEILING + 2 * STEP, False)])
def test_a_head_ends_somewhere(size: int, is_one: bool) -> None:
    long = RECORDS[0].replace(b"\r\nWARC-Date", b"\r\nX: " + b"x" * size + b"\r\nWARC-Date")
    assert bodies(framed(long + RECORDS[1], kept=10 * size)) == [page(0), page(1)][0 if is_one else 1 :]


@pytest.mark.parametrize(("size", "is_over"), [(KEPT, False), (KEPT + 1, True), (KEPT + 3 * STEP, True)])
def test_of_a_longer_block_what_is_kept_and_one_byte_is_held(size: int, is_over: bool) -> None:
    long = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (size, b"x" * size)
    found = framed(long + RECORDS[0])
    assert [frame.is_over for frame in found] == [is_over, False]
    assert len(found[0].block) == min(size, KEPT + 1)
    assert faults(found) == []


def test_a_longer_block_that_is_cut_off_has_a_fault() -> None:
    found = framed(b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 9000\r\n\r\n" + b"x" * 8999)
    assert (faults(found), found[0].is_over) == (["the record is cut off"], True)


@pytest.mark.parametrize("before", [10, KEPT - 100, KEPT + 100, KEPT + 2 * STEP])
def test_a_length_beyond_what_is_kept_swallows_no_record(before: int) -> None:
    lying = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 99999999\r\n\r\n" + b"x" * before + b"\r\n\r\n"
    found = framed(lying + RECORDS[0] + RECORDS[1])
    assert bodies(found)[-2:] == [page(0), page(1)]


def test_a_record_without_length_that_does_not_end_is_passed_over() -> None:
    found = framed(b"WARC/1.0\r\nWARC-Type: resource\r\n\r\n" + b"x" * 3 * STEP + b"\r\n\r\n" + RECORDS[0])
    assert [frame.is_over for frame in found] == [True, False]


def test_the_fault_of_a_member_and_what_it_cost_stand_with_its_record() -> None:
    members = packed(RECORDS)
    wrong_sum = members[1][:-8] + bytes(8)
    found = framed(b"".join([members[0], wrong_sum, members[2], members[3][:-20]]))
    assert bodies(found) == [page(0), page(2)]
    assert faults(found) == [
        f"its gzip member is damaged (incorrect data check); {len(wrong_sum)} bytes of the file passed over",
        f"the record is cut off; its gzip member is cut off; {len(members[3]) - 20} bytes of the file passed over",
    ]


def test_records_before_the_damage_of_a_shared_member_are_read() -> None:
    [member] = packed([b"".join(RECORDS)])
    found = framed(member[: len(member) * 2 // 3])
    assert bodies(found) == [page(0), page(1)]
    assert len(faults(found)) == 1


def test_records_of_arc_are_cut_by_length_and_found_again_after_damage() -> None:
    whole, spoilt = arc_record(page(0)), arc_record(page(1), length="7")
    found = framed(arc_file(whole, spoilt, b"debris\n", arc_record(page(2))), layout=ARC)
    assert bodies(found)[-1] == page(2)
    assert [body.startswith(page(n)) for n, body in enumerate(bodies(found)[1:])] == [True, True, True]
    assert [frame.head.kind for frame in found][:2] == ["warcinfo", "response"]
