"""The log of runs as JSON lines in a file: ids, counts and seconds, for programs that watch over an archive."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from warehouse.errors import UnwritablePlace

NAME = "presswatch"


class JsonLines(logging.Formatter):
    """A record as one line: when, how grave, the sentence, and its facts by name."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record. A traceback is left out: it may hold texts."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        facts = getattr(record, "facts", {})
        return json.dumps({"at": at, "level": record.levelname.lower(), "said": record.getMessage(), **facts})


@contextmanager
def kept_log(path: Path | None) -> Iterator[None]:
    """Append the log lines of this process to a file meanwhile; None keeps none.

    Raises UnwritablePlace where the file cannot be opened.
    """
    if path is None:
        yield
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(path, encoding="utf-8")
    except OSError as error:
        raise UnwritablePlace(f"The log_file {path} cannot be written: {error.strerror}.") from error
    handler.setFormatter(JsonLines())
    logger = logging.getLogger(NAME)
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(min(logger.getEffectiveLevel(), logging.INFO))
    try:
        yield
    finally:
        logger.setLevel(before)
        logger.removeHandler(handler)
        handler.close()
