"""Generated recordings: right where nothing is wrong with a version, and each defect is found for what it is."""

from __future__ import annotations

import pytest
from tests.adapters.recorded.recording import Checked

from connref.errors import UsageError
from connref_adapters.fleet.generate import DEFECTS, Recipe, sessions, versions_of
from connref_adapters.recorded.result import SessionVerdict

BREAKS = {
    "early-down": "MAN-GRACE",
    "late-down": "AUTO-BACKGROUND",
    "no-reconnect": "-",
    "lost-message": "EVT-DELIVERED",
    "silent-connect": "CALL-OUTCOME",
}


def recorded(recipe: Recipe) -> bytes:
    return "".join(f"{line}\n" for session in sessions(recipe) for line in session.lines).encode()


def test_a_version_without_a_defect_conforms() -> None:
    checked = Checked(recorded(Recipe(12)))
    assert {result.verdict for result in checked.sessions} == {SessionVerdict.CONFORMS}
    assert checked.summary.events > 12 * 80


@pytest.mark.parametrize("defect", DEFECTS)
def test_each_defect_is_found(defect: str) -> None:
    found = Checked(recorded(Recipe(10, versions=versions_of([f"1={defect}"])))).summary.failures
    assert found
    assert all(BREAKS[defect] in requirement for requirement in found), found


def test_a_session_depends_on_its_number_and_the_seed_alone() -> None:
    short, long = list(sessions(Recipe(3))), list(sessions(Recipe(5)))
    assert [session.lines for session in short] == [session.lines for session in long[:3]]
    assert next(sessions(Recipe(1, seed=2))).lines != short[0].lines


def test_sessions_come_in_order_of_their_dates() -> None:
    dates = [session.date for session in sessions(Recipe(4, days=2))]
    assert dates == ["2026-11-01", "2026-11-01", "2026-11-02", "2026-11-02"]


@pytest.mark.parametrize("text", ["1=no-such", "1=early-down:2", "1=early-down:x"])
def test_what_is_no_version_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"--version 1="):
        versions_of([text])
