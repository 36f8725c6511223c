"""What holds of the machine after any inputs, under any reading: promises that no order of events breaks."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from connref.effects import Effect, OpenSocket, SendPing, Status
from connref.errors import UsageError
from connref.inputs import (
    Background,
    Closed,
    ClosedBy,
    Connect,
    Disconnect,
    Foreground,
    Init,
    Input,
    Kill,
    Login,
    Logout,
    MessageReceived,
    NetworkAvailable,
    NetworkLost,
    Opened,
    OpenFailed,
    Ping,
    PongReceived,
    Rejected,
    Tick,
)
from connref.protocol import Mode
from connref.semantics.machine import ConnectionMachine
from connref.semantics.policy import PolicyMemory, follow, region_at
from connref.semantics.table import compile_table
from connref.spec.declare import Location, Transition
from connref.spec.interpretations import DEFAULT, INTERPRETATIONS, LATITUDES, Reading
from connref.spec.vocabulary import PONG_EVENTS, Event, LinkEvent, Wish
from machine_tools import Watch

GRACE = 30_000
DUE, BEFORE_DUE = -1, -2
"""Waits until the machine's own next deadline, and until just before it."""
ALL_WAITS = [0, 0, 0, 0, 0, 0, 0, 1, 500, GRACE - 1, GRACE, GRACE + 1, 70_000, DUE, BEFORE_DUE]
WAITS = st.sampled_from(ALL_WAITS)
MODES = st.sampled_from([Mode.AUTO, Mode.MANUAL, Mode.MANUAL])

LATEST = "latest"
"""Stands for the call of the latest ping that was sent."""

Make = Callable[[int, int], Input]
"""An input from a fresh call number and the number of the latest socket."""

STEERED: tuple[tuple[int, Make], ...] = (
    (1, lambda _c, _s: Init()),
    (1, lambda call, _s: Login(f"user {call}")),
    (1, lambda _c, _s: Logout()),
    (5, lambda call, _s: Connect(f"c{call}")),
    (2, lambda call, _s: Disconnect(f"c{call}")),
    (5, lambda call, _s: Ping(f"c{call}")),
    (5, lambda _c, _s: Background()),
    (6, lambda _c, _s: Foreground()),
    (1, lambda _c, _s: Kill()),
    (2, lambda _c, _s: NetworkLost()),
    (2, lambda _c, _s: NetworkAvailable()),
    (12, lambda _c, socket: Opened(socket)),
    (1, lambda _c, socket: OpenFailed(socket)),
    (2, lambda _c, socket: Rejected(socket)),
    (1, lambda _c, socket: Closed(socket)),
    (1, lambda _c, socket: Closed(socket, 1006, ClosedBy.NETWORK)),
    (1, lambda _c, socket: Opened(socket - 1)),
    (1, lambda _c, socket: Closed(socket - 1)),
    (16, lambda _c, _s: PongReceived(LATEST)),
    (1, lambda call, socket: MessageReceived(socket, f"m{call}")),
    (2, lambda _c, _s: Tick()),
)
"""Every input, weighted so that deep states are reached."""
MAKERS = [make for weight, make in STEERED for _ in range(weight)]

STORIES = st.lists(st.tuples(WAITS, st.sampled_from(MAKERS)), max_size=40)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """The default reading with a few options drawn anew."""
    catalogue: dict[str, Any] = {**INTERPRETATIONS, **LATITUDES}
    names = draw(st.lists(st.sampled_from(list(catalogue)), max_size=12, unique=True))
    return DEFAULT.but({name: draw(st.sampled_from(catalogue[name].options)) for name in names})


