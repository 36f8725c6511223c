"""The manager's works: the machine in its pump, the tasks, and each effect carried out as the machine asks for it.

What becomes of the connection is decided in the model. What is here opens, closes, sends, saves and tells when it is
told to. One thing is its own: messages that the application has not read yet wait in the hub, of which the model knows
nothing, and are dropped once a disconnect is reported and after a logout (EVT-STOPS).
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar, assert_never

from connref.effects import (
    Api,
    CloseReason,
    CloseSocket,
    Deliver,
    Effect,
    ForgetUser,
    OpenSocket,
    RefuseInput,
    ReportOutcome,
    ReportUser,
    Result,
    SaveUser,
    SendPing,
    Status,
    StatusChanged,
    Throw,
)
from connref.inputs import Connect, Disconnect, Init, Input, Kill, Login, Logout, Ping
from connref.semantics.machine import ConnectionMachine
from connref.semantics.retry import Jitter
from connref.spec.declare import Transition
from connref_adapters.runtime.calls import (
    CallFailedError,
    ManagerClosedError,
    OnError,
    OnSuccess,
    PendingCall,
    RefusedError,
    StoppedError,
    safe_jitter,
)
from connref_adapters.runtime.clock import Clock
from connref_adapters.runtime.link_socket import LinkSocket, Wiring
from connref_adapters.runtime.listeners import ConnectionListeners, Observer, change_of
from connref_adapters.runtime.pump import DeviceState, Pump
from connref_adapters.runtime.session_keeper import SessionKeeper
from connref_adapters.runtime.settings import AppSettings
from connref_adapters.runtime.stream import MessageHub
from connref_adapters.runtime.tasks import TaskScope
from connref_adapters.runtime.wire import ChatMessage
from connref_adapters.safe_call import call_safely, was_raised_within
from connref_adapters.storage.secret import Secret
from connref_adapters.transports.base import Transport

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a manager is made of, as its constructor explains."""

    transport: Transport
    keeper: SessionKeeper
    clock: Clock
    jitter: Jitter
    observers: tuple[Observer, ...]


