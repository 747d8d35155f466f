"""What a full disk does is said; other faults pass."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from warehouse.errors import StorageFull
from warehouse.store.durable import full_disk_is_explained


def test_a_full_disk_is_explained_and_other_faults_are_not_touched(tmp_path: Path) -> None:
    with (
        pytest.raises(StorageFull, match="the batch in the making was not"),
        full_disk_is_explained(tmp_path),
    ):
        raise OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(PermissionError), full_disk_is_explained(tmp_path):
        raise PermissionError(errno.EACCES, "no")
