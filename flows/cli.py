"""The command line `presswatch`: its commands in the order in which a person meets them, and how each of them ends.

The commands stand in flows/commands. Libraries are loaded inside of them, so that `--help` answers at once.
"""

from __future__ import annotations

import click

from flows.commands import asking, reading, upkeep


class _Group(click.Group):
    """User errors print one sentence to standard error and exit with status 2."""

    def invoke(self, context: click.Context) -> object:
        """Run a command."""
        from warehouse.errors import PresswatchError

        try:
            return super().invoke(context)
        except PresswatchError as error:
            click.echo(f"presswatch: {error}", err=True)
            raise SystemExit(2) from None


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="presswatch")
def main() -> None:
    """Turn raw scraped documents into an archive that people can count on."""


COMMANDS = (
    reading.ingest, reading.run, reading.init, reading.parse, reading.annotate,
    asking.sql, asking.entities, asking.report, asking.tables, asking.watch, asking.inspect,
    upkeep.check, upkeep.repair, upkeep.maintain,
)  # fmt: skip
for command in COMMANDS:
    main.add_command(command)
