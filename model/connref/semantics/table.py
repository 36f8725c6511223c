"""The compiled policy table: what the charts do, walked once, and what runs.

`compile_table` lets the chart take every step there is: each state, each event that is possible there, each zone of
time, each combination of the options that the guards there look at. What fired is kept as a *row*: one branch
where the document is clear, a choice node of several branches where readings differ. The oracle forks at
choice nodes; the machine resolves them once for its own reading (`resolve`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from connref.errors import DefinitionError, ImpossibleInputError
from connref.protocol import Mode
from connref.spec.auto import AutoMode
from connref.spec.declare import (
    Chart,
    Location,
    Situation,
    Transition,
    initial_of,
    interpretations_in,
    step_chart,
)
from connref.spec.interpretations import LATITUDES, Reading, options_of
from connref.spec.manual import ManualMode
from connref.spec.vocabulary import (
    APP_EVENTS,
    PONG_EVENTS,
    REGIONS,
    Clock,
    Event,
    Region,
    Wish,
)

Key = tuple[str, Event, Region]


@dataclass(frozen=True, slots=True)
class Row:
    """What happens for one state, event and zone: the branches, and the names whose options choose among them.

    Exactly one branch is enabled under every reading.
    """

    state: str
    event: Event
    zone: Region
    names: tuple[str, ...]
    branches: tuple[Transition, ...]

    @property
    def is_choice(self) -> bool:
        """Whether readings differ here (a latitude alone is no choice of a reading)."""
        return any(name not in LATITUDES for name in self.names)

    def branch(self, choices: Mapping[str, str]) -> Transition:
        """The branch that a reading takes. Raises `DefinitionError` if not exactly one is enabled."""
        enabled = [rule for rule in self.branches if all(choices[g.name] in g.options for g in rule.guards)]
        if len(enabled) != 1:
            raise DefinitionError(f"{self.state} × {self.event} × {self.zone.value}: {len(enabled)} branches")
        return enabled[0]


@dataclass(frozen=True, slots=True)
class PolicyTable:
    """The table of one mode: its states with their facts, and a row for each key that is possible."""

    mode: Mode
    initial: str
    facts: Mapping[str, Location]
    rows: Mapping[Key, Row]

    def row(self, state: str, event: Event, zone: Region) -> Row:
        """The row for a key. Raises `ImpossibleInputError` where the event cannot happen there."""
        row = self.rows.get((state, event, zone))
        if row is None:
            raise ImpossibleInputError(state, event.value)
        return row


CHARTS: Mapping[Mode, type[Chart]] = {Mode.AUTO: AutoMode, Mode.MANUAL: ManualMode}


def possible_events(state: str, facts: Location) -> tuple[Event, ...]:
    """The events that can happen in a state; all others are impossible there by the nature of things.

    Calls, lifecycle and a late pong come in every state; the link reports what fits to what it was asked for; a
    deadline passes only where one runs; a process finds a saved user only when it starts.
    """
    fresh = state.startswith("not_initialised")
    events = set(APP_EVENTS | PONG_EVENTS)
    if fresh:
        events.add(Event.REOPEN)
    if facts.up:
        events |= {Event.LOST, Event.CLOSED}
    elif facts.wish is not Wish.UNWANTED:
        events |= {Event.OPENED, Event.FAILED, Event.FAILED_OFFLINE, Event.REJECTED}
    if facts.clock is Clock.DEADLINE:
        events.add(Event.DEADLINE)
    return tuple(event for event in Event if event in events)


def zones_of(facts: Location, event: Event) -> tuple[Region, ...]:
    """The zones of time in which an event can happen: a deadline that is past has fired before anything else."""
    if facts.clock is not Clock.DEADLINE:
        return REGIONS[facts.clock]
    return (Region.AT, Region.PAST) if event is Event.DEADLINE else (Region.BEFORE, Region.AT)


@cache
def compile_table(mode: Mode) -> PolicyTable:
    """Walk the chart of a mode and record its table.

    Raises `DefinitionError` where a possible event has no transition under some combination of options, or two.
    """
    chart = CHARTS[mode]
    facts = chart.facts()
    declared = tuple(chart.rules())
    running = chart()
    rows = {
        (state, event, zone): _walk(running, declared, state, event, zone)
        for state, fact in facts.items()
        for event in possible_events(state, fact)
        for zone in zones_of(fact, event)
    }
    return PolicyTable(mode, initial_of(chart), facts, rows)


def resolve(table: PolicyTable, reading: Reading) -> dict[Key, Transition]:
    """The flat table of one reading: each key with the one rule that it takes."""
    choices = dict(reading.choices)
    return {key: row.branch(choices) for key, row in table.rows.items()}


def combinations(names: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Every combination of options of the given interpretations and latitudes."""
    for chosen in product(*(options_of(name) for name in names)):
        yield dict(zip(names, chosen, strict=True))


def _walk(running: Chart, declared: tuple[Transition, ...], state: str, event: Event, zone: Region) -> Row:
    candidates = [r for r in declared if r.source == state and r.event is event and zone in r.zones]
    names = interpretations_in(candidates)
    fired: dict[Transition, None] = {}
    for choices in combinations(names):
        _check_deterministic(candidates, choices, state, event, zone)
        situation = Situation(choices, zone)
        running.current_state_value = state
        step_chart(running, event, situation)
        if situation.taken is None:
            raise DefinitionError(f"{state} × {event} fired a transition declared without `rule`")
        fired[situation.taken] = None
    return Row(state, event, zone, names, tuple(fired))


def _check_deterministic(
    candidates: list[Transition], choices: Mapping[str, str], state: str, event: Event, zone: Region
) -> None:
    """The library takes the first of two enabled transitions in silence, so count them here."""
    enabled = [rule for rule in candidates if all(choices[g.name] in g.options for g in rule.guards)]
    if len(enabled) != 1:
        raise DefinitionError(
            f"{state} × {event.value} × {zone.value} under {choices}: {len(enabled)} transitions are enabled"
        )
