"""The server half of python-socketio: what the published protocols have a server say."""

from __future__ import annotations

import json
from typing import cast

from tests.adapters.sdks.asyncio_world.listening import Listening

from connref_adapters.sdks.asyncio_world.network import Peer
from connref_adapters.sdks.python_socketio.driver import SocketIoHalf


def test_a_socket_is_told_its_session_and_pinged() -> None:
    peer = Listening()
    SocketIoHalf().opened(cast("Peer", peer))
    session, every, ping = peer.told
    assert json.loads(session[1].removeprefix("0"))["pingInterval"] == 25_000
    assert (every, ping) == (("every", 25), ("send", "2"))


def test_the_namespace_is_judged_and_nothing_else_is_answered() -> None:
    peer = Listening()
    for text in ("3", '40{"token": "x"}'):
        SocketIoHalf().received(cast("Peer", peer), text)
    assert peer.told == [("authenticate", '40{"sid": "s7"}', 1000, "")]


def test_a_message_is_an_event() -> None:
    assert SocketIoHalf().message(cast("Peer", Listening()), "hi") == '42["message", "hi"]'
