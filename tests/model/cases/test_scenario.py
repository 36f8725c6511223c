"""The builder: every input with a value that suits it, and phrases that do what they say."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.model.cases.legality import PROFILES, faults, inputs_at

from connref.cases import Story
from connref.protocol import Do, InputName, Mode, Profile, Step

FINE = Profile()
COARSE = Profile(grace_ms=400, reconnect_bound_ms=2_000, tolerance_ms=50)


def steps(story: Story) -> tuple[Step, ...]:
    return story.case("INP-ROBUST", "x", "y").steps


def test_ids_of_calls_and_messages_are_new_each_time() -> None:
    story = (
        Story(FINE, Mode.MANUAL).init().login().connect().connect().ping().message().message().disconnect()
    )
    values = [step.value for step in steps(story) if isinstance(step, Do)]
    assert values == [
        None, "alice", "connect-1", "connect-2", "ping-1", "message-1", "message-2", "disconnect-1",
    ]  # fmt: skip


@pytest.mark.parametrize("profile", PROFILES)
def test_keep_alive_stays_inside_the_grace(profile: Profile) -> None:
    story = Story(profile, Mode.MANUAL).init().background().keep_alive(3 * profile.grace_ms)
    times = [at for at, name in inputs_at(story.case("A", "b", "c")) if name is not InputName.INIT]
    assert times[-1] - times[0] >= 3 * profile.grace_ms
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert max(gaps) < profile.grace_ms - profile.tolerance_ms


def test_revive_ends_in_a_fair_world_with_a_connect_from_wherever_it_starts() -> None:
    story = Story(FINE, Mode.AUTO).init().network_down().refuse().mute().reject().background().kill().revive()
    device = story.device
    assert device.network
    assert device.accepting
    assert device.answering
    assert device.approving
    assert device.foreground
    assert device.user
    assert faults(story.case("A", "b", "c")) == []


@pytest.mark.parametrize("received", list(InputName))
def test_any_input_can_be_injected_with_a_value_that_suits_it(received: InputName) -> None:
    story = Story(FINE, Mode.MANUAL).init().inject(InputName.PING)
    story = (story.suspend() if received is InputName.RESUME else story).inject(received)
    assert faults(story.case("A", "b", "c")) == []


def test_a_stream_is_dense_at_first_and_thins_out() -> None:
    times = [at for at, _ in inputs_at(Story(FINE, None).stream().case("A", "b", "c"))]
    assert times[:4] == [1, 3, 6, 10]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert gaps == sorted(gaps)
    assert gaps[-1] < FINE.reconnect_bound_ms // 4


def test_a_comeback_is_in_the_foreground_and_asks_for_the_connection() -> None:
    for story in (
        Story(FINE, Mode.MANUAL).init().login(),
        Story(FINE, Mode.MANUAL).init().login().background(),
    ):
        names = [name for _, name in inputs_at(story.comeback().case("A", "b", "c"))]
        assert story.device.foreground
        assert names.count(InputName.FOREGROUND) == names.count(InputName.BACKGROUND)
        assert names[-1] is InputName.CONNECT
