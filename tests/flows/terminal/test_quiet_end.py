"""The end of a run shows what the run says, and not what libraries print while the interpreter goes down."""

from __future__ import annotations

import subprocess
import sys

_SCRIPT = """
import atexit, os, sys
{before}
class Binding:
    def __del__(self, write=os.write):
        write(2, b"leaked 27 instances")
sys.last_of_all = Binding()
atexit.register(lambda: print("a library's own last word", file=sys.stderr))
print("summary", file=sys.stderr)
{end}
"""
_QUIET = "from flows.terminal.quiet_end import keep_the_end_quiet; keep_the_end_quiet()"


def _run(before: str, end: str = "") -> tuple[int, str]:
    code = _SCRIPT.format(before=before, end=end)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stderr


def test_what_is_printed_while_the_interpreter_goes_down_is_not_shown() -> None:
    assert "leaked" in _run("")[1]
    assert _run(_QUIET) == (0, "summary\na library's own last word\n")


def test_the_exit_status_and_an_uncaught_error_are_still_seen() -> None:
    status, shown = _run(_QUIET, "raise SystemExit(3)")
    assert status == 3
    status, shown = _run(_QUIET, "raise ValueError('broken')")
    assert status == 1
    assert "ValueError: broken" in shown
