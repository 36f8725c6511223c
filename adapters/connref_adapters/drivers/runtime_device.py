"""One device of the runtime's driver: a ConnectionManager, its storage, its network, and a server of its own."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from connref.errors import ConnrefError
from connref.protocol import CALLS, Do, InputName, Mode, Observation, ObservationKind, Profile
from connref.semantics.retry import RetryPolicy
from connref_adapters.drivers.observed_transport import ObservedTransport
from connref_adapters.runtime import (
    AppSettings,
    AppSettingsBuilder,
    ConnectionChange,
    ConnectionListener,
    ConnectionManager,
    RefusedError,
)
from connref_adapters.server import ChatServer, EventKind, ServerEvent
from connref_adapters.storage import SqliteSessionStore
from connref_adapters.transports import Endpoint, Transport

LONGEST_CLOSE_S = 0.1
"""How long a closing handshake may take; on the loopback it takes a millisecond or two."""


def _websockets() -> Transport:
    from connref_adapters.transports.websockets_transport import WebsocketsTransport

    return WebsocketsTransport()


def _aiohttp() -> Transport:
    from connref_adapters.transports.aiohttp_transport import AiohttpTransport

    return AiohttpTransport()


TRANSPORTS: Mapping[str, Callable[[], Transport]] = {"websockets": _websockets, "aiohttp": _aiohttp}
"""The transports that the runtime can be judged with; the second needs its own extra."""
SETTLE_ROUNDS = 5
"""How often the loop goes round after an input: what is ready is done, and nothing is waited for."""
TOLD_BY_THE_SYSTEM: Mapping[InputName, str] = {
    InputName.BACKGROUND: "app_entered_background",
    InputName.FOREGROUND: "app_entered_foreground",
}
FAULTS: Mapping[InputName, tuple[str, bool]] = {
    InputName.SERVER_MUTE: ("mute", True),
    InputName.SERVER_UNMUTE: ("mute", False),
    InputName.SERVER_REFUSE: ("refuse", True),
    InputName.SERVER_ACCEPT: ("refuse", False),
    InputName.SERVER_REJECT: ("reject", True),
    InputName.SERVER_APPROVE: ("reject", False),
}


LACKING = frozenset({InputName.SUSPEND, InputName.RESUME})
"""The inputs that this device does not have: it is in one process with its server, and cannot be frozen alone."""


class LoopClock:
    """The manager's clock on the time of the running loop, in ms from when it was made."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._start = self._loop.time()

    def now(self) -> int:
        """The present instant."""
        return int((self._loop.time() - self._start) * 1000)

    def call_at(self, instant: int, callback: Callable[[], None]) -> asyncio.TimerHandle:
        """Call back at that instant."""
        return self._loop.call_at(self._start + instant / 1000, callback)


@dataclass(frozen=True, slots=True)
class DeviceSettings:
    """What every device of a driver has in common.

    Its numbers (ms), where storage files go, the transport's name, and a seed for the jitter.
    """

    profile: Profile
    folder: Path
    transport: str = "websockets"
    seed: int = 0


