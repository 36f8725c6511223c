"""The table of a chart: its rows filtered by location, event, region of time and reading. This is what runs.

A *row* is all that can happen for one location, event and region: one branch where the document is clear, several
where readings differ. `compile_table` filters the declared transitions into rows, and refuses a chart that is not
deterministic and complete: under each combination of the options that a row's guards look at exactly one branch is
enabled. The oracle forks at rows of several branches; the machine resolves them once for its own reading (`resolve`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from types import MappingProxyType

from connref.errors import DefinitionError, ImpossibleInputError
from connref.spec.auto import AUTO, AUTO_LINE
from connref.spec.declare import Chart, Location, Transition, interpretations_in, regions_of
from connref.spec.interpretations import LATITUDES, Reading
from connref.spec.line import project
from connref.spec.link import LINK
from connref.spec.manual import MANUAL, MANUAL_LINE
from connref.spec.session import SESSION
from connref.spec.variant import DOCUMENT, Variant
from connref.spec.vocabulary import (
    APP_EVENTS,
    PONG_EVENTS,
    Clock,
    Event,
    LinkEvent,
    Mode,
    Region,
    Session,
    Wish,
)

Key = tuple[str, Event, Region]
LinkKey = tuple[str, LinkEvent]
SessionKey = tuple[str, Event]


@dataclass(frozen=True, slots=True)
class Row:
    """What happens for one state, event and region: the branches, and the names whose options choose among them.

    Exactly one branch is enabled under every reading.
    """

    state: str
    event: Event
    region: Region
    names: tuple[str, ...]
    branches: tuple[Transition, ...]

    @property
    def is_choice(self) -> bool:
        """Whether readings differ here (a latitude alone is no choice of a reading)."""
        return any(name not in LATITUDES for name in self.names)

    def branch(self, choices: Mapping[str, str]) -> Transition:
        """The branch that a reading takes. Raises `DefinitionError` if not exactly one is enabled."""
        return only(self.branches, choices, f"{self.state} × {self.event} × {self.region.value}")


@dataclass(frozen=True, slots=True)
class PolicyTable:
    """The table of one mode in one variant: its locations, and a row for each key that is possible."""

    mode: Mode
    initial: str
    locations: Mapping[str, Location]
    rows: Mapping[Key, Row]
    variant: Variant = DOCUMENT

    def row(self, state: str, event: Event, region: Region) -> Row:
        """The row for a key. Raises `ImpossibleInputError` where the event cannot happen there."""
        row = self.rows.get((state, event, region))
        if row is None:
            raise ImpossibleInputError(state, event.value)
        return row


CHARTS: Mapping[Mode, Chart] = MappingProxyType({Mode.AUTO: AUTO, Mode.MANUAL: MANUAL})
LINES: Mapping[Mode, Chart] = MappingProxyType({Mode.AUTO: AUTO_LINE, Mode.MANUAL: MANUAL_LINE})
"""The charts of the whole product line, of which those of the document are one choice."""


def possible_events(location: Location, variant: Variant = DOCUMENT) -> tuple[Event, ...]:
    """The events that can happen in a location; all others are impossible there by the nature of things.

    Calls, lifecycle and a late pong come everywhere; the link reports what fits to what it was asked for; a
    deadline passes only where one runs; a process finds a saved user only when it starts. Some events are only there
    where the variant has a feature.
    """
    events = set(APP_EVENTS | PONG_EVENTS)
    if location.session is Session.NOT_INITIALISED:
        events.add(Event.REOPEN)
    if location.up:
        events |= {Event.LOST, Event.CLOSED, Event.STOPPED}
    elif location.wish is not Wish.UNWANTED:
        events |= {Event.OPENED, Event.FAILED, Event.FAILED_OFFLINE, Event.REJECTED, Event.GAVE_UP}
    if location.clock is Clock.DEADLINE:
        events.add(Event.DEADLINE)
    return tuple(event for event in Event if event in events and variant.has(event))


def compile_table(mode: Mode, variant: Variant = DOCUMENT) -> PolicyTable:
    """The table of a mode in a variant of the product line. Raises `DefinitionError` as `table_of` does."""
    return _compiled(mode, variant.with_charts_alone())


@cache
def _compiled(mode: Mode, variant: Variant) -> PolicyTable:
    return table_of(chart_of(mode, variant), mode, variant)


def chart_of(mode: Mode, variant: Variant = DOCUMENT) -> Chart:
    """The chart of a mode in a variant of the product line."""
    return CHARTS[mode] if variant == DOCUMENT else project(LINES[mode], variant)


def table_of(chart: Chart, mode: Mode, variant: Variant = DOCUMENT) -> PolicyTable:
    """The table of a chart, made by filtering its transitions.

    Raises `DefinitionError` where a possible event has no transition under some combination of options, or two, and
    for a transition that can never be taken.
    """
    rows = {
        (state, event, region): _row(chart.transitions, state, event, region, variant)
        for state, location in chart.locations.items()
        for event in possible_events(location, variant)
        for region in regions_of(location.clock, event)
    }
    taken = {branch for row in rows.values() for branch in row.branches}
    for each in chart.transitions:
        if each not in taken:
            raise DefinitionError(
                f"{each.source} × {each.event.value}: {each.requirement} can never be taken"
            )
    return PolicyTable(mode, chart.initial, chart.locations, rows, variant)


def resolve(table: PolicyTable, reading: Reading) -> dict[Key, Transition]:
    """The flat table of one reading: each key with the one transition that it takes."""
    choices = dict(reading.choices)
    return {key: row.branch(choices) for key, row in table.rows.items()}


def combinations(names: tuple[str, ...], variant: Variant = DOCUMENT) -> Iterator[dict[str, str]]:
    """Every combination of options of the given interpretations and latitudes, as far as the variant leaves them."""
    for chosen in product(*(variant.options(name) for name in names)):
        yield dict(zip(names, chosen, strict=True))


def only(branches: Iterable[Transition], choices: Mapping[str, str], where: str) -> Transition:
    """The one transition of `branches` that is enabled. Raises `DefinitionError` naming `where` if there is not one."""
    enabled = [each for each in branches if each.allows(choices)]
    if len(enabled) != 1:
        raise DefinitionError(f"{where}: {len(enabled)} branches")
    return enabled[0]


@cache
def link_table(mode: Mode | None = None) -> Mapping[LinkKey, Transition]:
    """Each (location, event) of the link that is possible, with its transition and the ID that it carries in a mode.

    Without a mode the rows are as declared, with both IDs. Raises `DefinitionError` as `link_table_of` does.
    """
    declared = link_table_of(LINK)
    if mode is None:
        return declared
    return MappingProxyType({key: each.in_mode(auto=mode is Mode.AUTO) for key, each in declared.items()})


def link_table_of(chart: Chart) -> Mapping[LinkKey, Transition]:
    """The link's rows by their key. Raises `DefinitionError` where two are declared for one."""
    table: dict[LinkKey, Transition] = {}
    for each in chart.transitions:
        if not isinstance(each.event, LinkEvent):
            raise DefinitionError(f"link: {each.source} × {each.event.value} is no event of the link")
        if (each.source, each.event) in table:
            raise DefinitionError(f"link: {each.source} × {each.event.value} is declared twice")
        table[each.source, each.event] = each
    return MappingProxyType(table)


