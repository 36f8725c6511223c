"""The machine and time: deadlines at just before, at and just after; jumps; timeouts; the trace."""

from __future__ import annotations

import random

import pytest

from connref.effects import (
    Api,
    CloseReason,
    CloseSocket,
    ReportOutcome,
    Result,
    SendPing,
    Status,
    StatusChanged,
)
from connref.errors import DefinitionError
from connref.inputs import (
    Background,
    Connect,
    Foreground,
    Init,
    Login,
    Opened,
    Ping,
    PongReceived,
    Tick,
)
from connref.protocol import Mode, Profile
from connref.semantics.machine import ConnectionMachine
from connref.semantics.retry import RetryPolicy
from machine_tools import feed, machine, up

CONNECTING, CONNECTED = StatusChanged(Status.CONNECTING), StatusChanged(Status.CONNECTED)
DISCONNECTED = StatusChanged(Status.DISCONNECTED)


def success(call: str, api: Api) -> ReportOutcome:
    return ReportOutcome(call, api, Result.SUCCESS)


@pytest.mark.parametrize(("now", "is_up"), [(29_999, True), (30_000, False), (30_001, False)])
def test_the_grace_ends_at_its_deadline(now: int, is_up: bool) -> None:
    made = up()
    feed(made, 10, Background())
    assert made.next_deadline() == 30_010
    feed(made, 10 + now, Tick())
    assert (made.status is Status.CONNECTED) == is_up


@pytest.mark.parametrize("name", ["ping-at-deadline", "return-at-deadline"])
def test_an_inclusive_reading_holds_for_one_more_millisecond(name: str) -> None:
    made = up(choices={name: "inclusive"})
    feed(made, 10, Background())
    assert feed(made, 30_010, Tick()) == []
    assert made.next_deadline() == 30_011
    assert feed(made, 30_011, Tick()) == [CloseSocket(1, CloseReason.UNWANTED), DISCONNECTED]
    assert made.next_deadline() is None


def test_a_ping_at_the_deadline_counts_under_the_inclusive_reading_only() -> None:
    made = up(choices={"ping-at-deadline": "inclusive"})
    feed(made, 10, Background())
    assert feed(made, 30_010, Ping("p")) == [SendPing(1, "p")]
    assert feed(made, 30_020, PongReceived("p")) == [success("p", Api.PING)]
    assert made.next_deadline() == 60_010
    strict = up()
    feed(strict, 10, Background())
    closed, down, refused = feed(strict, 30_010, Ping("p"))
    assert (closed, down) == (CloseSocket(1, CloseReason.UNWANTED), DISCONNECTED)
    assert isinstance(refused, ReportOutcome)
    assert refused.result is Result.ERROR


def test_with_one_inclusive_reading_the_other_rescue_is_still_too_late() -> None:
    made = up(choices={"return-at-deadline": "inclusive"})
    feed(made, 10, Background())
    closed, *_, refused = feed(made, 30_010, Tick(), Ping("p"))
    assert closed == CloseSocket(1, CloseReason.UNWANTED)
    assert isinstance(refused, ReportOutcome)
    assert refused.result is Result.ERROR


def test_a_return_at_the_deadline_is_for_the_reading() -> None:
    kept, late = up(choices={"return-at-deadline": "inclusive"}), up()
    for made in (kept, late):
        feed(made, 10, Background())
        feed(made, 30_010, Foreground())
    assert kept.state == "connected"
    assert late.state == "idle"


def test_what_passed_in_one_jump_happened_at_its_own_instant() -> None:
    """The first ping is given up 10 s after it was sent: the second one came later and found the connection gone."""
    made = up()
    feed(made, 10, Background(), Ping("p"))
    effects = feed(made, 90_000, Ping("q"))
    assert [type(effect).__name__ for effect in effects] == [
        "CloseSocket",
        "StatusChanged",
        "ReportOutcome",
        "ReportOutcome",
    ]
    assert effects[0] == CloseSocket(1, CloseReason.SILENT)
    assert [e.call for e in effects if isinstance(e, ReportOutcome)] == ["p", "q"]


def test_a_silent_server_is_given_up_and_opened_again_in_the_foreground() -> None:
    made = up()
    feed(made, 10, Ping("p"))
    assert made.next_deadline() == 10_010
    closed, connecting, failed = feed(made, 10_010, Tick())
    assert closed == CloseSocket(1, CloseReason.SILENT)
    assert connecting == CONNECTING
    assert isinstance(failed, ReportOutcome)
    assert (failed.call, failed.result) == ("p", Result.ERROR)
    assert made.state == "reconnecting"


def test_an_opening_that_takes_too_long_is_given_up() -> None:
    made = machine()
    feed(made, 0, Init(), Login("anna"), Connect("c"))
    assert made.next_deadline() == 15_000
    assert feed(made, 15_000, Tick()) == [CloseSocket(1, CloseReason.TIMEOUT)]
    assert made.status is Status.CONNECTING


def test_the_window_of_grace_from_entry_needs_no_waking_up() -> None:
    made = machine(choices={"connect-in-background": "grace-from-entry"})
    feed(made, 0, Init(), Login("anna"), Background())
    assert made.next_deadline() is None
    feed(made, 29_999, Connect("c"))
    assert made.next_deadline() == 30_000
    late = machine(choices={"connect-in-background": "grace-from-entry"})
    feed(late, 0, Init(), Login("anna"), Background())
    (refused,) = feed(late, 30_000, Connect("c"))
    assert isinstance(refused, ReportOutcome)
    assert refused.result is Result.ERROR


def test_every_transition_is_told_to_the_trace_at_its_instant() -> None:
    told: list[tuple[int, str, str]] = []
    made = ConnectionMachine(
        Mode.MANUAL,
        jitter=random.Random(1).random,
        on_transition=lambda now, rule: told.append((now, rule.event.value, rule.requirement)),
    )
    feed(made, 0, Init(), Login("anna"), Connect("c"))
    feed(made, 10, Opened(1), Background())
    feed(made, 99_999, Tick())
    assert told == [
        (0, "init", "SES-NO-USER"),
        (0, "login", "MAN-ONLY-CONNECT"),
        (0, "connect", "MAN-CONNECT"),
        (0, "want", "MAN-CONNECT"),
        (10, "socket_opened", "MAN-CONNECT"),
        (10, "opened", "MAN-CONNECT"),
        (10, "background", "MAN-GRACE"),
        (30_010, "deadline", "MAN-GRACE-ENDS"),
        (30_010, "unwant", "RES-ONE-SOCKET"),
    ]


def test_a_retry_policy_that_cannot_keep_the_bound_is_refused() -> None:
    with pytest.raises(DefinitionError, match=r"RetryPolicy.within\(5000\)"):
        ConnectionMachine(Mode.AUTO, jitter=lambda: 0.0, profile=Profile(reconnect_bound_ms=5_000))
    ConnectionMachine(
        Mode.AUTO,
        jitter=lambda: 0.0,
        profile=Profile(reconnect_bound_ms=5_000),
        retry=RetryPolicy.within(5_000),
    )


def test_another_grace_is_kept_as_exactly() -> None:
    made = ConnectionMachine(Mode.MANUAL, jitter=lambda: 0.0, profile=Profile(grace_ms=50))
    feed(made, 0, Init(), Login("anna"), Connect("c"), Opened(1), Background())
    feed(made, 49, Tick())
    assert made.status is Status.CONNECTED
    feed(made, 50, Tick())
    assert made.status is Status.DISCONNECTED
