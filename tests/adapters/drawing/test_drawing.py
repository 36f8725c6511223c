"""Text formats lose nothing: every declared transition has its own line, and every state its name."""

from __future__ import annotations

import re

import pytest

from connref_adapters.drawing.charts import ChartName, declared
from connref_adapters.drawing.drawing import (
    Format,
    chart_drawing,
    chart_listing,
    complete_drawing,
    mermaid,
    mermaid_line,
    modes_drawing,
    plantuml,
    plantuml_line,
)
from connref_adapters.drawing.views import chart_picture

MOST_MERMAID = 50_000
"""Characters that Mermaid accepts by default."""


def mermaid_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if re.match(r"  \w+(?: --> \w+)?: ", line)]


@pytest.mark.parametrize("name", ChartName)
def test_mermaid_has_a_line_for_each_declared_transition(name: ChartName) -> None:
    text = mermaid(chart_listing(name))
    expected = [mermaid_line(arc.source, arc.target, arc.sentence) for arc in declared(name).arcs.values()]
    assert mermaid_lines(text) == expected
    assert len(text) < MOST_MERMAID


@pytest.mark.parametrize("name", ChartName)
def test_mermaid_lines_have_no_sign_that_mermaid_reads(name: ChartName) -> None:
    for line in mermaid_lines(mermaid(chart_listing(name))):
        assert re.fullmatch(r'\w+(?: --> \w+)?: [^:;"#{}]+', line), line


@pytest.mark.parametrize("name", ChartName)
def test_mermaid_has_no_arrow_from_a_state_to_itself(name: ChartName) -> None:
    """Mermaid draws only one of several such arrows; written inside the state, all can be read."""
    assert not re.search(r"(?m)^  (\w+) --> \1:", mermaid(chart_listing(name)))


@pytest.mark.parametrize("name", ChartName)
def test_plantuml_has_a_line_for_each_declared_transition(name: ChartName) -> None:
    lines = [
        each for each in plantuml(chart_listing(name)).splitlines() if "-->" in each and "[*]" not in each
    ]
    expected = [plantuml_line(arc.source, arc.target, arc.sentence) for arc in declared(name).arcs.values()]
    assert lines == expected


@pytest.mark.parametrize("name", ChartName)
def test_text_formats_name_every_state_as_declared(name: ChartName) -> None:
    for text in (mermaid(chart_listing(name)), plantuml(chart_listing(name))):
        for state, location in declared(name).locations.items():
            assert f'state "{location.label}" as {state}' in text


@pytest.mark.parametrize("name", ChartName)
def test_overviews_list_what_their_reading_takes(name: ChartName) -> None:
    picture = chart_picture(name)
    text = chart_drawing(name, picture).written(Format.MERMAID).decode()
    assert len(mermaid_lines(text)) == len(picture.arcs) > 0


def test_complete_drawing_lists_more_than_the_default_reading() -> None:
    complete = complete_drawing(ChartName.MANUAL).written(Format.PLANTUML).decode()
    assert (
        complete.count("-->")
        == len(declared(ChartName.MANUAL).arcs) + 1
        > len(chart_picture(ChartName.MANUAL).arcs)
    )


def test_modes_list_their_arrows() -> None:
    text = modes_drawing().written(Format.MERMAID).decode()
    assert "auto_front --> auto_back: app goes into background - disconnected (AUTO-BACKGROUND)" in text
    assert "[*]" not in text
