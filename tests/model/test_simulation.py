"""Stories played from a script: what was seen, when, and how it reads."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connref.errors import ClockError, UsageError
from connref.protocol import INPUT_FIELDS, Advance, Do, InputName, Mode, ObservationKind, Step
from connref.spec.interpretations import INTERPRETATIONS
from connref.world import Latencies
from machine_tools import outcomes, script, simulation, sockets_up

START = "init, login anna, connect c,"


def test_the_story_of_the_document() -> None:
    """Up, thirty seconds of grace, one ping, and thirty more."""
    seen = simulation().run(script(START + "background, 20000, ping p, 60000, foreground, 1000"))
    assert sockets_up(seen) == [(0, "up"), (50_000, "down")]
    assert outcomes(seen) == {"c": "success", "p": "success"}


@pytest.mark.parametrize("times", [1, 10])
def test_a_ping_loop_holds_without_limit(times: int) -> None:
    seen = simulation().run(
        script(START + "background," + "".join(f"29999, ping p{n}," for n in range(times)) + "0")
    )
    assert sockets_up(seen) == [(0, "up")]
    assert outcomes(seen) == {"c": "success"} | {f"p{n}": "success" for n in range(times)}


@pytest.mark.parametrize("wait", [29_999, 30_000, 30_001])
def test_the_same_instant_belongs_to_the_deadline(wait: int) -> None:
    seen = simulation().run(script(START + f"background, {wait}, ping p, 1"))
    is_up = wait == 29_999
    assert [what for _, what in sockets_up(seen)] == (["up"] if is_up else ["up", "down"])
    assert outcomes(seen)["p"] == ("success" if is_up else "error")


def test_advance_in_one_step_or_in_many_is_the_same() -> None:
    whole, halves = (simulation(latencies=Latencies(5, 5, 5, 5)) for _ in range(2))
    start = script(START + "server_refuse, 3, network_down, 10, network_up")
    whole.run([*start, Advance(90_000)])
    halves.run([*start, *[Advance(ms) for ms in (1, 0, 29_999, 30_000, 1, 29_999)]])
    assert whole.observations == halves.observations


@pytest.mark.parametrize("wrong", [-1, 1.5, None])
def test_time_does_not_go_back(wrong: int) -> None:
    played = simulation()
    with pytest.raises(ClockError):
        played.advance(wrong)
    assert played.clock.now == 0


def test_a_step_that_cannot_be_is_told_to_the_caller() -> None:
    played = simulation()
    played.run(script("init, kill"))
    with pytest.raises(UsageError, match="killed"):
        played.run(script("connect c"))


def test_it_reads_as_a_timeline_with_requirements() -> None:
    played = simulation()
    played.run(script(START + "background, 31000"))
    lines = played.render().splitlines()
    assert any(line.split() == ["0", "ms", "app", "init"] for line in lines)
    assert any("deadline: grace → idle background" in line and "MAN-GRACE-ENDS" in line for line in lines)
    assert lines[-1].split() == ["seen", "status", "disconnected"]


def test_without_a_trace_it_sees_the_same() -> None:
    from connref.simulation import Simulation

    plain = Simulation(Mode.MANUAL, jitter=lambda: 0.0, traced=False)
    plain.run(script(START + "background, 31000"))
    assert plain.trace == []
    assert plain.render() == "nothing happened"
    assert len(sockets_up(plain.observations)) == 2


def test_the_same_seed_tells_the_same_story() -> None:
    steps = script(START + "server_refuse, network_down, 1, network_up, 90000")
    runs = [simulation(seed=seed).run(steps) for seed in (4, 4, 5)]
    assert runs[0] == runs[1]
    assert runs[0] != runs[2]


LATENCIES = st.builds(Latencies, *[st.sampled_from([0, 1, 40, 900])] * 4)
WORLD = [
    Do(name)
    for name in InputName
    if name.value.startswith(("network_", "server_")) and name not in INPUT_FIELDS
]
SCRIPTS = st.lists(
    st.one_of(
        st.sampled_from([Do(name) for name in (InputName.BACKGROUND, InputName.FOREGROUND, InputName.INIT)]),
        st.sampled_from(WORLD),
        st.sampled_from([InputName.CONNECT, InputName.PING, InputName.DISCONNECT, InputName.SERVER_MESSAGE]),
        st.sampled_from([Do(InputName.SERVER_CLOSE, 1000), Do(InputName.SERVER_CLOSE, 1006)]),
        st.sampled_from([Advance(ms) for ms in (0, 1, 41, 5_000, 29_999, 30_000, 30_001)]),
    ),
    max_size=30,
)
OPTIONS = st.fixed_dictionaries(
    {name: st.sampled_from(entry.options) for name, entry in INTERPRETATIONS.items()}
)


@given(st.sampled_from(Mode), OPTIONS, LATENCIES, SCRIPTS)
@settings(max_examples=150)
def test_in_any_world_what_is_seen_keeps_the_promises(
    mode: Mode, options: dict[str, str], latencies: Latencies, drawn: list[Step | InputName]
) -> None:
    """One socket, one outcome, each message at most once and in order, and an end to everything in a mended world."""
    steps = [Do(each, f"x{n}") if isinstance(each, InputName) else each for n, each in enumerate(drawn)]
    played = simulation(mode, options, latencies=latencies)
    played.run([*script("init, login anna"), *steps])
    played.run(script("server_accept, server_approve, server_unmute, network_up, 60000"))
    seen = played.observations
    alive = 0
    for each in seen:
        alive += each.kind is ObservationKind.SOCKET_OPENING
        alive -= each.kind in {ObservationKind.SOCKET_CLOSED, ObservationKind.SOCKET_FAILED}
        assert alive in {0, 1}
    messages = [each.message for each in seen if each.kind is ObservationKind.DELIVERED]
    assert messages == sorted(set(messages), key=lambda m: int(str(m)[1:]))
    called = {
        str(s.value)
        for s in steps
        if isinstance(s, Do) and s.input in {InputName.CONNECT, InputName.DISCONNECT}
    }
    assert called <= set(outcomes(seen))


def test_a_suspended_device_does_nothing_and_hears_of_it_all_when_it_resumes() -> None:
    played = simulation()
    played.run(script(START + "suspend, 5000, server_message late, 1000, server_close 1006, 90000"))
    before = len(played.observations)
    assert [seen.kind for seen in played.observations[-1:]] == [ObservationKind.SOCKET_CLOSED]
    assert played.machine.next_deadline() is None
    played.run(script("resume, 5000"))
    later = [seen.kind for seen in played.observations[before:]]
    assert later == [
        ObservationKind.STATUS,
        ObservationKind.SOCKET_OPENING,
        ObservationKind.SOCKET_OPEN,
        ObservationKind.STATUS,
    ]


def test_a_message_of_a_suspension_arrives_at_the_resume() -> None:
    played = simulation()
    played.run(script(START + "suspend, 5000, server_message late, 1000"))
    resumed_at = played.clock.now
    played.run(script("resume"))
    assert (played.observations[-1].kind, played.observations[-1].at) == (
        ObservationKind.DELIVERED,
        resumed_at,
    )


@pytest.mark.parametrize(
    ("option", "wait", "replaced"), [("noticed", 25_000, True), ("not-noticed", 90_000, False)]
)
def test_a_handover_without_notice_is_found_out_or_not(option: str, wait: int, replaced: bool) -> None:
    played = simulation(choices={"silent-loss": option})
    played.run(script(START + "1"))
    played.run([Do(InputName.NETWORK_HANDOVER, False), Do(InputName.SERVER_MESSAGE, "lost"), Advance(wait)])
    played.run([Do(InputName.SERVER_MESSAGE, "after"), Advance(100)])
    heard = [seen.message for seen in played.observations if seen.kind is ObservationKind.DELIVERED]
    assert heard == ["after"] * replaced


def test_a_handover_with_notice_is_followed_at_once() -> None:
    played = simulation()
    played.run([*script(START + "1"), Do(InputName.NETWORK_HANDOVER, True), Advance(100)])
    played.run([Do(InputName.SERVER_MESSAGE, "after"), Advance(100)])
    assert [seen.message for seen in played.observations if seen.message] == ["after"]
    assert [what for _, what in sockets_up(played.observations)] == ["up", "down", "up"]
