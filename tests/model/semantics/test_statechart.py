"""The second engine: python-statemachine, built from the rows, takes their steps and draws them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from statemachine.contrib.diagram.extract import extract  # pyright: ignore[reportUnknownVariableType] - half typed

import connref
from connref.errors import ImpossibleInputError
from connref.semantics.statechart import (
    AutoModeChart,
    LinkChart,
    ManualModeChart,
    RowChart,
    SessionChart,
    step,
)
from connref.semantics.table import combinations, link_table_of, session_table
from connref.spec.interpretations import DEFAULT
from connref.spec.link import LINK
from connref.spec.session import SESSION
from connref.spec.vocabulary import Event, LinkEvent, Move, Region

CHOICES = dict(DEFAULT.choices)
ROWS = link_table_of(LINK)
CLASSES = (AutoModeChart, ManualModeChart, LinkChart, SessionChart)


def test_the_library_takes_the_step_and_says_which_row() -> None:
    chart = ManualModeChart()
    taken = step(chart, "connected", Event.BACKGROUND, CHOICES)
    assert (taken.requirement, taken.move, taken.destination) == ("MAN-GRACE", Move.FROM_NOW, "grace")
    assert chart.current_state_value == "grace"
    assert step(chart, None, Event.FOREGROUND, CHOICES).destination == "connected"


@pytest.mark.parametrize(
    ("option", "region", "destination"),
    [
        ("exclusive", Region.AT, "idle_background"),
        ("inclusive", Region.AT, "grace"),
        ("exclusive", Region.BEFORE, "grace"),
    ],
)
def test_guards_and_regions_decide(option: str, region: Region, destination: str) -> None:
    choices = {**CHOICES, "ping-at-deadline": option}
    assert step(ManualModeChart(), "grace", Event.PING, choices, region).destination == destination


def test_an_impossible_event_names_location_and_event_and_changes_nothing() -> None:
    chart = ManualModeChart()
    with pytest.raises(ImpossibleInputError, match=r"opened.*idle|idle.*opened"):
        step(chart, "idle", Event.OPENED, CHOICES)
    assert chart.current_state_value == "idle"
    assert chart.taken is None


def test_the_link_steps_where_its_table_has_a_row_and_nowhere_else() -> None:
    chart = LinkChart()
    for location in LINK.locations:
        for event in LinkEvent:
            row = ROWS.get((location, event))
            if row is None:
                with pytest.raises(ImpossibleInputError):
                    step(chart, location, event)
            else:
                assert step(chart, location, event) is row
                assert chart.current_state_value == row.destination


def test_the_session_steps_as_its_table_under_every_combination_of_options() -> None:
    chart = SessionChart()
    for location in SESSION.locations:
        for event in Event:
            row = session_table().get((location, event))
            if row is None:
                with pytest.raises(ImpossibleInputError):
                    step(chart, location, event, CHOICES)
                continue
            for choices in combinations(row.names):
                assert step(chart, location, event, choices) is row.branch(choices)


@pytest.mark.parametrize("made", CLASSES, ids=lambda made: made.__name__)
def test_the_librarys_own_diagram_shows_every_location_and_row(made: type[RowChart]) -> None:
    graph = extract(made)
    assert [state.name for state in graph.states] == [each.label for each in made.rows.locations.values()]
    assert [state.id for state in graph.states if state.is_initial] == [made.rows.initial]
    drawn = [(each.source, each.targets) for each in graph.transitions]
    assert drawn == [(row.source, [row.destination]) for row in made.rows.transitions]
    for text in (f"{made:mermaid}", f"{made:md}"):
        assert all(each.label in text for each in made.rows.locations.values())


def test_the_classes_are_public_and_run_without_arguments() -> None:
    chart = connref.ManualModeChart()
    for event in ("init", "login", "connect", "opened", "background"):
        chart.send(event)  # pyright: ignore[reportUnknownMemberType]
    assert chart.current_state_value == "grace"
    assert connref.LinkChart is LinkChart
    assert connref.AutoModeChart is AutoModeChart


def test_the_model_runs_without_the_library() -> None:
    program = "import sys, connref; connref.compile_table(connref.Mode.AUTO); assert 'statemachine' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)
