"""One diagram laid over another: what changed is amber, and told with what was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from connref.errors import UsageError
from connref.learning import ALPHABETS, Letter, preamble
from connref.protocol import Mode, Profile
from connref.spec.interpretations import reading
from connref_adapters.learn.colour import Colour
from connref_adapters.learn.diagram import Diagram, diagram_of, plain_edges
from connref_adapters.learn.overlay import changes, overlaid, overlays
from connref_adapters.learn.reference import reference


def version(number: int, **choices: str) -> Diagram:
    chosen = reading({name.replace("_", "-"): option for name, option in choices.items()})
    found = reference(Mode.MANUAL, ALPHABETS["core"], preamble("core"), Profile(), chosen)
    return diagram_of(f"sdk {number}", "manual", found.machine, found, plain_edges(found.machine), "promised")


def test_what_changed_from_one_to_the_other_is_amber_with_what_was() -> None:
    before, after = version(1), version(2, connect_when_up="error")
    changed = [way for way in overlaid(before, after).ways if way.colour is Colour.AMBER]
    assert {way.letter for way in changed} == {Letter.CONNECT}
    assert {way.output for way in changed} == {("error",)}
    assert {way.should[1] for way in changed if way.should} == {("success",)}
    assert not any(way.colour is Colour.AMBER for way in overlaid(before, before).ways)


def test_each_change_is_a_line_with_what_was_before() -> None:
    laid = overlaid(version(1), version(2, connect_when_up="error"))
    first, *lines = changes(laid)
    assert first == f"manual mode, sdk 2, laid over sdk 1: {len(lines)} edges changed"
    assert (
        "  connected, connect(): error, then connected; before: connect(): success, then connected" in lines
    )
    assert list(changes(overlaid(version(1), version(1)))) == [
        "manual mode, sdk 1, laid over sdk 1: 0 edges changed"
    ]


def test_diagrams_that_cannot_be_compared_are_told() -> None:
    one = version(1)
    with pytest.raises(UsageError, match="no mode in common"):
        overlays([one], [replace(one, mode="auto")])
    with pytest.raises(UsageError, match="other letters"):
        overlaid(one, replace(one, letters=one.letters[:-1]))
