"""How a chart is declared: one call for a state, one for a transition, each with what the document says of it.

This is the only module that knows python-statemachine. A transition of the library has no place for a requirement
ID, so `rule` keeps one `Rule` for each declared transition and hangs it on the transition; the chart hands
the rule that fired back through `Situation.taken`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from statemachine import State, StateMachine
from statemachine.exceptions import TransitionNotAllowed

from connref.errors import DefinitionError, ImpossibleInputError
from connref.spec.interpretations import INTERPRETATIONS, options_of
from connref.spec.requirements import REQUIREMENTS
from connref.spec.vocabulary import Answer, App, Clock, Event, Move, Region, Wish


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition on the reading: the option chosen for `name` is one of `options`."""

    name: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Transition:
    """One declared transition: when it is taken, where it leads, and which sentence of the document it carries.

    `target` is None where the state stays as it is. `zones` are those in which it can fire. `requirement` is an ID of
    REQUIREMENTS.md; the interpretations that it depends on are the names of its `guards`.
    """

    source: str
    event: Event
    target: str | None
    requirement: str
    guards: tuple[Guard, ...]
    zones: tuple[Region, ...]
    move: Move
    enters: bool
    answer: Answer | None

    @property
    def destination(self) -> str:
        """The state after the transition."""
        return self.target or self.source


@dataclass(frozen=True, slots=True)
class Location:
    """What the document says of a state: its wish, its clock, where the app is, and whether it is up."""

    wish: Wish
    up: bool
    clock: Clock
    app: App
    label: str


@dataclass(slots=True)
class Situation:
    """What a guard may look at, and where the chart leaves the rule that it took."""

    choices: Mapping[str, str]
    zone: Region = Region.BEFORE
    taken: Transition | None = field(default=None)


class Chart(StateMachine):
    """Base of the charts. Unknown events and errors in guards raise; nothing happens by naming convention."""

    @classmethod
    def facts(cls) -> Mapping[str, Location]:
        """What is declared of each state, in the order of declaration."""
        return {state.id: _facts_of(state) for state in cls.states}

    @classmethod
    def rules(cls) -> Iterator[Transition]:
        """Every declared transition. Raises `DefinitionError` for one that was declared without `rule`."""
        for state in cls.states:
            for transition in state.transitions:
                declared = getattr(transition, "rule", None)
                if not isinstance(declared, _Pending):
                    raise DefinitionError(f"{transition} is declared without a requirement")
                yield declared.rule(state.id, transition.target.id if transition.target else state.id)


def initial_of(chart: type[Chart]) -> str:
    """The state in which a chart starts. Raises `DefinitionError` where none is declared as initial."""
    if chart.initial_state is None:
        raise DefinitionError(f"{chart.__name__} has no initial state")
    return str(chart.initial_state.id)


def run_chart(chart: type[Chart], state: str, event: Event, situation: Situation) -> str:
    """Let the library take one step from `state`; the rule taken is left in `situation.taken`.

    Raises `ImpossibleInputError` where no transition is enabled.
    """
    return step_chart(chart(start_value=state), event, situation)


def step_chart(running: Chart, event: Event, situation: Situation) -> str:
    """Let the library take one step with a chart that is running, and say in which state it is then.

    Raises `ImpossibleInputError` where no transition is enabled.
    """
    before = str(running.current_state_value)
    try:
        running.send(event.value, situation=situation)  # pyright: ignore[reportUnknownMemberType]
    except TransitionNotAllowed:
        raise ImpossibleInputError(before, event.value) from None
    return str(running.current_state_value)


def place(
    label: str,
    wish: Wish = Wish.UNWANTED,
    *,
    up: bool = False,
    clock: Clock = Clock.NONE,
    app: App = App.FOREGROUND,
    initial: bool = False,
) -> State:
    """Declare a state with its facts."""
    state = State(label, initial=initial)
    state.facts = Location(wish, up, clock, app, label)  # type: ignore[attr-defined]
    return state


def reads(name: str, *options: str) -> Guard:
    """A guard: the reading's option for an interpretation (or latitude) is one of `options`.

    Raises `DefinitionError` for a name or an option that does not exist.
    """
    unknown = set(options) - set(options_of(name))
    if unknown or not options:
        raise DefinitionError(f"{name} has no option {sorted(unknown)}")
    return Guard(name, options)


def rule(
    sources: State | Sequence[State],
    event: Event,
    target: State | None,
    requirement: str,
    *guards: Guard,
    zones: tuple[Region, ...] | None = None,
    move: Move = Move.KEEP,
    enters: bool = False,
    answer: Answer | None = None,
) -> None:
    """Declare one transition from each source; `target` None stays in the source.

    Raises `DefinitionError` where `requirement` is not an ID of REQUIREMENTS.md.
    """
    if requirement not in REQUIREMENTS:
        raise DefinitionError(f"{requirement!r} is not a requirement")
    for source in [sources] if isinstance(sources, State) else sources:
        pending = _Pending(event, requirement, guards, zones or _zones(source, event), move, enters, answer)
        destination = source if target is None else target
        declared = source.to(
            destination,
            event=event.value,
            internal=target is None,
            cond=[_zone_check(pending.zones), *(_reading_check(guard) for guard in guards)],
            on=_recorder(pending, source, None if target is None else target),
        )
        for transition in declared:
            transition.rule = pending  # type: ignore[attr-defined]


def interpretations_in(rules: Sequence[Transition]) -> tuple[str, ...]:
    """The names that the guards of these rules read, in the order of the catalogues."""
    names = {guard.name for each in rules for guard in each.guards}
    return tuple(sorted(names, key=lambda name: (name not in INTERPRETATIONS, name)))


@dataclass(frozen=True, slots=True)
class _Pending:
    """A rule while the class body runs: the library gives states their ids only afterwards."""

    event: Event
    requirement: str
    guards: tuple[Guard, ...]
    zones: tuple[Region, ...]
    move: Move
    enters: bool
    answer: Answer | None

    def rule(self, source: str, target: str) -> Transition:
        stays = target == source
        return Transition(
            source,
            self.event,
            None if stays else target,
            self.requirement,
            self.guards,
            self.zones,
            self.move,
            self.enters,
            self.answer,
        )


def _facts_of(state: State) -> Location:
    facts = getattr(state, "facts", None)
    if not isinstance(facts, Location):
        raise DefinitionError(f"state {state.id!r} is declared without `place`")
    return facts


def _zones(source: State, event: Event) -> tuple[Region, ...]:
    clock = _facts_of(source).clock
    if clock is Clock.DEADLINE:
        return (Region.AT, Region.PAST) if event is Event.DEADLINE else (Region.BEFORE, Region.AT)
    return (Region.BEFORE, Region.PAST) if clock is Clock.ENTRY else (Region.BEFORE,)


def _zone_check(zones: tuple[Region, ...]) -> Callable[[Situation], bool]:
    def zone_matches(situation: Situation) -> bool:
        return situation.zone in zones

    return zone_matches


def _reading_check(guard: Guard) -> Callable[[Situation], bool]:
    def reading_matches(situation: Situation) -> bool:
        return situation.choices[guard.name] in guard.options

    return reading_matches


def _recorder(pending: _Pending, source: State, target: State | None) -> Callable[[Situation], None]:
    def record(situation: Situation) -> None:
        situation.taken = pending.rule(source.id, source.id if target is None else target.id)

    return record
