"""One device of the runtime's driver: a ConnectionManager, its storage, its network, and a server of its own."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from connref.effects import Status
from connref.retry import RetryPolicy
from connref.steps import Do, InputName, Mode, Observation, ObservationKind, Profile
from connref_adapters.drivers.observed_transport import ObservedTransport
from connref_adapters.runtime import (
    AppSettings,
    AppSettingsBuilder,
    ConnectionChange,
    ConnectionListener,
    ConnectionManager,
)
from connref_adapters.server import ChatServer, EventKind, ServerEvent
from connref_adapters.storage import SqliteSessionStore
from connref_adapters.transports import Endpoint
from connref_adapters.transports.websockets_transport import WebsocketsTransport

CLOSE_TIMEOUT_S = 0.1
SETTLE_ROUNDS = 5


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
    """What every device of a driver has in common: its numbers (ms), where storage files go, and a seed for jitter."""

    profile: Profile
    folder: Path
    seed: int = 0


class RuntimeDevice:
    """A new device, and what was observed on it since `drain`. `open` it first, `close` it last."""

    def __init__(self, mode: Mode | None, settings: DeviceSettings, number: int) -> None:
        self.clock = LoopClock()
        self._mode = mode
        self._settings = settings
        self._store = SqliteSessionStore(settings.folder / f"device-{number}.sqlite")
        self._server = ChatServer(on_event=self._server_event)
        self._transport = ObservedTransport(WebsocketsTransport(), self._socket_event)
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
        while (left := end - self.clock.now()) > 0:
            await asyncio.sleep(left / 1000)

    async def do(self, step: Do) -> None:
        """One input, and what follows from it without any waiting."""
        await self._inputs[step.input](self, step.value)
        for _ in range(SETTLE_ROUNDS):
            await asyncio.sleep(0)

    def drain(self) -> list[dict[str, Any]]:
        """What was observed since last asked."""
        seen, self._seen = self._seen, []
        return [each.to_json() for each in seen]

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
        self._note(ObservationKind.STATUS, value=Status(change.status).value)

    def _outcome(self, call: str, api: str, _: None = None) -> None:
        self._note(ObservationKind.OUTCOME, call=call, api=api, result="success")

    def _failure(self, call: str, api: str, error: Exception) -> None:
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
        endpoint = Endpoint(self._server.url, close_timeout_s=CLOSE_TIMEOUT_S)
        builder = AppSettingsBuilder(endpoint).profile(profile)
        builder.retry(RetryPolicy.within(profile.reconnect_bound_ms))
        if self._mode is not None:
            builder.auto_establish_socket_connection(self._mode is Mode.AUTO)
        return builder.build()

    async def _init(self, _: object) -> None:
        try:
            user = await self._manager.init(self._app_settings())
        except Exception as error:  # noqa: BLE001 - whatever the app would have seen thrown
            self._note(ObservationKind.THREW, input="init", detail=repr(error))
        else:
            self._note(ObservationKind.USER, value=user)

    async def _login(self, user: object) -> None:
        token = self._server.tokens.issue(str(user))
        await self._quietly("login", self._manager.login(str(user), token))

    async def _logout(self, _: object) -> None:
        await self._quietly("logout", self._manager.logout())

    async def _quietly(self, name: str, pending: Any) -> None:  # noqa: ANN401 - a call of any value
        """The protocol has no word for a login that is refused: that is what a repeated one may be."""
        try:
            await pending
        except Exception as error:  # noqa: BLE001 - as above
            if name != "login":
                self._note(ObservationKind.THREW, input=name, detail=repr(error))

    async def _api(self, api: str, call: object) -> None:
        method = getattr(self._manager, api)
        try:
            method(partial(self._outcome, str(call), api), partial(self._failure, str(call), api))
        except Exception as error:  # noqa: BLE001 - whatever it is, the call threw
            self._note(ObservationKind.THREW, call=str(call), detail=repr(error))

    async def _lifecycle(self, method: str, _: object) -> None:
        getattr(self._manager, method)()

    async def _kill(self, _: object) -> None:
        await self._manager.close(handshake=False)
        self._manager = self._new_manager()
        await self._manager.__aenter__()
        if not self._network:
            self._manager.network_lost()

    # The world

    async def _network_down(self, _: object) -> None:
        self._network = False
        self._server.faults.cut = True
        self._server.freeze()
        self._manager.network_lost()

    async def _network_up(self, _: object) -> None:
        self._network = True
        self._server.faults.cut = False
        self._server.thaw()
        self._manager.network_available()

    async def _server_close(self, code: object) -> None:
        if self._network:
            await self._server.close(int(str(code)))

    async def _server_message(self, message: object) -> None:
        if self._network and self._transport.open_sockets:
            for user in self._server.users:
                await self._server.send(user, str(message))

    async def _fault(self, name: str, on: bool, _: object) -> None:  # noqa: FBT001 - bound in the table
        setattr(self._server.faults, name, on)

    _inputs: dict[InputName, Callable[[RuntimeDevice, object], Any]] = {
        InputName.INIT: _init,
        InputName.LOGIN: _login,
        InputName.LOGOUT: _logout,
        InputName.CONNECT: lambda self, value: self._api("connect", value),
        InputName.DISCONNECT: lambda self, value: self._api("disconnect", value),
        InputName.PING: lambda self, value: self._api("ping", value),
        InputName.BACKGROUND: lambda self, value: self._lifecycle("app_entered_background", value),
        InputName.FOREGROUND: lambda self, value: self._lifecycle("app_entered_foreground", value),
        InputName.KILL: _kill,
        InputName.NETWORK_DOWN: _network_down,
        InputName.NETWORK_UP: _network_up,
        InputName.SERVER_CLOSE: _server_close,
        InputName.SERVER_MUTE: lambda self, value: self._fault("mute", True, value),
        InputName.SERVER_UNMUTE: lambda self, value: self._fault("mute", False, value),
        InputName.SERVER_REFUSE: lambda self, value: self._fault("refuse", True, value),
        InputName.SERVER_ACCEPT: lambda self, value: self._fault("refuse", False, value),
        InputName.SERVER_REJECT: lambda self, value: self._fault("reject", True, value),
        InputName.SERVER_APPROVE: lambda self, value: self._fault("reject", False, value),
        InputName.SERVER_MESSAGE: _server_message,
    }
