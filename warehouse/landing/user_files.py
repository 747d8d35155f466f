"""Text files that the user names: a query, a manifest, texts to annotate. What is wrong with one is one sentence.

What belongs here: small files in UTF-8. What does not: documents, whose faults are rows (read.py), configuration.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from warehouse.errors import MissingInput

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def read_text_file(path: Path, what: str) -> str:
    """The text of a file. `what` names it in the sentence: "query file".

    Raises MissingInput where it is not there, no ordinary file, not ours to read or not in UTF-8.
    """
    return "".join(text_lines(path, what))


def text_lines(path: Path, what: str) -> Iterator[str]:
    """The lines of a file, with their ends, one at a time. Raises as `read_text_file`."""
    named = f"The {what} {path}"
    _refuse_other_than_files(path, named)
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                yield _decoded(line, number, named)
    except OSError as error:
        raise MissingInput(f"{named} cannot be read: {error.strerror}.") from error


def _refuse_other_than_files(path: Path, named: str) -> None:
    try:
        kind = stat.S_IFMT(path.stat().st_mode)
    except FileNotFoundError:
        raise MissingInput(f"{named} does not exist.") from None
    except (OSError, ValueError) as error:
        raise MissingInput(f"{named} cannot be read: {getattr(error, 'strerror', error)}.") from error
    if kind in _KINDS:
        raise MissingInput(f"{named} is {_KINDS[kind]}; give an ordinary file.")


def _decoded(line: bytes, number: int, named: str) -> str:
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise MissingInput(
            f"{named} is not in UTF-8 (line {number}, byte {error.start + 1}); save it as UTF-8 and try again."
        ) from None
