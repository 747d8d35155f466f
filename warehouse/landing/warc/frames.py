"""Where records begin and end: by their stated lengths where these hold, by the next head where they do not.

What belongs here: cutting a window of bytes into records, and finding the next one after damage. What does not: what a
record is (records.py), how a head of a format looks (layouts.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from warehouse.landing.warc.heads import Head
from warehouse.landing.warc.layouts import Layout
from warehouse.landing.warc.unpack import Window

LOOKAHEAD = 1 << 12  # bytes behind a record that show the end of it: line ends and a head, of ARC a whole one
HEAD_CEILING = 1 << 18  # bytes in which a head must end
OVERLAP = 1 << 12  # bytes of a head that must be seen to tell it from other text, at most
LONGEST_BLANK_LINE = 64  # bytes
BLANK_LINE = re.compile(rb"\r*\n\r*\n")
BLANK_LINE_BEFORE = re.compile(rb"\r*\n\r*\n\Z")
LINE_ENDS = re.compile(rb"[\r\n]+")
NO_HEAD = Head(kind="")


@dataclass(frozen=True, slots=True)
class Frame:
    """A record as it lies in the archive, or (with an empty head and a fault) bytes that belong to none.

    `fault` says why it is not whole; `is_short`: only its stated length says so. `remark` says what was not as it
    should be though it is whole. `is_over`: the block is cut because it is longer than what is kept.
    """

    head: Head
    block: bytes = b""
    fault: str | None = None
    remark: str | None = None
    is_over: bool = False
    is_short: bool = False


def frames(window: Window, layout: Layout, kept: int) -> Iterator[Frame]:
    """All records of a window in order; of each block at most `kept` bytes and one are held."""
    while True:
        frame = _next(window, layout, kept) if _is_more(window) else None
        if window.fault is not None and (frame is None or (frame.fault is not None and not _is_more(window))):
            said = [frame.fault] if frame is not None and frame.fault is not None else []
            said += [] if window.fault.detail in said else [window.fault.detail]
            passed = window.go_on(layout.is_start)
            said += [f"{passed} bytes of the file passed over"] if passed else []
            frame = replace(frame or Frame(NO_HEAD), fault="; ".join(said))
        if frame is None:
            return
        yield frame


def _is_more(window: Window) -> bool:
    """Whether anything but line ends comes before the end or the next fault; the line ends are left behind."""
    while window.fill(1):
        blank = LINE_ENDS.match(window.data)
        if blank is None:
            return True
        window.drop(blank.end())
    return False


def _next(window: Window, layout: Layout, kept: int) -> Frame:
    """The record at the window's beginning."""
    head_end = _head_end(window, layout)
    if head_end is None:
        return _gap(window, layout)
    head = layout.read_head(bytes(window.data[:head_end]))
    if head.length is None or head.length > kept:
        return _mend(window, layout, head, head_end, kept)
    end = head_end + head.length
    window.fill(end + LOOKAHEAD)
    if end > len(window.data) or not layout.is_end(window.data, end):
        return _mend(window, layout, head, head_end, kept)
    return _taken(window, end, Frame(head, bytes(window.data[head_end:end])))


def _taken(window: Window, end: int, frame: Frame) -> Frame:
    """The frame, its bytes left behind; doubtful ones have their fault."""
    if frame.head.is_damaged and frame.fault is None:
        frame = replace(frame, fault="its head is damaged")
    fault = window.fault
    if fault is not None and fault.is_checksum and window.position + end > fault.begins:
        frame = replace(frame, fault=frame.fault or fault.detail)
    window.drop(end)
    return frame


def _head_end(window: Window, layout: Layout) -> int | None:
    """Where the head at the beginning ends; None if there is none, or if it is cut off by the next one."""
    window.fill(OVERLAP)
    if not layout.is_start(window.data):
        return None
    searched = 0
    while (end := layout.head_end.search(window.data, searched)) is None:
        searched = max(0, len(window.data) - LONGEST_BLANK_LINE)
        if searched > HEAD_CEILING or not window.more():
            return None
    return None if end["end"] is None else end.end()


def _gap(window: Window, layout: Layout) -> Frame:
    """Bytes up to the next head, that are no record."""
    what = "the record's head is cut off" if layout.is_start(window.data) else "no record begins here"
    block = bytes(window.data[:OVERLAP])
    window.drop(1)
    passed = 1 + _pass_over(window, layout)
    return Frame(NO_HEAD, block[:passed], f"{what}; {passed} bytes passed over")


def _mend(window: Window, layout: Layout, head: Head, head_end: int, kept: int) -> Frame:
    """A record whose stated length does not hold, or is missing: it goes up to the next head.

    Up to there it is whole if a blank line stands before that head, as behind every record; else its writer stopped.
    """
    following = _search(window, layout, head_end, kept)
    end = None if head.length is None else head_end + head.length
    if following is None and len(window.data) > head_end + kept:
        return _overlong(window, layout, head, head_end, kept)
    limit = len(window.data) if following is None else following
    if end is not None and end <= limit and BLANK_LINE.match(window.data, end):
        return _taken(window, end, Frame(head, bytes(window.data[head_end:end])))
    block = bytes(window.data[head_end:limit])
    last_line = BLANK_LINE_BEFORE.search(block, max(0, len(block) - LONGEST_BLANK_LINE))
    whole = block if last_line is None else block[: last_line.start()]
    is_cut = following is None and (window.fault is not None or (end is not None and end > limit))
    if is_cut or (end is not None and end > limit and last_line is None):
        return _taken(window, limit, Frame(head, whole, "the record is cut off", is_short=window.fault is None))
    return _taken(window, limit, Frame(head, whole, remark="its length is not the one that its record states"))


def _search(window: Window, layout: Layout, start: int, most: int) -> int | None:
    """Where the next head begins, at `start` or at most so many bytes behind it; reads on as far as needed."""
    searched = start
    while (found := layout.next.search(window.data, searched)) is None:
        searched = max(start, len(window.data) - OVERLAP)
        if len(window.data) > start + most or not window.more():
            return None
    return found.start() if found.start() <= start + most else None


def _overlong(window: Window, layout: Layout, head: Head, head_end: int, kept: int) -> Frame:
    """A record that is longer than what is kept; passes over the rest of it, up to a head that stands in it."""
    block = bytes(window.data[head_end : head_end + kept + 1])
    window.drop(head_end + kept + 1)
    rest = None if head.length is None else head.length - kept - 1
    is_cut = _pass_over(window, layout, rest) < (rest or 0) and not window.fill(1)
    return Frame(head, block, "the record is cut off" if is_cut else None, is_over=True)


def _pass_over(window: Window, layout: Layout, most: int | None = None) -> int:
    """Leave bytes behind up to the next head, the end, or so many; how many they were."""
    passed = 0
    while most is None or passed < most:
        found = layout.next.search(window.data)
        step = found.start() if found else max(0, len(window.data) - OVERLAP)
        if found is None and not window.more():
            step = len(window.data)
        step = step if most is None else min(step, most - passed)
        window.drop(step)
        passed += step
        if found is not None or not window.fill(1):
            break
    return passed
