"""Cells are shared and finite; steps are derived once and kept."""

from __future__ import annotations

import pytest

from connref.effects import Status
from connref.inputs import Background, Foreground, Tick
from connref.protocol import Mode
from connref.semantics.product import draft, product_of
from connref.semantics.states import STATUS_OF_LINK, Product
from connref.spec.interpretations import DEFAULT, reading
from connref.spec.link import LINK
from connref.spec.vocabulary import Region
from machine_tools import machine, up


def test_a_cell_is_always_the_same_one() -> None:
    product = Product(Mode.MANUAL, DEFAULT, draft)
    key = ("grace", Region.BEFORE, "up", False)
    assert product.cell(key) is product.cell(key)
    assert product.cell(key).in_region(Region.BEFORE) is product.cell(key)
    assert product.cell(key).in_region(Region.AT) is product.cell(("grace", Region.AT, "up", False))


def test_a_step_is_derived_once() -> None:
    drafted: list[object] = []

    def counting(cell: object, cause: object) -> object:
        drafted.append((cell, cause))
        return draft(cell, cause)  # type: ignore[arg-type]

    product = Product(Mode.MANUAL, DEFAULT, counting)  # type: ignore[arg-type]
    cell = product.cell((product.initial, Region.BEFORE, "down", False))
    assert cell.steps[Tick] is cell.steps[Tick]
    assert drafted == [(cell, Tick)]


def test_machines_of_one_kind_share_their_cells() -> None:
    assert product_of(Mode.AUTO, DEFAULT) is product_of(Mode.AUTO, reading())
    assert product_of(Mode.AUTO, DEFAULT) is not product_of(Mode.MANUAL, DEFAULT)


def test_every_state_of_the_link_has_a_status() -> None:
    assert set(STATUS_OF_LINK) == set(LINK.locations)
    assert set(STATUS_OF_LINK.values()) == set(Status)


def test_a_cell_says_in_words_what_it_is() -> None:
    product = product_of(Mode.MANUAL, DEFAULT)
    assert product.cell(("grace", Region.BEFORE, "up", False)).label == "grace (link up)"
    assert product.cell(("not_initialised", Region.BEFORE, "down", True)).label == "killed"
    fresh = product.cell(("not_initialised_background", Region.BEFORE, "down", False))
    assert fresh.session == "running"
    assert fresh.in_background
    assert product.cell(("signed_out", Region.BEFORE, "down", False)).session == "ready"
    assert product.cell(("grace", Region.BEFORE, "up", False)).session == "logged_in"
    assert product.cell(("not_initialised", Region.BEFORE, "down", True)).session == "not_running"


def test_an_impossible_cause_is_not_remembered() -> None:
    cell = product_of(Mode.MANUAL, DEFAULT).cell(("idle", Region.BEFORE, "down", False))
    for _ in range(2):
        with pytest.raises(KeyError):
            cell.steps[str]
    assert str not in cell.steps


def test_what_one_machine_learns_does_not_move_another() -> None:
    one, two = up(), machine()
    one.handle(Background(), 20)
    assert two.state == "not initialised"
    one.handle(Foreground(), 30)
    assert one.state == "connected"
