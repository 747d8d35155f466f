"""What all tests share: hypothesis without deadlines (a slow machine is no fault), in CI the same examples each run.

A test whose parameter is bytes is named by the parameter's name and number, not by the bytes: packed bytes may hold
the clock (gzip writes it into its head), and workers that collect a test under two names refuse to run any.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """The name of a parameter in a test's name; None leaves it to pytest, which numbers names that come twice."""
    return argname if isinstance(val, bytes) else None
