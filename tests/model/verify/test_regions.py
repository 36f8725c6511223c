"""The places: shared, marked, and refused where a rule leaves time undefined."""

from __future__ import annotations

from dataclasses import replace

import pytest

from connref.errors import DefinitionError
from connref.protocol import Mode
from connref.semantics.table import compile_table
from connref.spec.vocabulary import Event, Region, Wish
from connref.verify.reach import reach
from connref.verify.regions import Places
from mutants.misdeeds import with_row

MANUAL = compile_table(Mode.MANUAL)


def test_places_are_shared_and_marks_are_given_back() -> None:
    places = Places(MANUAL)
    start = places.start
    assert places.start is start
    assert places.unmark(places.mark(start)) is start
    assert ("grace", Region.AT) in places.configurations()
    assert places.view(start).wish is Wish.UNWANTED


def test_a_deadline_that_does_not_fit_its_state_is_refused() -> None:
    row = MANUAL.rows["connected", Event.BACKGROUND, Region.BEFORE]
    held = with_row(MANUAL, replace(row, branches=(replace(row.branches[0], target="held"),)))
    with pytest.raises(DefinitionError, match="does not fit"):
        reach(Places(held))


def test_an_entry_that_is_not_noted_is_refused() -> None:
    row = MANUAL.rows["idle", Event.BACKGROUND, Region.BEFORE]
    silent = with_row(MANUAL, replace(row, branches=(replace(row.branches[0], enters=False),)))
    with pytest.raises(DefinitionError, match="not noted"):
        reach(Places(silent))
