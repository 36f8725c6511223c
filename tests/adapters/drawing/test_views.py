"""Pictures show what they are asked for: a reading's own ways, what a requirement touches, no word over another."""

from __future__ import annotations

import pytest

from connref.semantics.table import LINES
from connref.spec.declare import Transition
from connref.spec.interpretations import INTERPRETATIONS, reading
from connref.spec.requirements import REQUIREMENTS
from connref.spec.vocabulary import Event
from connref_adapters.drawing.charts import ChartName, declared
from connref_adapters.drawing.layout import lay_out
from connref_adapters.drawing.picture import Picture, Weight
from connref_adapters.drawing.plans import PLANS
from connref_adapters.drawing.touching import touched
from connref_adapters.drawing.views import chart_picture, coverage_picture, path_picture, requirement_pictures


def arrow_words(picture: Picture, source: str, target: str) -> str:
    found = [arrow for arrow in picture.arrows if (arrow.source, arrow.target) == (source, target)]
    return " | ".join(line.words for arrow in found for line in arrow.lines)


@pytest.mark.parametrize("name", ChartName)
def test_plan_has_exactly_one_place_for_each_state(name: ChartName) -> None:
    placed = [state for spot in PLANS[name].spots for state in spot.states]
    of_the_line = declared(name).locations if name.mode is None else LINES[name.mode].locations
    assert sorted(placed) == sorted(of_the_line)


@pytest.mark.parametrize("name", ChartName)
def test_plan_has_a_panel_for_each_column(name: ChartName) -> None:
    columns = {box.column for box in chart_picture(name).boxes}
    assert columns == {panel.column for panel in PLANS[name].panels}


@pytest.mark.parametrize("name", ChartName)
def test_each_arrow_of_an_overview_has_a_planned_way(name: ChartName) -> None:
    ways = PLANS[name].ways
    assert [
        (a.source, a.target) for a in chart_picture(name).arrows if (a.source, a.target) not in ways
    ] == []


@pytest.mark.parametrize("name", ChartName)
def test_each_planned_way_is_taken_under_some_reading(name: ChartName) -> None:
    ids = {state: spot.states[0] for spot in PLANS[name].spots for state in spot.states}
    possible = {(ids[arc.source], ids[arc.target]) for arc in declared(name).arcs.values()}
    assert set(PLANS[name].ways) <= possible


def test_manual_overview_says_what_the_document_says() -> None:
    picture = chart_picture(ChartName.MANUAL)
    assert arrow_words(picture, "connected", "grace") == "app goes into background, deadline in 30 s"
    assert "30 seconds without ping()" in arrow_words(picture, "grace", "idle_background")
    assert arrow_words(picture, "idle", "opening") == "connect()"
    grace = next(box for box in picture.boxes if box.id == "grace")
    assert [line.requirements for line in grace.inside] == [("MAN-PING-EXTENDS",)]


def test_states_that_the_reading_cannot_reach_are_not_drawn() -> None:
    assert "held" not in {box.id for box in chart_picture(ChartName.MANUAL).boxes}
    held = chart_picture(ChartName.MANUAL, reading({"connect-in-background": "held"}))
    assert "held" in {box.id for box in held.boxes}


def test_refusing_connect_in_background_takes_its_arrow_away() -> None:
    refused = chart_picture(ChartName.MANUAL, reading({"connect-in-background": "refused"}))
    assert arrow_words(refused, "idle_background", "opening_in_grace") == ""
    assert arrow_words(chart_picture(ChartName.MANUAL), "idle_background", "opening_in_grace") == "connect()"
    assert refused.name == "manual-connect-in-background-refused"


@pytest.mark.parametrize(
    ("interpretation", "option"),
    [(each.id, option) for each in INTERPRETATIONS.values() for option in each.options],
)
def test_every_reading_can_be_laid_out(interpretation: str, option: str) -> None:
    for name in ChartName:
        picture = chart_picture(name, reading({interpretation: option}))
        sheet = lay_out(picture, PLANS[name])
        assert len(sheet.boxes) == len(picture.boxes)
        assert len(sheet.arrows) == len(picture.arrows)


@pytest.mark.parametrize("requirement", REQUIREMENTS)
def test_each_requirement_has_a_picture_with_something_hot(requirement: str) -> None:
    pictures = requirement_pictures(requirement)
    assert pictures
    for picture in pictures:
        hot = [arrow for arrow in picture.arrows if arrow.weight is Weight.HOT]
        assert hot or any(box.inside for box in picture.boxes)
        assert REQUIREMENTS[requirement].sentence in picture.notes


@pytest.mark.parametrize("requirement", REQUIREMENTS)
def test_hot_arrows_are_those_that_the_requirement_touches(requirement: str) -> None:
    for picture in requirement_pictures(requirement):
        chart = declared(ChartName(picture.name.rsplit("-", 1)[1]))
        arcs = {chart.arcs[each] for each in touched(requirement, chart)}
        for arrow in picture.arrows:
            assert (arrow.weight is Weight.HOT) <= bool(arcs & set(arrow.arcs))


def transition(source: str, event: str, target: str) -> Transition:
    found = declared(ChartName.MANUAL).arcs
    return next(
        each
        for each in found
        if isinstance(each.event, Event)
        and (each.source, each.event.value, each.target) == (source, event, target)
    )


def test_path_is_numbered_in_order() -> None:
    path = [
        transition("idle", "connect", "opening"),
        transition("opening", "opened", "connected"),
        transition("connected", "lost", "reconnecting"),
        transition("reconnecting", "opened", "connected"),
        transition("connected", "lost", "reconnecting"),
    ]
    picture = path_picture(ChartName.MANUAL, "a path", "path", path)
    badges = {(arrow.source, arrow.target): arrow.badge for arrow in picture.arrows if arrow.badge}
    assert badges == {
        ("idle", "opening"): "(1)",
        ("opening", "connected"): "(2)",
        ("connected", "reconnecting"): "(3) (5)",
        ("reconnecting", "connected"): "(4)",
    }


def test_a_path_shows_where_an_sdk_parts_from_the_document() -> None:
    path = [transition("idle", "connect", "opening")]
    words = "expected up by 60 s, observed down at 60.001 s"
    picture = path_picture(ChartName.MANUAL, "a path", "path", path, ("waiting", words))
    marked = [box for box in picture.boxes if box.badge]
    assert [box.states for box in marked] == [("opening", "waiting")]
    assert marked[0].weight is Weight.HOT
    assert words in picture.notes[-1]


def test_coverage_shades_by_visits_and_says_never() -> None:
    visits = {("idle", "opening"): 100, ("opening", "connected"): 1}
    picture = coverage_picture(ChartName.MANUAL, "coverage", "coverage", visits)
    shades = {box.id: box.shade for box in picture.boxes}
    assert (shades["opening"], shades["connected"], shades["grace"]) == (5, 1, 0)
    badges = {(arrow.source, arrow.target): arrow.badge for arrow in picture.arrows}
    assert badges["idle", "opening"] == "100 times"
    assert badges["opening", "connected"] == "1 time"
    assert badges["connected", "grace"] == "never"
