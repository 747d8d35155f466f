"""What the interpreter's libraries print while it ends is kept from the terminal.

A run with Prefect leaves threads of Prefect's behind, so that DuckDB's types still live when the interpreter ends, and
its binding (nanobind) then prints fifty lines on "leaked" types. They name no fault of the run and hide its summary.
"""

from __future__ import annotations

import atexit
import os
import sys


def keep_the_end_quiet() -> None:
    """Close standard error when all that runs at the end of the process has run.

    To be called before other libraries are loaded: functions registered with atexit run last in, first out, so that
    what is registered later still reaches the terminal.
    """
    atexit.register(_silence)


def _silence() -> None:
    sys.stderr.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)  # the stream of C code, which is what the bindings print to
    os.close(nowhere)
