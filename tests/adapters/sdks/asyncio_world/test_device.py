"""The device of the asyncio world: the app that keeps the user, and what its calls end in."""

from __future__ import annotations

from tests.adapters.sdks.asyncio_world.echo import seen

UP = "init login:alice connect:c +100"


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
