"""The matrix leaves nothing out: every transition is in the tooltip of its cell, every state has its row."""

from __future__ import annotations

from html import escape

import pytest

from connref_adapters.drawing.charts import ChartName, declared
from connref_adapters.drawing.matrix import matrix_dot, matrix_picture


@pytest.mark.parametrize("name", ChartName)
def test_matrix_has_a_tooltip_for_each_declared_transition(name: ChartName) -> None:
    text = matrix_dot(name, "")
    missing = [arc.sentence for arc in declared(name).arcs.values() if escape(arc.sentence) not in text]
    assert missing == []


@pytest.mark.parametrize("name", ChartName)
def test_matrix_has_a_row_for_each_state_and_a_column_for_each_event(name: ChartName) -> None:
    text, chart = matrix_dot(name, ""), declared(name)
    events = {arc.event for arc in chart.arcs.values()}
    assert text.count("<TR>") == len(chart.locations) + 3
    assert text.count("<TD ") == (len(chart.locations) + 1) * (len(events) + 1) + 2


def test_cell_names_every_state_that_a_reading_leads_to() -> None:
    row = matrix_dot(ChartName.MANUAL, "#").split("<B>reconnecting</B>")[1].split("</TR>")[0]
    assert "idle background" in row.replace("<BR/>", " ")
    assert "or reconnecting in grace" in row.replace("<BR/>", " ")


def test_title_counts_what_is_declared() -> None:
    assert matrix_picture(ChartName.LINK).title == "The link, complete: 36 transitions of 6 states"
