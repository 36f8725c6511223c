"""What the product derives is what the two tables say, for every cell that can be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from connref.inputs import (
    Connect,
    Disconnect,
    Init,
    Kill,
    Login,
    NetworkAvailable,
    NetworkLost,
    Ping,
    PongReceived,
    Tick,
)
from connref.protocol import Mode
from connref.semantics.product import product_of
from connref.semantics.routes import APP_ONLY, POLICY_INPUTS, WITHOUT_EFFECT
from connref.semantics.states import ProductState
from connref.semantics.table import DOWN_STATES, OFFLINE_STATES, SOCKET_STATES
from connref.spec.declare import Transition
from connref.spec.interpretations import DEFAULT, INTERPRETATIONS, LATITUDES, Reading
from connref.spec.vocabulary import REGIONS, Event, LinkEvent, Region, Wish

READINGS = [
    DEFAULT,
    *(
        DEFAULT.but({entry.id: option})
        for catalogue in (INTERPRETATIONS, LATITUDES)
        for entry in catalogue.values()
        for option in entry.options
        if option != entry.default
    ),
]


def fitting_cells(mode: Mode, reading: Reading) -> Iterator[ProductState]:
    """Every cell in which policy and link go together."""
    product = product_of(mode, reading)
    for state, location in product.locations.items():
        if location.up:
            links = {"up"}
        elif location.wish is Wish.UNWANTED:
            links = set(DOWN_STATES)
        else:
            links = {"opening", "waiting", "offline"}
        for link in links:
            for region in REGIONS[location.clock]:
                yield product.cell((state, region, link, False))


@pytest.mark.parametrize("mode", [Mode.AUTO, Mode.MANUAL])
@pytest.mark.parametrize(
    "reading", READINGS, ids=lambda r: next((f"{n}={o}" for n, o in r.choices if DEFAULT[n] != o), "default")
)
def test_each_step_follows_the_tables_and_ends_where_policy_and_link_agree(
    mode: Mode, reading: Reading
) -> None:
    for cell in fitting_cells(mode, reading):
        for cause in (*POLICY_INPUTS, Connect, Kill, NetworkLost, NetworkAvailable, Event.INIT):
            if cell.region is Region.PAST and cell.state not in {"signed_out_background", "idle_background"}:
                continue
            step = cell.steps[cause]
            check_chain(cell, step.cell, step.rules)
            target = step.cell
            assert target.location.up == (target.link == "up")
            assert (target.location.wish is Wish.UNWANTED) == (target.link in DOWN_STATES)


def check_chain(cell: ProductState, target: ProductState, rules: tuple[Transition, ...]) -> None:
    """The rules lead, one after the other, from cell to target."""
    state, link = cell.state, cell.link
    for rule in rules:
        if isinstance(rule.event, LinkEvent):
            assert rule.source == link
            link = rule.destination
        else:
            assert rule.source == state
            assert cell.region in rule.regions
            state = rule.destination
    assert (state, link) == (target.state, target.link)


def test_connect_is_offline_where_the_link_knows_of_no_network() -> None:
    for cell in fitting_cells(Mode.MANUAL, DEFAULT):
        if cell.region is not Region.PAST:
            expected = Event.CONNECT_OFFLINE if cell.link in OFFLINE_STATES else Event.CONNECT
            assert cell.steps[Connect].rules[0].event is expected


def test_what_nothing_can_come_of_changes_nothing() -> None:
    for cell in fitting_cells(Mode.MANUAL, DEFAULT):
        for cause in WITHOUT_EFFECT:
            step = cell.steps[cause]
            assert step.cell is cell
            if step.route is None:
                assert step.quiet
                assert not step.rules


def test_facts_are_looked_at_only_where_there_is_a_socket() -> None:
    for cell in fitting_cells(Mode.AUTO, DEFAULT):
        routed = {cause for cause in WITHOUT_EFFECT if cell.steps[cause].route is not None}
        assert bool(routed) == (cell.link in SOCKET_STATES)
        assert (PongReceived in routed) == (cell.link == "up")
        assert Tick not in routed


def test_only_inputs_with_a_text_of_the_caller_are_held_to_have_a_good_one() -> None:
    for cell in fitting_cells(Mode.MANUAL, DEFAULT):
        if cell.region is not Region.PAST:
            assert {
                c
                for c in (*POLICY_INPUTS, Connect, Kill)
                if cell.steps[c].guarded and not cell.steps[c].draws
            } == {
                Login,
                Connect,
                Disconnect,
                Ping,
            }


def test_a_dead_cell_knows_only_init_and_the_world() -> None:
    product = product_of(Mode.MANUAL, DEFAULT)
    dead = product.cell((product.initial, Region.BEFORE, "down", True))
    for cause in APP_ONLY:
        with pytest.raises(KeyError):
            dead.steps[cause]
    assert dead.steps[NetworkLost].cell.dead
    assert not dead.steps[Event.INIT].cell.dead
    assert dead.steps[Init].route is not None


def test_an_event_that_is_impossible_there_has_no_step() -> None:
    product = product_of(Mode.MANUAL, DEFAULT)
    idle = product.cell(("idle", Region.BEFORE, "down", False))
    for cause in (LinkEvent.SOCKET_OPENED, LinkEvent.RETRY_DUE, Event.OPENED, Event.DEADLINE, Event.REOPEN):
        with pytest.raises(KeyError):
            idle.steps[cause]
