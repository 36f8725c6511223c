"""Locations and transitions as plain data: what a chart is made of, each with what the document says of it.

A chart is a tuple of locations and a tuple of transitions; nothing here runs. Two engines run the same rows,
the table (`semantics.table`) and the statechart library (`semantics.statechart`), and `verify` compares them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from connref.errors import DefinitionError
from connref.spec.features import FEATURES
from connref.spec.interpretations import INTERPRETATIONS, options_of
from connref.spec.requirements import REQUIREMENTS
from connref.spec.vocabulary import (
    REGIONS,
    Answer,
    App,
    Clock,
    CloseReason,
    Event,
    LinkEvent,
    Move,
    Region,
    Session,
    Storage,
    Wish,
)


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition on the reading: the option chosen for `name` is one of `options`."""

    name: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Location:
    """A state of a chart, with what the document says of it: its wish, its clock, where the app is, who is logged in.

    `id` is its name in code, `label` its name in words. `session` says how far the session has come there. `socket`
    and `network` are the link's: whether there is a socket, and whether the device has the internet.
    """

    id: str
    label: str
    wish: Wish = Wish.UNWANTED
    up: bool = False
    clock: Clock = Clock.NONE
    app: App = App.FOREGROUND
    session: Session = Session.WITH_USER
    socket: bool = False
    network: bool = True


@dataclass(frozen=True, slots=True)
class ByMode:
    """A requirement that the document states once for each mode: its ID in auto mode, and in manual mode."""

    auto: str
    manual: str


