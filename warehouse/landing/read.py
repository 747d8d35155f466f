"""Folders, files, JSON lines, WARC and archives of these, read as a stream of raw documents.

Every file and every record of a container gives one `RawDocument`, or an `UnreadableInput` that says why not: nothing
is skipped silently. What belongs here: going into containers, by their formats. What does not: any format itself, which
files are read (inputs.py), what a document says (`tasks.parse`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, cast

from tasks.records import RawDocument, RejectReason, UnreadableInput
from warehouse.landing import warc
from warehouse.landing.folders import passed_by
from warehouse.landing.formats import ARCHIVES, Format, format_of, unpacked_name
from warehouse.landing.gzip_stream import GzipStream
from warehouse.landing.inputs import InputFile, find_inputs, read_manifest, scan_inputs
from warehouse.landing.json_lines import read_json_lines
from warehouse.landing.provenance import joined, made_safe, read_time
from warehouse.landing.saved_page import read_saved_page
from warehouse.landing.streams import (
    Damaged,
    Landed,
    MemberNames,
    buffered,
    read_at_most,
    spooled,
    unreadable,
)
from warehouse.landing.tar_archive import read_tar
from warehouse.landing.zip_archive import read_zip

if TYPE_CHECKING:
    from warehouse.landing.streams import Buffered

__all__ = ["InputFile", "Landed", "find_inputs", "read_inputs", "read_manifest", "read_time", "scan_inputs"]

PEEK_BYTE_COUNT = 4096
CONTAINER_DEPTH = 4  # a zip in a tar in a gzip is deep enough for anything but an attack


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a stream stands: what its documents are called, its name for its format, how deep in archives it lies."""

    source: str
    name: str
    byte_ceiling: int
    depth: int = 0

    def member(self, source: str, name: str) -> _Place:
        """One of its members."""
        return _Place(source, name, self.byte_ceiling, self.depth + 1)


def read_inputs(files: Sequence[InputFile], byte_ceiling: int) -> Iterator[Landed]:
    """Every document of every file, streamed; none larger than `byte_ceiling` bytes is held in memory."""
    for file in files:
        for landed in _read_file(file, byte_ceiling):
            yield made_safe(_with_manifest(landed, file))


def _with_manifest(landed: Landed, file: InputFile) -> Landed:
    """What the manifest says of a file holds for a document that is the whole file."""
    if isinstance(landed, UnreadableInput) or landed.source != file.source:
        return landed
    return replace(
        landed,
        source_id=file.source_id or landed.source_id,
        url=file.url or landed.url,
        fetched_at=file.fetched_at or landed.fetched_at,
        detail=joined([landed.detail, file.detail]),
    )


def _read_file(file: InputFile, byte_ceiling: int) -> Iterator[Landed]:
    reason = file.passed_by or passed_by(file.path)
    if reason is not None:
        yield UnreadableInput(file.source, RejectReason.UNREADABLE_FILE, reason)
        return
    try:
        with open(file.path, "rb", opener=_open_without_waiting) as handle:
            yield from _read_stream(handle, _Place(file.source, file.source, byte_ceiling))
    except OSError as error:
        yield UnreadableInput(file.source, RejectReason.UNREADABLE_FILE, error.strerror or type(error).__name__)


def _open_without_waiting(path: str, flags: int) -> int:
    """A file that has become a named pipe since it was looked at must not hold the run up."""
    return os.open(path, flags | os.O_NONBLOCK)


def _read_stream(handle: IO[bytes], place: _Place) -> Iterator[Landed]:
    """Documents of an open stream; the format is recognised by its first bytes, then by its name."""
    stream = buffered(handle)
    names = MemberNames(place.source)
    form: Format | None = None
    is_damaged = False
    while form is None:
        try:
            form = format_of(stream.peek(PEEK_BYTE_COUNT)[:PEEK_BYTE_COUNT], place.name)
        except Damaged as damage:
            yield names.damage(str(damage))
            is_damaged = True
    if not (is_damaged and form is Format.DOCUMENT):  # what is left of one whose beginning is lost is none
        yield from _read_format(stream, form, place, names)


def _read_format(stream: Buffered, form: Format, place: _Place, names: MemberNames) -> Iterator[Landed]:
    if form in ARCHIVES and place.depth >= CONTAINER_DEPTH:
        yield unreadable(place.source, f"nested too deep: the {CONTAINER_DEPTH + 1}th archive, one inside the other")
    elif form is Format.DOCUMENT:
        yield _whole(stream, place)
    elif form is Format.SAVED_PAGE:
        yield _saved(_whole(stream, place))
    elif form is Format.WARC:
        yield from warc.read_records(stream, place.source, place.byte_ceiling)
    elif form is Format.JSON_LINES:
        yield from read_json_lines(stream, place.source, place.byte_ceiling)
    elif form is Format.GZIP:
        inner = place.member(place.source, unpacked_name(place.name))
        yield from _read_stream(cast("IO[bytes]", GzipStream(stream)), inner)
    else:
        yield from _or_empty(_read_members(stream, form, place, names), place)


def _read_members(stream: Buffered, form: Format, place: _Place, names: MemberNames) -> Iterator[Landed]:
    def read_member(handle: IO[bytes], source: str) -> Iterator[Landed]:
        return _read_stream(handle, place.member(source, source))

    if form is Format.TAR:
        yield from read_tar(stream, names, read_member)
    elif place.depth == 0:
        yield from read_zip(stream, names, read_member)
    else:  # a zip's directory stands at its end, and a stream inside another container cannot seek
        file, faults = spooled(stream)
        with file:
            yield from map(names.damage, faults)
            yield from read_zip(file, names, read_member)


def _or_empty(members: Iterator[Landed], place: _Place) -> Iterator[Landed]:
    """An archive without members has a row too."""
    count = 0
    for count, landed in enumerate(members, start=1):  # noqa: B007 - the count is what is wanted
        yield landed
    if not count:
        yield UnreadableInput(place.source, RejectReason.EMPTY, "an archive without members")


def _saved(whole: Landed) -> Landed:
    return whole if isinstance(whole, UnreadableInput) else read_saved_page(whole.content, whole.source)


def _whole(stream: Buffered, place: _Place) -> Landed:
    content, damage = read_at_most(stream, place.byte_ceiling + 1)
    if len(content) > place.byte_ceiling:
        return UnreadableInput(place.source, RejectReason.TOO_LARGE, f"over {place.byte_ceiling} bytes", content)
    if damage is None and len(content) <= place.byte_ceiling:
        return RawDocument(content=content, source=place.source)
    if damage is not None and damage.is_after_end:
        return RawDocument(content=content, source=place.source, detail=str(damage))
    return UnreadableInput(place.source, RejectReason.TRUNCATED_CONTAINER, str(damage), content)
