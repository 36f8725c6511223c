"""Addresses: what is one, and who may be reached."""

from __future__ import annotations

import pytest

from connref.errors import UsageError
from connref_adapters.drivers.address import Address, address, is_address

TOKEN = "a token that is long enough"  # noqa: S105 - of a test


@pytest.mark.parametrize("text", ["tcp://127.0.0.1:9000", "ws://localhost:1", "tcp://[::1]:9000"])
def test_the_loopback_needs_nothing(text: str) -> None:
    assert str(address(text, "--driver")) == text


def test_beyond_the_loopback_it_takes_a_flag_and_a_token() -> None:
    text = "tcp://10.0.0.7:9000"
    assert address(text, "--driver", remote=True, token=TOKEN) == Address("tcp", "10.0.0.7", 9000, TOKEN)
    for remote, token in ((False, None), (True, None), (False, TOKEN)):
        with pytest.raises(UsageError, match="beyond this machine: add --remote and a --token"):
            address(text, "--driver", remote=remote, token=token)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tcp://127.0.0.1", "no address"),
        ("http://127.0.0.1:80", "no address"),
        ("tcp://:80", "no address"),
        ("ws://127.0.0.1:80/path", "no address"),
        ("tcp://127.0.0.1:99999", "out of range"),
        ("tcp://127.0.0.1:door", "door"),
    ],
)
def test_what_is_none_is_named_with_its_option(text: str, said: str) -> None:
    with pytest.raises(UsageError, match="--listen") as caught:
        address(text, "--listen")
    assert said in str(caught.value)
    assert "tcp://HOST:PORT" in str(caught.value)


def test_a_short_token_is_refused() -> None:
    with pytest.raises(UsageError, match="16 or more"):
        address("tcp://127.0.0.1:9", "--driver", token="short")  # noqa: S106 - of a test


def test_a_command_line_is_no_address() -> None:
    assert is_address("tcp://127.0.0.1:9")
    assert not is_address("node driver.mjs --to tcp://127.0.0.1:9")
    assert not is_address("reference")
    assert not is_address("  ")