@dataclass(frozen=True, slots=True)
class Transition:
    """One declared transition of any chart: when it is taken, where it leads, and which requirement it carries.

    `target` is None where the location stays. `regions` are the regions of time in which it can be taken. `requirement`
    is the ID of a requirement; the interpretations that it depends on are the names of its `guards`. `move`, `enters`
    and `answer` are a mode's: what becomes of the deadline, whether the app enters the background, what the call
    reports. `closes` and `tells` are the link's: why it gives up its socket, and what the mode's chart is told;
    `opens` says that it asks for a new socket; `by_mode` has both IDs where the row serves each mode under its own,
    and `requirement` is then the one for manual mode until `in_mode` puts the right one there. `stores` is the
    session's: what becomes of the saved user.
    """

    source: str
    event: Event | LinkEvent
    target: str | None
    requirement: str
    guards: tuple[Guard, ...] = ()
    regions: tuple[Region, ...] = (Region.BEFORE,)
    move: Move = Move.KEEP
    enters: bool = False
    answer: Answer | None = None
    opens: bool = False
    closes: CloseReason | None = None
    tells: Event | None = None
    by_mode: ByMode | None = None
    stores: tuple[Storage, ...] = ()

    @property
    def requirements(self) -> tuple[str, ...]:
        """Every ID that the row carries: two where it serves both modes."""
        return (self.requirement,) if self.by_mode is None else (self.by_mode.auto, self.by_mode.manual)

    def in_mode(self, *, auto: bool) -> Transition:
        """The row with the ID that it carries in one mode."""
        if self.by_mode is None:
            return self
        return replace(self, requirement=self.by_mode.auto if auto else self.by_mode.manual, by_mode=None)

    @property
    def destination(self) -> str:
        """The location after the transition."""
        return self.target or self.source

    def allows(self, choices: Mapping[str, str]) -> bool:
        """Whether every guard holds under these choices."""
        return all(choices[guard.name] in guard.options for guard in self.guards)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its locations, the first of which is where it starts, and its transitions, sorted by their source.

    `name` is one of the modes, "link" or "session".
    """

    name: str
    locations: Mapping[str, Location]
    transitions: tuple[Transition, ...]

    @property
    def initial(self) -> str:
        """The location in which the chart starts."""
        return next(iter(self.locations))


def chart(name: str, locations: Sequence[Location], transitions: Iterable[Transition]) -> Chart:
    """A chart of these rows.

    Raises `DefinitionError` for two locations of one id or label, and for a transition from or to none of them.
    """
    named = {location.id: location for location in locations}
    if len(named) < len(locations) or len({location.label for location in locations}) < len(locations):
        raise DefinitionError(f"{name}: two locations share an id or a label")
    order = {location: place for place, location in enumerate(named)}
    declared = tuple(transitions)
    for each in declared:
        if not order.keys() >= {each.source, each.destination}:
            raise DefinitionError(
                f"{name}: {each.source} × {each.event} leads to or from no location of this chart"
            )
    return Chart(name, named, tuple(sorted(declared, key=lambda each: order[each.source])))


def reads(name: str, *options: str) -> Guard:
    """A guard: the reading's option for an interpretation (or latitude) is one of `options`, or a feature's is.

    Raises `DefinitionError` for a name or an option that does not exist.
    """
    known = FEATURES[name].options if name in FEATURES else options_of(name)
    unknown = set(options) - set(known)
    if unknown or not options:
        raise DefinitionError(f"{name} has no option {sorted(unknown)}")
    return Guard(name, options)


def rule(
    sources: Location | Sequence[Location],
    event: Event,
    target: Location | None,
    requirement: str,
    *guards: Guard,
    regions: tuple[Region, ...] | None = None,
    move: Move = Move.KEEP,
    enters: bool = False,
    answer: Answer | None = None,
) -> tuple[Transition, ...]:
    """One sentence of a mode: a transition from each source; `target` None stays in the source.

    Raises `DefinitionError` where `requirement` is not an ID of docs/requirements.md.
    """
    return tuple(
        Transition(
            source.id,
            event,
            _elsewhere(source, target),
            _known(requirement),
            guards,
            regions or regions_of(source.clock, event),
            move,
            enters,
            answer,
        )
        for source in _several(sources)
    )


def link_rule(
    sources: Location | Sequence[Location],
    event: LinkEvent,
    target: Location | None,
    requirement: str | ByMode,
    *,
    closes: CloseReason | None = None,
    tells: Event | None = None,
) -> tuple[Transition, ...]:
    """One sentence of the link: a transition from each source; `target` None stays in the source.

    `requirement` is one ID, or one for each mode.
    A new socket is asked for on each way from a location without a socket into one with it, and nowhere else.
    Raises `DefinitionError` where `requirement` is not an ID of docs/requirements.md.
    """
    by_mode = requirement if isinstance(requirement, ByMode) else ByMode(requirement, requirement)
    _known(by_mode.auto)
    return tuple(
        Transition(
            source.id,
            event,
            _elsewhere(source, target),
            _known(by_mode.manual),
            opens=target is not None and target.socket and not source.socket,
            closes=closes,
            tells=tells,
            by_mode=None if by_mode.auto == by_mode.manual else by_mode,
        )
        for source in _several(sources)
    )


def session_rule(
    sources: Location | Sequence[Location],
    event: Event,
    target: Location | None,
    requirement: str,
    *guards: Guard,
    stores: tuple[Storage, ...] = (),
) -> tuple[Transition, ...]:
    """One sentence of the session: a transition from each source, and what it does to the device's storage.

    Raises `DefinitionError` where `requirement` is not an ID of docs/requirements.md.
    """
    return tuple(replace(each, stores=stores) for each in rule(sources, event, target, requirement, *guards))


def rules(*sentences: Iterable[Transition]) -> tuple[Transition, ...]:
    """The transitions of all these sentences, in this order."""
    return tuple(chain.from_iterable(sentences))


def regions_of(clock: Clock, event: Event | LinkEvent) -> tuple[Region, ...]:
    """The regions of time in which an event can come: a deadline that is past has fired before anything else."""
    if clock is not Clock.DEADLINE:
        return REGIONS[clock]
    return (Region.AT, Region.PAST) if event is Event.DEADLINE else (Region.BEFORE, Region.AT)


def interpretations_in(transitions: Iterable[Transition]) -> tuple[str, ...]:
    """The names that the guards of these transitions read, in the order of the catalogues."""
    names = {guard.name for each in transitions for guard in each.guards}
    return tuple(sorted(names, key=lambda name: (name not in INTERPRETATIONS, name)))


def _several(sources: Location | Sequence[Location]) -> Sequence[Location]:
    return (sources,) if isinstance(sources, Location) else sources


def _elsewhere(source: Location, target: Location | None) -> str | None:
    """The target's id; none where the transition stays."""
    return None if target is None or target.id == source.id else target.id


def _known(requirement: str) -> str:
    if requirement not in REQUIREMENTS:
        raise DefinitionError(f"{requirement!r} is not a requirement")
    return requirement
