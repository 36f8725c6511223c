"""What is learned once is a tree of guards with steps, and a few dozen states serve any number of sessions."""

from __future__ import annotations

from typing import Any

from tests.model.monitoring.test_monitor import WELL, grown, judge

from connref.monitoring.automaton import ALONE, FORK, Step
from connref.monitoring.events import Over, classify
from connref.monitoring.monitor import Monitor
from connref.protocol import Do, InputName, Mode, Observation, ObservationKind


def leaf(tree: Any) -> object:  # noqa: ANN401 - a tree is of no class of its own
    """The one that is known of a tree with one."""
    while type(tree) is FORK:
        (tree,) = [each for each in tree[3:] if each is not None]
    return tree


def test_a_step_says_where_clocks_and_names_come_from() -> None:
    automaton = grown(Mode.AUTO)
    assert Monitor(automaton).learn(Do(InputName.INIT), 7)
    step = leaf(automaton.start.steps["init"])
    assert type(step) is Step
    assert step.names is None
    assert step.state is not automaton.start
    clocks = step.clocks([0, 7])
    assert set(clocks) <= {0, 7}


def test_instants_that_differ_take_another_branch() -> None:
    automaton = grown(Mode.AUTO)
    became: list[object] = []
    for wait in (50, 70_000):
        monitor = Monitor(automaton)
        assert monitor.learn(Do(InputName.INIT), 0)
        assert monitor.learn(Do(InputName.SERVER_MESSAGE, "m"), wait)
        became.append(monitor.learn(Observation(wait + 1, ObservationKind.DELIVERED, message="m"), wait + 1))
    assert became == [True, False]


def test_a_violation_is_left_to_the_oracle() -> None:
    automaton = grown(Mode.AUTO)
    monitor = Monitor(automaton)
    strange = Observation(5, ObservationKind.DELIVERED, message="never sent")
    assert not monitor.learn(strange, 5)
    kind, _ = classify(strange)
    assert leaf(automaton.start.steps[kind, None, None]) is ALONE
    alone = monitor.alone()
    alone.observe(strange)
    assert alone.violation is not None
    assert alone.violation.observed == "message 'never sent' delivered, which was never sent"


def test_the_end_of_a_session_is_learned_too() -> None:
    automaton = grown(Mode.AUTO)
    monitor = Monitor(automaton)
    alone = judge(Mode.AUTO)
    for at, event in WELL:
        assert monitor.learn(event, at)
        alone.advance(at)
        alone.observe(event) if isinstance(event, Observation) else alone.input(event)
    found = monitor.verdict(ended=True)
    assert found is not None
    assert found[0] == alone.verdict()
    assert any(Over(ended=True) in state.steps for state in automaton.states())


def test_many_sessions_need_few_states() -> None:
    automaton = grown(Mode.AUTO)
    sizes: list[int] = []
    for number in range(30):
        monitor = Monitor(automaton)
        for turn in range(5):
            for at, event in WELL[2:] if turn else WELL:
                later = at + turn * 1_000 + number
                again = event if isinstance(event, Do) and turn == 0 else _renamed(event, turn)
                assert monitor.learn(again, later)
        sizes.append(automaton.size)
    assert sizes[0] == sizes[-1]


def _renamed(event: Do | Observation, turn: int) -> Do | Observation:
    if isinstance(event, Do):
        return Do(event.input, f"{event.value}{turn}")
    message = None if event.message is None else f"{event.message}{turn}" if turn else event.message
    return Observation(event.at, event.kind, event.socket, message=message)
