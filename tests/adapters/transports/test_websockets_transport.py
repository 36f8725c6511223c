"""What only the `websockets` transport has: its library's keep-alive, which has to be off, and its proxies."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest
from tests.adapters.runtime.loops import on_loop

from connref_adapters.transports import Endpoint, OpeningError
from connref_adapters.transports import websockets_transport as module


class Recorder:
    """Stands in for the library's connect: keeps what it was given, and fails."""

    given: dict[str, Any]

    def __init__(self, url: str, **given: Any) -> None:  # noqa: ANN401 - the library's own arguments
        del url
        Recorder.given = given

    def __await__(self) -> Generator[None]:
        yield from ()
        raise OSError("recorded")


@pytest.mark.parametrize(("url", "proxy"), [("ws://127.0.0.1:1", None), ("wss://chat.example", True)])
@on_loop
async def test_library_keeps_nothing_alive_and_proxies_are_for_other_machines(
    monkeypatch: pytest.MonkeyPatch, url: str, *, proxy: bool | None
) -> None:
    monkeypatch.setattr(module, "_Opening", Recorder)
    with pytest.raises(OpeningError, match="recorded"):
        await module.WebsocketsTransport().open(Endpoint(url))
    assert Recorder.given["ping_interval"] is None
    assert Recorder.given["proxy"] is proxy
