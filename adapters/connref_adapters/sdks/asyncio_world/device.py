"""A device of virtual time with a client that is written for asyncio: what each input of the protocol does to it.

The app around the client keeps the user, as the app of a client has to that knows none: it makes the client at init,
saves the user at a login, and disconnects at a logout. Where nobody is logged in it does not connect.
"""

from __future__ import annotations

import asyncio
import logging
import math
import random
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from connref.protocol import InputName
from connref_adapters.sdks.asyncio_world.loop import VirtualLoop
from connref_adapters.sdks.asyncio_world.network import Half, Latency, Network

_LOG = logging.getLogger(__name__)
_MS = 1000
_ROUNDING = 1e-6

Work = Coroutine[Any, Any, Any]


class Client(Protocol):
    """A published client, as the driver's app calls it."""

    def connect(self) -> Work:
        """Ask for the connection."""
        ...

    def disconnect(self) -> Work:
        """End it."""
        ...


@dataclass(frozen=True, slots=True)
class Tell:
    """What the app hears of the client."""

    status: Callable[[str], None]
    delivered: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Platform:
    """What differs between clients. `outcomes` are the calls whose end is an outcome."""

    name: str
    version: str
    profile: str | None
    half: Callable[[], Half]
    create: Callable[[Tell], Client]
    outcomes: Sequence[str] = ()


class Device:
    """One device from reset to reset."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._seen: list[dict[str, Any]] = []
        self._alive = True
        self._network = Network(platform.half(), Latency(), self.record)
        self._saved: str | None = None
        self._user: str | None = None
        self._client: Client | None = None
        random.seed(1)
        self._start(0.0)

    @property
    def now(self) -> int:
        """Milliseconds since the reset."""
        return math.ceil(self._loop.time() * _MS - _ROUNDING)

    def record(self, kind: str, **fields: object) -> None:
        """An observation, at this instant; what a process does while it dies is none."""
        if self._alive:
            self._seen.append({"at": self.now, "kind": kind, **fields})

    def taken(self) -> list[dict[str, Any]]:
        """What was observed since the last time."""
        seen, self._seen = self._seen, []
        return seen

    def advance(self, ms: int) -> None:
        """Let time go by."""
        self._loop.run_until((self.now + ms) / _MS)

    def apply(self, name: str, fields: Mapping[str, Any]) -> None:
        """One input now, and all that is due at this instant. Raises `AttributeError` for one that there is not."""
        getattr(self, f"_{name}")(**fields)
        self.advance(0)

    def end(self) -> None:
        """The process dies: its tasks are cancelled unseen, and its loop is closed."""
        self._alive = False
        self._network.forget_all()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until(self._loop.time())
        self._loop.close()
        self._client = self._user = None

    def _start(self, at_s: float) -> None:
        """A new process of the app: a new loop, on which nothing of the one before ever runs."""
        self._loop = VirtualLoop(self._network, at_s)
        self._loop.set_exception_handler(lambda _, context: _LOG.error("[client] %s", context.get("message")))
        self._network.loop = self._loop

    def _run(self, work: Work, call: str | None, api: str) -> None:
        task = self._loop.create_task(work)
        if api in self._platform.outcomes:
            task.add_done_callback(lambda done: self._ended(done, call, api))

    def _ended(self, task: asyncio.Task[Any], call: str | None, api: str) -> None:
        if call is None or task.cancelled():
            return
        error = task.exception()
        if error is None:
            self.record("outcome", call=call, api=api, result="success")
        else:
            self.record("outcome", call=call, api=api, result="error", detail=str(error)[:200])

    # The app

    def _init(self) -> None:
        if self._client is None:
            told = Tell(
                lambda value: self.record("status", value=value),
                lambda text: self.record("delivered", message=text),
            )
            asyncio.set_event_loop(self._loop)
            self._client = self._platform.create(told)
            self._user = self._saved

    def _login(self, user: str) -> None:
        if self._client is not None and self._user is None:
            self._user = self._saved = user

    def _logout(self) -> None:
        self._user = self._saved = None
        if self._client is not None:
            self._run(self._client.disconnect(), None, "disconnect")

    def _connect(self, call: str) -> None:
        if self._client is None or self._user is None:
            self._refused(call, "connect", "nobody is logged in")
        else:
            self._run(self._client.connect(), call, "connect")

    def _disconnect(self, call: str) -> None:
        if self._client is None:
            self._refused(call, "disconnect", "there is no client yet")
        else:
            self._run(self._client.disconnect(), call, "disconnect")

    def _refused(self, call: str, api: str, why: str) -> None:
        if api in self._platform.outcomes:
            self.record("outcome", call=call, api=api, result="error", detail=why)

    def _kill(self) -> None:
        self.end()
        self._alive = True
        self._start(self._loop.time())

    # The network and the server

    def _network_down(self) -> None:
        self._network.up = False

    def _network_up(self) -> None:
        self._network.up = True
        self._network.release()

    def _network_handover(self, notice: bool) -> None:  # noqa: FBT001 - a field of the protocol
        del notice  # asyncio has no such notice
        self._network.handover()

    def _server_close(self, code: int) -> None:
        self._network.close(code)

    def _server_mute(self) -> None:
        self._network.mute = True

    def _server_unmute(self) -> None:
        self._network.mute = False
        self._network.release()

    def _server_refuse(self) -> None:
        self._network.refuse = True

    def _server_accept(self) -> None:
        self._network.refuse = False

    def _server_reject(self) -> None:
        self._network.reject = True

    def _server_approve(self) -> None:
        self._network.reject = False

    def _server_message(self, message: str) -> None:
        self._network.message(message)


INPUTS = tuple(name.value for name in InputName if hasattr(Device, f"_{name.value}"))
OBSERVES = ("socket_opening", "socket_open", "socket_closed", "socket_failed", "status", "delivered")