class Player:
    """Plays a story to a machine, after init and login or from the very start, and keeps what the effects said."""

    def __init__(
        self, mode: Mode, reading: Reading, *, logged_in: bool = True, saved_user: bool = False
    ) -> None:
        self.taken: list[tuple[int, Transition]] = []
        self.machine = ConnectionMachine(
            mode,
            jitter=random.Random(5).random,
            reading=reading,
            saved_user="anna" if saved_user else None,
            on_transition=lambda now, rule: self.taken.append((now, rule)),
        )
        self.watch = Watch()
        self.now = 0
        self.call = 0
        self.socket = 0
        self.called: dict[str, int] = {}
        self.effects: list[Effect] = []
        self.pinged = ""
        for received in (Init(), Login("anna")) if logged_in else ():
            self.tell(received)

    def play(self, story: list[tuple[int, Make]]) -> None:
        """Each step waits, and then tells."""
        for wait, make in story:
            self.now += self.waited(wait)
            self.call += 1
            received = make(self.call, self.socket)
            if isinstance(received, PongReceived):
                received = PongReceived(self.pinged)
            if self.machine.snapshot()["dead"] and not isinstance(
                received, Init | NetworkLost | NetworkAvailable | Tick
            ):
                continue
            self.tell(received)

    def waited(self, wait: int) -> int:
        """A wait in ms, where it may be said relative to the next deadline."""
        if wait >= 0:
            return wait
        due = self.machine.next_deadline()
        return 0 if due is None else due - self.now - (wait == BEFORE_DUE)

    def tell(self, received: Input) -> tuple[Effect, ...]:
        """One input at the present instant. A fact ends the socket only if the machine has not closed it before."""
        effects = self.machine.handle(Tick(), self.now)
        self.see(effects)
        if isinstance(received, OpenFailed | Rejected | Closed):
            self.watch.gone(received.socket)
        if isinstance(received, Kill):
            self.watch.socket = None
            self.called.clear()
        if isinstance(received, Connect | Disconnect | Ping):
            self.called[received.call] = self.now
        effects = self.machine.handle(received, self.now)
        self.see(effects)
        return effects

    def see(self, effects: tuple[Effect, ...]) -> None:
        self.effects += effects
        self.watch.see(effects)
        self.pinged = next((e.call for e in effects if isinstance(e, SendPing)), self.pinged)
        self.socket = max([self.socket, *(e.socket for e in effects if isinstance(e, OpenSocket))])


@given(MODES, readings(), STORIES)
@settings(max_examples=300)
def test_there_is_never_more_than_one_socket_and_it_is_there_when_the_status_says_so(
    mode: Mode, reading: Reading, story: list[tuple[int, Make]]
) -> None:
    player = Player(mode, reading)
    player.play(story)
    link = player.machine.snapshot()["link"]["state"]
    assert (player.watch.socket is not None) == (link in {"opening", "up"})
    assert (player.machine.status is Status.DISCONNECTED) == (player.machine.wish is Wish.UNWANTED)


@given(MODES, readings(), STORIES)
@settings(max_examples=300)
def test_each_call_ends_in_one_outcome_once_the_world_is_fair(
    mode: Mode, reading: Reading, story: list[tuple[int, Make]]
) -> None:
    """CALL-OUTCOME: in a fair world nothing is pending for longer than R; only `nothing` may stay without."""
    player = Player(mode, reading)
    player.play(story)
    player.tell(NetworkAvailable())
    end = player.now + 60_000
    while player.now < end:
        player.tell(Opened(player.socket))
        due = player.machine.next_deadline()
        player.now = end if due is None else min(end, due)
        player.tell(Tick())
    player.tell(Opened(player.socket))
    silent = {"ping-in-foreground", "ping-in-auto", "call-before-init"}
    if all(reading[name] != "nothing" for name in silent):
        assert set(player.called) <= player.watch.reported
    body = player.machine.snapshot()
    assert body["connects"] == []
    assert body["pings"] == []


@given(MODES, readings(), STORIES)
@settings(max_examples=300)
def test_the_wish_is_that_of_the_policy_table_run_alone(
    mode: Mode, reading: Reading, story: list[tuple[int, Make]]
) -> None:
    player = Player(mode, reading)
    player.play(story)
    table, link = compile_table(mode), "down"
    memory = PolicyMemory(table.initial)
    for now, rule in player.taken:
        if isinstance(rule.event, LinkEvent):
            link = rule.destination
            continue
        under_way = "under-way" if link == "opening" else "waiting"
        choices = dict(reading.but({"retry-at-entry": under_way}).choices)
        row = table.row(memory.state, rule.event, region_at(table, memory, now, GRACE))
        assert row.branch(choices) == rule
        assert rule.event is not Event.DEADLINE or memory.deadline in {now, now - 1}
        memory = follow(rule, memory, now, GRACE)
    assert memory.state == player.machine.snapshot()["policy"]["state"]
    assert table.locations[memory.state].wish is player.machine.wish


