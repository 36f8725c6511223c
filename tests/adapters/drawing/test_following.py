"""The document's path through a story: by hand-made stories, and by agreement with the machine over all cases."""

from __future__ import annotations

import pytest

from connref.cases.catalogue import named_cases
from connref.errors import UsageError
from connref.protocol import Advance, Case, Do, InputName, Mode, Observation, ObservationKind, Profile
from connref.simulation import Simulation
from connref.spec.declare import Transition
from connref.spec.interpretations import DEFAULT, reading
from connref_adapters.drawing.following import Follower, counterexample_path, session_path, visits
from connref_adapters.drivers import in_process
from connref_adapters.drivers.reference import ReferenceDriver
from connref_adapters.recorded.format import End
from connref_adapters.recorded.header import Header
from connref_adapters.reports import Counterexample

PROFILE = Profile()
UP = Observation(100, ObservationKind.SOCKET_OPEN)


def states(transitions: tuple[Transition, ...] | list[Transition]) -> list[str]:
    return [transitions[0].source, *(each.destination for each in transitions)] if transitions else []


def connected(choices: dict[str, str] | None = None) -> Follower:
    follower = Follower(Mode.MANUAL, PROFILE, reading(choices))
    for done in (Do(InputName.INIT), Do(InputName.LOGIN, "anna"), Do(InputName.CONNECT, "c1")):
        follower.do(done, 0)
    follower.see(UP)
    follower.taken.clear()
    return follower


def test_grace_ends_at_the_deadline() -> None:
    follower = connected()
    follower.do(Do(InputName.BACKGROUND), 1_000)
    follower.advance(30_999)
    assert states(follower.taken) == ["connected", "grace"]
    follower.advance(31_000)
    assert states(follower.taken) == ["connected", "grace", "idle_background"]


@pytest.mark.parametrize(("clock", "resumed_in"), [("runs", "idle_background"), ("stands-still", "grace")])
def test_a_deadline_that_comes_in_a_suspension_is_due_at_the_resume_or_moves_on(
    clock: str, resumed_in: str
) -> None:
    follower = connected({"grace-while-suspended": clock})
    for at, name in ((1_000, InputName.BACKGROUND), (2_000, InputName.SUSPEND), (50_000, InputName.RESUME)):
        follower.do(Do(name), at)
        assert follower.location != "idle_background" or name is InputName.RESUME
    assert follower.location == resumed_in
    follower.advance(79_000)
    assert follower.location == "idle_background"


def test_a_kill_ends_a_suspension_even_past_the_deadline() -> None:
    follower = connected()
    for at, name in ((1_000, InputName.BACKGROUND), (2_000, InputName.SUSPEND), (50_000, InputName.KILL)):
        follower.do(Do(name), at)
    assert states(follower.taken) == ["connected", "grace", "not_initialised"]
    follower.do(Do(InputName.INIT), 60_000)
    assert follower.location == "idle"


def test_inclusive_deadline_ends_one_millisecond_later() -> None:
    follower = connected({"ping-at-deadline": "inclusive"})
    follower.do(Do(InputName.BACKGROUND), 1_000)
    follower.advance(31_000)
    assert states(follower.taken) == ["connected", "grace"]
    follower.advance(31_001)
    assert states(follower.taken)[-1] == "idle_background"


def test_ping_moves_the_deadline() -> None:
    follower = connected()
    follower.do(Do(InputName.BACKGROUND), 1_000)
    follower.do(Do(InputName.PING, "p1"), 20_000)
    follower.advance(49_999)
    assert states(follower.taken)[-1] == "grace"
    follower.advance(50_000)
    assert states(follower.taken)[-1] == "idle_background"


def test_answered_reading_counts_from_the_answer() -> None:
    follower = connected({"ping-counts-when": "answered"})
    follower.do(Do(InputName.BACKGROUND), 1_000)
    follower.do(Do(InputName.PING, "p1"), 20_000)
    answer = Observation(20_500, ObservationKind.OUTCOME, call="p1", api="ping", result="success")
    follower.see(answer)
    follower.advance(50_499)
    assert states(follower.taken)[-1] == "grace"
    follower.advance(50_500)
    assert states(follower.taken)[-1] == "idle_background"


def test_loss_leads_to_reconnecting_and_back() -> None:
    follower = connected()
    follower.do(Do(InputName.NETWORK_DOWN), 1_000)
    follower.see(Observation(1_000, ObservationKind.SOCKET_CLOSED, by="network"))
    follower.see(Observation(5_000, ObservationKind.SOCKET_OPEN))
    assert states(follower.taken) == ["connected", "reconnecting", "connected"]


def test_socket_that_nobody_wants_moves_nothing() -> None:
    follower = Follower(Mode.MANUAL, PROFILE)
    follower.do(Do(InputName.INIT), 0)
    follower.see(UP)
    assert states(follower.taken) == ["not_initialised", "signed_out"]


