"""The environment of the process: the one place that reads or writes it, beside the settings' own library.

What belongs here: variables of the platform and of other libraries, and the names of ours. What does not: settings
(job/settings.py), which pydantic-settings reads from variables that begin with PREFIX.
"""

from __future__ import annotations

import os
from pathlib import Path

PREFIX = "PRESSWATCH_"
CONFIG_VARIABLE = f"{PREFIX}CONFIG"
PSEUDONYM_KEY_VARIABLE = f"{PREFIX}PSEUDONYM_KEY"
THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS")
PREFECT_VARIABLES = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",  # a first start takes 15 s, on a busy machine more
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "presswatch",
}


def named_configuration() -> Path | None:
    """The configuration file that the environment names, None where it names none."""
    named = os.environ.get(CONFIG_VARIABLE)
    return Path(named) if named else None


def cache_folder() -> Path:
    """Where derived files may be kept: `presswatch` in the folder of the XDG base directory specification."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(given) if given.startswith("/") else Path("~/.cache").expanduser()
    return base / "presswatch"


def use_one_core() -> None:
    """Keep the numeric libraries of this process, a worker, from starting threads of their own."""
    os.environ.update(dict.fromkeys(THREAD_VARIABLES, "1"))


def prepare_embedded_prefect() -> None:
    """Let Prefect's embedded server start on a slow machine, stay quiet, call nobody, and keep our log lines.

    What the user has set in the environment stays as it is.
    """
    for name, value in PREFECT_VARIABLES.items():
        os.environ.setdefault(name, value)
