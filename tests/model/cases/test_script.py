"""The steps of a case keep to the protocol, their inputs apart, and their instants to the profile."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.model.cases.legality import closest_inputs, faults, inputs_at

from connref.cases import Story
from connref.errors import DefinitionError
from connref.protocol import Advance, Do, InputName, Mode, Profile, Step

FINE = Profile()
COARSE = Profile(grace_ms=400, reconnect_bound_ms=2_000, tolerance_ms=50)


def steps(story: Story) -> tuple[Step, ...]:
    return story.case("INP-ROBUST", "x", "y").steps


def test_a_case_carries_what_it_was_given_and_ends_with_a_wait_for_all_that_is_due() -> None:
    case = Story(FINE, Mode.MANUAL).init().case("MAN-GRACE", "a/b", "Proves it.")
    assert (case.id, case.mode, case.requirement, case.proves) == (
        "MAN-GRACE/a/b",
        Mode.MANUAL,
        "MAN-GRACE",
        "Proves it.",
    )
    assert case.steps == (Do(InputName.INIT), Advance(60_001))
    assert Story(FINE, None).init().case("A", "b", "c", group="g/h").id == "g/h/b"


def test_a_case_that_waits_already_is_not_made_longer() -> None:
    assert steps(Story(FINE, None).init().observe()) == (Do(InputName.INIT), Advance(60_001))
    assert steps(Story(FINE, None).init().wait(5)) == (Do(InputName.INIT), Advance(60_006))


def test_waits_in_a_row_are_one_step_and_no_time_is_no_step() -> None:
    assert steps(Story(FINE, None).init().wait(1).wait(2).wait(0).init()) == (
        Do(InputName.INIT), Advance(3), Do(InputName.INIT), Advance(60_001),
    )  # fmt: skip


@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_the_deadline_counts_from_the_entry(offset: int) -> None:
    story = Story(FINE, Mode.MANUAL).init().wait(7).background().wait(10).to_deadline(offset)
    assert story.now == 30_007 + offset


def test_the_deadline_counts_from_the_last_ping_in_the_background() -> None:
    story = Story(FINE, Mode.MANUAL).init().ping().wait(5).background()
    assert story.deadline == 30_005
    story.wait(10).ping()
    assert story.deadline == 30_015
    story.foreground().background()
    assert story.deadline == 30_015
    story.wait(1).foreground().wait(1).background()
    assert story.deadline == 30_017


def test_a_doubled_background_leaves_the_deadline_of_the_first() -> None:
    assert Story(FINE, Mode.MANUAL).background().wait(10).background().deadline == 30_000


LEAVING: dict[str, Callable[[Story], Story]] = {
    "foreground": lambda s: s.foreground(),
    "kill": lambda s: s.kill(),
}


@pytest.mark.parametrize("way", LEAVING)
def test_there_is_no_deadline_outside_of_the_background(way: str) -> None:
    with pytest.raises(DefinitionError, match="not in the background"):
        _ = LEAVING[way](Story(FINE, Mode.MANUAL).background()).deadline


def test_just_before_and_after_a_deadline_keep_clear_of_it() -> None:
    edge = Story(COARSE, Mode.MANUAL).edge
    assert Story(COARSE, Mode.MANUAL).background().to_deadline(-edge).now == 400 - 51
    assert Story(COARSE, Mode.MANUAL).background().to_deadline(edge).now == 400 + 51


def test_time_does_not_go_back() -> None:
    story = Story(FINE, Mode.MANUAL).background().to_deadline(1)
    with pytest.raises(DefinitionError, match="time does not go back"):
        story.to_deadline(-1)


def test_inputs_keep_apart_on_a_coarse_clock_only() -> None:
    fine = Story(FINE, None).init().background().wait(20).foreground().case("A", "b", "c")
    coarse = Story(COARSE, None).init().background().wait(20).foreground().case("A", "b", "c")
    assert [at for at, _ in inputs_at(fine)] == [0, 0, 20]
    assert [at for at, _ in inputs_at(coarse)] == [0, 51, 102]
    assert closest_inputs(coarse) == 51


ILLEGAL: dict[str, Callable[[Story], Story]] = {
    "login before init": lambda s: s.login(),
    "logout before init": lambda s: s.logout(),
    "login offline": lambda s: s.init().network_down().login(),
    "login refused": lambda s: s.init().refuse().login(),
    "logout mute": lambda s: s.init().login().mute().logout(),
    "connect after kill": lambda s: s.init().kill().connect(),
    "foreground after kill": lambda s: s.init().kill().foreground(),
    "kill after kill": lambda s: s.kill().kill(),
    "an odd close code": lambda s: s.server_close(2_000),
    "a call without its id": lambda s: s.do(InputName.CONNECT),
    "a value where none belongs": lambda s: s.do(InputName.BACKGROUND, "x"),
}


@pytest.mark.parametrize("name", ILLEGAL)
def test_an_illegal_step_is_refused_with_the_place_and_changes_nothing(name: str) -> None:
    story = Story(FINE, Mode.MANUAL)
    with pytest.raises(DefinitionError, match=r"at 0 ms, after step \d+"):
        ILLEGAL[name](story)
    assert faults(story.case("A", "b", "c")) == []


def test_world_inputs_and_init_may_follow_a_kill() -> None:
    story = Story(FINE, Mode.MANUAL).init().background().kill()
    story.outage(5).refuse().accept().mute().unmute().reject().approve().server_close().message().init()
    assert story.device.foreground
    assert faults(story.case("A", "b", "c")) == []


def test_a_fork_goes_its_own_way() -> None:
    story = Story(FINE, Mode.MANUAL).init().background()
    twin = story.fork()
    twin.foreground().ping()
    assert not story.device.foreground
    assert twin.device.foreground
    assert len(steps(story)) == 3
    assert [s.value for s in steps(story.ping()) if isinstance(s, Do)][-1] == "ping-1"


@pytest.mark.parametrize("tolerance", [-1, 5_000, 30_000])
def test_a_profile_that_cannot_be_judged_is_refused(tolerance: int) -> None:
    with pytest.raises(DefinitionError, match="too short to be told apart"):
        Story(Profile(tolerance_ms=tolerance), Mode.MANUAL)
