"""The same behaviour, run five ways: our flat table, our chart run by the library itself, and the rivals.

Each maker is given the stream and returns a *runner*; what the maker does is not timed. A runner takes the whole
stream from the initial state and returns the state after each stimulus, so that all can be held to be equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sismic.interpreter import Event as SismicEvent
from sismic.interpreter import Interpreter
from sismic.model import BasicState, CompoundState, Statechart
from sismic.model import Transition as SismicTransition
from transitions import Machine

from benchmarks.handwritten import step
from benchmarks.stream import Stimulus, manual_rules
from connref.semantics import statechart
from connref.spec.interpretations import DEFAULT
from connref.spec.vocabulary import Region

Runner = Callable[[], list[str]]
Maker = Callable[[Sequence[Stimulus]], Runner]


def flat_table(stream: Sequence[Stimulus]) -> Runner:
    """The resolved rows as one dict per state, as `connref.semantics.states` keeps them: a row holds the next dict."""
    table, rules = manual_rules()
    flat: dict[str, dict[str, Any]] = {state: {} for state in table.locations}
    for (state, event, region), rule in rules.items():
        flat[state][_joined(Stimulus(event, region))] = (rule.destination, flat[rule.destination], rule)
    stimuli = [_joined(stimulus) for stimulus in stream]

    def run() -> list[str]:
        states: list[str] = []
        row = flat[table.initial]
        for stimulus in stimuli:
            state, row, _ = row[stimulus]
            states.append(state)
        return states

    return run


def written_by_hand(stream: Sequence[Stimulus]) -> Runner:
    """A function of if and else."""
    stimuli = [(stimulus.event.value, stimulus.region.value) for stimulus in stream]

    def run() -> list[str]:
        states: list[str] = []
        state = "not_initialised"
        for event, region in stimuli:
            state = step(state, event, region)
            states.append(state)
        return states

    return run


def chart_itself(stream: Sequence[Stimulus]) -> Runner:
    """The rows, run by python-statemachine."""
    choices = dict(DEFAULT.choices)

    def run() -> list[str]:
        chart = statechart.ManualModeChart()
        return [statechart.step(chart, None, each.event, choices, each.region).destination for each in stream]

    return run


def transitions_library(stream: Sequence[Stimulus]) -> Runner:
    """The package `transitions`, without its queue and with a trigger for each event."""
    table, _ = manual_rules()

    class Model:
        state: str
        trigger: Callable[..., bool]

        def before(self, region: Region) -> bool:
            return region is Region.BEFORE

        def later(self, region: Region) -> bool:
            return region is not Region.BEFORE

    triggers = [(stimulus.event.value, stimulus.region) for stimulus in stream]

    def run() -> list[str]:
        model = Model()
        machine = Machine(model, states=list(table.locations), initial=table.initial, auto_transitions=False)
        for source, event, target, when in _edges():
            machine.add_transition(event, source, target, conditions=when)
        states: list[str] = []
        for event, region in triggers:
            model.trigger(event, region)
            states.append(model.state)
        return states

    return run


def sismic_library(stream: Sequence[Stimulus]) -> Runner:
    """The package `sismic`, with the region as a parameter of the event."""
    table, _ = manual_rules()
    chart = Statechart("manual mode")
    chart.add_state(CompoundState("root", initial=table.initial), None)
    for state in table.locations:
        chart.add_state(BasicState(state), "root")
    guards = {None: None, "before": "event.region == 'before'", "later": "event.region != 'before'"}
    for source, event, target, when in _edges():
        chart.add_transition(SismicTransition(source, target, event=event, guard=guards[when]))
    events = [SismicEvent(stimulus.event.value, region=stimulus.region.value) for stimulus in stream]

    def run() -> list[str]:
        interpreter = Interpreter(chart, ignore_contract=True)
        interpreter.execute_once()
        states: list[str] = []
        for event in events:
            interpreter.queue(event)
            interpreter.execute_once()
            states.append(interpreter.configuration[-1])
        return states

    return run


RIVALS: dict[str, Maker] = {
    "flat table from the chart": flat_table,
    "written by hand (if/else)": written_by_hand,
    "transitions": transitions_library,
    "sismic": sismic_library,
    "the chart, by python-statemachine": chart_itself,
}


def _joined(stimulus: Stimulus) -> str:
    return f"{stimulus.event.value} {stimulus.region.value}"


def _edges() -> Iterator[tuple[str, str, str, str | None]]:
    """Source, event, target and guard of each transition: None where the region of time makes no difference."""
    table, rules = manual_rules()
    for state in table.locations:
        targets: dict[str, dict[Region, str]] = {}
        for (source, event, region), rule in rules.items():
            if source == state:
                targets.setdefault(event.value, {})[region] = rule.destination
        for event, by_zone in targets.items():
            if len(set(by_zone.values())) == 1:
                yield state, event, next(iter(by_zone.values())), None
            else:
                yield state, event, by_zone[Region.BEFORE], "before"
                yield state, event, next(t for z, t in by_zone.items() if z is not Region.BEFORE), "later"
