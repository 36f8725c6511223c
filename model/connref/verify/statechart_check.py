"""Lock-step proof of two engines: the table that runs, and the classes of python-statemachine built from the same rows.

Both are given every location, event, region and combination of options, and then long histories in which each goes on
from where it stands by itself. They have to take the same transition, come to the same location with the same deadline,
and refuse the same events. Of two rows that are enabled at once the library takes the first in silence; so it is proved
that there is never more than one, and then no order of rows matters. A wrong row, a lost guard, a missing branch or one
out of order, in either engine, is a difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from connref.errors import ImpossibleInputError
from connref.semantics.policy import PolicyMemory, follow, region_at
from connref.semantics.statechart import MODE_CHARTS, LinkChart, RowChart, SessionChart, step
from connref.semantics.table import (
    LinkKey,
    PolicyTable,
    Row,
    SessionKey,
    combinations,
    link_table,
    session_table,
)
from connref.spec.declare import Transition, interpretations_in
from connref.spec.interpretations import INTERPRETATIONS, LATITUDES
from connref.spec.variant import DOCUMENT, DOCUMENT_EVENTS, Variant
from connref.spec.vocabulary import REGIONS, Event, LinkEvent, Region
from connref.verify.monitor import Choices

AnyEvent = Event | LinkEvent
AnyKey = tuple[str, AnyEvent, Region]
Outcome = Transition | str
"""The transition that an engine takes, or why it takes none."""
Choose = Callable[[int], int]
"""Gives an integer from 0 to n - 1. The model has no random source; a seeded one makes a history repeatable."""
Update = Callable[[Transition, PolicyMemory, int, int], PolicyMemory]

REFUSED = "refuses"
GRACE_MS = 3
"""Short, so that histories meet every instant around a deadline."""
HISTORIES, STEPS = 5, 80
"""How many histories of each chart `verify` runs, and of how many steps each."""
SEED = 9
ENDINGS = frozenset({Event.KILL, Event.LOGOUT, LinkEvent.PROCESS_KILLED})
"""Drawn less often: after them a history begins anew."""
WAITS, STRAYS = 4, 10
"""Time passes in one step of so many, and any event at all is tried in one of so many."""


@dataclass(frozen=True, slots=True)
class Engines:
    """One chart in both engines: its rows as the table has them, and a class of the library.

    `table` is the mode's, which has clocks; the link and the session have none. `update` is how the first engine
    moves its clocks.
    """

    name: str
    rows: Mapping[AnyKey, tuple[Transition, ...]]
    library: type[RowChart]
    events: tuple[AnyEvent, ...]
    table: PolicyTable | None = None
    update: Update = follow

    @property
    def variant(self) -> Variant:
        """What of the product line both engines run: which options there are."""
        return DOCUMENT if self.table is None else self.table.variant

    def region(self, memory: PolicyMemory, now: int) -> Region:
        """Where `now` lies relative to the clock of a location."""
        return Region.BEFORE if self.table is None else region_at(self.table, memory, now, GRACE_MS)


@dataclass(slots=True)
class Comparison:
    """What was compared, and where the engines differ.

    `steps` counts the steps that were taken by either, `refused` those that both refused; `fired` is what the library
    took.
    """

    steps: int = 0
    refused: int = 0
    differences: list[str] = field(default_factory=list[str])
    fired: set[Transition] = field(default_factory=set[Transition])


@dataclass(frozen=True, slots=True)
class Proof:
    """A comparison of one chart as a whole. `dead` are the declared transitions that the library never takes."""

    name: str
    steps: int
    refused: int
    differences: tuple[str, ...]
    dead: tuple[str, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong, in words."""
        return (
            *(f"table and chart differ: {text}" for text in self.differences),
            *(f"never fires: {text}" for text in self.dead),
        )

    def to_json(self) -> dict[str, Any]:
        """The comparison as an entry of the report."""
        return {
            "chart": self.name,
            "chart_steps": self.steps,
            "chart_refusals": self.refused,
            "faults": list(self.faults),
        }


def of_mode(table: PolicyTable, library: type[RowChart] | None = None, update: Update = follow) -> Engines:
    """A mode's table beside the library's class of that mode, or another one."""
    rows: dict[AnyKey, tuple[Transition, ...]] = {key: row.branches for key, row in table.rows.items()}
    return Engines(table.mode.value, rows, library or MODE_CHARTS[table.mode], _events(table), table, update)


def _events(table: PolicyTable) -> tuple[Event, ...]:
    """What both engines are asked: all that the document knows, and what this table has beside it."""
    asked = {*DOCUMENT_EVENTS, *(event for _, event, _ in table.rows)}
    return tuple(event for event in Event if event in asked)


def of_link(
    table: Mapping[LinkKey, Transition] | None = None, library: type[RowChart] = LinkChart
) -> Engines:
    """The link's table beside the library's class of it, or others."""
    transitions = link_table() if table is None else table
    rows: dict[AnyKey, tuple[Transition, ...]] = {
        (*key, Region.BEFORE): (transition,) for key, transition in transitions.items()
    }
    return Engines("link", rows, library, tuple(LinkEvent))


def of_session(
    table: Mapping[SessionKey, Row] | None = None, library: type[RowChart] = SessionChart
) -> Engines:
    """The session's table beside the library's class of it, or others."""
    rows: dict[AnyKey, tuple[Transition, ...]] = {
        (*key, Region.BEFORE): row.branches for key, row in (table or session_table()).items()
    }
    return Engines("session", rows, library, DOCUMENT_EVENTS)


