"""An input that is written just after the close that it explains: within the tolerance it came first, beyond it not."""

from __future__ import annotations

import io
from typing import Any

import pytest
from tests.adapters.recorded.recording import CLOSED, CONNECTED, HEADER, events, lines
from tests.adapters.recorded.test_same_as_exact import assert_same

from connref.protocol import Do, InputName
from connref_adapters.recorded.checker import Checker
from connref_adapters.recorded.lines import read_lines
from connref_adapters.recorded.result import SessionResult, SessionVerdict
from connref_adapters.recorded.retell import read_session

UP: list[dict[str, Any]] = [
    *events(0, "init", "login=u"),
    {"at": 40, "kind": "socket_open", "socket": 1},
]
STATUS = {"kind": "status", "value": "disconnected"}
CLOSE = {**CLOSED, "at": 1_000}
LATER = {"at": 9_000, **STATUS}


def content(*bodies: dict[str, Any], **header: object) -> bytes:
    return lines({**HEADER, "mode": "auto", "tolerance_ms": 100, **header}, *UP, *bodies)


def judged(*bodies: dict[str, Any], exact: bool = False, **header: object) -> SessionResult:
    found: list[SessionResult] = []
    checker = Checker(found.append, print, exact=exact)
    checker.read("f", read_lines(io.BytesIO(content(*bodies, **header))))
    checker.finish()
    return found[0]


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize("reason", ["background", "logout"])
def test_within_the_tolerance_the_input_came_first(reason: str, *, exact: bool) -> None:
    story = [CLOSE, {"at": 1_000, **STATUS}, *events(1_060, reason), LATER]
    assert judged(*story, exact=exact).verdict is SessionVerdict.CONFORMS


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize(
    ("story", "line"),
    [
        ([CLOSE, *events(1_101, "background"), LATER], 5),
        ([CLOSE, {"at": 1_010, **STATUS}, LATER], 5),
        ([CLOSE, *events(1_050, "server_message=m"), LATER], 5),
        ([CLOSE], 5),
        ([CLOSE, {"at": 1_050, "end": True}], 5),
    ],
)
def test_what_comes_later_or_explains_nothing_excuses_nothing(
    story: list[dict[str, Any]], line: int, *, exact: bool
) -> None:
    failure = judged(*story, exact=exact).failure
    assert failure is not None
    assert (failure.at_ms, failure.line) == (1_000, line)


def test_without_a_tolerance_lines_are_in_order() -> None:
    story = [CLOSE, *events(1_000, "background"), LATER]
    assert judged(*story, tolerance_ms=0).verdict is SessionVerdict.FAIL


def test_what_is_right_as_it_is_written_stays_so() -> None:
    told = [*events(900, "background"), CLOSE, *events(1_050, "foreground")]
    back = [{"at": 1_200, "kind": "socket_open", "socket": 2}, LATER]
    assert judged(*told, *back).verdict is SessionVerdict.CONFORMS
    assert_same(content(*told, *back))


def test_a_name_that_waits_is_a_name_in_use() -> None:
    again = [*events(1_010, "server_message=m"), *events(1_020, "server_message=m")]
    assert judged(CLOSE, *again, *events(1_060, "background"), LATER).skipped == 1
    assert_same(content(CLOSE, *again, *events(1_060, "background"), LATER))


def test_a_story_is_told_in_the_order_that_was_judged() -> None:
    wrong_later = {"at": 9_000, "kind": "socket_open", "socket": 2}
    story = content(CLOSE, *events(1_060, "background"), wrong_later, {"at": 99_000, **STATUS})
    session = read_session(read_lines(io.BytesIO(story)), 1)
    assert session is not None
    background = next(told for told in session.events if told.event == Do(InputName.BACKGROUND))
    assert (background.at, background.line) == (1_000, 6)
    assert [told.line for told in session.events] == [2, 3, 4, 6, 5, 7, 8]


def test_in_manual_mode_a_disconnect_explains_a_close() -> None:
    story = lines({**HEADER, "tolerance_ms": 50}, *CONNECTED, CLOSE, *events(1_020, "disconnect=d"))
    assert_same(story)
