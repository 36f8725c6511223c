"""The network and the server of the asyncio world, seen by a client over a WebSocket library that nobody patched."""

from __future__ import annotations

import pytest
from tests.adapters.sdks.asyncio_world.echo import seen

UP = "init login:alice connect:c +100"
OPEN = ["0 socket_opening 1", "40 outcome c connect success", "40 socket_open 1", "40 status welcome"]


def test_a_connection_opens_and_is_approved() -> None:
    assert seen(UP) == OPEN


def test_messages_and_the_servers_own_pings_arrive() -> None:
    assert seen(f"{UP} server_message:hi +10000")[4:] == ["100 delivered hi", "10040 status tick"]


@pytest.mark.parametrize("trouble", ["server_refuse", "network_down"])
def test_an_opening_that_nobody_answers_fails(trouble: str) -> None:
    observed = seen(f"init login:alice {trouble} connect:c +100")
    assert observed[0] == "0 socket_opening 1"
    assert "40 socket_failed 1 network" in observed or "40 socket_failed 1" in observed
    assert "connect error" in observed[-1]


def test_bad_credentials_end_the_opening() -> None:
    assert "40 socket_failed 1" in seen("init login:alice server_reject connect:c +100")


@pytest.mark.parametrize("code", [1000, 1005, 1006, 4001])
def test_the_server_closes_with_any_code(code: int) -> None:
    assert seen(f"{UP} server_close:{code} +100")[4:6] == [
        "100 socket_closed 1 server",
        f"100 status gone {code}",
    ]


def test_the_client_closes() -> None:
    observed = seen(f"{UP} disconnect:d +100")[4:]
    assert observed[0] == "100 socket_closed 1 client"
    assert "120 outcome d disconnect success" in observed


def test_what_is_sent_while_nothing_is_carried_is_gone_or_waits() -> None:
    assert seen(f"{UP} network_down server_message:lost +10000 network_up +1")[4:] == ["10100 status tick"]
    assert seen(f"{UP} server_mute server_message:lost +10000 server_unmute +1")[4:] == ["10100 status tick"]


def test_a_mute_server_opens_when_it_speaks_again() -> None:
    observed = seen("init login:alice server_mute connect:c +500 server_unmute +10")
    assert [line for line in observed if "socket_open " in line] == ["500 socket_open 1"]


def test_after_a_handover_nothing_is_carried() -> None:
    assert seen(f"{UP} network_handover server_message:lost +10000")[4:] == []