@given(MODES, readings(), STORIES, STORIES)
@settings(max_examples=150)
def test_a_restored_machine_goes_on_like_the_one_it_was_taken_from(
    mode: Mode, reading: Reading, before: list[tuple[int, Make]], after: list[tuple[int, Make]]
) -> None:
    player = Player(mode, reading)
    player.play(before)
    twin = ConnectionMachine(mode, jitter=lambda: 0.5, reading=reading)
    twin.restore(player.machine.snapshot())
    original = ConnectionMachine(mode, jitter=lambda: 0.5, reading=reading)
    original.restore(player.machine.snapshot())
    assert original.snapshot() == player.machine.snapshot()
    now = player.now
    for number, (wait, make) in enumerate(after, 1_000):
        now += max(wait, 0)
        received = make(number, player.socket)
        assert _handled(twin, received, now) == _handled(original, received, now)
        assert twin.next_deadline() == original.next_deadline()
    assert twin.snapshot() == original.snapshot()


@given(MODES, readings(), STORIES)
@settings(max_examples=150)
def test_one_late_tick_leads_where_many_punctual_ones_lead(
    mode: Mode, reading: Reading, story: list[tuple[int, Make]]
) -> None:
    """Several deadlines that passed in one jump are each done at their own instant."""
    player = Player(mode, reading)
    player.play(story)
    late, punctual = (ConnectionMachine(mode, jitter=lambda: 0.25, reading=reading) for _ in range(2))
    late.restore(player.machine.snapshot())
    punctual.restore(player.machine.snapshot())
    end = player.now + 100_000
    effects: list[Effect] = []
    while (due := punctual.next_deadline()) is not None and due <= end:
        effects += punctual.handle(Tick(), due)
    effects += punctual.handle(Tick(), end)
    assert list(late.handle(Tick(), end)) == effects
    assert late.snapshot() == punctual.snapshot()


@given(MODES, readings(), STORIES)
@settings(max_examples=100)
def test_a_deadline_is_never_missed_and_never_in_the_past(
    mode: Mode, reading: Reading, story: list[tuple[int, Make]]
) -> None:
    player = Player(mode, reading)
    player.play(story)
    due = player.machine.next_deadline()
    assume(due is not None)
    assert due is not None
    assert due > player.now
    before = len(player.taken)
    player.machine.handle(Tick(), due - 1)
    assert len(player.taken) == before
    player.machine.handle(Tick(), due)
    assert len(player.taken) > before


@given(MODES, readings(), STORIES)
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_story_gives_the_same_effects(
    mode: Mode, reading: Reading, story: list[tuple[int, Make]]
) -> None:
    first, second = Player(mode, reading), Player(mode, reading)
    first.play(story)
    second.play(story)
    assert first.effects == second.effects


def _handled(machine: ConnectionMachine, received: Input, now: int) -> object:
    try:
        return machine.handle(received, now)
    except UsageError as error:
        return str(error)


@pytest.mark.parametrize("mode", Mode)
def test_the_stories_reach_every_row_that_the_machine_can_reach(mode: Mode) -> None:
    """What is drawn above is steered well enough: all (state, event) of the default reading are taken by some story."""
    table, rng = compile_table(mode), random.Random(11)
    possible = {
        (state, event)
        for state, event, _ in table.rows
        if state not in STATES_OF_OTHER_READINGS
        and not out_of_reach(mode, table.locations[state], state, event)
    }
    taken: set[tuple[str, Event]] = set()
    for number in range(5_000):
        player = Player(mode, DEFAULT, logged_in=number % 8 > 1, saved_user=number % 8 == 1)
        player.play([(rng.choice(ALL_WAITS), rng.choice(MAKERS)) for _ in range(60)])
        taken |= {(rule.source, rule.event) for _, rule in player.taken if isinstance(rule.event, Event)}
        if taken == possible:
            return
    raise AssertionError(f"not reached: {possible - taken}; not thought possible: {taken - possible}")


STATES_OF_OTHER_READINGS = {
    "held",
    "opening_to_hold",
    "reconnecting_in_grace",
    "background_connecting",
    "background_connected",
    "disconnected_until_connect",
    "disconnected_until_connect_background",
}


def out_of_reach(mode: Mode, location: Location, state: str, event: Event) -> bool:
    """What the link never tells: it fails its pings when it is down, and knows of a network while it has a socket."""
    if event in PONG_EVENTS:
        # In auto mode nothing is up in the background, so no ping is called there.
        return not location.up or (mode is Mode.AUTO and event is Event.PONG)
    return event is Event.CONNECT_OFFLINE and (location.up or state == "opening")
