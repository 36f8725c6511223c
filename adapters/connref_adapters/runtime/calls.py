"""A call that was made and may still be pending: it can be awaited, dropped, or given callbacks (CALL-OUTCOME)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Generator
from typing import Generic, TypeVar

T = TypeVar("T")
OnSuccess = Callable[[T], None]
OnError = Callable[[Exception], None]

LOGGER = logging.getLogger("connref.runtime")


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


def call_safely(callback: Callable[[T], object], value: T) -> None:
    """Call into the application; what it raises is logged and goes no further (INP-ROBUST)."""
    try:
        callback(value)
    except Exception:
        LOGGER.exception("a callback of the application raised")
