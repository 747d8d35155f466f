"""What the system refuses is said in one sentence, with what to do where that is known."""

from __future__ import annotations

import errno

import pytest

from flows.terminal.faults import system_fault


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            PermissionError(errno.EACCES, "Permission denied", "/x"),
            "/x: Permission denied; give a place that you may use, or change its permissions.",
        ),
        (
            OSError(errno.EXDEV, "Invalid cross-device link", "a", None, "b"),
            "a and b: Invalid cross-device link.",
        ),
        (OSError("nothing but text"), "nothing but text."),
        (OSError(), "OSError."),
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device; make room and run it again."),
    ],
)
def test_an_error_of_the_system_is_a_sentence(error: OSError, sentence: str) -> None:
    assert system_fault(error) == sentence
