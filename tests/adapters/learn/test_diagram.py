"""Diagrams as data: names, doubles, JSON there and back, one laid over another."""

from __future__ import annotations

import json

import pytest

from connref.errors import ProtocolError
from connref.learning import ALPHABETS, preamble
from connref.protocol import Mode, Profile
from connref.spec.interpretations import DEFAULT, reading
from connref_adapters.learn.diagram import Diagram, diagram_from_json, diagram_of, plain_edges
from connref_adapters.learn.reference import reference


def document(**choices: str) -> Diagram:
    chosen = reading({name.replace("_", "-"): option for name, option in choices.items()})
    found = reference(Mode.MANUAL, ALPHABETS["core"], preamble("core"), Profile(), chosen)
    return diagram_of("sdk 1", "manual", found.machine, found, plain_edges(found.machine), "promised")


def test_states_have_the_charts_names_and_are_drawn_by_what_they_are() -> None:
    diagram = document()
    states = {state.name: state for state in diagram.states}
    assert states["grace"].tone == "up"
    assert states["grace"].app == "App in background"
    assert states["opening"].tone == "coming"
    assert states["grace, last millisecond"].whole == "grace"
    assert not any(state.extra for state in diagram.states)


def test_a_state_where_the_document_has_one_already_is_a_double() -> None:
    ours = reference(Mode.MANUAL, ALPHABETS["core"], preamble("core"), Profile(), DEFAULT)
    machine = ours.machine
    small = machine.restricted(machine.symbols)
    rows = [dict(row) for row in small.moves]
    back = dict(rows[0])
    rows[0]["background"], extra = (len(rows), ()), dict(rows[rows[0]["background"][0]])
    extra["foreground"] = (len(rows) + 1, ())
    again = {**back, "disconnect": (0, ("error",))}
    leaky = type(machine)(small.symbols, (*rows, extra, again))
    diagram = diagram_of("sdk 2", "manual", leaky, ours, plain_edges(leaky), "")
    doubles = [state.name for state in diagram.states if state.extra]
    assert doubles
    assert all("not as in the document" in name for name in doubles)


def test_a_diagram_goes_into_json_and_back() -> None:
    diagram = document()
    body = json.loads(json.dumps(diagram.to_json()))
    assert diagram_from_json(body) == diagram
    assert diagram_from_json(body).machine() == diagram.machine()


@pytest.mark.parametrize("missing", ["states", "edges", "alphabet", "mode"])
def test_what_is_no_diagram_is_refused(missing: str) -> None:
    body = document().to_json()
    del body[missing]
    with pytest.raises(ProtocolError, match=missing):
        diagram_from_json(body)
