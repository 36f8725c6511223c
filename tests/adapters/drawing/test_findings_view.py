"""Findings over the charts: red for what the SDK does instead, dashed for what should have followed."""

from __future__ import annotations

from dataclasses import replace

from tests.adapters.reports.sample import stays_up

from connref_adapters.drawing.charts import ChartName
from connref_adapters.drawing.drawing import chart_drawing
from connref_adapters.drawing.findings_view import findings_pictures
from connref_adapters.drawing.picture import Arrow, Picture, Weight

GRACE = stays_up()
EARLY = replace(GRACE, id="F2", events=("time",), does="goes down", sentence="In grace, it goes down")
UNHEARD = replace(GRACE, id="F3", locations=("opening",), events=("disconnect",), does="comes up")


def drawn(*findings: object) -> dict[ChartName, Picture]:
    return dict(findings_pictures("acme-chat", findings))  # pyright: ignore[reportArgumentType]


def arrow(picture: Picture, source: str, target: str) -> Arrow:
    return next(each for each in picture.arrows if (each.source, each.target) == (source, target))


def test_what_should_have_followed_is_dashed_and_the_rest_is_dim() -> None:
    picture = drawn(GRACE)[ChartName.MANUAL]
    assert arrow(picture, "grace", "idle_background").weight is Weight.CHOICE
    others = [each for each in picture.arrows if (each.source, each.target) != ("grace", "idle_background")]
    assert {each.weight for each in others} == {Weight.DIM}


def test_the_box_in_which_it_begins_names_the_finding() -> None:
    picture = drawn(GRACE, EARLY)[ChartName.MANUAL]
    marked = {box.id: (box.badge, box.weight) for box in picture.boxes if box.badge}
    assert marked == {"grace": ("✘ F1, F2", Weight.WRONG)}
    assert picture.notes[1:] == (f"F1: {GRACE.sentence}", "F2: In grace, it goes down")


def test_a_wrong_way_leads_where_the_sdk_goes() -> None:
    picture = drawn(EARLY, UNHEARD)[ChartName.MANUAL]
    down, up = arrow(picture, "grace", "idle_background"), arrow(picture, "opening", "connected")
    assert (down.weight, down.lines[0].words) == (Weight.WRONG, "F2: goes down")
    assert (up.weight, up.lines[0].words) == (Weight.WRONG, "F3: comes up")
    assert arrow(picture, "opening", "idle").weight is Weight.CHOICE


def test_each_mode_with_findings_has_a_picture() -> None:
    auto = replace(GRACE, mode="auto", locations=("background",), events=("login",), does="comes up")
    assert set(drawn(GRACE)) == {ChartName.MANUAL}
    assert set(drawn(auto)) == {ChartName.AUTO}
    assert set(drawn(replace(auto, mode="default"))) == {ChartName.AUTO}
    assert set(drawn(replace(GRACE, mode=None, locations=()))) == {ChartName.AUTO, ChartName.MANUAL}
    assert drawn() == {}


def test_many_findings_do_not_flood_the_picture() -> None:
    many = [replace(GRACE, id=f"F{number}") for number in range(40)]
    notes = drawn(*many)[ChartName.MANUAL].notes
    assert len(notes) < 20
    assert "… and 26 more" in notes


def test_red_is_drawn() -> None:
    picture = drawn(EARLY)[ChartName.MANUAL]
    dot = chart_drawing(ChartName.MANUAL, picture).dot
    assert 'class="way wrong"' in dot
    assert "penwidth=2.6" in dot
