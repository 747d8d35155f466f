"""Folders, files, JSON lines, WARC and archives of these, read as a stream of raw documents.

Formats are recognised by content, then by name. Every file and every record of a container gives one `RawDocument`, or
an `UnreadableInput` that says why not: nothing is skipped silently. What a document says is no business of this module;
`tasks.parse` reads it.
"""

from __future__ import annotations

import glob
import gzip
import io
import json
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any, cast

from tasks.records import RawDocument, RejectReason, UnreadableInput
from warehouse.errors import MissingInput
from warehouse.landing import warc

if TYPE_CHECKING:
    Buffered = io.BufferedReader[Any]
    ReadContainer = Callable[[Buffered, str, int, int], Iterator["Landed"]]

Landed = RawDocument | UnreadableInput

PEEK_BYTE_COUNT = 4096
CONTAINER_DEPTH = 4  # a zip in a tar in a gzip is deep enough for anything but an attack
NESTED_ZIP_BYTE_CEILING = 2_000_000_000
JSON_LINES_SUFFIXES = (".jsonl", ".ndjson")
CUT_OFF = (EOFError, zlib.error, gzip.BadGzipFile, tarfile.ReadError, zipfile.BadZipFile)


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read, and what its manifest says of it."""

    path: Path
    source: str  # as given
    source_id: str | None = None
    url: str | None = None
    fetched_at: datetime | None = None


def find_inputs(paths: Sequence[str]) -> list[InputFile]:
    """The files below the given files, folders and globs, in name order, each once.

    Raises MissingInput for a path that does not exist and for a folder or glob without a file.
    """
    found: dict[str, InputFile] = {}
    for given in paths:
        files = _expand(given)
        if not files:
            raise MissingInput(f"{given} holds no file; give a file, a folder or a glob with documents.")
        for path in files:
            found.setdefault(str(path), InputFile(path, str(path)))
    return list(found.values())


def _expand(given: str) -> list[Path]:
    path = Path(given)
    if path.is_dir():
        return sorted(p for p in path.rglob("*") if p.is_file() and not _is_hidden(p.relative_to(path)))
    if path.is_file():
        return [path]
    if glob.has_magic(given):
        return sorted(
            p
            for match in glob.glob(given, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern
            for p in _expand(match)
        )
    raise MissingInput(f"{given} does not exist; check the path (it is taken from {Path.cwd()}).")


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def read_manifest(path: Path) -> list[InputFile]:
    """The files a manifest names, in its order: JSON lines of {"path", "id"?, "url"?, "fetched_at"?}.

    Raises MissingInput where the manifest, or a file that it names, is not there or is not of that form.
    """
    if not path.is_file():
        raise MissingInput(f"The manifest {path} does not exist.")
    files = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            files.append(_manifest_entry(path, number, line))
    return files


def _manifest_entry(manifest: Path, number: int, line: str) -> InputFile:
    try:
        entry = json.loads(line)
        given = str(entry["path"])
    except (ValueError, KeyError, TypeError):
        raise MissingInput(f'{manifest}, line {number} is not a JSON object with a "path".') from None
    path = manifest.parent / given
    if not path.is_file():
        raise MissingInput(f"{manifest}, line {number} names {given}, which does not exist.")
    return InputFile(path, given, _text(entry.get("id")), _text(entry.get("url")), read_time(entry.get("fetched_at")))


def read_inputs(files: Sequence[InputFile], byte_ceiling: int) -> Iterator[Landed]:
    """Every document of every file, streamed; none larger than `byte_ceiling` bytes is held in memory."""
    for file in files:
        for landed in _read_file(file, byte_ceiling):
            yield _with_manifest(landed, file)


def _with_manifest(landed: Landed, file: InputFile) -> Landed:
    """What the manifest says of a file holds for a document that is the whole file."""
    if isinstance(landed, UnreadableInput) or landed.source != file.source:
        return landed
    return replace(
        landed,
        source_id=file.source_id or landed.source_id,
        url=file.url or landed.url,
        fetched_at=file.fetched_at or landed.fetched_at,
    )


def _read_file(file: InputFile, byte_ceiling: int) -> Iterator[Landed]:
    try:
        with file.path.open("rb") as handle:
            yield from _read_stream(handle, file.source, byte_ceiling, 0)
    except OSError as error:
        yield UnreadableInput(file.source, RejectReason.UNREADABLE_FILE, error.strerror or type(error).__name__)


def _read_stream(handle: IO[bytes], source: str, byte_ceiling: int, depth: int) -> Iterator[Landed]:
    """Documents of an open stream; the format is recognised by its first bytes, then by its name."""
    stream: Buffered = (
        handle if isinstance(handle, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", handle))
    )
    try:
        head = stream.peek(PEEK_BYTE_COUNT)[:PEEK_BYTE_COUNT]
        if depth < CONTAINER_DEPTH and (reader := _container_reader(head, source)) is not None:
            yield from reader(stream, source, byte_ceiling, depth + 1)
        else:
            yield _whole(stream, source, byte_ceiling)
    except CUT_OFF as error:
        yield UnreadableInput(source, RejectReason.TRUNCATED_CONTAINER, str(error))


def _container_reader(head: bytes, source: str) -> ReadContainer | None:
    if warc.holds_records(head):  # also those of a gzip, which the reader unpacks itself
        return _read_warc
    if head.startswith(b"\x1f\x8b"):
        return _read_gzip
    if head.startswith(b"PK\x03\x04"):
        return _read_zip
    if head[257:262] == b"ustar":
        return _read_tar
    if _is_json_lines(head, source):
        return _read_json_lines
    return None


def _is_json_lines(head: bytes, source: str) -> bool:
    """By content: the first line is an object with html or text (or its beginning); else by name."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if source.lower().removesuffix(".gz").endswith(JSON_LINES_SUFFIXES):
        return bool(start)
    if not start.startswith(b"{"):
        return False
    first_line = start.split(b"\n", 1)[0]
    return b'"html"' in first_line or b'"text"' in first_line


