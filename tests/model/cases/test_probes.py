"""The probes at the end of a suite's case: which states they tell apart, computed with the policy alone."""

from __future__ import annotations

import pytest

from connref.cases.paths import Path
from connref.cases.state_space import explore
from connref.cases.transition_cover import probed
from connref.protocol import Advance, Do, InputName, Mode, Profile
from connref.semantics.environment import EVENTS
from connref.semantics.policy import PolicyMemory, follow, region_at
from connref.semantics.table import Key, compile_table, resolve
from connref.spec.declare import Transition
from connref.spec.interpretations import DEFAULT, Reading
from connref.spec.vocabulary import Clock, Event, Region, Wish

PLAIN = Profile()
_PENDING = frozenset({"opening", "waiting", "reconnecting"})
_PENDING_AWAY = frozenset({"opening_for_grace", "opening_in_grace", "reconnecting_in_grace"})
UNTOLD: dict[Mode, set[tuple[str, str]]] = {
    Mode.AUTO: {
        # The probes begin with init, so only a call before it would show that it had been called already.
        ("not_initialised", "signed_out"), ("not_initialised_background", "signed_out_background"),
        ("not_initialised_background", "background"), ("signed_out_background", "background"),
        # Down until connect(), all of them.
        ("disconnected", "stopped"), ("stopped", "disconnected"), ("disconnected", "background"),
        ("stopped", "background"),
        ("disconnected_until_connect", "disconnected_until_connect_background"),
        ("disconnected_until_connect_background", "disconnected_until_connect"),
        # Wanted in the background: a second entry would show that the SDK had missed the first; a pair does that.
        ("background_connected", "connected"), ("background_connecting", "connecting"),
    },
    Mode.MANUAL: {
        ("not_initialised", "signed_out"), ("not_initialised_background", "signed_out"),
        ("not_initialised_background", "signed_out_background"), ("not_initialised_background", "not_initialised"),
        # Away, with the SDK unaware of it and down: connect() there would show it; a pair does that.
        ("idle_background", "idle"), ("signed_out_background", "signed_out"),
        ("held", "connected"), *(("opening_to_hold", wrong) for wrong in _PENDING),
        # They come up alike; what differs is what an input at once does to them, and pairs give them each.
        *((right, wrong) for alike in (_PENDING, _PENDING_AWAY) for right in alike for wrong in alike - {right}),
    },
}  # fmt: skip
"""The states that a story leads to, each with a wrong one that its probes do not tell from it, by the default reading.

A link that reports at once stands behind this, so what only an opening under way would show is not told here.
"""


class Played:
    """A policy with a link that reports at once, played under one reading; `seen` is what shows of it."""

    def __init__(self, path: Path, memory: PolicyMemory, choices: Reading) -> None:
        self.mode = path.mode
        self.table = compile_table(path.mode)
        self.rules: dict[Key, Transition] = resolve(self.table, choices)
        self.memory = memory
        self.start = self.now = path.story.now
        self.user = path.story.device.user
        self.seen: list[tuple[int, object]] = []

    def do(self, step: Do) -> None:
        """One input of the probes."""
        if step.input in EVENTS:
            fresh = step.input is InputName.INIT and self.memory.state.startswith("not_init") and self.user
            self.take(Event.REOPEN if fresh else EVENTS[step.input])
        else:
            # A message arrives where the connection is up, and nowhere else.
            self.show("message arrives" if self.table.locations[self.memory.state].up else "message lost")

    def take(self, event: Event) -> None:
        """One event: the row for it, and what a call reports."""
        region = region_at(self.table, self.memory, self.now, PLAIN.grace_ms)
        rule = self.rules[self.memory.state, event, region]
        up = self.table.locations[self.memory.state].up
        self.memory = follow(rule, self.memory, self.now, PLAIN.grace_ms)
        if rule.answer is not None:
            self.show(rule.answer)
        if self.table.locations[self.memory.state].up != up:
            self.show(not up)
        self.settle()

    def settle(self) -> None:
        """What is wanted and down comes up at once."""
        location = self.table.locations[self.memory.state]
        if not location.up and location.wish is not Wish.UNWANTED:
            self.take(Event.OPENED)

    def advance(self, ms: int) -> None:
        """Time goes by, and a deadline with it."""
        end = self.now + ms
        self.settle()
        while self.due() is not None and (self.due() or 0) <= end:
            self.now = max(self.now, self.due() or 0)
            at_it = region_at(self.table, self.memory, self.now, PLAIN.grace_ms) is Region.AT
            self.take(Event.DEADLINE)
            self.now += at_it and self.due() is not None
        self.now = max(self.now, end)

    def due(self) -> int | None:
        """The deadline that runs."""
        runs = self.table.locations[self.memory.state].clock is Clock.DEADLINE
        return self.memory.deadline if runs else None

    def show(self, what: object) -> None:
        self.seen.append((self.now - self.start, what))


def shown(path: Path, memory: PolicyMemory, choices: Reading) -> tuple[tuple[int, object], ...]:
    """What the probes for the place of a path show of a policy that remembers this."""
    played = Played(path, memory, choices)
    story = path.story
    whole = probed(story.fork()).steps
    before = len(story.steps)
    if isinstance(story.steps[-1], Advance):
        # The first wait of the probes went into the last one of the path.
        merged = whole[before - 1]
        assert isinstance(merged, Advance)
        played.advance(merged.ms - story.steps[-1].ms)
    for step in whole[before:]:
        if isinstance(step, Advance):
            played.advance(step.ms)
        else:
            played.do(step)
    return tuple(played.seen)


def places(mode: Mode) -> dict[str, Path]:
    """One place in each state, in fair conditions, before any deadline."""
    found: dict[str, Path] = {}
    for path in explore(PLAIN, mode).product_states.values():
        device = path.story.device
        fair = device.network and device.accepting and device.answering and device.approving
        if fair and path.region is Region.BEFORE and path.pong is None and path.story.steps:
            found.setdefault(path.memory.state, path)
    return found


def untold(mode: Mode, choices: Reading) -> set[tuple[str, str]]:
    """The states that a story leads to, each with a wrong one that its probes do not tell from it."""
    found = places(mode)
    return {
        (right, wrong)
        for right, path in found.items()
        for wrong in found
        if right != wrong
        and shown(path, path.memory, choices) == shown(path, mistaken(path, found[wrong]), choices)
    }


def mistaken(path: Path, other: Path) -> PolicyMemory:
    """The memory of a policy that is in the wrong state at the place of a path; its clock runs from there."""
    offset = path.story.now - other.story.now
    deadline = None if other.memory.deadline is None else other.memory.deadline + offset
    return PolicyMemory(other.memory.state, deadline, other.memory.entry + offset)


@pytest.mark.parametrize("mode", Mode)
def test_every_state_has_a_place_to_probe_it_from(mode: Mode) -> None:
    assert set(places(mode)) == set(compile_table(mode).locations)


@pytest.mark.parametrize("mode", Mode)
def test_the_probes_tell_each_state_from_all_others_but_these(mode: Mode) -> None:
    assert untold(mode, DEFAULT) == UNTOLD[mode]


def test_a_policy_is_played_with_its_memory() -> None:
    away = next(w for w in explore(PLAIN, Mode.MANUAL).product_states.values() if w.memory.state == "grace")
    lapse = ((away.memory.deadline or 0) - away.story.now, False)
    assert lapse in shown(away, away.memory, DEFAULT)
