"""A monitor says what the oracle says, of sessions that it learned from and of others, or hands over to it."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from connref.monitoring import automaton
from connref.monitoring.automaton import Automaton
from connref.monitoring.events import Event, classify, follow
from connref.monitoring.monitor import Monitor
from connref.oracle.judge import EVERY_OBSERVATION, Judge
from connref.protocol import Do, InputName, Mode, Observation, ObservationKind, Profile

PROFILE = Profile(tolerance_ms=100)
Story = list[tuple[int, Event]]


CONDITIONS = [InputName.NETWORK_DOWN, InputName.NETWORK_UP, InputName.SERVER_MUTE, InputName.SERVER_UNMUTE]


def judge(mode: Mode) -> Judge:
    return Judge(mode, PROFILE, EVERY_OBSERVATION)


def grown(mode: Mode) -> Automaton:
    return Automaton(judge(mode), judge(mode), learns=False)


def seen(at: int, kind: ObservationKind, **fields: str | int | None) -> tuple[int, Observation]:
    return at, Observation(at, kind, **fields)  # type: ignore[arg-type]


def random_story(rng: random.Random) -> Story:
    """Mostly what an app does that works well, and now and then anything."""
    now, story, socket = 0, list[tuple[int, Event]](), 0

    def do(name: InputName, value: str | int | None = None) -> None:
        story.append((now, Do(name, value)))

    do(InputName.INIT)
    do(InputName.LOGIN, rng.choice(["anna", "ben"]))
    for number in range(rng.randint(1, 25)):
        now += rng.choice([0, 1, 20, 99, 100, 101, 5_000, 30_000, 60_101])
        match rng.randrange(8):
            case 0:
                socket += 1
                story.append(seen(now, ObservationKind.SOCKET_OPENING, socket=socket))
                story.append(seen(now, ObservationKind.SOCKET_OPEN, socket=socket))
            case 1:
                by = rng.choice(["client", "server", "network"])
                story.append(seen(now, ObservationKind.SOCKET_CLOSED, socket=max(socket, 1), by=by))
            case 2:
                do(InputName.SERVER_MESSAGE, f"m{number}")
                story.append(seen(now, ObservationKind.DELIVERED, message=f"m{number}"))
            case 3:
                name = rng.choice([InputName.CONNECT, InputName.PING, InputName.DISCONNECT])
                do(name, f"c{number}")
                result = rng.choice(["success", "error"])
                if rng.random() < 0.8:
                    outcome = {"call": f"c{number}", "api": name.value, "result": result}
                    story.append(seen(now, ObservationKind.OUTCOME, **outcome))
            case 4:
                do(rng.choice([InputName.BACKGROUND, InputName.FOREGROUND]))
            case 5:
                do(
                    rng.choice(
                        [
                            InputName.NETWORK_DOWN,
                            InputName.NETWORK_UP,
                            InputName.SERVER_MUTE,
                            InputName.SERVER_UNMUTE,
                        ]
                    )
                )
            case 6:
                do(rng.choice([InputName.KILL, InputName.INIT, InputName.LOGOUT]))
            case _:
                story.append(seen(now, ObservationKind.USER, value=rng.choice(["anna", "ben", None])))
    return story


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(Mode), st.booleans())
def test_it_says_what_the_oracle_says(rng: random.Random, mode: Mode, ended: bool) -> None:
    """Stories in a row, so that most are judged by what others taught."""
    learned = grown(mode)
    for _ in range(8):
        story = random_story(rng)
        alone, monitor, judged = judge(mode), Monitor(learned), None
        for at, event in story:
            follow(alone, event, at, learns=False)
            if judged is None and not monitor.learn(event, at):
                judged = monitor.alone()
            if judged is not None:
                follow(judged, event, at, learns=False)
        expected = alone.verdict() if ended else alone.so_far()
        told = monitor.verdict(ended=ended) if judged is None else None
        if told is None:
            judged = judged or monitor.alone()
            told = (judged.verdict() if ended else judged.so_far()), judged.estimate.unjudged
        assert told == (expected, alone.estimate.unjudged)


WELL: Story = [
    (0, Do(InputName.INIT)),
    (3, Do(InputName.LOGIN, "anna")),
    seen(50, ObservationKind.SOCKET_OPENING, socket=4),
    seen(90, ObservationKind.SOCKET_OPEN, socket=4),
    (95, Do(InputName.SERVER_MESSAGE, "m")),
    seen(99, ObservationKind.DELIVERED, message="m"),
]


def step(monitor: Monitor, at: int, event: Event) -> bool:
    return monitor.step(*classify(event), at)


def test_what_one_session_taught_is_looked_up_for_another_with_other_names_and_instants() -> None:
    learned = grown(Mode.AUTO)
    first, second = Monitor(learned), Monitor(learned)
    assert not step(first, *WELL[0])
    assert all(first.learn(event, at) for at, event in WELL)
    other: Story = [
        (0, Do(InputName.INIT)),
        (12, Do(InputName.LOGIN, "ben")),
        seen(80, ObservationKind.SOCKET_OPENING, socket=1),
        seen(99, ObservationKind.SOCKET_OPEN, socket=1),
        (105, Do(InputName.SERVER_MESSAGE, "x")),
        seen(120, ObservationKind.DELIVERED, message="x"),
    ]
    assert all(step(second, at, event) for at, event in other)
    assert second.now == 120


def test_an_unknown_step_changes_nothing() -> None:
    monitor = Monitor(grown(Mode.AUTO))
    assert not step(monitor, 5, Do(InputName.INIT))
    assert monitor.now == 0


def test_it_knows_the_names_that_are_or_were_in_use() -> None:
    monitor = Monitor(grown(Mode.AUTO))
    for at, event in WELL:
        assert monitor.learn(event, at)
    assert all(monitor.knows(name) for name in ("anna", "m", 4))
    assert not monitor.knows("ben")


def test_from_so_many_states_on_nothing_is_learned() -> None:
    learned = grown(Mode.AUTO)
    before = automaton.MOST_STATES
    automaton.MOST_STATES = 3
    try:
        monitor = Monitor(learned)
        taken = [monitor.learn(event, at) for at, event in WELL]
    finally:
        automaton.MOST_STATES = before
    assert taken[:2] == [True, True]
    assert not taken[2]
    assert learned.size == 3
