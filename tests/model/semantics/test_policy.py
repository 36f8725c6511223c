"""The policy at work: regions, deadlines, agreement with the naive implementation, and stories that reach deep rows."""

from __future__ import annotations

import random
import sys

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from connref.protocol import Mode
from connref.semantics.policy import NEVER, PolicyMemory, due_at, elapse, follow, region_and_next, region_at
from connref.semantics.table import Key, compile_table, possible_events
from connref.spec.interpretations import DEFAULT, INTERPRETATIONS, LATITUDES, options_of, reading
from connref.spec.vocabulary import LINK_EVENTS, Clock, Event, Move, Region
from connref.verify.explore import disagreement, reading_of
from connref.verify.regions import Edge, RegionGraph
from connref.verify.witnesses import shortest_paths
from naive.agreement import agree
from naive.either import naive
from naive.policy import Naive

GRACE_MS = 30_000
DUE = 100
NAMES = (*INTERPRETATIONS, *LATITUDES)
TABLES = {mode: compile_table(mode) for mode in Mode}
MANUAL = TABLES[Mode.MANUAL]


def any_options(seed: int) -> dict[str, str]:
    rng = random.Random(seed)
    return {name: rng.choice(options_of(name)) for name in NAMES}


def test_zone_of_a_deadline() -> None:
    memory = PolicyMemory("grace", deadline=GRACE_MS)
    regions = [region_at(MANUAL, memory, now, GRACE_MS) for now in (29_999, 30_000, 30_001)]
    assert regions == [Region.BEFORE, Region.AT, Region.PAST]


def test_zone_of_the_window_after_the_entry() -> None:
    memory = PolicyMemory("idle_background", entry=5)
    regions = [region_at(MANUAL, memory, now, GRACE_MS) for now in (30_004, 30_005, 30_006)]
    assert regions == [Region.BEFORE, Region.PAST, Region.PAST]


def test_a_state_without_a_clock_is_always_before() -> None:
    assert region_at(MANUAL, PolicyMemory("connected", deadline=1), 10**9, GRACE_MS) is Region.BEFORE


@pytest.mark.parametrize(
    ("move", "deadline"),
    [(Move.KEEP, 77), (Move.CLEAR, None), (Move.FROM_NOW, 30_100), (Move.FROM_ENTRY, 30_040)],
)
def test_follow_moves_the_deadline(move: Move, deadline: int | None) -> None:
    rules = [
        each for row in MANUAL.rows.values() for each in row.branches if each.move is move and not each.enters
    ]
    after = follow(rules[0], PolicyMemory(rules[0].source, deadline=77, entry=40), 100, GRACE_MS)
    assert after == PolicyMemory(rules[0].destination, deadline, 40)


def test_an_entry_is_noted_before_the_deadline_is_set() -> None:
    entered = MANUAL.row("connected", Event.BACKGROUND, Region.BEFORE).branch(dict(DEFAULT.choices))
    assert follow(entered, PolicyMemory("connected"), 100, GRACE_MS) == PolicyMemory("grace", 30_100, 100)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("mode", Mode)
def test_agrees_with_the_naive_implementation(mode: Mode, seed: int) -> None:
    """Over every history, at every instant, under the default reading and others drawn at random."""
    options = any_options(seed) if seed else dict(DEFAULT.choices)
    _, disagreement = agree(TABLES[mode], options)
    assert disagreement is None


def ways(mode: Mode) -> list[tuple[tuple[Edge, ...], dict[str, str]]]:
    """For each row a shortest way to it and through it, and the options that it needs."""
    found = shortest_paths(RegionGraph(TABLES[mode]))
    by_row = {(rule.source, rule.event, region): way for (rule, region), way in found.items()}
    return [(way, reading_of(way, {})) for way in by_row.values() if disagreement(way, {}) is None]


WAYS = {mode: ways(mode) for mode in Mode}