def test_saved_user_is_found_after_a_kill() -> None:
    follower = connected()
    follower.do(Do(InputName.KILL), 1_000)
    follower.do(Do(InputName.INIT), 2_000)
    assert states(follower.taken) == ["connected", "not_initialised", "idle"]


def machine_states(case: Case) -> list[str]:
    """The policy's states as the machine itself goes through them, read from its trace."""
    simulation = Simulation(case.mode, jitter=lambda: 0.5)
    simulation.run(case.steps)
    moves = [entry.what for entry in simulation.trace if entry.who == "policy"]
    return [move.rsplit(" → ", 1)[1] for move in moves if not move.endswith("stays")]


REJECTED_WHEN_OFFLINE = "CALL-OUTCOME/connect-then-rejection/+0ms"
"""Here a server that rejects goes out of reach: from outside, the failed attempt looks like a rejected one."""


def test_path_of_every_named_case_is_the_machines_own() -> None:
    """The follower sees only inputs and observations, and still finds the machine's way through each of them."""
    cases = list(named_cases(PROFILE))
    assert len(cases) > 500
    assert {case.id for case in cases if followed(case) != machine_states(case)} <= {REJECTED_WHEN_OFFLINE}


def followed(case: Case) -> list[str]:
    follower = Follower(case.mode or Mode.AUTO, PROFILE)
    simulation = Simulation(case.mode, jitter=lambda: 0.5, traced=False)
    for step in case.steps:
        before = len(simulation.observations)
        now = simulation.clock.now
        simulation.run([step])
        if isinstance(step, Do):
            follower.do(step, now)
        for seen in simulation.observations[before:]:
            follower.see(seen)
        follower.advance(simulation.clock.now)
    return [each.destination.replace("_", " ") for each in follower.taken]


def test_counterexample_gives_mode_and_path() -> None:
    steps = (Do(InputName.INIT), Do(InputName.LOGIN, "anna"), Do(InputName.CONNECT, "c1"), Advance(1_000))
    shown = Counterexample("manual", tuple(step.request() for step in steps), (UP.to_json(),), "", "")
    mode, path, location = counterexample_path(shown, PROFILE, DEFAULT)
    assert (mode, states(path)) == (
        Mode.MANUAL,
        ["not_initialised", "signed_out", "idle", "opening", "connected"],
    )
    assert location == "connected"


def test_the_path_of_a_counterexample_ends_where_the_sdk_parts_from_the_document() -> None:
    steps = (
        Do(InputName.INIT),
        Do(InputName.LOGIN, "anna"),
        Do(InputName.CONNECT, "c1"),
        Advance(1_000),
        Do(InputName.BACKGROUND),
        Advance(30_100),
        Do(InputName.FOREGROUND),
    )
    requests = tuple(step.request() for step in steps)
    shown = Counterexample("manual", requests, (UP.to_json(),), "down by 31000", "up at 31001")
    _, path, location = counterexample_path(shown, PROFILE, DEFAULT)
    assert (states(path)[-2:], location) == (["grace", "idle_background"], "idle_background")
    early = Counterexample("manual", requests, (UP.to_json(),), "up until 31000", "down at 20000")
    assert counterexample_path(early, PROFILE, DEFAULT)[2] == "grace"


def test_counterexample_without_a_mode_lies_on_the_chart_of_auto_mode() -> None:
    shown = Counterexample(None, (Do(InputName.INIT).request(),), (), "", "")
    assert counterexample_path(shown, PROFILE, DEFAULT)[0] is Mode.AUTO


def test_session_runs_to_its_end() -> None:
    header = Header("s", Mode.MANUAL, PROFILE, user="anna")
    events = [
        (0, Do(InputName.INIT)),
        (10, Do(InputName.CONNECT, "c1")),
        (100, UP),
        (200, Do(InputName.BACKGROUND)),
    ]
    _, path = session_path(header, [*events, (60_000, End())], DEFAULT)
    assert states(path) == ["not_initialised", "idle", "opening", "connected", "grace", "idle_background"]


def test_session_without_events_is_refused() -> None:
    with pytest.raises(UsageError, match="no events"):
        session_path(Header("s", Mode.MANUAL, PROFILE), [], DEFAULT)


def test_visits_count_ways_of_played_cases() -> None:
    steps = (Do(InputName.INIT), Do(InputName.LOGIN, "anna"), Do(InputName.CONNECT, "c1"), Advance(1_000))
    cases = [Case(f"c{number}", Mode.MANUAL, steps, "MAN-CONNECT", "") for number in range(3)]
    with in_process(ReferenceDriver) as driver:
        counted = visits(driver, cases, PROFILE, DEFAULT)
    assert counted[Mode.MANUAL] == {
        ("not_initialised", "signed_out"): 3,
        ("signed_out", "idle"): 3,
        ("idle", "opening"): 3,
        ("opening", "connected"): 3,
    }
    assert counted[Mode.AUTO] == {}