def _whole(stream: Buffered, source: str, byte_ceiling: int) -> Landed:
    content = _read_at_most(stream, byte_ceiling + 1)
    if len(content) > byte_ceiling:
        return _too_large(source, content, byte_ceiling)
    return RawDocument(content=content, source=source)


def _read_at_most(stream: Buffered, byte_count: int) -> bytes:
    parts = []
    while byte_count > 0 and (part := stream.read(min(byte_count, 1 << 20))):
        parts.append(part)
        byte_count -= len(part)
    return b"".join(parts)


def _too_large(source: str, content: bytes, byte_ceiling: int) -> UnreadableInput:
    return UnreadableInput(source, RejectReason.TOO_LARGE, f"over {byte_ceiling} bytes", content)


def _read_gzip(stream: Buffered, source: str, byte_ceiling: int, depth: int) -> Iterator[Landed]:
    with gzip.GzipFile(fileobj=stream) as unpacked:
        yield from _read_stream(cast("IO[bytes]", unpacked), source, byte_ceiling, depth)


def _read_zip(stream: Buffered, source: str, byte_ceiling: int, depth: int) -> Iterator[Landed]:
    with ExitStack() as stack:
        if depth > 1:  # a zip's directory stands at its end, and a stream inside another container cannot seek
            stream = stack.enter_context(_spooled(stream))
        archive = stack.enter_context(zipfile.ZipFile(stream))
        for name in sorted(info.filename for info in archive.infolist() if not info.is_dir()):
            member = f"{source}#{name}"
            try:
                with archive.open(name) as handle:
                    yield from _read_stream(handle, member, byte_ceiling, depth)
            except (RuntimeError, NotImplementedError) as error:  # encrypted, or packed by an unknown method
                yield UnreadableInput(member, RejectReason.UNREADABLE_CONTAINER, str(error))


def _spooled(stream: Buffered) -> Buffered:
    """A stream's bytes as a file that can seek; a nested zip over the ceiling is cut there, and then refused as cut."""
    spool = cast("Buffered", tempfile.TemporaryFile())  # noqa: SIM115 - its caller closes it
    left = NESTED_ZIP_BYTE_CEILING
    while left > 0 and (part := stream.read(min(left, 1 << 20))):
        spool.write(part)
        left -= len(part)
    spool.seek(0)
    return spool


def _read_tar(stream: Buffered, source: str, byte_ceiling: int, depth: int) -> Iterator[Landed]:
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for member in archive:
            handle = archive.extractfile(member) if member.isfile() else None
            if handle is not None:
                name = f"{source}#{PurePosixPath(member.name)}"
                yield from _read_stream(handle, name, byte_ceiling, depth)


def _read_warc(stream: Buffered, source: str, byte_ceiling: int, _depth: int) -> Iterator[Landed]:
    yield from warc.read_records(stream, source, byte_ceiling)


def _read_json_lines(stream: Buffered, source: str, byte_ceiling: int, _depth: int) -> Iterator[Landed]:
    number = 0
    try:
        while line := stream.readline(2 * byte_ceiling):  # JSON escapes can double a text
            if line.strip():
                yield _json_document(line, f"{source}#{number}", byte_ceiling)
            while line and not line.endswith(b"\n"):
                line = stream.readline(1 << 20)
            number += 1
    except CUT_OFF as error:
        yield UnreadableInput(f"{source}#{number}", RejectReason.TRUNCATED_CONTAINER, str(error))


def _json_document(line: bytes, source: str, byte_ceiling: int) -> Landed:
    if len(line) >= 2 * byte_ceiling:
        return _too_large(source, line[:PEEK_BYTE_COUNT], byte_ceiling)
    try:
        entry = json.loads(line.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError) as error:
        return UnreadableInput(source, RejectReason.NOT_JSON, _json_fault(error), line)
    content = _json_content(entry)
    if content is None:
        return UnreadableInput(source, RejectReason.NOT_JSON, 'no object with "html" or "text"', line)
    return RawDocument(
        content=content[0].encode("utf-8", errors="replace"),
        source=source,
        source_id=_text(entry.get("id")),
        url=_text(entry.get("url")),
        fetched_at=read_time(entry.get("fetched_at")),
        media_type=content[1],
    )


def _json_fault(error: Exception) -> str:
    """Where the JSON broke, without its text (json's own messages name only the place)."""
    if not isinstance(error, json.JSONDecodeError):
        return "nested too deep"
    return f"{error.msg.removesuffix(' at')} at character {error.pos}"


def _json_content(entry: object) -> tuple[str, str] | None:
    if not isinstance(entry, dict):
        return None
    for field, media_type in (("html", "text/html; charset=utf-8"), ("text", "text/plain; charset=utf-8")):
        if isinstance(entry.get(field), str):
            return entry[field], media_type
    return None


def _text(value: object) -> str | None:
    return str(value) if isinstance(value, str | int) and value != "" else None


def read_time(value: object) -> datetime | None:
    """An ISO 8601 time as naive UTC (a time without a zone is taken as UTC); None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        time = datetime.fromisoformat(value)
    except ValueError:
        return None
    try:
        return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo is not None else time
    except OverflowError:
        return None
