"""Changes that were not run count as neither noticed nor unnoticed."""

from __future__ import annotations

import pytest

from benchmarks import mutants

NAMES = ("tasks.a.f_1", "tasks.a.f_2", "tasks.a.f_3", "tasks.a.f_4")


@pytest.fixture(autouse=True)
def _no_mutmut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mutants, "mutmut", lambda *_: "--- a\n+++ b\n-x = 1\n+x = 2\n")


def test_the_share_is_taken_of_the_changes_that_were_run(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = ("killed", "survived", "not checked", "timeout")
    assert mutants.report(dict(zip(NAMES, outcomes, strict=True))) == pytest.approx(2 / 3)
    printed = capsys.readouterr().out
    assert "1 changes were not run" in printed
    assert "2 of 3 changes noticed: 66.7%" in printed
    assert "survived: tasks.a.f_2\n-x = 1\n+x = 2\n" in printed


def test_a_run_of_nothing_is_no_success() -> None:
    with pytest.raises(SystemExit, match="ran none"):
        mutants.report(dict.fromkeys(NAMES, "not run"))