class RuntimeDevice:
    """A new device, and what was observed on it since `drain`. `open` it first, `close` it last."""

    def __init__(self, mode: Mode | None, settings: DeviceSettings, number: int) -> None:
        self.clock = LoopClock()
        self._mode = mode
        self._settings = settings
        self._store = SqliteSessionStore(settings.folder / f"device-{number}.sqlite")
        self._server = ChatServer(on_event=self._server_event)
        self._transport = ObservedTransport(TRANSPORTS[settings.transport](), self._socket_event)
        self._network = True
        self._seen: list[Observation] = []
        self._jitter = random.Random(settings.seed).random
        self._manager = self._new_manager()

    async def open(self) -> None:
        """Start the server and the app's process."""
        await self._server.start()
        await self._manager.__aenter__()

    async def close(self) -> None:
        """End everything that belongs to this device."""
        try:
            await self._manager.close(handshake=False)
        finally:
            await self._server.stop(crash=True)
            self._store.path.unlink(missing_ok=True)

    async def advance(self, ms: int) -> None:
        """Wait that long."""
        end = self.clock.now() + ms
        over = asyncio.Event()
        self.clock.call_at(end, over.set)
        await over.wait()

    async def do(self, step: Do) -> None:
        """One input, and what follows from it without any waiting."""
        await self._apply(step)
        for _ in range(SETTLE_ROUNDS):
            await asyncio.sleep(0)

    def drain(self) -> list[dict[str, Any]]:
        """What was observed since last asked."""
        seen, self._seen = self._seen, []
        return [each.to_json() for each in seen]

    async def _apply(self, step: Do) -> None:
        name = step.input
        if name in CALLS:
            self._call(name.value, str(step.value))
        elif name in TOLD_BY_THE_SYSTEM:
            getattr(self._manager, TOLD_BY_THE_SYSTEM[name])()
        elif name in FAULTS:
            fault, on = FAULTS[name]
            setattr(self._server.faults, fault, on)
        else:
            await self._apply_other(step)

    async def _apply_other(self, step: Do) -> None:
        match step.input:
            case InputName.INIT:
                await self._init()
            case InputName.LOGIN:
                await self._login(str(step.value))
            case InputName.LOGOUT:
                await self._logout()
            case InputName.KILL:
                await self._kill()
            case InputName.NETWORK_DOWN:
                self._network_down()
            case InputName.NETWORK_UP:
                self._network_up()
            case InputName.NETWORK_HANDOVER:
                self._hand_over(notice=bool(step.value))
            case InputName.SERVER_CLOSE:
                await self._server_close(int(step.value or 0))
            case InputName.SERVER_MESSAGE:
                await self._server_message(str(step.value))
            case _:
                raise AssertionError(step)

    # What is observed

    def _note(self, kind: ObservationKind, **fields: Any) -> None:  # noqa: ANN401 - fields of one Observation
        self._seen.append(Observation(self.clock.now(), kind, **fields))

    def _socket_event(self, kind: ObservationKind, number: int, by: str | None) -> None:
        # A socket of a device without a network is given up, not closed.
        self._note(kind, socket=number, by="network" if by == "client" and not self._network else by)

    def _server_event(self, event: ServerEvent) -> None:
        if event.kind is EventKind.PING:
            self._note(ObservationKind.PING_SENT)

    def _status(self, change: ConnectionChange) -> None:
        self._note(ObservationKind.STATUS, value=change.status.value)

    def _succeeded(self, call: str, api: str, _: None) -> None:
        self._note(ObservationKind.OUTCOME, call=call, api=api, result="success")

    def _failed(self, call: str, api: str, error: Exception) -> None:
        self._note(ObservationKind.OUTCOME, call=call, api=api, result="error", detail=str(error))

    # The app

    def _new_manager(self) -> ConnectionManager:
        manager = ConnectionManager(
            store=self._store, transport=self._transport, clock=self.clock, jitter=self._jitter
        )
        manager.add_connection_listener(ConnectionListener(self._status, self._status, self._status))
        manager.add_message_listener(
            lambda message: self._note(ObservationKind.DELIVERED, message=message.text)
        )
        return manager

    def _app_settings(self) -> AppSettings:
        profile = self._settings.profile
        retry = RetryPolicy.within(profile.reconnect_bound_ms)
        close_s = min(LONGEST_CLOSE_S, retry.open_timeout_ms / 2_000)
        builder = AppSettingsBuilder(Endpoint(self._server.url, close_timeout_s=close_s))
        builder.profile(profile).retry(retry)
        if self._mode is not None:
            builder.auto_establish_socket_connection(self._mode is Mode.AUTO)
        return builder.build()

    async def _init(self) -> None:
        try:
            user = await self._manager.init(self._app_settings())
        except ConnrefError as error:
            self._note(ObservationKind.THREW, input="init", detail=str(error))
        else:
            self._note(ObservationKind.USER, value=user)

    async def _login(self, user: str) -> None:
        # A repeated login may be refused, and the protocol has no word for that.
        with suppress(RefusedError):
            await self._manager.login(user, self._server.tokens.issue(user))

    async def _logout(self) -> None:
        await self._manager.logout()

    def _call(self, api: str, call: str) -> None:
        method = getattr(self._manager, api)
        try:
            method(partial(self._succeeded, call, api), partial(self._failed, call, api))
        except Exception as error:  # noqa: BLE001 - whatever it is, the call threw
            self._note(ObservationKind.THREW, call=call, detail=repr(error))

    async def _kill(self) -> None:
        await self._manager.close(handshake=False)
        self._manager = self._new_manager()
        await self._manager.__aenter__()
        if not self._network:
            self._manager.network_lost()

    # The world

    def _network_down(self) -> None:
        self._network = False
        self._server.faults.cut = True
        self._server.freeze()
        self._manager.network_lost()

    def _network_up(self) -> None:
        self._network = True
        self._server.faults.cut = False
        self._server.thaw()
        self._manager.network_available()

    def _hand_over(self, *, notice: bool) -> None:
        self._server.hand_over()
        if notice:
            self._manager.network_changed()

    async def _server_close(self, code: int) -> None:
        if self._network:
            await self._server.close(code)

    async def _server_message(self, message: str) -> None:
        if self._network and self._transport.open_sockets:
            for user in self._server.users:
                await self._server.send(user, message)
