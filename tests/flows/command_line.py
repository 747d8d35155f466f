"""Calling the command line in this process, as the tests of commands do."""

from __future__ import annotations

from click.testing import CliRunner, Result

from flows.cli import main


def call(*words: object) -> Result:
    """Run `presswatch` with these words; whatever it raises beside its exit status is raised."""
    result = CliRunner().invoke(main, [str(word) for word in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result
