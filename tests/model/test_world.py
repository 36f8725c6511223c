"""The simulated server does what the driver protocol says of its inputs, at the latencies that it was given."""

from __future__ import annotations

from typing import Any

import pytest

from connref.errors import DefinitionError
from connref.inputs import Input, Opened
from connref.protocol import ObservationKind
from connref.semantics.clock import FakeClock
from connref.world import Latencies, World
from machine_tools import AT_ONCE, outcomes, script, simulation, sockets_up

SLOW = Latencies(open_ms=100, auth_ms=50, reply_ms=200, message_ms=30)


@pytest.mark.parametrize(
    "wrong", [{"open_ms": -1}, {"auth_ms": 1.0}, {"reply_ms": None}, {"message_ms": True}]
)
def test_a_latency_is_a_number_of_ms(wrong: dict[str, Any]) -> None:
    with pytest.raises(DefinitionError, match=next(iter(wrong))):
        Latencies(**wrong)


def test_each_latency_is_kept() -> None:
    played = simulation(latencies=SLOW)
    seen = played.run(script("init, login anna, connect c, 1000, ping p, server_message m, 1000"))
    by_kind = {each.kind: each.at for each in seen}
    assert by_kind[ObservationKind.SOCKET_OPENING] == 0
    assert by_kind[ObservationKind.SOCKET_OPEN] == 150
    assert by_kind[ObservationKind.PING_SENT] == 1_000
    assert by_kind[ObservationKind.DELIVERED] == 1_030
    assert by_kind[ObservationKind.OUTCOME] == 1_200


def test_a_world_without_latency_answers_at_the_same_instant() -> None:
    seen = simulation().run(script("init, login anna, connect c, ping p"))
    assert {each.at for each in seen} == {0}
    assert outcomes(seen) == {"c": "success", "p": "success"}


@pytest.mark.parametrize(
    ("trouble", "mended"),
    [
        ("server_refuse", "server_accept"),
        ("network_down", "network_up"),
        ("server_mute", "server_unmute"),
    ],
)
def test_trouble_keeps_the_connection_down_until_it_is_mended(trouble: str, mended: str) -> None:
    played = simulation()
    seen = played.run(script(f"init, login anna, {trouble}, connect c, 100000"))
    assert sockets_up(seen) == []
    seen = played.run(script(f"{mended}, 60000"))
    assert [what for _, what in sockets_up(seen)] == ["up"]
    assert outcomes(seen) == {"c": "success"}


def test_a_rejection_is_a_failed_opening() -> None:
    seen = simulation().run(script("init, login anna, server_reject, connect c"))
    assert [each.kind for each in seen if each.socket] == [
        ObservationKind.SOCKET_OPENING,
        ObservationKind.SOCKET_FAILED,
    ]
    assert outcomes(seen) == {"c": "error"}


def test_a_mute_server_answers_the_opening_that_it_owes_when_it_speaks_again() -> None:
    seen = simulation().run(script("init, login anna, server_mute, connect c, 5000, server_unmute"))
    assert sockets_up(seen) == [(5_000, "up")]


def test_a_mute_server_hears_a_ping_and_does_not_answer() -> None:
    seen = simulation(latencies=SLOW).run(
        script("init, login anna, connect c, 1000, ping p, server_mute, 9999")
    )
    assert [each.at for each in seen if each.kind is ObservationKind.PING_SENT] == [1_000]
    assert "p" not in outcomes(seen)


def test_a_message_reaches_nobody_while_down_mute_or_on_its_way_as_the_network_goes() -> None:
    played = simulation(latencies=SLOW)
    seen = played.run(
        script(
            "init, login anna, server_message early, connect c, 200, server_mute, server_message muted,"
            "server_unmute, server_message lost, network_down, 1000, network_up, 1000, server_message seen, 1000"
        )
    )
    assert [each.message for each in seen if each.kind is ObservationKind.DELIVERED] == ["seen"]


def test_closing_by_the_server_is_seen_as_such_and_needs_an_open_connection() -> None:
    seen = simulation(choices={"server-close": "stays-down"}).run(
        script("init, login anna, server_close 1000, connect c, server_close 1000, server_close 1006")
    )
    assert [each.by for each in seen if each.kind is ObservationKind.SOCKET_CLOSED] == ["server"]


def test_nothing_on_its_way_reaches_a_socket_that_was_given_up() -> None:
    """A connection that is closed while it opens never comes up, and its successor hears nothing of it."""
    seen = simulation(latencies=SLOW).run(
        script("init, login anna, connect a, 99, disconnect b, connect c, 51, 1, 98, 2000")
    )
    assert sockets_up(seen) == [(249, "up")]


def test_it_says_when_the_next_thing_is_due() -> None:
    told: list[Input] = []

    def observe(kind: ObservationKind, *, socket: int | None = None, by: str | None = None) -> None:
        seen.append((kind, socket, by))

    seen: list[tuple[ObservationKind, int | None, str | None]] = []
    world = World(FakeClock(), AT_ONCE, told.append, observe)
    assert world.next_at is None
    world.open_socket(1)
    assert world.next_at == 0
    world.run_next()
    world.run_next()
    assert world.next_at is None
    assert told == [Opened(1)]
    assert seen == [(ObservationKind.SOCKET_OPENING, 1, None), (ObservationKind.SOCKET_OPEN, 1, None)]
    world.ping(2, "stale")
    assert world.next_at is None
