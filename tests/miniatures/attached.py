"""Miniatures that are no children of the kit: each serves lines on a connection, in a thread of the test."""

from __future__ import annotations

import gc
import json
import socket
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from threading import Thread, active_count
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.sync.server import ServerConnection, serve

from miniatures.driver import Miniature


def wait_for_threads(before: int, within_s: float = 5.0) -> None:
    """Servers leave a thread for each connection, which ends by itself soon after it; fails where one stays."""
    until = time.monotonic() + within_s
    while active_count() > before:
        assert time.monotonic() < until, "a thread is left over"
        time.sleep(0.005)
    gc.collect()  # the library's server leaves its selector to the collector


Answer = Callable[[dict[str, Any]], dict[str, Any] | None]
"""What is replied to a request; None cuts the connection instead."""


class Cutting:
    """A miniature that cuts its connection at the n-th request to `do` of all, as often as told."""

    def __init__(self, at: int, times: int = 1) -> None:
        self.driver = Miniature()
        self.at, self.times, self.seen, self.hellos = at, times, 0, list[dict[str, Any]]()

    def __call__(self, request: dict[str, Any]) -> dict[str, Any] | None:
        if request["op"] == "hello":
            self.hellos.append(request)
        if request["op"] == "do":
            self.seen += 1
            if self.seen >= self.at and self.times:
                self.times -= 1
                self.seen = self.at - 1
                return None
        return self.driver.request(request)


def answer_lines(connection: socket.socket, answer: Answer) -> None:
    """Serve one TCP connection until it ends, or is cut."""
    with connection, connection.makefile("rb") as lines, suppress(OSError):
        for line in lines:
            reply = answer(json.loads(line))
            if reply is None:
                connection.shutdown(socket.SHUT_RDWR)
                return
            connection.sendall(json.dumps(reply).encode() + b"\n")


@contextmanager
def tcp_driver(answer: Answer) -> Generator[str]:
    """A driver that listens; yields its address."""
    server = socket.create_server(("127.0.0.1", 0))

    def take() -> None:
        with suppress(OSError):
            while True:
                answer_lines(server.accept()[0], answer)

    thread = Thread(target=take, daemon=True)
    thread.start()
    yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(5)


def dial_tcp(address: str, answer: Answer) -> None:
    """A driver that dials a kit that listens, again after each cut, until nobody listens there."""
    port = int(address.rpartition(":")[2])
    with suppress(OSError):
        while True:
            answer_lines(socket.create_connection(("127.0.0.1", port)), answer)


@contextmanager
def ws_driver(answer: Answer) -> Generator[str]:
    """A driver that listens for WebSockets; yields its address."""

    def take(connection: ServerConnection) -> None:
        with suppress(ConnectionClosed):
            for message in connection:
                reply = answer(json.loads(message))
                if reply is None:
                    return
                connection.send(json.dumps(reply))

    with serve(take, "127.0.0.1", 0) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"ws://127.0.0.1:{server.socket.getsockname()[1]}"
        server.shutdown()
        thread.join(5)


def dial_ws(address: str, answer: Answer) -> None:
    """A driver that dials a kit that listens for WebSockets, again after each cut."""
    with suppress(OSError, ConnectionClosed):
        while True:
            with connect(address, proxy=None) as connection:
                for message in connection:
                    reply = answer(json.loads(message))
                    if reply is None:
                        break
                    connection.send(json.dumps(reply))
                else:
                    return
