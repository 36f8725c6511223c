"""Pictures that can be read: few boxes, folds, one arrow for many ways, and what is wrong stands out."""

from __future__ import annotations

from dataclasses import replace

from connref.learning import ALPHABETS, Letter, preamble
from connref.protocol import Mode, Profile
from connref.spec.interpretations import DEFAULT
from connref_adapters.drawing.dot import EDGE, HOT
from connref_adapters.drawing.picture import Tone
from connref_adapters.drawing.render import Format
from connref_adapters.learn.colour import Colour
from connref_adapters.learn.diagram import Diagram, diagram_of, plain_edges
from connref_adapters.learn.picture import SLICES, WORDS, Slice, differences, slices
from connref_adapters.learn.reference import reference


def diagram(mode: Mode = Mode.MANUAL, alphabet: str = "all") -> Diagram:
    found = reference(mode, ALPHABETS[alphabet], preamble(alphabet), Profile(), DEFAULT)
    return diagram_of('sdk "1"', mode.value, found.machine, found, plain_edges(found.machine), "promised")


def blamed(letter: Letter) -> Diagram:
    """The diagram with one edge that is red."""
    whole = diagram()
    names = [state.name for state in whole.states]
    place = next(
        n for n, way in enumerate(whole.ways) if way.letter is letter and names[way.source] == "connected"
    )
    told = "expected up, observed down"
    red = replace(
        whole.ways[place], colour=Colour.RED, requirement="MAN-GRACE", told=told, should=(0, ("up",))
    )
    return replace(whole, ways=(*whole.ways[:place], red, *whole.ways[place + 1 :]))


def piece(name: str, of: Diagram | None = None) -> Slice:
    return next(each for each in slices(of or diagram()) if each.name == name)


def test_every_letter_has_words() -> None:
    assert set(WORDS) == set(Letter)
    assert frozenset[Letter]().union(*SLICES.values()) | {Letter.BEFORE_GRACE_OVER} == set(Letter)


def test_each_slice_has_few_boxes() -> None:
    for mode in (Mode.MANUAL, Mode.AUTO):
        drawn = [*slices(diagram(mode)), *slices(diagram(mode, "device"))]
        boxes = {each.name: len(each.boxes) for each in drawn}
        assert boxes["core"] <= 15
        assert max(boxes.values()) <= 20


def test_the_core_shows_the_chart_without_its_last_milliseconds() -> None:
    core = piece("core")
    names = {core.diagram.states[box].name for box in core.boxes}
    assert {"idle", "opening", "connected", "grace", "idle, background"} <= names
    assert not any("last millisecond" in name for name in names)
    assert core.diagram.states[core.start].name == "idle"


def test_the_device_has_one_box_for_all_that_only_the_time_left_tells_apart() -> None:
    device = next(each for each in slices(diagram(alphabet="device")) if each.name == "device")
    names = [device.diagram.states[box].name for box in device.boxes]
    assert {"grace", "grace, suspended", "connected, suspended"} <= set(names)
    assert not any("(" in name for name in names)
    assert "moves to another network: down" in device.dot()


def test_an_alphabet_without_the_network_has_no_slice_of_it() -> None:
    found = reference(Mode.MANUAL, ALPHABETS["core"], ("init", "login"), Profile(), DEFAULT)
    small = diagram_of("sdk", "manual", found.machine, found, plain_edges(found.machine), "")
    assert [each.name for each in slices(small)] == ["core"]


def test_the_dot_text_has_tooltips_and_quotes_what_it_is_given() -> None:
    text = piece("core").dot()
    assert "reached by: init login connect" in text
    assert 'sdk \\"1\\"' in text
    assert "connect(): success" in text
    assert f'color="{EDGE[Tone.UP]}"' in text


def test_a_red_edge_stands_out_with_its_requirement_and_what_should_be() -> None:
    shown = piece("core", blamed(Letter.BACKGROUND))
    text = shown.dot()
    assert HOT in text
    assert "MAN-GRACE" in text
    assert "style=dashed" in text
    assert "expected up, observed down" in shown.picture().description


def test_what_differs_is_a_picture_of_its_own() -> None:
    wrong = differences(blamed(Letter.BACKGROUND))
    assert len(wrong.ways) == 1
    assert len(differences(diagram()).ways) == 0
    assert len(differences(diagram()).boxes) == 1


def test_it_is_written_as_svg_dot_and_mermaid() -> None:
    core = piece("core")
    svg = core.written(Format.SVG).decode()
    assert svg.startswith("<svg ")
    assert "prefers-color-scheme:dark" in svg
    assert "<desc" in svg
    assert core.written(Format.DOT).decode().startswith("digraph")
    assert core.written(Format.MERMAID).decode().startswith("stateDiagram-v2")
