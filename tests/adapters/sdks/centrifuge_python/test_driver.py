"""The server half of centrifuge-python: what the published client protocol has a server answer."""

from __future__ import annotations

import json
from typing import Any, cast

from tests.adapters.sdks.asyncio_world.listening import Listening

from connref_adapters.sdks.asyncio_world.network import Peer
from connref_adapters.sdks.centrifuge_python.driver import CentrifugoHalf


def told(*lines: dict[str, Any]) -> Listening:
    peer = Listening()
    half = CentrifugoHalf()
    half.opened(cast("Peer", peer))
    half.received(cast("Peer", peer), "\n".join(json.dumps(line) for line in lines))
    return peer


def test_connect_is_judged_and_pinged_from_then_on() -> None:
    authenticate, every, ping = told({"id": 1, "connect": {}}).told
    assert json.loads(authenticate[1])["connect"]["ping"] == 25
    assert authenticate[2:] == (3500, "invalid token")
    assert (every, ping) == (("every", 25), ("send", "{}"))


def test_who_has_subscribed_is_sent_publications_and_nobody_else() -> None:
    half = CentrifugoHalf()
    assert half.message(cast("Peer", told({})), "hi") is None
    peer = told({"id": 2, "subscribe": {"channel": "chat"}})
    assert peer.told == [("send", '{"id": 2, "subscribe": {}}')]
    assert json.loads(half.message(cast("Peer", peer), "hi") or "")["push"]["pub"] == {"data": {"text": "hi"}}
