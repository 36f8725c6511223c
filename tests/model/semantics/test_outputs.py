"""Each small change to the valuation does that and no more."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from connref.effects import (
    Api,
    CloseReason,
    CloseSocket,
    Deliver,
    Effect,
    ForgetUser,
    OpenSocket,
    ReportOutcome,
    ReportUser,
    Result,
    SaveUser,
    SendPing,
    Throw,
)
from connref.inputs import Connect, Input, Login, MessageReceived, Ping, PongReceived
from connref.semantics import outputs as actions
from connref.semantics.policy import NEVER
from connref.semantics.retry import RetryPolicy
from connref.semantics.valuation import Valuation


def valuation() -> Valuation:
    made = Valuation(30_000, RetryPolicy(jitter_share=0.0), lambda: 0.0, "anna", now=100, entry=40, socket=3)
    made.connects += ["a", "b"]
    made.pings |= {"p": (500, True), "q": (600, False)}
    made.link_at = 700
    made.deadline = 900
    made.attempts = 2
    return made


ERROR = ("gone", Result.ERROR)
CASES: list[tuple[actions.Action, Input | None, dict[str, object], list[Effect]]] = [
    (actions.grace_from_now, None, {"deadline": 30_100}, []),
    (actions.grace_from_entry, None, {"deadline": 30_040}, []),
    (actions.clear_deadline, None, {"deadline": None}, []),
    (actions.note_entry, None, {"entry": 100}, []),
    (actions.open_socket, None, {"socket": 4, "link_at": 15_100}, [OpenSocket(4)]),
    (actions.give_up_socket(CloseReason.SILENT), None, {}, [CloseSocket(3, CloseReason.SILENT)]),
    (actions.wait_to_repeat, None, {"link_at": 4_100, "attempts": 3}, []),
    (actions.disarm, None, {"link_at": NEVER}, []),
    (actions.start_afresh, None, {"link_at": NEVER, "attempts": 0}, []),
    (actions.die, None, {"connects": [], "pings": {}}, []),
    (
        actions.report(Api.PING, Result.ERROR, "why"),
        Ping("z"),
        {},
        [ReportOutcome("z", Api.PING, Result.ERROR, "why")],
    ),
    (actions.throw(Api.PING, "why"), Ping("z"), {}, [Throw("z", Api.PING, "why")]),
    (actions.pend_connect, Connect("c"), {"connects": ["a", "b", "c"]}, []),
    (
        actions.settle_connects(Result.ERROR, "why"),
        None,
        {"connects": []},
        [ReportOutcome(call, Api.CONNECT, Result.ERROR, "why") for call in ("a", "b")],
    ),
    (
        actions.send_ping(in_background=True),
        Ping("z"),
        {"pings": {"p": (500, True), "q": (600, False), "z": (10_100, True)}},
        [SendPing(3, "z")],
    ),
    (
        actions.answer_ping,
        PongReceived("p"),
        {"pings": {"q": (600, False)}},
        [ReportOutcome("p", Api.PING, Result.SUCCESS)],
    ),
    (
        actions.fail_pings("why"),
        None,
        {"pings": {}},
        [ReportOutcome(call, Api.PING, Result.ERROR, "why") for call in ("p", "q")],
    ),
    (actions.deliver, MessageReceived(3, "m"), {}, [Deliver("m")]),
    (actions.deliver, MessageReceived(2, "m"), {}, []),
    (actions.save_user, Login("bob"), {"user": "bob"}, [SaveUser("bob")]),
    (actions.forget_user, None, {"user": None}, []),
    (actions.report_user, None, {}, [ReportUser("anna")]),
    (actions.say(ForgetUser()), None, {}, [ForgetUser()]),
]


@pytest.mark.parametrize(("action", "received", "changes", "effects"), CASES)
def test_an_action_changes_what_it_says_and_nothing_else(
    action: actions.Action, received: Input | None, changes: dict[str, object], effects: list[Effect]
) -> None:
    before, out = valuation(), list[Effect]()
    after = valuation()
    action(after, received, out)
    same_jitter = {"jitter": None}
    assert asdict(after) | same_jitter == asdict(before) | same_jitter | changes
    assert out == effects


def test_the_next_alarm_of_its_own_is_the_first_of_link_and_pings() -> None:
    made = valuation()
    assert made.own_alarm() == 500
    made.link_at = 450
    assert made.own_alarm() == 450
    made.pings.clear()
    assert made.own_alarm() == 450
    assert made.is_pending("a")
    assert not made.is_pending("p")
