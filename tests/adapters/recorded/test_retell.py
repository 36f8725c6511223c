"""A failing session told again: the line that has the reason, the one that may be missing, the session as a case."""

from __future__ import annotations

from typing import Any

import pytest
from tests.adapters.recorded.recording import CLOSED, CONNECTED, HEADER, events, lines

from connref.protocol import Advance, Do, InputName
from connref_adapters.recorded.lines import Lines, read_lines
from connref_adapters.recorded.retell import (
    LONGEST_STORY,
    Session,
    as_playback,
    cause,
    missing,
    read_session,
    violation_of,
)

STATUS = {"kind": "status", "value": "connected"}


def text(*bodies: dict[str, Any] | str) -> Lines:
    import io

    return read_lines(io.BytesIO(lines(*bodies)))


def session(*bodies: dict[str, Any] | str, **header: object) -> Session:
    found = read_session(text({**HEADER, **header}, *bodies), 1)
    assert found is not None
    return found


def told(found: Session) -> tuple[str, int]:
    violation = violation_of(found)
    assert violation is not None
    return violation.requirement, cause(found, violation)


def test_what_comes_too_early_has_its_reason_where_it_came() -> None:
    assert told(session(*CONNECTED, *events(1_000, "background"), {**CLOSED, "at": 2_000})) == (
        "MAN-GRACE",
        8,
    )


def test_what_does_not_come_has_its_reason_where_it_was_asked_for() -> None:
    late = session(*CONNECTED, *events(1_000, "background"), {"at": 2_000, **STATUS}, {"at": 3_000, **STATUS},
                   {"at": 40_000, **STATUS})  # fmt: skip
    assert told(late) == ("MAN-GRACE-ENDS", 7)
    down = session(
        *CONNECTED, *events(1_000, "disconnect=d"), {"at": 1_500, **STATUS}, {"at": 9_000, **STATUS}
    )
    assert told(down) == ("MAN-DISCONNECT", 7)


def test_a_line_that_would_explain_it_is_named() -> None:
    early = session(*CONNECTED, {**CLOSED, "at": 2_000}, {"at": 90_000, "end": True}, mode="auto")
    found = missing(early, 7)
    assert found is not None
    assert (found.done, found.before, found.at) == (Do(InputName.BACKGROUND), 7, 2_000)


def test_where_no_line_explains_it_none_is_named() -> None:
    twice = {"at": 50, "kind": "outcome", "call": "c", "api": "connect", "result": "success"}
    assert missing(session(*CONNECTED, twice), 7) is None


def test_only_its_own_lines_are_read() -> None:
    other = {**HEADER, "session": "other"}
    found = read_session(
        text(
            other,
            {"at": 1, "input": "init"},
            HEADER,
            "no JSON",
            {"at": 0, "input": "init"},
            {"at": 5, "input": "kill", "session": "other"},
            {"at": 9, "kind": "blink"},
            {"at": "x", "input": "logout"},
            {"at": 10, "input": "background", "session": "s"},
            {**HEADER, "session": "third"},
            {"at": 11, "input": "foreground"},
            {"at": 12, "end": True, "session": "s"},
        ),
        3,
    )
    assert found is not None
    assert [(each.line, each.at) for each in found.events] == [(5, 0), (9, 10), (12, 12)]


def test_a_session_that_is_too_long_is_not_told_again() -> None:
    many = ({"at": number, **STATUS} for number in range(LONGEST_STORY + 1))
    assert read_session(text(HEADER, *many), 1) is None


@pytest.mark.parametrize("first_line", [1, 99])
def test_a_file_that_changed_meanwhile_tells_nothing(first_line: int) -> None:
    assert read_session(text("gone", {"at": 1, "input": "init"}), first_line) is None


def test_a_session_as_a_case() -> None:
    steps, playback = as_playback(
        session(*CONNECTED, *events(1_000, "background"), {"at": 3_000, "end": True})
    )
    assert steps == (
        Do(InputName.INIT),
        Do(InputName.LOGIN, "u"),
        Do(InputName.CONNECT, "c"),
        Advance(40),
        Advance(960),
        Do(InputName.BACKGROUND),
        Advance(2_000),
    )
    assert len(playback.replies) == len(steps) + 1
    assert [len(reply.observations) for reply in playback.replies] == [0, 0, 0, 0, 2, 0, 0, 0]
    assert playback.replies[-1].now == 3_000
