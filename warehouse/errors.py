"""What stops a run at once: each error's text is the one clear sentence that the user reads, saying what to do."""

from __future__ import annotations


class PresswatchError(Exception):
    """Something that a person has to mend; nothing was lost."""


class MissingInput(PresswatchError):
    """An input path does not exist or holds nothing."""


class NotAWarehouse(PresswatchError):
    """The folder given as a warehouse is something else."""


class DamagedWarehouse(PresswatchError):
    """A commit record or a file that it names is missing or unreadable."""


class OtherFormat(PresswatchError):
    """The warehouse was written by another version of the program, with other tables or columns."""


class WarehouseBusy(PresswatchError):
    """Another process is writing to the warehouse."""


class StorageFull(PresswatchError):
    """The disk took no more while a batch was being staged."""


class UnfinishedPublishing(PresswatchError):
    """A batch is committed, but the file system failed before all was at its place; the next writer goes on."""


class BadConfiguration(PresswatchError):
    """A setting is unknown, of the wrong type or impossible."""


class BadQuery(PresswatchError):
    """A query is not valid SQL or would change something."""


class UnwritablePlace(PresswatchError):
    """A file that the user asked for cannot be written there."""


class BadSource(PresswatchError):
    """A source sent far less than it states, or too much of it was refused."""


class IndexFault(PresswatchError):
    """The search index cannot be built or written; what is published is safe."""
