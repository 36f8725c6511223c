"""A machine that is suspended and resumes, and one whose device moves to another network."""

from __future__ import annotations

import pytest

from connref.effects import CloseReason, CloseSocket, Deliver, Effect, OpenSocket, ReportOutcome, SendPing
from connref.errors import ImpossibleInputError
from connref.inputs import (
    Background,
    Connect,
    Foreground,
    Init,
    Input,
    Kill,
    Login,
    MessageReceived,
    NetworkChanged,
    NetworkLost,
    Opened,
    OpenFailed,
    Ping,
    PongReceived,
    Resume,
    Suspend,
    Tick,
)
from connref.protocol import Mode
from connref.semantics.machine import ConnectionMachine
from connref.spec.interpretations import reading

GRACE = 30_000
RUNS, STANDS_STILL = {"grace-while-suspended": "runs"}, {"grace-while-suspended": "stands-still"}


def up(choices: dict[str, str], mode: Mode = Mode.MANUAL, *more: Input) -> ConnectionMachine:
    """A machine that is up at 0, and has taken these inputs then."""
    machine = ConnectionMachine(mode, jitter=lambda: 0.0, reading=reading(choices))
    calls = (Connect("first"),) if mode is Mode.MANUAL else ()
    for received in (Init(), Login("ann"), *calls, Opened(1), *more):
        machine.handle(received, 0)
    return machine


def sockets(effects: tuple[Effect, ...]) -> list[Effect]:
    return [each for each in effects if isinstance(each, OpenSocket | CloseSocket)]


def test_a_deadline_that_comes_in_a_suspension_is_due_at_the_resume() -> None:
    machine = up(RUNS, Mode.MANUAL, Background())
    machine.handle(Suspend(), 10_000)
    assert machine.next_deadline() is None
    assert sockets(machine.handle(Resume(), 70_000)) == [CloseSocket(1, CloseReason.UNWANTED)]
    assert machine.state == "idle, background"


@pytest.mark.parametrize("option", ["inclusive", "exclusive"])
def test_a_resume_at_the_deadline_itself_is_still_in_time_under_the_inclusive_reading(option: str) -> None:
    machine = up({**RUNS, "ping-at-deadline": option}, Mode.MANUAL, Background())
    machine.handle(Suspend(), 10_000)
    machine.handle(Resume(), GRACE)
    assert machine.next_deadline() == (GRACE + 1 if option == "inclusive" else None)


def test_a_ping_after_a_late_resume_is_too_late_under_either_reading() -> None:
    machine = up({**RUNS, "ping-at-deadline": "inclusive"}, Mode.MANUAL, Background())
    machine.handle(Suspend(), 10_000)
    machine.handle(Resume(), GRACE + 1)
    assert not any(isinstance(each, SendPing) for each in machine.handle(Ping("late"), GRACE + 1))


def test_what_remained_of_the_grace_goes_on_where_its_clock_stood_still() -> None:
    machine = up(STANDS_STILL, Mode.MANUAL, Background())
    machine.handle(Suspend(), 10_000)
    assert machine.handle(Resume(), 70_000) == ()
    assert machine.next_deadline() == 90_000
    assert sockets(machine.handle(Tick(), 90_000)) == [CloseSocket(1, CloseReason.UNWANTED)]


@pytest.mark.parametrize(("choices", "brings_up"), [(RUNS, False), (STANDS_STILL, True)])
def test_the_window_after_the_entry_is_the_grace_too(choices: dict[str, str], brings_up: bool) -> None:
    machine = ConnectionMachine(
        Mode.MANUAL,
        jitter=lambda: 0.0,
        reading=reading({**choices, "connect-in-background": "grace-from-entry"}),
    )
    for received in (Init(), Login("ann"), Background(), Suspend()):
        machine.handle(received, 0)
    machine.handle(Resume(), 40_000)
    assert bool(sockets(machine.handle(Connect("c"), 41_000))) is brings_up


def test_a_suspended_machine_takes_nothing_but_its_resume_and_its_end() -> None:
    machine = up(RUNS)
    machine.handle(Suspend(), 10)
    before = machine.snapshot()
    for received in (Tick(), Connect("c"), Foreground(), NetworkLost(), MessageReceived(1, "m"), Suspend()):
        with pytest.raises(ImpossibleInputError, match="suspended"):
            machine.handle(received, 20)
    assert machine.snapshot() == before
    with pytest.raises(ImpossibleInputError):
        up(RUNS).handle(Resume(), 0)


def test_a_kill_ends_a_suspension_and_nothing_that_fell_due_happens() -> None:
    machine = up(RUNS, Mode.MANUAL, Background())
    machine.handle(Suspend(), 10)
    assert sockets(machine.handle(Kill(), 60_000)) == []
    with pytest.raises(ImpossibleInputError, match="killed"):
        machine.handle(Suspend(), 60_000)
    machine.handle(Init(), 60_000)
    assert machine.user == "ann"


def test_other_limits_are_as_far_off_after_the_resume_as_before() -> None:
    machine = up(RUNS)
    machine.handle(Ping("p"), 0)
    machine.handle(Suspend(), 4_000)
    assert machine.handle(Resume(), 100_000) == ()
    assert machine.next_deadline() == 106_000
    machine.handle(PongReceived("p"), 100_001)
    machine.handle(NetworkChanged(), 100_001)
    machine.handle(OpenFailed(2), 100_002)
    machine.handle(Suspend(), 100_002)
    machine.handle(Resume(), 200_002)
    assert machine.next_deadline() == 201_002


def test_a_suspended_machine_is_restored_suspended() -> None:
    machine = up(RUNS, Mode.MANUAL, Background())
    machine.handle(Suspend(), 10_000)
    twin = ConnectionMachine(Mode.MANUAL, jitter=lambda: 0.0, reading=reading(RUNS))
    twin.restore(machine.snapshot())
    assert twin.next_deadline() is None
    assert twin.handle(Resume(), 70_000) == machine.handle(Resume(), 70_000)


def test_on_another_network_a_wanted_connection_gets_another_socket_at_once() -> None:
    for machine in (up(RUNS), up(RUNS, Mode.AUTO)):
        changed = machine.handle(NetworkChanged(), 50)
        assert sockets(changed) == [CloseSocket(1, CloseReason.NETWORK), OpenSocket(2)]
        machine.handle(Opened(2), 60)
        assert machine.handle(MessageReceived(1, "old"), 70) == ()
        assert machine.handle(MessageReceived(2, "new"), 70) == (Deliver("new"),)


def test_an_opening_begins_anew_on_another_network_and_its_call_waits() -> None:
    machine = ConnectionMachine(Mode.MANUAL, jitter=lambda: 0.0)
    for received in (Init(), Login("ann"), Connect("c")):
        machine.handle(received, 0)
    changed = machine.handle(NetworkChanged(), 5)
    assert sockets(changed) == [CloseSocket(1, CloseReason.NETWORK), OpenSocket(2)]
    assert not any(isinstance(each, ReportOutcome) for each in changed)


def test_in_the_background_what_another_network_ends_stays_down() -> None:
    machine = up(RUNS, Mode.MANUAL, Background())
    assert sockets(machine.handle(NetworkChanged(), 50)) == [CloseSocket(1, CloseReason.NETWORK)]
    assert sockets(machine.handle(Foreground(), 60)) == []


def test_where_no_connection_is_wanted_another_network_starts_none() -> None:
    machine = ConnectionMachine(Mode.MANUAL, jitter=lambda: 0.0)
    machine.handle(Init(), 0)
    assert sockets(machine.handle(NetworkChanged(), 1)) == []
