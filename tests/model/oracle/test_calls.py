"""Whether what a call reported fits what was expected of it, for every kind of answer."""

from __future__ import annotations

import pytest

from connref.oracle.calls import KILLED, CallRecord, Calls, expected_answer, misfit
from connref.oracle.candidate import Owes, Pending, oracle_rows
from connref.oracle.sockets import Sockets
from connref.protocol import Mode, Observation, ObservationKind
from connref.spec.vocabulary import Answer, Event, Region

FITS = {
    Answer.SUCCESS: {"success"},
    Answer.ERROR: {"error"},
    Answer.EITHER: {"success", "error"},
    Answer.AT_MOST_ONE: {"success", "error"},
    Answer.SILENT: set[str](),
    Answer.THROWS: set[str](),
    Answer.SENDS: {"success"},
    Answer.OPENS: {"success"},
}
"""In fair conditions, up, with the ping still to be sent and the wish still standing."""


def up() -> Sockets:
    sockets = Sockets()
    sockets.opened(Observation(0, ObservationKind.SOCKET_OPEN, socket=1))
    return sockets


def verdict(answer: Answer, result: str, *, excused: bool = False, wanted: bool = True) -> bool:
    owes = Owes.OUTCOME_AND_SEND if answer is Answer.SENDS else Owes.OUTCOME
    pending = Pending("c", "connect", 0, answer, "MAN-CONNECT", owes)
    record = CallRecord("connect", 0, in_background=False, excused=excused)
    seen = Observation(1, ObservationKind.OUTCOME, call="c", api="connect", result=result)
    return misfit(pending, seen, record, up(), wanted=wanted) is None


@pytest.mark.parametrize("answer", list(Answer))
@pytest.mark.parametrize("result", ["success", "error"])
def test_what_fits(answer: Answer, result: str) -> None:
    assert verdict(answer, result) == (result in FITS[answer])


def test_an_excused_call_may_fail() -> None:
    assert verdict(Answer.OPENS, "error", excused=True)
    assert verdict(Answer.SENDS, "error", excused=True)


def test_a_call_whose_wish_ended_may_fail() -> None:
    assert verdict(Answer.OPENS, "error", wanted=False)
    assert not verdict(Answer.ERROR, "success", wanted=False)


def test_a_misfit_names_what_was_expected() -> None:
    pending = Pending("c7", "connect", 0, Answer.ERROR, "MAN-GRACE-ENDS", Owes.OUTCOME)
    record = CallRecord("connect", 0, in_background=True, excused=False)
    seen = Observation(9, ObservationKind.OUTCOME, call="c7", api="connect", result="success")
    found = misfit(pending, seen, record, up(), wanted=True)
    assert found is not None
    assert (found.requirement, found.at) == ("MAN-GRACE-ENDS", 9)
    assert "connect() 'c7'" in found.expected


def test_a_coarse_clock_expects_no_particular_outcome() -> None:
    (branch,) = oracle_rows(Mode.MANUAL)["idle", Event.CONNECT, Region.BEFORE]
    record = CallRecord("connect", 0, in_background=False, excused=False)
    assert expected_answer("c", record, branch, Sockets(), loose=False).answer is Answer.OPENS
    assert expected_answer("c", record, branch, Sockets(), loose=True).answer is Answer.EITHER


def test_a_ping_of_the_background_has_to_be_sent() -> None:
    for branch in oracle_rows(Mode.MANUAL)["grace", Event.PING, Region.BEFORE]:
        record = CallRecord("ping", 0, in_background=True, excused=False)
        pending = expected_answer("p", record, branch, up(), loose=False)
        assert (pending.requirement, pending.owes) == ("MAN-PING-SENDS", Owes.OUTCOME_AND_SEND)


def test_what_excuses_a_call_excuses_those_that_are_open() -> None:
    calls = Calls()
    for name in ("early", "late"):
        calls.make(name, CallRecord("connect", 0, in_background=False, excused=False))
    calls.settle("early", "error")
    calls.excuse()
    assert {name for name, record in calls.open.items() if record.excused} == {"late"}
    assert calls.over.get("early") == "error"


def test_a_kill_settles_every_call() -> None:
    calls = Calls()
    calls.make("c", CallRecord("ping", 0, in_background=False, excused=False))
    calls.die()
    assert calls.over.get("c") == KILLED
    assert not calls.open
