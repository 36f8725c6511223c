"""One device of the runtime's driver: a ConnectionManager, its storage, its network, and a server of its own."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from connref.errors import ConnrefError
from connref.protocol import CALLS, Do, InputName, Mode, Observation, ObservationKind, Profile
from connref.semantics.retry import RetryPolicy
from connref_adapters.drivers.observed_transport import ObservedTransport
from connref_adapters.drivers.own_time import LoopClock, TwoLoops
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


def _websockets() -> Transport:
    from connref_adapters.transports.websockets_transport import WebsocketsTransport

    return WebsocketsTransport()


def _aiohttp() -> Transport:
    from connref_adapters.transports.aiohttp_transport import AiohttpTransport

    return AiohttpTransport()


TRANSPORTS: Mapping[str, Callable[[], Transport]] = {"websockets": _websockets, "aiohttp": _aiohttp}
"""The transports that the runtime can be judged with; the second needs its own extra."""
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
    """A new device, and what was observed on it since `drain`. `open` it first, `close` it last.

    The manager lives in the app's loop, its server in the world's. `number` tells devices of one folder apart.
    """

    def __init__(self, loops: TwoLoops, mode: Mode | None, settings: DeviceSettings, number: int) -> None:
        self.clock = LoopClock(loops.app)
        self._loops = loops
        self._mode = mode
        self._settings = settings
        self._store = SqliteSessionStore(settings.folder / f"device-{number}.sqlite")
        self._server = ChatServer(on_event=self._server_event)
        self._transport = ObservedTransport(TRANSPORTS[settings.transport](), self._socket_event)
        self._network = True
        self._suspended = False
        self._notices: list[str] = []
        self._closings: set[asyncio.Task[None]] = set()
        self._seen: list[Observation] = []
        self._jitter = random.Random(settings.seed).random
        self._manager = self._new_manager()

    def open(self) -> None:
        """Start the server and the app's process."""
        self._loops.run(self._loops.world, self._server.start())
        self._loops.run(self._loops.app, self._manager.__aenter__())

    def close(self) -> None:
        """End everything that belongs to this device."""
        try:
            self._end_process()
        finally:
            self._loops.run(self._loops.world, self._server.stop(crash=True))
            self._store.path.unlink(missing_ok=True)

    def advance(self, ms: int) -> None:
        """Wait that long."""
        self._loops.advance(ms / 1000)

    def do(self, step: Do) -> None:
        """One input, and what follows from it without any waiting."""
        self._apply(step)
        self._loops.settle()

    def drain(self) -> list[dict[str, Any]]:
        """What was observed since last asked."""
        seen, self._seen = self._seen, []
        return [each.to_json() for each in seen]

    def _apply(self, step: Do) -> None:
        name = step.input
        if name in CALLS:
            self._in_app(self._call(name.value, str(step.value)))
        elif name in TOLD_BY_THE_SYSTEM:
            self._tell(TOLD_BY_THE_SYSTEM[name])
        elif name in FAULTS:
            fault, on = FAULTS[name]
            setattr(self._server.faults, fault, on)
        else:
            self._apply_other(step)

    def _apply_other(self, step: Do) -> None:
        match step.input:
            case InputName.INIT:
                self._in_app(self._init())
            case InputName.LOGIN:
                self._in_app(self._login(str(step.value)))
            case InputName.LOGOUT:
                self._in_app(self._logout())
            case InputName.KILL:
                self._kill()
            case InputName.SUSPEND:
                self._suspended = True
                self._loops.suspend()
            case InputName.RESUME:
                self._resume()
            case _:
                self._change_world(step)

    def _change_world(self, step: Do) -> None:
        match step.input:
            case InputName.NETWORK_DOWN:
                self._network_down()
            case InputName.NETWORK_UP:
                self._network_up()
            case InputName.NETWORK_HANDOVER:
                self._hand_over(notice=bool(step.value))
            case InputName.SERVER_CLOSE:
                self._server_close(int(step.value or 0))
            case InputName.SERVER_MESSAGE:
                self._loops.run(self._loops.world, self._server_message(str(step.value)))
            case _:
                raise AssertionError(step)

    def _in_app(self, work: Coroutine[Any, Any, object]) -> None:
        self._loops.run(self._loops.app, work)

    def _tell(self, notice: str) -> None:
        """The operating system tells the app, by a method of the manager; what is suspended hears of it later."""
        if self._suspended:
            self._notices.append(notice)
        else:
            self._in_app(self._told(notice))

    async def _told(self, *notices: str) -> None:
        for notice in notices:
            getattr(self._manager, notice)()

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
        # What is at once is within the tolerance, also where nobody answers the closing handshake. On the loopback it
        # takes a millisecond or two.
        close_ms = max(1, min(profile.tolerance_ms, retry.open_timeout_ms) // 2)
        builder = AppSettingsBuilder(Endpoint(self._server.url, close_timeout_s=close_ms / 1_000))
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

    async def _call(self, api: str, call: str) -> None:
        method = getattr(self._manager, api)
        try:
            method(partial(self._succeeded, call, api), partial(self._failed, call, api))
        except Exception as error:  # noqa: BLE001 - whatever it is, the call threw
            self._note(ObservationKind.THREW, call=call, detail=repr(error))

    def _kill(self) -> None:
        self._end_process()
        self._manager = self._new_manager()
        self._in_app(self._manager.__aenter__())
        if not self._network:
            self._tell("network_lost")

    def _end_process(self) -> None:
        # The loop of a suspended process goes on for its end, which is the first thing that it then does.
        self._suspended = False
        self._notices.clear()
        self._loops.resume()
        self._in_app(self._manager.close(handshake=False))

    def _resume(self) -> None:
        self._suspended = False
        self._loops.resume()
        notices, self._notices = self._notices, []
        self._in_app(self._told(*notices))

    # The world

    def _network_down(self) -> None:
        self._network = False
        self._server.faults.cut = True
        self._server.freeze()
        self._tell("network_lost")

    def _network_up(self) -> None:
        self._network = True
        self._server.faults.cut = False
        self._server.thaw()
        self._tell("network_available")

    def _hand_over(self, *, notice: bool) -> None:
        self._server.hand_over()
        if notice:
            self._tell("network_changed")

    def _server_close(self, code: int) -> None:
        if self._network:
            # Not waited for: a client that is suspended does not answer.
            closing = self._loops.world.create_task(self._server.close(code))
            self._closings.add(closing)
            closing.add_done_callback(self._closings.discard)

    async def _server_message(self, message: str) -> None:
        if self._network and self._transport.open_sockets:
            for user in self._server.users:
                await self._server.send(user, message)
