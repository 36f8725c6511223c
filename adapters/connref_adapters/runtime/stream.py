"""Messages on their way to the application: listeners, and streams with a bound and a stated overflow policy.

Every listener and every stream gets each delivered message once, in order (EVT-DELIVERED).
"""

from __future__ import annotations

import asyncio
import weakref
from collections import deque
from collections.abc import Callable
from enum import Enum
from types import TracebackType
from typing import Self

from connref.errors import UsageError
from connref_adapters.runtime.wire import ChatMessage
from connref_adapters.safe_call import call_safely

MessageListener = Callable[[ChatMessage], object]
Remove = Callable[[], None]
DEFAULT_LIMIT = 1_000


class Overflow(Enum):
    """What happens when a stream is full because the application reads too slowly."""

    WAIT = "wait"
    """Nothing more is read from the socket until there is room, so that TCP slows the server down. Nothing is lost;
    but neither is a pong read meanwhile, and an application that never reads loses its connection at the next ping."""
    DROP_OLDEST = "drop-oldest"
    """The message that has waited longest is dropped, and counted in `MessageStream.dropped`."""
    DROP_NEWEST = "drop-newest"
    """The message that arrives is dropped, and counted."""


class MessageStream:
    """An async iterator over messages, from when it was made until it is closed or the manager is.

    As a context manager it closes itself. One that the application lets go of holds nothing up.
    """

    def __init__(self, limit: int, overflow: Overflow, taken: Callable[[], None]) -> None:
        self.dropped = 0
        self._limit = limit
        self._overflow = overflow
        self._taken = taken
        self._waiting: deque[ChatMessage] = deque()
        self._news = asyncio.Event()
        self._closed = False

    @property
    def holds_up(self) -> bool:
        """Whether the socket may not be read because of this stream."""
        return self._overflow is Overflow.WAIT and len(self._waiting) >= self._limit and not self._closed

    def put(self, message: ChatMessage) -> None:
        """Hand a message in; never waits."""
        if self._closed:
            return
        if len(self._waiting) >= self._limit and self._overflow is not Overflow.WAIT:
            self.dropped += 1
            if self._overflow is Overflow.DROP_NEWEST:
                return
            self._waiting.popleft()
        self._waiting.append(message)
        self._news.set()

    def discard(self) -> None:
        """Forget what waits to be read (EVT-STOPS)."""
        self._waiting.clear()
        self._taken()

    def close(self) -> None:
        """No further message gets in; what waits can still be read. May be called again."""
        self._closed = True
        self._news.set()
        self._taken()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> ChatMessage:
        while not self._waiting:
            if self._closed:
                raise StopAsyncIteration
            self._news.clear()
            await self._news.wait()
        message = self._waiting.popleft()
        if len(self._waiting) + 1 == self._limit:
            self._taken()
        return message

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class MessageHub:
    """All listeners and streams of a manager."""

    def __init__(self) -> None:
        self._listeners: list[MessageListener] = []
        self._streams: list[weakref.ref[MessageStream]] = []
        self._room = asyncio.Event()

    def listen(self, listener: MessageListener) -> Remove:
        """Call it with every message; returns what removes it again."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def stream(self, limit: int, overflow: Overflow) -> MessageStream:
        """A new stream. Raises `UsageError` for a limit below 1."""
        if limit < 1:
            raise UsageError(
                f"messages(): the limit is {limit!r}; give the most messages that may wait, 1 or more"
            )
        stream = MessageStream(limit, overflow, self._room.set)
        self._streams.append(weakref.ref(stream, self._let_go))
        return stream

    def deliver(self, message: ChatMessage) -> None:
        """Hand a message to everyone."""
        for listener in tuple(self._listeners):
            call_safely(listener, message)
        for reference in self._streams:
            if (stream := reference()) is not None:
                stream.put(message)

    @property
    def holds_up(self) -> bool:
        """Whether the socket may not be read because a stream is full."""
        if not self._streams:
            return False
        return any((stream := reference()) is not None and stream.holds_up for reference in self._streams)

    async def until_room(self) -> None:
        """Wait until no stream holds the socket up."""
        while self.holds_up:
            self._room.clear()
            await self._room.wait()

    def discard(self) -> None:
        """Forget what waits to be read, in every stream."""
        for stream in self._alive():
            stream.discard()

    def close(self) -> None:
        """End every stream."""
        for stream in self._alive():
            stream.close()

    def _alive(self) -> list[MessageStream]:
        return [stream for reference in self._streams if (stream := reference()) is not None]

    def _let_go(self, reference: weakref.ref[MessageStream]) -> None:
        self._streams.remove(reference)
        self._room.set()
