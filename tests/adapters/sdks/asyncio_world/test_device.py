"""The driver of the asyncio world: the operations, the app that keeps the user, and whose a mistake is."""

from __future__ import annotations

from tests.adapters.sdks.asyncio_world.echo import echo_driver, seen

from connref_adapters.drivers.hello import hello_from_reply
from connref_adapters.drivers.reading import Strict

UP = "init login:alice connect:c +100"


def test_hello_can_be_read_and_names_what_there_is() -> None:
    reply = echo_driver().request({"id": 1, "op": "hello", "protocol": 1})
    Strict().check_reply("hello", reply)
    hello = hello_from_reply(reply)
    assert hello.implementation.language == "python"
    assert {name.value for name in hello.outcomes} == {"connect", "disconnect"}
    assert {"suspend", "ping", "background"}.isdisjoint(name.value for name in hello.inputs)


def test_nobody_logged_in_is_not_connected() -> None:
    assert seen("init connect:c +100") == ["0 outcome c connect error nobody is logged in"]


def test_a_call_before_init_is_an_error() -> None:
    assert seen("connect:c disconnect:d") == [
        "0 outcome c connect error nobody is logged in",
        "0 outcome d disconnect error there is no client yet",
    ]


def test_the_user_outlives_the_process_and_its_connection_does_not() -> None:
    observed = seen(f"{UP} kill +100 init connect:d +100")
    assert observed[4:6] == ["200 socket_opening 2", "240 outcome d connect success"]


def test_a_logout_forgets_the_user_and_ends_the_connection() -> None:
    observed = seen(f"{UP} logout +100 connect:d")
    assert "100 socket_closed 1 client" in observed
    assert observed[-1] == "200 outcome d connect error nobody is logged in"


def test_an_exception_of_the_client_is_its_outcome() -> None:
    assert seen("init login:alice disconnect:d") == ["0 outcome d disconnect error never connected"]


def test_a_reset_isolates() -> None:
    driver = echo_driver()
    for request in (
        {"op": "reset", "mode": None},
        {"op": "do", "input": "init"},
        {"op": "do", "input": "network_down"},
    ):
        assert driver.request(request)["ok"]
    assert seen(UP)[0] == "0 socket_opening 1"
    assert driver.request({"op": "reset", "mode": None})["now"] == 0
    assert driver.request({"op": "bye"})["ok"]


def test_a_request_that_nobody_knows_is_an_error_and_the_driver_goes_on() -> None:
    driver = echo_driver()
    assert not driver.request({"id": 1, "op": "do", "input": "dance"})["ok"]
    assert driver.request({"id": 2, "op": "reset", "mode": None})["ok"]
    assert driver.request({"id": 3, "op": "bye"})["ok"]
