"""Cases of the kit played to a ConnectionManager through its public API alone, with what the application saw of it."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import assert_never

from tests.adapters.runtime.loops import settle
from tests.adapters.runtime.world import ENDPOINT, FakeServer, ManualClock

from connref.protocol import Advance, Case, Do, InputName, Mode, Observation, ObservationKind, Step
from connref.spec.interpretations import DEFAULT, Reading
from connref_adapters.observability import SessionLog
from connref_adapters.runtime import (
    AppSettingsBuilder,
    CallFailedError,
    ConnectionChange,
    ConnectionListener,
    ConnectionManager,
    RefusedError,
)
from connref_adapters.storage import MemorySessionStore


class Device:
    """One device with one application; `seen` is what the application was told, in order."""

    def __init__(self, mode: Mode | None, chosen: Reading = DEFAULT) -> None:
        self.clock = ManualClock()
        self.server = FakeServer()
        self.store = MemorySessionStore()
        self.seen: list[Observation] = []
        self.recordings: list[io.StringIO] = []
        self.faults: list[str] = []
        self._jitter = random.Random(0).random
        builder = AppSettingsBuilder(ENDPOINT).reading(chosen)
        if mode is not None:
            builder.auto_establish_socket_connection(mode is Mode.AUTO)
        self._settings = builder.build()
        self.manager: ConnectionManager

    async def boot(self) -> None:
        """A process starts."""
        self.recordings.append(io.StringIO())
        self.manager = ConnectionManager(
            store=self.store,
            transport=self.server,
            clock=self.clock,
            jitter=self._jitter,
            observers=[SessionLog(self.recordings[-1], f"process {len(self.recordings)}", tolerance_ms=0)],
        )
        await self.manager.__aenter__()
        self.manager.add_message_listener(
            lambda message: self._see(ObservationKind.DELIVERED, message=message.id)
        )
        self.manager.add_connection_listener(ConnectionListener(self._changed, self._changed, self._changed))

    async def play(self, steps: Sequence[Step]) -> None:
        await self.boot()
        for step in steps:
            match step:
                case Do():
                    await self._do(step)
                case Advance(ms):
                    await self.clock.advance(ms)
                case _:
                    assert_never(step)
            self._check()
        await self.manager.close()

    def _check(self) -> None:
        """What must hold at every instant: one socket at most, one timer at most, status and server at one."""
        if self.server.most_open > 1:
            self.faults.append(f"{self.server.most_open} sockets open at once at {self.clock.now()}")
        if len(self.clock.armed) > 1:
            self.faults.append(f"{len(self.clock.armed)} timers armed at {self.clock.now()}")
        status = self.manager.status.value
        if (status == "connected") != self.server.up and not self.server.mute:
            self.faults.append(
                f"status {status}, and the server has {self.server.open_peers} at {self.clock.now()}"
            )

    async def _do(self, step: Do) -> None:
        manager, server = self.manager, self.server
        acts: dict[InputName, Callable[[], object]] = {
            InputName.BACKGROUND: manager.app_entered_background,
            InputName.FOREGROUND: manager.app_entered_foreground,
            InputName.CONNECT: lambda: self._call(step),
            InputName.DISCONNECT: lambda: self._call(step),
            InputName.PING: lambda: self._call(step),
            InputName.NETWORK_DOWN: lambda: self._network(available=False),
            InputName.NETWORK_UP: lambda: self._network(available=True),
            InputName.SERVER_CLOSE: lambda: server.close(int(step.value or 0)),
            InputName.SERVER_MESSAGE: lambda: server.message(str(step.value)),
            InputName.SERVER_UNMUTE: server.unmute,
        }
        flags = {
            InputName.SERVER_MUTE: ("mute", True),
            InputName.SERVER_REFUSE: ("refuses", True),
            InputName.SERVER_ACCEPT: ("refuses", False),
            InputName.SERVER_REJECT: ("rejects", True),
            InputName.SERVER_APPROVE: ("rejects", False),
        }
        if step.input in acts:
            acts[step.input]()
        elif step.input in flags:
            setattr(server, *flags[step.input])
        else:
            await self._session(step)
        await self.clock.advance(0)

    async def _session(self, step: Do) -> None:
        """The inputs that take the application some time."""
        match step.input:
            case InputName.INIT:
                await self._init()
            case InputName.LOGIN:
                with suppress(RefusedError):
                    await self.manager.login(str(step.value), "token")
            case InputName.LOGOUT:
                await self.manager.logout()
            case InputName.KILL:
                await self.manager.close(handshake=False)
                await self.boot()
            case name:
                raise AssertionError(name)

    async def _init(self) -> None:
        if not self.server.network:
            self.manager.network_lost()

        def told(_: object) -> None:
            # The model tells the user after each init, whether it is refused or not.
            self.manager.get_logged_in_user(lambda user: self._see(ObservationKind.USER, value=user))

        with suppress(RefusedError):
            await self.manager.init(self._settings, on_success=told, on_error=told)

    def _network(self, *, available: bool) -> None:
        self.server.network = available
        if available:
            self.manager.network_available()
        else:
            self.manager.network_lost()

    def _call(self, step: Do) -> None:
        name, api = str(step.value), step.input.value
        call = {
            "connect": self.manager.connect,
            "disconnect": self.manager.disconnect,
            "ping": self.manager.ping,
        }[api]

        def succeeded(_: None) -> None:
            self._see(ObservationKind.OUTCOME, call=name, api=api, result="success")

        def failed(error: Exception) -> None:
            if isinstance(error, CallFailedError):
                self._see(ObservationKind.OUTCOME, call=name, api=api, result="error", detail=error.detail)

        call(succeeded, failed)

    def _changed(self, change: ConnectionChange) -> None:
        self._see(ObservationKind.STATUS, value=change.status.value)

    def _see(self, kind: ObservationKind, **fields: str | None) -> None:
        self.seen.append(Observation(self.clock.now(), kind, None, **fields))


async def played(case: Case, chosen: Reading = DEFAULT) -> Device:
    """The device after the case."""
    device = Device(case.mode, chosen)
    await device.play(case.steps)
    await settle()
    return device