def prove(engines: Engines) -> Proof:
    """Compare every row, and then histories of a fixed seed."""
    running, found, choose = engines.library(), Comparison(), numbers(SEED)
    compare_rows(engines, running, found)
    for _ in range(HISTORIES):
        compare_history(engines, running, choose, STEPS, found)
    dead = tuple(
        f"{each.source} × {each.event.value} → {each.destination}"
        for each in engines.library.rows.transitions
        if each not in found.fired
    )
    return Proof(engines.name, found.steps, found.refused, tuple(found.differences), dead)


def compare_rows(engines: Engines, running: RowChart, found: Comparison) -> None:
    """Let both engines take every step there is: location × event × region × combination of options."""
    declared: dict[AnyKey, list[Transition]] = {}
    for each in engines.library.rows.transitions:
        for region in each.regions:
            declared.setdefault((each.source, each.event, region), []).append(each)
    for location in engines.library.rows.locations.values():
        for event in engines.events:
            for region in REGIONS[location.clock]:
                key = (location.id, event, region)
                _compare_row(engines, running, key, declared.get(key, []), found)


def compare_history(
    engines: Engines, running: RowChart, choose: Choose, steps: int, found: Comparison
) -> None:
    """Let both engines run one history under one reading, each from where it stands, up to the first difference."""
    running.current_state_value = engines.library.rows.initial
    ours = theirs = PolicyMemory(engines.library.rows.initial)
    reading, now = _drawn(engines.variant, INTERPRETATIONS, choose), 0
    for _ in range(steps):
        now += 0 if choose(WAITS) else 1 + choose(GRACE_MS)
        choices = {**reading, **_drawn(engines.variant, LATITUDES, choose)}
        key = (ours.state, _event(engines, ours, now, choose), engines.region(ours, now))
        one = table_step(engines, key, choices)
        other = library_step(running, None, key[1], choices, engines.region(theirs, now))
        if isinstance(one, Transition) and isinstance(other, Transition):
            ours = engines.update(one, ours, now, GRACE_MS)
            theirs = follow(other, theirs, now, GRACE_MS)
        same = one == other and ours == theirs and running.current_state_value == ours.state
        _note(found, key, choices, one, other, same=same)
        if not same:
            return


def table_step(engines: Engines, key: AnyKey, choices: Choices) -> Outcome:
    """What the table takes: the one branch that is enabled."""
    branches = engines.rows.get(key)
    if branches is None:
        return REFUSED
    enabled = [branch for branch in branches if branch.allows(choices)]
    return enabled[0] if len(enabled) == 1 else f"has {len(enabled)} branches"


def library_step(
    running: RowChart, location: str | None, event: AnyEvent, choices: Choices, region: Region
) -> Outcome:
    """What the library takes from a location (None: from where it stands)."""
    try:
        return step(running, location, event, choices, region)
    except ImpossibleInputError:
        return REFUSED


def numbers(seed: int) -> Choose:
    """A fixed sequence of integers for histories: a linear congruential generator of 64 bits."""
    state = seed

    def choose(n: int) -> int:
        nonlocal state
        state = (state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % (1 << 64)
        return (state >> 33) % n

    return choose


def _compare_row(
    engines: Engines, running: RowChart, key: AnyKey, declared: list[Transition], found: Comparison
) -> None:
    """One row under every combination of the options that either engine looks at."""
    location, event, region = key
    branches = engines.rows.get(key, ())
    taken: dict[Outcome, None] = {}
    before = len(found.differences)
    for choices in combinations(interpretations_in([*branches, *declared]), engines.variant):
        one = table_step(engines, key, choices)
        other = library_step(running, location, event, choices, region)
        taken[other] = None
        arrives = not isinstance(other, Transition) or running.current_state_value == other.destination
        determined = sum(each.allows(choices) for each in declared) <= 1
        _note(found, key, choices, one, other, same=one == other and arrives and determined)
    if branches and tuple(taken) != branches and len(found.differences) == before:
        found.differences.append(f"{_name(key)}: the branches of the table are out of order")


def _note(
    found: Comparison, key: AnyKey, choices: Choices, one: Outcome, other: Outcome, *, same: bool
) -> None:
    if one == other == REFUSED:
        found.refused += 1
    else:
        found.steps += 1
    if isinstance(other, Transition):
        found.fired.add(other)
    if not same:
        found.differences.append(f"{_name(key)} under {choices}: table {_said(one)}, library {_said(other)}")


def _event(engines: Engines, memory: PolicyMemory, now: int, choose: Choose) -> AnyEvent:
    """Mostly an event for which there is a row; now and then any event at all, which both may have to refuse."""
    region = engines.region(memory, now)
    possible = [event for event in engines.events if (memory.state, event, region) in engines.rows]
    events = possible if possible and choose(STRAYS) else engines.events
    event = events[choose(len(events))]
    return events[choose(len(events))] if event in ENDINGS else event


def _drawn(variant: Variant, names: Iterable[str], choose: Choose) -> dict[str, str]:
    left = {name: variant.options(name) for name in names}
    return {name: options[choose(len(options))] for name, options in left.items()}


def _name(key: AnyKey) -> str:
    location, event, region = key
    return f"{location} × {event.value} × {region.value}"


def _said(outcome: Outcome) -> str:
    if isinstance(outcome, str):
        return outcome
    return f"→ {outcome.destination} ({outcome.requirement})"
