"""The connection manager: a real socket kept the way the document says, by the model's decisions alone.

Example::

    settings = AppSettingsBuilder(Endpoint("wss://chat.example/socket")).build()
    async with ConnectionManager(store=SqliteSessionStore(path)) as manager:
        await manager.init(settings)
        await manager.login("anna", token)
        async for message in manager.messages():
            print(message.sender, message.text)

All methods belong to the event loop that entered the manager; from other threads there is one way in, `from_thread`.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import random
from collections.abc import Awaitable, Callable, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar, overload

from connref.effects import Status
from connref.errors import UsageError
from connref.inputs import (
    Background,
    Connect,
    Disconnect,
    Foreground,
    NetworkAvailable,
    NetworkChanged,
    NetworkLost,
    Ping,
)
from connref.semantics.retry import Jitter
from connref_adapters.runtime.calls import (
    ManagerClosedError,
    NotConnectedError,
    OnError,
    OnSuccess,
    PendingCall,
)
from connref_adapters.runtime.clock import Clock, SystemClock
from connref_adapters.runtime.engine import Engine, Parts
from connref_adapters.runtime.listeners import ConnectionListener, Observer
from connref_adapters.runtime.session_keeper import Authenticator, CredentialIsToken, SessionKeeper
from connref_adapters.runtime.settings import AppSettings
from connref_adapters.runtime.stream import DEFAULT_LIMIT, MessageListener, MessageStream, Overflow, Remove
from connref_adapters.runtime.tasks import run_on_loop
from connref_adapters.runtime.wire import message_frame
from connref_adapters.storage.base import SessionStore
from connref_adapters.storage.secret import Secret
from connref_adapters.transports.base import Transport

T = TypeVar("T")


class ConnectionManager:
    """Keeps one connection for one application; an async context manager, entered once.

    `store` keeps the user on the device. `transport` opens the sockets (default: `websockets`), `authenticator` checks
    logins (default: the credential is the token). `clock`, `jitter` (numbers in [0, 1)) and `observers` can be
    replaced. The calls return a `PendingCall`: await it, or give callbacks, or neither.
    """

    def __init__(
        self,
        *,
        store: SessionStore,
        transport: Transport | None = None,
        authenticator: Authenticator | None = None,
        clock: Clock | None = None,
        jitter: Jitter = random.random,
        observers: Sequence[Observer] = (),
    ) -> None:
        keeper = SessionKeeper(store, authenticator or CredentialIsToken())
        self._engine = Engine(
            Parts(transport or default_transport(), keeper, clock or SystemClock(), jitter, tuple(observers))
        )
        self._loop: asyncio.AbstractEventLoop | None = None

    async def __aenter__(self) -> Self:
        if self._loop is not None:
            raise ManagerClosedError
        self._loop = asyncio.get_running_loop()
        self._engine.run()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self, *, handshake: bool = True) -> None:
        """End everything that was started; what is pending fails with `ManagerClosedError`, the user stays saved.

        Without `handshake` the socket is dropped without a word, as when the process is killed. May be called again.
        Raises `ExceptionGroup` where a task of the manager had failed.
        """
        await self._engine.close(handshake=handshake)

    # The calls of the document

    def init(
        self,
        settings: AppSettings,
        on_success: OnSuccess[str | None] | None = None,
        on_error: OnError | None = None,
    ) -> PendingCall[str | None]:
        """Start with these settings; the value is the saved user, None for nobody. The first settings count.

        Fails with `StorageError` where the saved session cannot be read, `RefusedError` for init-again = error.
        """
        return self._engine.perform(lambda: self._engine.init(settings), on_success, on_error)

    def login(
        self,
        user: str,
        credential: Secret | str,
        on_success: OnSuccess[str] | None = None,
        on_error: OnError | None = None,
    ) -> PendingCall[str]:
        """Log the user in and save it on the device (SES-LOGIN-SAVES); the value is the user.

        Fails with `LoginRejectedError`, `RefusedError` before init or while someone is logged in, or `StorageError`;
        a login that cannot be saved is undone.
        """
        secret = credential if isinstance(credential, Secret) else Secret(credential)
        return self._engine.perform(lambda: self._engine.login(user, secret), on_success, on_error)

    def logout(
        self, on_success: OnSuccess[None] | None = None, on_error: OnError | None = None
    ) -> PendingCall[None]:
        """Log out and forget the user (SES-NO-USER). Fails with `StorageError` where the store cannot be cleared."""
        return self._engine.perform(self._engine.logout, on_success, on_error)

    def get_logged_in_user(
        self, on_success: OnSuccess[str | None] | None = None, on_error: OnError | None = None
    ) -> PendingCall[str | None]:
        """Who is logged in; None for nobody, and before init."""
        call = PendingCall(on_success, on_error)
        call.succeed(self._engine.machine.user)
        return call

    def connect(
        self, on_success: OnSuccess[None] | None = None, on_error: OnError | None = None
    ) -> PendingCall[None]:
        """Ask for the connection; succeeds when it is up. Fails with `CallFailedError` (CALL-OUTCOME)."""
        return self._engine.call(Connect, on_success, on_error)

    def disconnect(
        self, on_success: OnSuccess[None] | None = None, on_error: OnError | None = None
    ) -> PendingCall[None]:
        """Take the connection down (MAN-DISCONNECT). Fails with `CallFailedError`."""
        return self._engine.call(Disconnect, on_success, on_error)

    def ping(
        self, on_success: OnSuccess[None] | None = None, on_error: OnError | None = None
    ) -> PendingCall[None]:
        """Send a ping; succeeds when it is answered (MAN-PING-SENDS). Fails with `CallFailedError`."""
        return self._engine.call(Ping, on_success, on_error)

    # What the device says

    def app_entered_background(self) -> None:
        """The operating system says that the app is in the background."""
        self._engine.pump.feed(Background())

    def app_entered_foreground(self) -> None:
        """The operating system says that the app is in the foreground."""
        self._engine.pump.feed(Foreground())

    def network_lost(self) -> None:
        """The operating system says that there is no network."""
        self._engine.pump.feed(NetworkLost())

    def network_available(self) -> None:
        """The operating system says that there is a network."""
        self._engine.pump.feed(NetworkAvailable())

    def network_changed(self) -> None:
        """The operating system says that the device moved to another network: sockets of the old one carry nothing."""
        self._engine.pump.feed(NetworkChanged())

    # What the application sees

    @property
    def status(self) -> Status:
        """Connected, connecting or disconnected, now."""
        return self._engine.machine.status

    @property
    def state(self) -> str:
        """The policy's state, in the document's words; for displays and logs."""
        return self._engine.machine.state

    @property
    def due_in_ms(self) -> int | None:
        """In how many ms something happens by itself, such as the end of the grace; None where nothing is due."""
        due = self._engine.machine.next_deadline() if self._engine.running else None
        return None if due is None else max(0, due - self._engine.pump.now())

    def add_connection_listener(self, listener: ConnectionListener) -> Remove:
        """Tell it of every change of the status from now on; call what is returned to remove it."""
        return self._engine.listeners.add(listener)

    def add_message_listener(self, listener: MessageListener) -> Remove:
        """Call it with every message from now on, in order; call what is returned to remove it."""
        return self._engine.hub.listen(listener)

    def messages(self, *, limit: int = DEFAULT_LIMIT, overflow: Overflow = Overflow.WAIT) -> MessageStream:
        """The messages from now on, at most `limit` of them waiting. Raises `UsageError` for a limit below 1."""
        return self._engine.hub.stream(limit, overflow)

    async def send_message(self, to: str, text: str) -> None:
        """Send a chat message; waits while the server reads too slowly.

        Raises `NotConnectedError` while there is no connection, `SocketClosedError` where it ends meanwhile.
        """
        socket = self._engine.socket
        if socket is None or self.status is not Status.CONNECTED:
            raise NotConnectedError
        await socket.send(message_frame(to, text))

    @overload
    def from_thread(self, act: Callable[[Self], Awaitable[T]]) -> concurrent.futures.Future[T]: ...
    @overload
    def from_thread(self, act: Callable[[Self], None]) -> concurrent.futures.Future[None]: ...
    def from_thread(self, act: Callable[[Self], Awaitable[T] | None]) -> concurrent.futures.Future[Any]:
        """From any other thread: `manager.from_thread(lambda manager: manager.ping()).result()`.

        What the device says comes in the same way: `manager.from_thread(ConnectionManager.network_lost)`.

        Raises `ManagerClosedError` while the manager is not running.
        """
        if self._loop is None or not self._engine.running:
            raise ManagerClosedError
        return run_on_loop(self._loop, lambda: act(self))


def default_transport() -> Transport:
    """The transport of the extra `runtime`. Raises `UsageError` where it is not installed."""
    try:
        from connref_adapters.transports.websockets_transport import WebsocketsTransport
    except ModuleNotFoundError as missing:
        raise UsageError(
            f"no module {missing.name!r}: install connref[runtime], or give the manager another transport"
        ) from None
    return WebsocketsTransport()
