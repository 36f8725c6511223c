"""Writes what an app does and sees as a recording for `connref check`. Copy this file; it needs nothing else.

    log = ConnrefLog(open("session.jsonl", "a").write, mode="manual", version="4.2.0")
    log.input("login", user="anna")
    log.seen("socket_open", socket=1)
    log.end()

Write an input before the SDK is called, and what is seen as soon as it is seen. Never write a token.
"""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections.abc import Callable
from typing import Any

_NUMBERS = itertools.count(1)


class ConnrefLog:
    """One session. `write` gets each line, `now` is a clock in seconds, `header` has more fields."""

    def __init__(
        self,
        write: Callable[[str], object],
        mode: str | None = None,
        name: str = "app",
        version: str = "0",
        now: Callable[[], float] = time.monotonic,
        **header: Any,  # noqa: ANN401 - JSON
    ) -> None:
        self._write = write
        self._now = now
        self._start = now()
        self._lock = threading.Lock()
        self.session: str = header.pop("session", f"{name}-{time.time_ns():x}-{next(_NUMBERS)}")
        about = {"mode": mode, "tolerance_ms": 100, "implementation": {"name": name, "version": version}}
        self._line({**about, **header})

    def input(self, input: str, **fields: str | int) -> None:  # noqa: A002 - the word of the format
        """What the app does: init, login (user), logout, connect (call), ping (call), background and so on."""
        self._event({"input": input, **fields})

    def seen(self, kind: str, **fields: str | int | None) -> None:
        """What it sees: socket_open (socket), socket_closed (socket, by), outcome (call, api, result) and so on."""
        self._event({"kind": kind, **fields})

    def end(self) -> None:
        """Nothing else happened until now."""
        self._event({"end": True})

    def _event(self, body: dict[str, Any]) -> None:
        with self._lock:
            self._line({"at": round((self._now() - self._start) * 1000), **body})

    def _line(self, body: dict[str, Any]) -> None:
        self._write(json.dumps({"session": self.session, **body}) + "\n")