@cache
def session_table() -> Mapping[SessionKey, Row]:
    """The session's rows: for each location and event that is possible there, the branches. Raises as `table_of`."""
    keys = dict.fromkeys((each.source, each.event) for each in SESSION.transitions)
    rows = {
        (location, event): _row(SESSION.transitions, location, event, Region.BEFORE)
        for location, event in keys
        if isinstance(event, Event)
    }
    return MappingProxyType(rows)


SESSION_LOCATIONS: Mapping[Session, str] = MappingProxyType(
    {each.session: name for name, each in SESSION.locations.items()}
)
"""Where the session's chart stands for what a mode's location says of the session."""
DOWN_STATES = frozenset(each.id for each in LINK.locations.values() if each.wish is Wish.UNWANTED)
"""The locations of the link in which no connection is wanted."""
OFFLINE_STATES = frozenset(each.id for each in LINK.locations.values() if not each.network)
"""The locations in which the link knows that there is no network."""
SOCKET_STATES = frozenset(each.id for each in LINK.locations.values() if each.socket)
"""The locations in which there is a socket, and exactly one (RES-ONE-SOCKET)."""


def _row(
    transitions: Iterable[Transition], state: str, event: Event, region: Region, variant: Variant = DOCUMENT
) -> Row:
    candidates = [
        each
        for each in transitions
        if each.source == state and each.event is event and region in each.regions
    ]
    names = interpretations_in(candidates)
    where = f"{state} × {event.value} × {region.value}"
    branches = {
        only(candidates, choices, f"{where} under {choices}"): None
        for choices in combinations(names, variant)
    }
    return Row(state, event, region, names, tuple(branches))
