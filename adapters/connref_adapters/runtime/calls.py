"""A call that was made and may still be pending, and the errors that calls report (CALL-OUTCOME)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator
from typing import Generic, TypeVar

from connref.effects import Api
from connref.errors import ConnrefError
from connref.semantics.retry import Jitter, drawn
from connref_adapters.safe_call import call_safely


class RuntimeCallError(ConnrefError):
    """Root of what a call of the manager can report."""


class CallFailedError(RuntimeCallError):
    """connect(), disconnect() or ping() ended with an error; `detail` says in which state and why (CALL-OUTCOME)."""

    def __init__(self, api: Api, detail: str) -> None:
        super().__init__(detail)
        self.api = api
        self.detail = detail


class RefusedError(RuntimeCallError):
    """A repeated init() or login() is refused; nothing else changed (init-again, login-again)."""

    def __init__(self, call: str, detail: str) -> None:
        super().__init__(f"{detail}: refused, nothing has changed")
        self.call = call


class LoginRejectedError(RuntimeCallError):
    """The backend does not accept the user's credential."""

    def __init__(self, user: str) -> None:
        super().__init__(f"login of {user!r}: the backend rejected the credential")
        self.user = user


class NotConnectedError(RuntimeCallError):
    """A message cannot be sent because there is no connection."""

    def __init__(self) -> None:
        super().__init__("send_message(): there is no connection; call connect() and wait for it")


class ManagerClosedError(RuntimeCallError):
    """The manager is not running: not yet entered, or closed."""

    def __init__(self) -> None:
        super().__init__("the connection manager is not running; use it inside `async with`")


class StoppedError(RuntimeCallError):
    """What init(), login() or logout() waited for stopped without an outcome, such as by a `CancelledError`."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"the store or the authenticator stopped without an outcome ({kind}); call again")
        self.kind = kind


T = TypeVar("T")
OnSuccess = Callable[[T], None]
OnError = Callable[[Exception], None]


class PendingCall(Generic[T]):
    """Ends exactly once, with a value or an error; whoever awaits it, and the one callback, are told.

    Cancelling an await leaves the call itself as it is. A call that nobody awaits is fine.
    """

    def __init__(self, on_success: OnSuccess[T] | None = None, on_error: OnError | None = None) -> None:
        self._on_success = on_success
        self._on_error = on_error
        self._value: T | None = None
        self._error: Exception | None = None
        self._ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @property
    def done(self) -> bool:
        """Whether it has ended."""
        return self._ended.done()

    @property
    def error(self) -> Exception | None:
        """With which error it ended; None while it is pending, and after success."""
        return self._error

    def succeed(self, value: T) -> None:
        """End it with success; nothing happens where it has ended already."""
        if self.done:
            return
        self._value = value
        self._ended.set_result(None)
        if self._on_success is not None:
            call_safely(self._on_success, value)

    def fail(self, error: Exception) -> None:
        """End it with an error; nothing happens where it has ended already."""
        if self.done:
            return
        self._error = error
        self._ended.set_result(None)
        if self._on_error is not None:
            call_safely(self._on_error, error)

    def __await__(self) -> Generator[object, None, T]:
        # Shielded: an await that is cancelled must not end the call for others.
        yield from asyncio.shield(self._ended).__await__()
        if self._error is not None:
            raise self._error
        return self._value  # pyright: ignore[reportReturnType] - success set it


def safe_jitter(jitter: Jitter) -> Jitter:
    """The application's source of jitter; where it raises or gives no number in [0, 1], the wait goes without."""

    def draw() -> float:
        numbers: list[float] = []
        call_safely(lambda _: numbers.append(drawn(jitter)), None)
        return numbers[0] if numbers else 0.0

    return draw