class Engine:
    """One machine at work. `run` before anything else, `close` at the end; between them it is `running`."""

    def __init__(self, parts: Parts) -> None:
        self.hub = MessageHub()
        self.listeners = ConnectionListeners()
        self._jitter = safe_jitter(parts.jitter)
        self.machine = ConnectionMachine(None, jitter=self._jitter)
        self.pump = Pump(parts.clock, self._carry_out, self._tell_input)
        self.socket: LinkSocket | None = None
        self.running = False
        self._parts = parts
        self._scope = TaskScope()
        self._device = DeviceState()
        self._wiring: Wiring | None = None
        self._calls: dict[str, PendingCall[None]] = {}
        self._session_calls: set[PendingCall[Any]] = set()
        self._calls_made = 0
        self._refused: RefusedError | None = None

    def run(self) -> None:
        """Begin."""
        self.running = True
        self.pump.use(self.machine)

    async def close(self, *, handshake: bool) -> None:
        """End everything; see `ConnectionManager.close`."""
        if self.running:
            try:
                self.pump.feed(Kill())
            finally:
                self._stop()
        try:
            if self.socket is not None:
                self.socket.give_up(handshake=handshake)
                await self.socket.ended.wait()
        finally:
            await self._scope.close()

    def _stop(self) -> None:
        """The machine hears nothing more, and whoever waits for it is told."""
        self.running = False
        self.pump.stop()
        self._observe(lambda observer, at: observer.closed(at))
        self.hub.close()
        for call in (*self._calls.values(), *self._session_calls):
            call.fail(ManagerClosedError())
        self._calls.clear()

    def call(
        self,
        kind: type[Connect | Disconnect | Ping],
        on_success: OnSuccess[None] | None,
        on_error: OnError | None,
    ) -> PendingCall[None]:
        """Tell the machine of a call; its outcome comes as an effect."""
        call = PendingCall(on_success, on_error)
        if not self.running:
            call.fail(ManagerClosedError())
            return call
        self._calls_made += 1
        name = str(self._calls_made)
        self._calls[name] = call
        self.pump.feed(kind(name))
        return call

    def perform(
        self,
        work: Callable[[], Coroutine[Any, Any, T]],
        on_success: OnSuccess[T] | None,
        on_error: OnError | None,
    ) -> PendingCall[T]:
        """Do the work of init, login or logout as a task, one after the other; it is the outcome of the call."""
        call = PendingCall(on_success, on_error)
        if self.running:
            self._session_calls.add(call)
            self._scope.start(self._settled(call, work), "connref session call")
        else:
            call.fail(ManagerClosedError())
        return call

    async def _settled(self, call: PendingCall[T], work: Callable[[], Coroutine[Any, Any, T]]) -> None:
        try:
            async with self._parts.keeper.lock:
                call.succeed(await work())
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the outcome of the call
            call.fail(error)
        except BaseException as error:
            # A store or an authenticator can raise `CancelledError` of a task of its own, too.
            call.fail(StoppedError(type(error).__name__))
            if not was_raised_within(error):
                raise
        finally:
            self._session_calls.discard(call)

    async def init(self, settings: AppSettings) -> str | None:
        """See `ConnectionManager.init`."""
        if self._wiring is None:
            self._start(settings, await self._parts.keeper.load())
        self._fed(Init())
        return self.machine.user

    def _start(self, settings: AppSettings, user: str | None) -> None:
        """Put a machine with these settings in place of the one that only knows that init is still to come."""
        self._wiring = Wiring(
            self._parts.transport,
            settings.endpoint,
            self.hub,
            self._scope,
            self.pump.feed,
            self._parts.keeper.token,
        )
        self.machine = ConnectionMachine(
            settings.mode,
            jitter=self._jitter,
            reading=settings.reading,
            profile=settings.profile,
            retry=settings.retry,
            saved_user=user,
            on_transition=self._note_rule,
        )
        self._observe(lambda observer, at: observer.started(at, settings, user))
        self.pump.use(self.machine)
        for received in self._device.inputs():
            self.pump.feed(received)

    async def login(self, user: str, credential: Secret) -> str:
        """See `ConnectionManager.login`."""
        await self._parts.keeper.authenticate(user, credential)
        self._fed(Login(user))
        try:
            await self._parts.keeper.written()
        except BaseException:
            # Whatever a store raises: who is told that the login failed must not be logged in, now or after a restart.
            self._fed(Logout())
            with suppress(Exception):
                await self._parts.keeper.written()
            raise
        return user

    async def logout(self) -> None:
        """See `ConnectionManager.logout`."""
        self._fed(Logout())
        await self._parts.keeper.written()

    def _fed(self, received: Input) -> None:
        """Tell the machine. Raises `RefusedError` where it refuses."""
        self._refused = None
        self.pump.feed(received)
        if self._refused is not None:
            raise self._refused

    def _carry_out(self, effect: Effect, received: Input, message: ChatMessage | None, at: int) -> None:
        if self._parts.observers:
            self._observe(lambda observer, _: observer.carried_out(at, effect))
        match effect:
            case Deliver():
                if message is not None:
                    self.hub.deliver(message)
            case OpenSocket() | CloseSocket() | SendPing():
                self._drive_socket(effect)
            case StatusChanged(status):
                self.listeners.tell(change_of(status, received, self.pump.taken, at))
            case ReportOutcome(call, api, result, detail):
                self._report(call, api, result, detail)
            case Throw(call, api, detail):
                # A call of this manager throws where it is awaited, as an asyncio call does.
                self._report(call, api, Result.ERROR, detail)
            case SaveUser() | ForgetUser() | RefuseInput() | ReportUser():
                self._attend_session(effect)
            case _:
                assert_never(effect)

    def _drive_socket(self, effect: OpenSocket | CloseSocket | SendPing) -> None:
        match effect:
            case OpenSocket(number):
                if self._wiring is not None:
                    self.socket = LinkSocket(number, self._wiring, self.socket)
            case CloseSocket(_, reason):
                if self.socket is not None:
                    self.socket.give_up(handshake=reason is CloseReason.UNWANTED)
            case SendPing(_, call):
                if self.socket is not None:
                    self.socket.ping(call)
            case _:
                assert_never(effect)

    def _attend_session(self, effect: SaveUser | ForgetUser | RefuseInput | ReportUser) -> None:
        match effect:
            case SaveUser():
                self._parts.keeper.save()
            case ForgetUser():
                self._parts.keeper.forget()
                self.hub.discard()
            case RefuseInput(name, detail):
                self._refused = RefusedError(name, detail)
            case ReportUser():
                pass  # init() returns it
            case _:
                assert_never(effect)

    def _report(self, name: str, api: Api, result: Result, detail: str | None) -> None:
        """Settle a call. After a disconnect, what the application has not read yet is dropped (EVT-STOPS)."""
        call = self._calls.pop(name)
        if result is Result.ERROR:
            call.fail(CallFailedError(api, detail or "no reason given"))
            return
        if api is Api.DISCONNECT and self.machine.status is Status.DISCONNECTED:
            self.hub.discard()
        call.succeed(None)

    def _tell_input(self, at: int, received: Input) -> None:
        self._device.note(received)
        if self._parts.observers:
            self._observe(lambda observer, _: observer.received(at, received))

    def _note_rule(self, at: int, rule: Transition) -> None:
        self.pump.note_rule(at, rule)
        if self._parts.observers:
            self._observe(lambda observer, _: observer.transition(at, rule))

    def _observe(self, tell: Callable[[Observer, int], None]) -> None:
        now = self.pump.now()
        for observer in self._parts.observers:
            call_safely(lambda each: tell(each, now), observer)
