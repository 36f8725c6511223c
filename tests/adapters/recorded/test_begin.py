"""Sessions that begin in the middle: the header says where, and nothing of how it came there is held against an SDK."""

from __future__ import annotations

from typing import Any

import pytest
from tests.adapters.recorded.recording import Checked, events, lines

from connref_adapters.recorded.result import SessionResult, SessionVerdict


def judged(mode: str, state: dict[str, Any], *bodies: dict[str, Any], tolerance_ms: int = 0) -> SessionResult:
    header = {"session": "s", "mode": mode, "tolerance_ms": tolerance_ms, "state": state}
    (result,) = Checked(lines(header, *bodies)).sessions
    return result


def broken(result: SessionResult) -> str | None:
    return None if result.failure is None else result.failure.requirement


UP = {"ready": True, "user": "u", "app": "foreground", "network": "up", "connection": "up"}
DOWN = {**UP, "connection": "down"}
OPEN = {"at": 500, "kind": "socket_open", "socket": 7}


def closed(at: int, by: str = "client") -> dict[str, Any]:
    return {"at": at, "kind": "socket_closed", "socket": 7, "by": by}


def end(at: int) -> dict[str, Any]:
    return {"at": at, "end": True}


def test_a_connection_that_was_up_is_held_through_the_grace() -> None:
    assert broken(judged("manual", UP, *events(100, "background"), closed(200))) == "MAN-GRACE"
    right = judged("manual", UP, *events(100, "background"), closed(30_100), end(40_000))
    assert right.verdict is SessionVerdict.CONFORMS


def test_a_background_that_began_before_the_recording_counts_from_there() -> None:
    state = {**UP, "app": "background", "since_ms": 25_000}
    late = judged("manual", state, {"at": 1, "kind": "status", "value": "connected"}, end(6_000))
    assert broken(late) == "MAN-GRACE-ENDS"
    assert judged("manual", state, closed(5_000), end(6_000)).verdict is SessionVerdict.CONFORMS


def test_in_auto_mode_a_connection_that_was_down_has_to_come_up() -> None:
    assert broken(judged("auto", DOWN, *events(1, "foreground"), end(70_000))) == "AUTO-RECONNECT"
    assert judged("auto", DOWN, OPEN, end(70_000)).verdict is SessionVerdict.CONFORMS


def test_in_manual_mode_nobody_knows_whether_it_was_wanted() -> None:
    silent = judged("manual", DOWN, {"at": 1, "kind": "status", "value": "disconnected"}, end(70_000))
    assert silent.failure is None
    opened = judged("manual", DOWN, OPEN, end(70_000))
    assert opened.failure is None
    wanted = judged("manual", DOWN, OPEN, *events(1_000, "network_down"), closed(2_000, "network"),
                    *events(3_000, "network_up"), end(90_000))  # fmt: skip
    assert broken(wanted) == "MAN-RECONNECT"


def test_without_the_network_nothing_has_to_come_up() -> None:
    assert judged("auto", {**DOWN, "network": "down"}, *events(1, "foreground"), end(70_000)).failure is None


def test_before_init_only_the_saved_user_counts() -> None:
    state = {"ready": False, "user": "u"}
    result = judged("auto", state, *events(0, "init"), {"at": 1, "kind": "user", "value": "v"})
    assert broken(result) == "SES-LOGIN-SAVES"


def test_how_it_came_there_is_not_tested() -> None:
    result = judged("manual", UP, {"at": 1, "kind": "status", "value": "connected"})
    assert result.verdict is SessionVerdict.NOT_JUDGED
    assert result.tested == frozenset()


@pytest.mark.parametrize(
    ("state", "field"),
    [
        ({**UP, "ready": 1}, "state.ready"),
        ({**UP, "user": 3}, "state.user"),
        ({**UP, "user": None}, "state.connection"),
        ({**UP, "app": "hidden"}, "state.app"),
        ({**UP, "network": True}, "state.network"),
        ({**UP, "connection": "half"}, "state.connection"),
        ({**UP, "since_ms": -1}, "state.since_ms"),
        ("up", "state"),
    ],
)
def test_a_state_that_cannot_be_used_names_the_field(state: object, field: str) -> None:
    header = {"session": "s", "mode": "manual", "state": state}
    ((_, problem),) = Checked(lines(header)).problems
    assert problem.startswith(f"{field}: ")
