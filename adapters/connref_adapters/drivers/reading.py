"""Reads the replies to one case, and knows what follows an error reply (PROTOCOL.md, "Errors")."""

from __future__ import annotations

from connref.errors import ProtocolError
from connref_adapters.drivers.channel import Body
from connref_adapters.drivers.faults import FaultReason, Trouble
from connref_adapters.drivers.messages import (
    ClockFault,
    ErrorKind,
    Hello,
    Playback,
    PlaybackStatus,
    Reply,
    Timeline,
    error_from_reply,
)

_STATUS_OF_ERROR = {
    ErrorKind.UNSUPPORTED: PlaybackStatus.UNSUPPORTED,
    ErrorKind.CRASH: PlaybackStatus.CRASH,
}


class CaseReader:
    """Takes the replies to one case in order. `taken` counts them, the ignored ones too.

    `decided` is set by the first error reply: what follows up to the next reset is ignored.
    """

    def __init__(self, hello: Hello) -> None:
        self.hello = hello
        self.taken = 0
        self.decided: Playback | None = None
        self._timeline = Timeline(hello.clock, hello.tolerance_ms)
        self._replies: list[Reply] = []

    def take(self, body: Body, advanced: int) -> None:
        """Take the next reply, to a request that moved the clock by `advanced` ms. Raises `Trouble`."""
        if self.decided is None:
            try:
                if body["ok"]:
                    self._replies.append(self._timeline.read(body, advanced))
                else:
                    self.decided = self._error(body)
            except ClockFault as error:
                raise Trouble(FaultReason.CLOCK, str(error)) from None
            except ProtocolError as error:
                raise Trouble(FaultReason.FIELD, str(error)) from None
        self.taken += 1

    def playback(self) -> Playback:
        """How the case played, once the last reply is taken."""
        return self.decided or Playback(tuple(self._replies))

    def _error(self, body: Body) -> Playback:
        kind, message = error_from_reply(body)
        try:
            status = _STATUS_OF_ERROR[ErrorKind(kind)]
        except ValueError:
            raise Trouble(FaultReason.ERROR_KIND, f"{kind!r}, with the message: {message}") from None
        failed_step = self.taken - 1 if self.taken else None
        return Playback(tuple(self._replies), status, message, failed_step)
