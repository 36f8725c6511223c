"""From a declared chart to a picture: which rules are shown, how they are merged into arrows, and what stays inside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from connref.protocol import Mode
from connref.semantics.table import compile_table, resolve
from connref.spec.declare import Transition
from connref.spec.interpretations import Reading, options_of
from connref.spec.vocabulary import Event, LinkEvent, Move, Region
from connref_adapters.drawing.charts import (
    EVENT_WORDS,
    SESSION,
    ChartName,
    Declared,
    column_of,
    facts_words,
    tone_of,
)
from connref_adapters.drawing.picture import Arrow, Box, Line, Weight
from connref_adapters.drawing.plans import Spot

AnyRule = Transition
_LIGHT = frozenset({Event.INIT, Event.REOPEN, Event.LOGIN, Event.LOGOUT, Event.KILL})
_SAME_WORDS: Mapping[str, str] = {
    EVENT_WORDS[Event.CONNECT_OFFLINE]: EVENT_WORDS[Event.CONNECT],
    EVENT_WORDS[Event.FAILED_OFFLINE]: EVENT_WORDS[Event.FAILED],
    EVENT_WORDS[Event.PONG_FOREGROUND]: EVENT_WORDS[Event.PONG],
}


def under(chart: Declared, reading: Reading) -> list[AnyRule]:
    """The rules that one reading takes somewhere it can get to, in the order of the declaration."""
    if chart.name is ChartName.LINK:
        return list(chart.arcs)
    taken = resolve(compile_table(Mode(chart.name.value)), reading)
    reached, todo = {chart.initial}, [chart.initial]
    ways: dict[str, set[str]] = {}
    for (state, _, _), rule in taken.items():
        ways.setdefault(state, set()).add(rule.destination)
    while todo:
        new = ways.get(todo.pop(), set()) - reached
        reached |= new
        todo += new
    used = {rule for (state, _, _), rule in taken.items() if state in reached}
    return [rule for rule in chart.arcs if rule in used]


def changes(rule: AnyRule) -> bool:
    """Whether a rule is worth an arrow in an overview: it changes the state or starts a new deadline."""
    if isinstance(rule.event, LinkEvent):
        return rule.target is not None
    return rule.target is not None or rule.move in {Move.FROM_NOW, Move.FROM_ENTRY}


def usual(rule: AnyRule) -> bool:
    """Whether a rule can be taken at other moments than the very instant of a deadline."""
    return isinstance(rule.event, LinkEvent) or rule.zones != (Region.AT,)


def ends_everything(rule: AnyRule) -> bool:
    """Whether a rule leads from everywhere to the start: written into boxes, for its arrows would cover all others."""
    return rule.event in {Event.KILL, Event.LOGOUT, LinkEvent.PROCESS_KILLED}


@dataclass(frozen=True, slots=True)
class Composer:
    """Merges rules into boxes and arrows of a plan; `conditions` writes beside them on which readings they depend."""

    chart: Declared
    places: Sequence[Spot]
    conditions: bool = False

    def boxes(
        self, states: Iterable[str], rules: Iterable[AnyRule], inside: Callable[[AnyRule], bool]
    ) -> tuple[Box, ...]:
        """The boxes of the states; rules that stay in their box are written into it where `inside` says so."""
        shown = set(states)
        staying: dict[str, list[AnyRule]] = {}
        ids = self.ids()
        for rule in rules:
            if (ids[rule.source] == ids[target_of(rule)] or ends_everything(rule)) and inside(rule):
                staying.setdefault(ids[rule.source], []).append(rule)
        return tuple(
            self._box(place, tuple(self._lines(staying.get(place.states[0], []))))
            for place in self.places
            if shown & set(place.states)
        )

    def arrows(self, rules: Iterable[AnyRule], weigh: Callable[[AnyRule], Weight]) -> tuple[Arrow, ...]:
        """An arrow for each pair of boxes that a rule leads between, drawn as strongly as its strongest rule."""
        ids = self.ids()
        pairs: dict[tuple[str, str], list[AnyRule]] = {}
        for rule in rules:
            pair = (ids[rule.source], ids[target_of(rule)])
            if pair[0] != pair[1] and not ends_everything(rule):
                pairs.setdefault(pair, []).append(rule)
        return tuple(self._arrow(pair, grouped, weigh) for pair, grouped in pairs.items())

    def ids(self) -> dict[str, str]:
        """The box in which each state is drawn."""
        return {state: place.states[0] for place in self.places for state in place.states}

    def _arrow(
        self, pair: tuple[str, str], rules: list[AnyRule], weigh: Callable[[AnyRule], Weight]
    ) -> Arrow:
        weight = max(map(weigh, rules), key=_STRENGTH.index)
        arcs = tuple(self.chart.arcs[rule] for rule in rules)
        shown = [rule for rule in rules if weigh(rule) is weight] if weight is Weight.HOT else rules
        return Arrow(*pair, tuple(self._lines(shown)), arcs, weight)

    def _lines(self, rules: Iterable[AnyRule]) -> list[Line]:
        """What the rules say, in as few lines as can be: words that carry the same requirement share one."""
        said: dict[str, list[AnyRule]] = {}
        for rule in rules:
            word = self._word(rule)
            said.setdefault(_SAME_WORDS.get(word, word), []).append(rule)
        merged: dict[tuple[tuple[str, ...], str, str], list[str]] = {}
        for word, grouped in said.items():
            requirements = tuple(dict.fromkeys(each for rule in grouped for each in rule.requirements))
            key = (requirements, _deadline_words(grouped), self._condition(grouped))
            merged.setdefault(key, []).append(word)
        return [
            Line(f"{either(words)}, {effect}" if effect else either(words), requirements, condition)
            for (requirements, effect, condition), words in merged.items()
        ]

    def _word(self, rule: AnyRule) -> str:
        word = self.chart.arcs[rule].event
        ids = self.ids()
        if ends_everything(rule) and ids[target_of(rule)] != ids[rule.source]:
            return f"{word}: {self.chart.facts[target_of(rule)].label}"
        return word

    def _condition(self, rules: list[AnyRule]) -> str:
        """On which reading it depends; nothing where it happens under one at least at any instant."""
        if not self.conditions:
            return ""
        guards = [rule.guards if isinstance(rule.event, Event) else () for rule in rules]
        if any(not each for each in guards):
            return ""
        names = dict.fromkeys(guard.name for each in guards for guard in each)
        if len(names) == 1:
            options = dict.fromkeys(option for each in guards for guard in each for option in guard.options)
            every = set(options) == set(options_of(next(iter(names))))
            return "" if every else f"if {next(iter(names))} is {either(list(options))}"
        return f"depends on {', '.join(names)}"

    def _box(self, place: Spot, inside: tuple[Line, ...]) -> Box:
        facts = self.chart.facts[place.states[0]]
        column = column_of(self.chart.name, facts)
        words = "" if column == SESSION else facts_words(facts)
        label = place.label or facts.label
        return Box(
            id=place.states[0],
            label=label,
            facts="" if label.startswith(words) else words,
            tone=tone_of(self.chart.name, facts),
            column=column,
            states=place.states,
            inside=inside,
        )


_STRENGTH = [Weight.DIM, Weight.LIGHT, Weight.CHOICE, Weight.PLAIN, Weight.HOT]


def light_session(rule: AnyRule) -> Weight:
    """Session events are drawn lightly."""
    return Weight.LIGHT if isinstance(rule.event, Event) and rule.event in _LIGHT else Weight.PLAIN


def either(words: Sequence[str]) -> str:
    """The words as a choice: "a, b or c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _deadline_words(rules: list[AnyRule]) -> str:
    """The deadline that all of the rules start; nothing where they differ."""
    moves = {rule.move for rule in rules if isinstance(rule.event, Event)}
    return _MOVES.get(moves.pop(), "") if len(moves) == 1 else ""


_MOVES = {Move.FROM_NOW: "deadline in 30 s", Move.FROM_ENTRY: "deadline 30 s after entry"}


def target_of(rule: AnyRule) -> str:
    """The state after a rule."""
    return rule.destination
