"""The overview of the modes: what the document says of each corner, found by running the machine."""

from __future__ import annotations

from connref_adapters.drawing.modes import modes_picture, modes_plan
from connref_adapters.drawing.picture import Tone


def test_modes_show_what_the_document_says() -> None:
    picture = modes_picture()
    tones = {box.id: box.tone for box in picture.boxes}
    assert tones["auto_front"] is tones["manual_front"] is tones["manual_back"] is Tone.UP
    assert tones["auto_back"] is tones["manual_back_offline"] is Tone.DOWN
    facts = {box.id: box.facts for box in picture.boxes}
    assert facts["manual_back"] == "connected for 30 s, then disconnected\na ping() starts them anew"
    words = {(a.source, a.target): [line.words for line in a.lines] for a in picture.arrows}
    assert words["manual_back", "manual_front"] == [
        "app returns to foreground within 30 s: stays connected",
        "app returns to foreground later: stays disconnected",
    ]


def test_each_box_has_a_place_and_each_arrow_a_way() -> None:
    picture, plan = modes_picture(), modes_plan()
    assert {box.id for box in picture.boxes} == {spot.states[0] for spot in plan.spots}
    assert {(arrow.source, arrow.target) for arrow in picture.arrows} == set(plan.ways)


def test_each_way_carries_a_requirement_of_its_mode() -> None:
    for arrow in modes_picture().arrows:
        begins = "AUTO-" if arrow.source.startswith("auto") else "MAN-"
        assert all(each.startswith(begins) for line in arrow.lines for each in line.requirements)
