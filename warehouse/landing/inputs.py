"""Which files are to be read: those below the paths given, or those that a manifest names.

What belongs here: paths, globs and manifests. What does not: walking a folder (folders.py), what a file holds
(read.py).
"""

from __future__ import annotations

import glob
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tasks.records import RawDocument
from warehouse.errors import MissingInput
from warehouse.landing.folders import Found, passed_by, walk
from warehouse.landing.provenance import with_provenance
from warehouse.landing.user_files import text_lines


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read, and what its manifest says of it. `passed_by` is why it is none: then it is not opened."""

    path: Path
    source: str  # as given
    source_id: str | None = None
    url: str | None = None
    fetched_at: datetime | None = None
    detail: str | None = None
    passed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the given paths hold: files (and what is passed by with its reason), and how much that is hidden."""

    files: tuple[InputFile, ...]
    hidden_count: int = 0


def find_inputs(paths: Sequence[str]) -> list[InputFile]:
    """The files of `scan_inputs`."""
    return list(scan_inputs(paths).files)


def scan_inputs(paths: Sequence[str]) -> Inputs:
    """The files below the given files, folders and globs, in name order, each once.

    Links that lead nowhere, named pipes, folders that may not be read and the like are among them with the reason why
    they are passed by; hidden files and folders are counted. Raises MissingInput for a path that does not exist or is
    no file, and for a folder or glob without a file.
    """
    inputs: dict[str, InputFile] = {}
    hidden: set[Path] = set()
    for given in paths:
        found = _expand(given)
        if not found.files:
            raise MissingInput(_holds_nothing(given, found))
        hidden.update(found.hidden)
        passed = {path: InputFile(path, str(path), passed_by=reason) for path, reason in found.passed_by.items()}
        for path in sorted({*found.files, *passed}):
            inputs.setdefault(str(path), passed.get(path) or InputFile(path, str(path)))
    return Inputs(tuple(inputs.values()), len(hidden))


def _holds_nothing(given: str, found: Found) -> str:
    left_out = [f"{path} is {reason}" for path, reason in found.passed_by.items()][:1]
    left_out += [f"{len(found.hidden)} hidden files or folders are left out"] if found.hidden else []
    told = f" ({'; '.join(left_out)})" if left_out else ""
    return f"{given} holds no file{told}; give a file, a folder or a glob with documents."


def _expand(given: str) -> Found:
    path = Path(given)
    if path.is_dir():
        return walk(path)
    if path.is_file():
        return Found(files=[path])
    if glob.has_magic(given):
        return _matches(given)
    if path.is_symlink() or path.exists():
        raise MissingInput(f"{given} is {passed_by(path)}; give a file, a folder or a glob with documents.")
    raise MissingInput(f"{given} does not exist; check the path (it is taken from {Path.cwd()}).")


def _matches(pattern: str) -> Found:
    found = Found()
    for match in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207 - Path.glob takes no absolute pattern
        path = Path(match)
        reason = None if path.is_dir() else passed_by(path)
        if reason is not None:
            found.passed_by[path] = reason
        else:
            found.add(walk(path) if path.is_dir() else Found(files=[path]))
    return found


def read_manifest(path: Path) -> list[InputFile]:
    """The files a manifest names, in its order: JSON lines of {"path", "id"?, "url"?, "fetched_at"?}.

    Raises MissingInput where the manifest, or a file that it names, is not there or is not of that form.
    """
    files = []
    for number, line in enumerate(text_lines(path, "manifest"), start=1):
        if line.strip():
            files.append(_manifest_entry(path, number, line))
    return files


def _manifest_entry(manifest: Path, number: int, line: str) -> InputFile:
    try:
        entry = json.loads(line)
        given = str(entry["path"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise MissingInput(f'{manifest}, line {number} is not a JSON object with a "path".') from None
    path = manifest.parent / given
    if (reason := passed_by(path)) is not None:
        told = f"which is {reason}" if path.exists() else "which does not exist"
        raise MissingInput(f"{manifest}, line {number} names {given}, {told}.")
    said = with_provenance(RawDocument(b"", given), entry)
    return InputFile(path, given, said.source_id, said.url, said.fetched_at, said.detail)
