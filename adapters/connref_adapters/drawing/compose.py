"""From a declared chart to a picture: which transitions are shown, merged into which arrows, and what stays inside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from connref.semantics.table import compile_table, resolve
from connref.spec.declare import Transition
from connref.spec.interpretations import Reading, options_of
from connref.spec.vocabulary import Event, Move, Region
from connref_adapters.drawing.charts import (
    EVENT_WORDS,
    SESSION,
    Declared,
    column_of,
    location_words,
    storage_words,
    tone_of,
)
from connref_adapters.drawing.picture import Arrow, Box, Line, Weight
from connref_adapters.drawing.plans import Spot

_SAME_WORDS: Mapping[str, str] = {
    EVENT_WORDS[Event.CONNECT_OFFLINE]: EVENT_WORDS[Event.CONNECT],
    EVENT_WORDS[Event.FAILED_OFFLINE]: EVENT_WORDS[Event.FAILED],
    EVENT_WORDS[Event.PONG_FOREGROUND]: EVENT_WORDS[Event.PONG],
}


def under(chart: Declared, reading: Reading) -> list[Transition]:
    """The transitions that one reading takes somewhere it can get to, in the order of the declaration."""
    choices = dict(reading.choices)
    if (mode := chart.name.mode) is None:
        return [each for each in chart.arcs if each.allows(choices)]
    taken = resolve(compile_table(mode, chart.variant), reading)
    reached, todo = {chart.initial}, [chart.initial]
    ways: dict[str, set[str]] = {}
    for (state, _, _), transition in taken.items():
        ways.setdefault(state, set()).add(transition.destination)
    while todo:
        new = ways.get(todo.pop(), set()) - reached
        reached |= new
        todo += new
    used = {each for (state, _, _), each in taken.items() if state in reached}
    return [each for each in chart.arcs if each in used]


def changes(transition: Transition) -> bool:
    """Whether a transition is worth an arrow in an overview: it changes the state or starts a new deadline."""
    return transition.target is not None or transition.move in {Move.FROM_NOW, Move.FROM_ENTRY}


def usual(transition: Transition) -> bool:
    """Whether a transition can be taken at other moments than the very instant of a deadline."""
    return transition.regions != (Region.AT,)


@dataclass(frozen=True, slots=True)
class Composer:
    """Merges transitions into boxes and arrows of a plan; `conditions` says beside them which readings they need."""

    chart: Declared
    places: Sequence[Spot]
    conditions: bool = False

    def boxes(
        self, states: Iterable[str], transitions: Iterable[Transition], inside: Callable[[Transition], bool]
    ) -> tuple[Box, ...]:
        """The boxes of the states; transitions that stay in their box are written into it where `inside` says so."""
        shown = set(states)
        staying: dict[str, list[Transition]] = {}
        ids = self.ids()
        for transition in transitions:
            if (
                ids[transition.source] == ids[transition.destination]
                or self.chart.ends_everything(transition)
            ) and inside(transition):
                staying.setdefault(ids[transition.source], []).append(transition)
        return tuple(
            self._box(place, tuple(self._lines(staying.get(place.states[0], []))))
            for place in self.places
            if shown & set(place.states)
        )

    def arrows(
        self, transitions: Iterable[Transition], weigh: Callable[[Transition], Weight]
    ) -> tuple[Arrow, ...]:
        """An arrow for each pair of boxes that transitions lead between, drawn as strongly as the strongest of them."""
        ids = self.ids()
        pairs: dict[tuple[str, str], list[Transition]] = {}
        for transition in transitions:
            pair = (ids[transition.source], ids[transition.destination])
            if pair[0] != pair[1] and not self.chart.ends_everything(transition):
                pairs.setdefault(pair, []).append(transition)
        return tuple(self._arrow(pair, grouped, weigh) for pair, grouped in pairs.items())

    def ids(self) -> dict[str, str]:
        """The box in which each state is drawn."""
        return {state: place.states[0] for place in self.places for state in place.states}

    def _arrow(
        self, pair: tuple[str, str], transitions: list[Transition], weigh: Callable[[Transition], Weight]
    ) -> Arrow:
        weight = max(map(weigh, transitions), key=_STRENGTH.index)
        arcs = tuple(self.chart.arcs[each] for each in transitions)
        shown = (
            [each for each in transitions if weigh(each) is weight] if weight is Weight.HOT else transitions
        )
        return Arrow(*pair, tuple(self._lines(shown)), arcs, weight)

    def _lines(self, transitions: Iterable[Transition]) -> list[Line]:
        """What the transitions say, in as few lines as can be: words that carry the same requirement share one."""
        said: dict[str, list[Transition]] = {}
        for transition in transitions:
            word = self._word(transition)
            said.setdefault(_SAME_WORDS.get(word, word), []).append(transition)
        merged: dict[tuple[tuple[str, ...], str, str], list[str]] = {}
        for word, grouped in said.items():
            requirements = tuple(dict.fromkeys(id_ for each in grouped for id_ in each.requirements))
            key = (requirements, _effect_words(grouped), self._condition(grouped))
            merged.setdefault(key, []).append(word)
        return [
            Line(f"{either(words)}, {effect}" if effect else either(words), requirements, condition)
            for (requirements, effect, condition), words in merged.items()
        ]

    def _word(self, transition: Transition) -> str:
        word = self.chart.arcs[transition].event
        ids = self.ids()
        if self.chart.ends_everything(transition) and ids[transition.destination] != ids[transition.source]:
            return f"{word}: {self.chart.locations[transition.destination].label}"
        return word

    def _condition(self, transitions: list[Transition]) -> str:
        """On which reading it depends; nothing where it happens under one at least at any instant."""
        if not self.conditions:
            return ""
        guards = [each.guards for each in transitions]
        if any(not each for each in guards):
            return ""
        names = dict.fromkeys(guard.name for each in guards for guard in each)
        if len(names) == 1:
            options = dict.fromkeys(option for each in guards for guard in each for option in guard.options)
            every = set(options) == set(options_of(next(iter(names))))
            return "" if every else f"if {next(iter(names))} is {either(list(options))}"
        return f"depends on {', '.join(names)}"

    def _box(self, place: Spot, inside: tuple[Line, ...]) -> Box:
        location = next(self.chart.locations[each] for each in place.states if each in self.chart.locations)
        column = column_of(self.chart.name, location)
        words = "" if column == SESSION else location_words(location)
        label = place.label or location.label
        return Box(
            id=place.states[0],
            label=label,
            facts="" if label.startswith(words) else words,
            tone=tone_of(self.chart.name, location),
            column=column,
            states=place.states,
            inside=inside,
        )


_STRENGTH = [Weight.DIM, Weight.LIGHT, Weight.CHOICE, Weight.PLAIN, Weight.HOT]


def either(words: Sequence[str]) -> str:
    """The words as a choice: "a, b or c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _effect_words(transitions: list[Transition]) -> str:
    """The deadline that all of the transitions start, or what they do to the storage; nothing where they differ."""
    effects = {_MOVES.get(each.move, storage_words(each)) for each in transitions}
    return effects.pop() if len(effects) == 1 else ""


_MOVES = {Move.FROM_NOW: "deadline in 30 s", Move.FROM_ENTRY: "deadline 30 s after entry"}
