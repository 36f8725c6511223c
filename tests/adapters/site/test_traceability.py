"""Traceability: every requirement is answered for in every column, and nothing that answers is left out."""

from __future__ import annotations

from tests.diagrams import FOLDER, fakes

from connref.spec.requirements import REQUIREMENTS
from connref_adapters.drawing.charts import ChartName, declared
from connref_adapters.site.traceability import pictures_of, traces


def test_no_requirement_has_a_gap() -> None:
    assert {trace.requirement: trace.gaps for trace in traces(fakes()) if trace.gaps} == {}


def test_every_requirement_has_a_line() -> None:
    assert [trace.requirement for trace in traces(fakes())] == list(REQUIREMENTS)


def test_gap_is_named() -> None:
    assert {trace.gaps for trace in traces({})} == {("wrong fakes",)}


def test_every_transition_of_the_charts_stands_under_its_requirement() -> None:
    lines = {trace.requirement: trace.transitions for trace in traces(fakes())}
    for name in ChartName:
        chart = declared(name)
        for transition, arc in chart.arcs.items():
            source, target = chart.locations[arc.source].label, chart.locations[arc.target].label
            words = f"{name.value}: {source} → {target}, {arc.event}"
            assert all(words in lines[requirement] for requirement in transition.requirements)


def test_every_wrong_fake_stands_under_all_that_it_breaks() -> None:
    lines = {trace.requirement: trace.fakes for trace in traces(fakes())}
    for name, broken in fakes().items():
        assert all(name in lines[requirement] for requirement in broken)


def test_every_picture_that_is_named_is_committed() -> None:
    stems = [stem for requirement in REQUIREMENTS for stem in pictures_of(requirement)]
    assert [stem for stem in stems if not (FOLDER / "requirements" / f"{stem}.svg").is_file()] == []


def test_properties_are_those_that_verify_proves() -> None:
    lines = {trace.requirement: trace.properties for trace in traces({})}
    assert "no mode chosen is auto mode" in lines["AUTO-DEFAULT"]
    assert "a message over the connection that is up is delivered once" in lines["EVT-DELIVERED"]
