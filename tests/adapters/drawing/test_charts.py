"""The arcs are the declared transitions, one each, with the words and the requirement of its transition."""

from __future__ import annotations

import pytest

from connref.protocol import Mode
from connref.semantics.table import CHARTS, compile_table
from connref.spec.link import LINK
from connref.spec.session import SESSION
from connref_adapters.drawing.charts import ChartName, declared


def declared_count(name: ChartName) -> int:
    of_both_modes = {ChartName.LINK: LINK, ChartName.SESSION: SESSION}
    chart = of_both_modes[name] if name.mode is None else CHARTS[name.mode]
    return len(chart.transitions)


@pytest.mark.parametrize("name", ChartName)
def test_arcs_are_the_declared_rules(name: ChartName) -> None:
    assert len(declared(name).arcs) == declared_count(name)


@pytest.mark.parametrize("mode", Mode)
def test_arcs_cover_every_branch_of_the_compiled_table(mode: Mode) -> None:
    branches = {each for row in compile_table(mode).rows.values() for each in row.branches}
    assert branches <= set(declared(ChartName(mode.value)).arcs)


@pytest.mark.parametrize("name", ChartName)
def test_each_transition_carries_its_requirement(name: ChartName) -> None:
    for transition, arc in declared(name).arcs.items():
        assert arc.sentence.endswith(f"({', '.join(transition.requirements)})")


def test_initial_state_is_where_the_chart_starts() -> None:
    assert {name: declared(name).initial for name in ChartName} == {
        ChartName.AUTO: "not_initialised",
        ChartName.MANUAL: "not_initialised",
        ChartName.LINK: "down",
        ChartName.SESSION: "running",
    }