class Stories(RuleBasedStateMachine):
    """Policy and naive implementation side by side on a fake clock, steered towards deadlines and what follows them."""

    mode: Mode
    ways: list[tuple[tuple[Edge, ...], dict[str, str]]]
    rows: set[Key]
    options: dict[str, str]
    memory: PolicyMemory
    second: Naive
    now: int

    @initialize(seed=st.integers(0, 40), data=st.data())
    def begin(self, seed: int, data: st.DataObject) -> None:
        """By a shortest way through a row that is drawn, under a reading that takes it: so deep rows are reached."""
        way, needed = data.draw(st.sampled_from(self.ways))
        self.options = {**(any_options(seed) if seed else dict(DEFAULT.choices)), **needed}
        self.memory = PolicyMemory(TABLES[self.mode].initial)
        self.second = naive(self.mode, self.options, GRACE_MS)
        self.now = 0
        for edge in way:
            self.go(edge)

    def go(self, edge: Edge) -> None:
        """One step of a way, in milliseconds: an event, the next instant that matters, or the one after it."""
        event = None if edge.transition is None else edge.transition.event
        if isinstance(event, Event) and event is not Event.DEADLINE:
            self.tell(event)
        elif edge.target.order.at:
            due = self.next_due()
            self.pass_to(self.memory.entry + GRACE_MS if due is None else due)
        else:
            self.pass_to(self.now + 1)

    def take(self, event: Event, region: Region) -> object:
        self.rows.add((self.memory.state, event, region))
        taken = TABLES[self.mode].row(self.memory.state, event, region).branch(self.options)
        self.memory = follow(taken, self.memory, self.now, GRACE_MS)
        return taken.answer

    def tell(self, event: Event) -> None:
        region = region_at(TABLES[self.mode], self.memory, self.now, GRACE_MS)
        assert self.take(event, region) == self.second.tell(event, self.now)
        self.compare()

    def pass_to(self, instant: int) -> None:
        """Time passes; what falls due on the way happens at its own instant, or one millisecond later."""
        while (due := self.next_due()) is not None and due <= instant:
            self.now = due
            self.take(Event.DEADLINE, region_at(TABLES[self.mode], self.memory, due, GRACE_MS))
            self.second.time(due)
            self.compare()
        self.now = instant

    def next_due(self) -> int | None:
        if (
            TABLES[self.mode].locations[self.memory.state].clock is not Clock.DEADLINE
            or self.memory.deadline is None
        ):
            return None
        return self.memory.deadline + (self.now >= self.memory.deadline)

    def compare(self) -> None:
        location = TABLES[self.mode].locations[self.memory.state]
        assert (location.wish, location.up) == (self.second.wish, self.second.up)
        if location.clock is Clock.DEADLINE:
            assert self.memory.deadline == self.second.deadline

    def possible(self) -> list[Event]:
        state = self.memory.state
        return [
            each for each in possible_events(TABLES[self.mode].locations[state]) if each is not Event.DEADLINE
        ]

    @rule(data=st.data())
    def anything(self, data: st.DataObject) -> None:
        self.tell(data.draw(st.sampled_from(self.possible())))

    @precondition(lambda self: self.second.asked)
    @rule(data=st.data())
    def what_the_link_reports(self, data: st.DataObject) -> None:
        self.tell(data.draw(st.sampled_from([each for each in self.possible() if each in LINK_EVENTS])))

    @rule(ms=st.sampled_from([0, 1, 29_999, 30_000, 30_001]))
    def time(self, ms: int) -> None:
        self.pass_to(self.now + ms)

    @precondition(lambda self: self.second.deadline is not None)
    @rule(off=st.sampled_from([-1, 0, 0, 0, 1]), data=st.data())
    def at_a_deadline(self, off: int, data: st.DataObject) -> None:
        """Something at just before, at or just after the deadline."""
        if self.second.deadline is not None:
            self.pass_to(max(self.now, self.second.deadline + off))
            self.anything(data)


PART = 8
"""Rows that one run aims at: few enough for Candidate, which likes to repeat itself, to draw them all."""
EXAMPLES = 25
STEPS = 20
ENOUGH = 0.95


@pytest.mark.parametrize("mode", Mode)
def test_stories_agree_and_reach_the_deep_rows(mode: Mode, capsys: pytest.CaptureFixture[str]) -> None:
    class Steered(Stories):
        pass

    Steered.mode, Steered.rows = mode, set()
    for start in range(0, len(WAYS[mode]), PART):
        Steered.ways = WAYS[mode][start : start + PART]
        run_state_machine_as_test(
            Steered, settings=settings(max_examples=EXAMPLES, stateful_step_count=STEPS)
        )
    missed = set(TABLES[mode].rows) - Steered.rows
    share = 1 - len(missed) / len(TABLES[mode].rows)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{mode.value}: {share:.1%} of {len(TABLES[mode].rows)} rows reached by steered stories\n"
        )
    assert share >= ENOUGH, sorted((state, event.value, region.value) for state, event, region in missed)


def test_a_deadline_has_an_instant_of_its_own_and_a_window_has_none() -> None:
    assert region_and_next(Clock.DEADLINE, 10, 9) == (Region.BEFORE, 10)
    assert region_and_next(Clock.DEADLINE, 10, 10) == (Region.AT, 11)
    assert region_and_next(Clock.DEADLINE, 10, 11) == (Region.PAST, NEVER)
    window = next(clock for clock in Clock if clock not in (Clock.NONE, Clock.DEADLINE))
    assert region_and_next(window, 10, 10) == (Region.PAST, NEVER)


@pytest.mark.parametrize(
    ("options", "until", "state"),
    [
        ({}, DUE - 1, "grace"),
        ({"ping-at-deadline": "inclusive"}, DUE, "grace"),
        ({"ping-at-deadline": "inclusive"}, DUE + 1, "idle_background"),
        ({"ping-at-deadline": "exclusive", "return-at-deadline": "exclusive"}, DUE, "idle_background"),
        ({}, 10 * DUE, "idle_background"),
    ],
)
def test_what_falls_due_happens_at_its_instant_and_then_past_it(
    options: dict[str, str], until: int, state: str
) -> None:
    table, choices = TABLES[Mode.MANUAL], dict(reading(options).choices)
    came: list[tuple[Region, int]] = []

    def take(memory: PolicyMemory, event: Event, region: Region, now: int) -> PolicyMemory:
        came.append((region, now))
        return follow(table.row(memory.state, event, region).branch(choices), memory, now, GRACE_MS)

    assert elapse(table, PolicyMemory("grace", DUE), until, take).state == state
    assert (
        came == [each for each in ((Region.AT, DUE), (Region.PAST, DUE + 1)) if each[1] <= until][: len(came)]
    )
    assert bool(came) is (until >= DUE)


def test_where_no_deadline_runs_nothing_falls_due() -> None:
    def take(*_: object) -> PolicyMemory:
        raise AssertionError

    memory = PolicyMemory("connected", DUE)
    assert due_at(TABLES[Mode.MANUAL], memory) is None
    assert elapse(TABLES[Mode.MANUAL], memory, 10 * DUE, take) is memory
