"""The findings of a run over the charts: what the SDK does, and what had to follow."""

from __future__ import annotations

from dataclasses import replace

from connref_adapters.drawing.charts import ChartName
from connref_adapters.drawing.dot import DARK_WRONG, WRONG
from connref_adapters.drawing.drawing import chart_drawing
from connref_adapters.drawing.instead import findings_pictures
from connref_adapters.drawing.picture import Picture, Weight
from connref_adapters.drawing.render import PURE, Format
from connref_adapters.reports import Counterexample, Finding

STORY = Counterexample("manual", (), (), "down by 30 000", "up at 30 001")
STAYS = Finding(
    "F1",
    "manual",
    ("grace",),
    ("deadline",),
    "down by 30 000",
    "stays up",
    "In grace, when the deadline comes, the connection stays up",
    ("MAN-GRACE-ENDS",),
    7,
    STORY,
)


def pictures(*findings: Finding) -> dict[ChartName, Picture]:
    return dict(findings_pictures(findings, "acme"))


def weights(picture: Picture, weight: Weight) -> list[tuple[str, str]]:
    return [(arrow.source, arrow.target) for arrow in picture.arrows if arrow.weight is weight]


def test_what_had_to_follow_is_dashed_and_the_box_says_what_the_sdk_does() -> None:
    found = pictures(STAYS)
    assert list(found) == [ChartName.MANUAL]
    picture = found[ChartName.MANUAL]
    assert weights(picture, Weight.SHOULD) == [("grace", "idle_background")]
    assert weights(picture, Weight.WRONG) == []
    assert {box.id: box.badge for box in picture.boxes if box.badge} == {"grace": "✘ F1 stays up"}
    assert any(STAYS.sentence in note for note in picture.notes)


def test_where_it_goes_instead_is_an_edge_of_its_own() -> None:
    down = replace(STAYS, events=("time",), does="goes down")
    picture = pictures(down)[ChartName.MANUAL]
    assert weights(picture, Weight.WRONG) == [("grace", "idle_background")]
    wrong = next(arrow for arrow in picture.arrows if arrow.weight is Weight.WRONG)
    assert next(line.words for line in wrong.lines) == "✘ F1: goes down"
    assert len(wrong.lines) > 1, "the chart has this arrow too, and its words stay"


def test_what_comes_up_leads_to_where_the_connection_is() -> None:
    up = replace(STAYS, locations=("idle_background",), events=("foreground",), does="comes up")
    picture = pictures(up)[ChartName.MANUAL]
    assert weights(picture, Weight.WRONG) == [("idle_background", "connected")]
    assert next(arrow for arrow in picture.arrows if arrow.weight is Weight.WRONG).lines == ()


def test_a_finding_of_every_mode_is_in_both_pictures_and_any_location_is_each_of_its_event() -> None:
    anywhere = replace(STAYS, mode=None, locations=(), events=("logout",))
    found = pictures(anywhere)
    assert list(found) == [ChartName.AUTO, ChartName.MANUAL]
    badges = [box.badge for box in found[ChartName.MANUAL].boxes if box.badge]
    assert len(badges) > 3


def test_an_app_that_chose_no_mode_is_on_the_chart_of_auto_mode() -> None:
    assert list(pictures(replace(STAYS, mode="default", locations=("connected",)))) == [ChartName.AUTO]


def test_several_findings_share_an_edge_with_a_line_each() -> None:
    down = replace(STAYS, events=("time",), does="goes down")
    picture = pictures(down, replace(down, id="F2", events=("ping",)))[ChartName.MANUAL]
    wrong = [arrow for arrow in picture.arrows if arrow.weight is Weight.WRONG]
    assert len(wrong) == 1
    assert [line.words for line in wrong[0].lines][:2] == ["✘ F1: goes down", "✘ F2: goes down"]


def test_it_can_be_drawn() -> None:
    up = replace(STAYS, id="F2", locations=("idle_background",), events=("foreground",), does="comes up")
    for name, picture in findings_pictures([STAYS, up], "acme"):
        drawing = chart_drawing(name, picture)
        assert "style=dashed" in drawing.dot
        assert WRONG in drawing.dot
        assert DARK_WRONG[WRONG] in drawing.written(Format.SVG, PURE).decode()
