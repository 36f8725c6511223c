"""The sessions of one file in shares: several processes read it, and each judges the sessions of its own share.

Each of them follows all sessions, as far as it takes to know to which a line belongs and when one has ended, so that
they all agree on that; what is wrong with a line is told by the share that its session is in.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple
from zlib import crc32

from connref.errors import ProtocolError
from connref.monitoring.events import Named
from connref_adapters.recorded.format import End, event_from_json
from connref_adapters.recorded.header import Header
from connref_adapters.recorded.instants import WrongUnitError


class Share(NamedTuple):
    """One of `of` shares of the sessions of a file."""

    number: int
    of: int

    @property
    def first(self) -> bool:
        """Whether it is the one that tells of lines which are in no session."""
        return not self.number

    def has(self, session: str) -> bool:
        """Whether a session of this name is in it."""
        return self.of == 1 or crc32(session.encode(errors="surrogatepass")) % self.of == self.number


WHOLE = Share(0, 1)


class Elsewhere:
    """A session that is judged elsewhere; it takes what a `SessionJudge` takes, and judges nothing."""

    def __init__(self, header: Header, line: int) -> None:
        self.header = header
        self.first_line = self.last_line = line
        self.named = False
        self.ended = False
        self._instants = header.instants()
        self._now = 0

    def quick(self, line: int, at: int, kind: Hashable, name: Named) -> bool:  # noqa: ARG002 - as a `SessionJudge`
        """One event of the usual form; False where it needs more care."""
        if self.ended or not self._instants.quick(at):
            return False
        self._now = at
        self.last_line = line
        return True

    def instant(self, body: Mapping[str, Any]) -> int:
        """The instant of a line in ms. Raises `ProtocolError`."""
        at = body.get("at")
        try:
            return self._instants.read(at)
        except WrongUnitError as error:
            raise ProtocolError("at", at, str(error)) from error

    def feed(self, line: int, at: int, body: Mapping[str, Any]) -> None:
        """One event. Raises `ProtocolError` for one that cannot be used."""
        if at < self._now:
            raise ProtocolError("at", body.get("at"), "time goes back")
        self.ended = isinstance(event_from_json({**body, "at": at}), End)
        self._now = at
        self.last_line = max(self.last_line, line)

    def skip(self, line: int) -> None:
        """A line that cannot be used."""
        self.last_line = max(self.last_line, line)
