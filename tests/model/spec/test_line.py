"""The charts of the line give the charts of every variant: deterministic and complete, the document's unchanged."""

from __future__ import annotations

from itertools import product

import pytest

from connref.semantics.table import CHARTS, LINES, chart_of, compile_table
from connref.spec.features import FEATURES
from connref.spec.line import project
from connref.spec.variant import DOCUMENT, variant
from connref.spec.vocabulary import Event, Mode


def test_every_combination_of_features_has_a_table() -> None:
    for chosen in product(*(feature.options for feature in FEATURES.values())):
        member = variant({name: (option,) for name, option in zip(FEATURES, chosen, strict=True)})
        for mode in Mode:
            assert compile_table(mode, member).rows


@pytest.mark.parametrize("mode", Mode)
def test_no_row_of_the_document_knows_a_feature(mode: Mode) -> None:
    chart = CHARTS[mode]
    assert chart == project(LINES[mode], DOCUMENT)
    assert chart_of(mode) is chart
    assert not {guard.name for each in chart.transitions for guard in each.guards} & FEATURES.keys()
    assert not {each.event for each in chart.transitions} & {Event.GAVE_UP, Event.STOPPED}
    assert len(chart.transitions) < len(LINES[mode].transitions)


def test_a_variant_leaves_out_what_it_cannot_reach() -> None:
    unmoved = compile_table(Mode.MANUAL, variant({"manual-background": ("nothing",), "session": ("none",)}))
    assert "grace" not in unmoved.locations
    assert "signed_out" not in unmoved.locations
    assert all(location.session.value != "signed out" for location in unmoved.locations.values())
    drops = compile_table(Mode.MANUAL, variant({"manual-background": ("drop",)}))
    assert "taken_down" not in drops.locations
    back = variant({"manual-background": ("drop",), "manual-foreground": ("reconnect",)})
    assert "taken_down" in compile_table(Mode.MANUAL, back).locations


def test_an_option_that_is_left_needs_no_guard() -> None:
    stays = chart_of(Mode.MANUAL, variant({"server-close": ("stays-down",)}))
    closed = [each for each in stays.transitions if (each.source, each.event) == ("connected", Event.CLOSED)]
    assert [(each.target, each.guards) for each in closed] == [("idle", ())]
