"""How a driver is reached: each way that the options can say it, and a word for what they cannot mean."""

from __future__ import annotations

import sys
from contextlib import ExitStack

import pytest

from connref.errors import UsageError
from connref_adapters.drivers.attached import TcpDialer, TcpListener
from connref_adapters.drivers.attached_ws import WebSocketDialer, WebSocketListener
from connref_adapters.drivers.attaching import Reach, opener
from connref_adapters.drivers.process import ProcessChannel
from connref_adapters.drivers.registry import DriverNameError
from connref_adapters.drivers.split import SplitChannel
from miniatures.support import miniature


@pytest.mark.parametrize(
    ("reach", "kind"),
    [
        (Reach("tcp://127.0.0.1:9"), TcpDialer),
        (Reach("ws://127.0.0.1:9"), WebSocketDialer),
        (Reach(listen="tcp://127.0.0.1:0"), TcpListener),
        (Reach(listen="ws://127.0.0.1:0"), WebSocketListener),
    ],
)
def test_an_address_is_dialled_or_listened_at(reach: Reach, kind: type) -> None:
    told: list[str] = []
    with ExitStack() as held:
        assert type(opener(reach, 1, told.append, held)) is kind
    assert bool(told) is (reach.listen is not None)


def test_a_command_is_started_and_a_host_makes_two_halves() -> None:
    command = " ".join(miniature())
    with ExitStack() as held:
        channel = opener(Reach(command), 1, print, held)()
        assert isinstance(channel, ProcessChannel)
        channel.close()
        halves = opener(Reach(command, host=command), 1, print, held)()
        assert isinstance(halves, SplitChannel)
        halves.close()


@pytest.mark.parametrize(
    ("reach", "error", "said"),
    [
        (Reach(), UsageError, "--driver, or --listen"),
        (Reach("reference", listen="tcp://127.0.0.1:0"), UsageError, "--driver, or --listen"),
        (Reach("tcp://127.0.0.1"), UsageError, "--driver"),
        (Reach("reference", host="udp://127.0.0.1:1"), UsageError, "--host"),
        (Reach(listen="tcp://0.0.0.0:0"), UsageError, "--remote and a --token"),
        (Reach("reference", host="no-such-program"), DriverNameError, "no-such-program"),
    ],
)
def test_what_cannot_be_meant_is_wrong_use(reach: Reach, error: type[UsageError], said: str) -> None:
    with ExitStack() as held, pytest.raises(error) as caught:
        opener(reach, 1, print, held)
    assert said in str(caught.value)


def test_without_the_library_a_websocket_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "connref_adapters.drivers.attached_ws", raising=False)
    monkeypatch.setitem(sys.modules, "websockets.sync.client", None)
    monkeypatch.delattr("connref_adapters.drivers.attached_ws", raising=False)
    with ExitStack() as held, pytest.raises(UsageError, match="extra `runtime`"):
        opener(Reach("ws://127.0.0.1:9"), 1, print, held)
