"""What is a WebSocket's own; what both ways of attaching share stands in `test_attached`."""

from __future__ import annotations

import socket
from collections.abc import Generator
from threading import Thread, active_count

import pytest
from websockets.sync.server import ServerConnection, serve

from connref_adapters.drivers.address import address
from connref_adapters.drivers.attached_ws import WebSocketDialer, WebSocketListener
from connref_adapters.drivers.faults import FaultReason, Trouble
from miniatures.attached import wait_for_threads


@pytest.fixture(autouse=True)
def no_thread_left() -> Generator[None]:
    before = active_count()
    yield
    wait_for_threads(before)


def test_a_binary_message_is_no_reply() -> None:
    def answer(connection: ServerConnection) -> None:
        connection.recv()
        connection.send(b'{"id": 1}')
        connection.recv()

    with serve(answer, "127.0.0.1", 0) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        where = address(f"ws://127.0.0.1:{server.socket.getsockname()[1]}", "--driver")
        channel = WebSocketDialer(where, 5)()
        channel.post([{"id": 1, "op": "hello"}])
        with pytest.raises(Trouble, match="binary") as caught:
            channel.receive(5)
        assert caught.value.reason is FaultReason.UNREADABLE
        channel.close()
        server.shutdown()
        thread.join(5)


def test_silence_and_a_cut_are_told_apart() -> None:
    def ends_when_asked(connection: ServerConnection) -> None:
        connection.recv()

    with serve(ends_when_asked, "127.0.0.1", 0) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        channel = WebSocketDialer(
            address(f"ws://127.0.0.1:{server.socket.getsockname()[1]}", "--driver"), 5
        )()
        with pytest.raises(Trouble, match="no reply") as silent:
            channel.receive(0.05)
        channel.post([{"id": 1, "op": "hello"}])
        with pytest.raises(Trouble, match="cut") as cut:
            channel.receive(5)
        assert (silent.value.reason, cut.value.reason) == (FaultReason.TIMEOUT, FaultReason.CUT)
        channel.kill()
        channel.close()
        server.shutdown()
        thread.join(5)


def test_a_port_that_is_taken_cannot_be_listened_at() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        where = address(f"ws://127.0.0.1:{taken.getsockname()[1]}", "--listen")
        with pytest.raises(Trouble, match="cannot listen at"):
            WebSocketListener(where, 1, print)


def test_where_nothing_answers_it_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(Trouble, match=f"nothing answers at ws://127.0.0.1:{port}"):
        WebSocketDialer(address(f"ws://127.0.0.1:{port}", "--driver"), 1)()
