"""The command line `presswatch`: its commands in the order in which a person meets them, and how each of them ends.

The commands stand in flows/commands. Libraries are loaded inside of them, so that `--help` answers at once.
"""

from __future__ import annotations

import errno
import io
import os
import sys

import click

from flows.commands import asking, exporting, privacy, reading, searching, upkeep

BROKEN_PIPE_STATUS = 141  # as of a program that SIGPIPE ends


class _Group(click.Group):
    """How commands end: user errors with one sentence on standard error and status 2, signals with 128 and theirs."""

    def invoke(self, context: click.Context) -> object:
        """Run a command."""
        from flows.pool.stopping import Stopped, answered
        from flows.terminal.faults import system_fault
        from warehouse.errors import PresswatchError

        _write_what_cannot_be_encoded()
        try:
            with answered("Stopping."):
                return super().invoke(context)
        except PresswatchError as error:
            _complain(str(error))
            raise SystemExit(2) from None
        except Stopped as stopped:
            raise SystemExit(stopped.exit_status) from None
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever reads our output has seen enough: `presswatch sql … | head`
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left in buffers goes nowhere
                raise SystemExit(BROKEN_PIPE_STATUS) from None
            _complain(system_fault(error))
            raise SystemExit(2) from None


def _complain(sentence: str) -> None:
    from tasks.text.controls import without_controls

    click.echo(f"presswatch: {without_controls(sentence)}", err=True)


def _write_what_cannot_be_encoded() -> None:
    """Print characters that the output's encoding lacks (half a surrogate pair in any) as escapes, as JSON has them."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="presswatch")
def main() -> None:
    """Turn raw scraped documents into an archive that people can count on."""


COMMANDS = (
    reading.ingest, reading.fetch, reading.run, reading.init, reading.parse, reading.annotate,
    searching.search, exporting.export, asking.sql, asking.entities, asking.report, asking.tables, asking.watch,
    asking.inspect, upkeep.status, upkeep.check, upkeep.repair, upkeep.maintain, upkeep.reprocess, privacy.erase,
)  # fmt: skip
for command in COMMANDS:
    main.add_command(command)
