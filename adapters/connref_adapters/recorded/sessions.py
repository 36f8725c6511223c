"""The sessions of one file: each line goes to the session that it names, or to the one whose header came last.

Sessions may interleave at will, so all of them are open until their `end` or the end of the file. To bound memory, of
those whose lines do not name them only the latest `MOST_UNNAMED` are kept open, and of the others the `MOST_NAMED` that
were fed last; a line for one that was closed so is told as unusable, never given to another.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from heapq import heappop, heappush
from typing import Any

from msgspec import MsgspecError

from connref.errors import ProtocolError
from connref.profiles import DOCUMENT_PROFILE, VendorProfile
from connref_adapters.recorded.automata import Automata
from connref_adapters.recorded.elsewhere import WHOLE, Elsewhere, Share
from connref_adapters.recorded.format import foreign, is_header, session_name
from connref_adapters.recorded.header import header_from_json
from connref_adapters.recorded.judge import SessionJudge
from connref_adapters.recorded.lines import BadLine
from connref_adapters.recorded.objects import NotAnObject, json_object, problem_of
from connref_adapters.recorded.quick import classified, decode

MOST_UNNAMED = 1_000
MOST_NAMED = 100_000
_MOST_CLOSED = 10_000
"""How many names of closed sessions are remembered, to say what is wrong with a line that comes later."""
_MOST_FOREIGN = 100
"""How many kinds of foreign lines are told apart."""


class FileSessions:
    """The open sessions of one file. `done` gets each when nothing can be added to it any more.

    `complain` gets each line that cannot be used, by number, with what is wrong. `window_ms` is how late a line may
    come: within it, the lines of a session are put in order of their instants. Of a `share` of the sessions only those
    are judged; all of them are followed, so that what is said of lines is the same. They are held to the `vendor`.
    """

    def __init__(
        self,
        done: Callable[[SessionJudge], None],
        complain: Callable[[int, str], None],
        automata: Automata | None = None,
        window_ms: int = 0,
        share: Share = WHOLE,
        vendor: VendorProfile = DOCUMENT_PROFILE,
    ) -> None:
        self.line = 0
        self.begun = 0
        self.unused = 0
        self.foreign: Counter[str] = Counter()
        self._done = done
        self._complain = complain
        self._automata = automata
        self._window_ms = window_ms
        self._share = share
        self._vendor = vendor
        self._unnamed: OrderedDict[str, _Open] = OrderedDict()
        self._named: OrderedDict[str, _Open] = OrderedDict()
        self._closed: OrderedDict[str, str] = OrderedDict()
        self._current: str | None = None
        self._lost: set[str | None] = set()
        self._gaps: list[int] = []
        self._begun_since_gap = False
        self._interleaves = False

    def take(self, number: int, line: str | BadLine) -> None:
        """One line."""
        self.line = number
        if not self._window_ms and self._quick(number, line):
            return
        if isinstance(line, str) and not line.lstrip().startswith("{"):
            self._count_foreign("not JSON")
            return
        try:
            body = json_object(line)
        except NotAnObject as error:
            self._skip(number)
            self._complain_of_file(number, str(error))
            return
        try:
            self._take(number, body)
        except (ProtocolError, _UnusableLine) as error:
            self._complain_of_file(number, problem_of(error))

    def _complain_of_file(self, number: int, problem: str) -> None:
        """Of a line that no session answers for, one share complains."""
        if self._share.first:
            self._complain(number, problem)

    def _quick(self, number: int, line: str | BadLine) -> bool:
        """Whether a line could be taken in the quick way."""
        try:
            event = decode(line)  # type: ignore[arg-type] - a BadLine is of no type that can be decoded
        except (MsgspecError, UnicodeEncodeError, TypeError):
            return False
        name = event.session
        if name is None:
            opened = self._current and self._unnamed.get(self._current)
        else:
            opened = self._named.get(name)
            if opened is not None and not opened.judge.named:
                return False
        found = opened and classified(event)
        return bool(found and opened and opened.judge.quick(number, event.at, *found))

    def close(self) -> None:
        """The end of the file, which counts as one line more."""
        self.line += 1
        still = {**self._unnamed, **self._named}
        for name in sorted(still, key=lambda name: still[name].judge.first_line):
            self._close(name, "is over")
        self._lost.clear()

    def _take(self, number: int, body: Mapping[str, Any]) -> None:
        if is_header(body):
            self._begin(number, body)
            return
        strange = foreign(body)
        if strange is not None:
            self._count_foreign(strange.what)
            return
        name = session_name(body) if "session" in body else None
        self._interleaves = self._interleaves or name is not None
        opened = self._owner(name)
        if opened is None:
            self.unused += self._share.first
            return
        opened.take(number, body, self._window_ms, self._complain)
        if opened.judge.ended:
            self._close(opened.judge.header.session, "has ended")

    def _count_foreign(self, what: str) -> None:
        known = what in self.foreign or len(self.foreign) < _MOST_FOREIGN
        self.foreign[what if known else "other kinds"] += self._share.first

    def _skip(self, number: int) -> None:
        """A line that may have been an event: of the one session there is, or of any where sessions interleave."""
        name = self._current or ""
        current = None if self._interleaves else self._unnamed.get(name) or self._named.get(name)
        if current is not None:
            current.judge.skip(number)
        elif self._begun_since_gap:
            self._begun_since_gap = False
            self._gaps.append(number)

    def _begin(self, number: int, body: Mapping[str, Any]) -> None:
        name = body.get("session")
        shown = str(name) if isinstance(name, str | int) else None
        self._current = None
        try:
            header = header_from_json(body, self._vendor)
        except ProtocolError:
            self._lost |= {None, shown}
            raise
        if header.session in self._named:
            self._lost.add(None)
            raise _UnusableLine(f"another header for session {header.session!r}, which is still open")
        if header.session in self._unnamed:
            self._close(header.session, "was begun anew")
        self._lost -= {None, header.session}
        self._current = header.session
        self._begun_since_gap = True
        self.begun += 1
        own = self._share.has(header.session)
        judge = SessionJudge(header, number, self._automata) if own else Elsewhere(header, number)
        self._named[header.session] = _Open(judge, len(self._gaps))
        self._bound()

    def _owner(self, name: str | None) -> _Open | None:
        """The session of a line; None where its header could not be used."""
        wanted = self._current if name is None else name
        if wanted in self._named:
            opened = self._named[wanted]
            if name is None and not opened.judge.named:
                return self._move(wanted, self._named, self._unnamed)
            self._named.move_to_end(wanted)
            opened.judge.named = opened.judge.named or name is not None
            return opened
        if wanted in self._unnamed:
            if name is None:
                return self._unnamed[wanted]
            self._unnamed[wanted].judge.named = True
            return self._move(wanted, self._unnamed, self._named)
        if wanted in self._lost:
            return None
        if wanted is None:
            raise _UnusableLine(
                'an event before a header: a session begins with a line that has "session" and "mode"'
            )
        raise _UnusableLine(
            f"session {wanted!r} {self._closed.get(wanted, 'has no header before this line')}; "
            "a session begins with a header of its own"
        )

    def _move(self, name: str, source: OrderedDict[str, _Open], target: OrderedDict[str, _Open]) -> _Open:
        opened = target[name] = source.pop(name)
        self._bound()
        return opened

    def _bound(self) -> None:
        for opened, most in ((self._unnamed, MOST_UNNAMED), (self._named, MOST_NAMED)):
            if len(opened) > most:
                self._close(next(iter(opened)), "was closed to bound memory")

    def _close(self, name: str, why: str) -> None:
        opened = self._named.pop(name, None) or self._unnamed.pop(name)
        opened.flush(self._complain)
        self._closed[name] = why
        if len(self._closed) > _MOST_CLOSED:
            self._closed.popitem(last=False)
        judge = opened.judge
        if isinstance(judge, Elsewhere):
            return
        between = (gap for gap in self._gaps[opened.gaps :] if gap < judge.last_line)
        gap = next(between, None)
        if gap is not None:
            judge.gap = min(gap, judge.gap or gap)
        self._done(judge)


class _Open:
    """An open session: its judge, and the lines that wait for one that may still come before them."""

    __slots__ = ("gaps", "judge", "latest", "waiting")

    def __init__(self, judge: SessionJudge | Elsewhere, gaps: int) -> None:
        self.judge = judge
        self.gaps = gaps
        self.waiting: list[tuple[int, int, Mapping[str, Any]]] = []
        self.latest = 0

    def take(
        self, number: int, body: Mapping[str, Any], window_ms: int, complain: Callable[[int, str], None]
    ) -> None:
        """One line."""
        try:
            at = self.judge.instant(body)
        except ProtocolError as error:
            self._unusable(number, error, complain)
            return
        if not window_ms:
            self._feed(number, at, body, complain)
            return
        heappush(self.waiting, (at, number, body))
        self.latest = max(self.latest, at)
        while self.waiting and self.waiting[0][0] < self.latest - window_ms:
            self._feed_next(complain)

    def flush(self, complain: Callable[[int, str], None]) -> None:
        """Nothing comes any more."""
        while self.waiting:
            self._feed_next(complain)

    def _feed_next(self, complain: Callable[[int, str], None]) -> None:
        at, number, body = heappop(self.waiting)
        self._feed(number, at, body, complain)

    def _feed(
        self, number: int, at: int, body: Mapping[str, Any], complain: Callable[[int, str], None]
    ) -> None:
        try:
            self.judge.feed(number, at, body)
        except ProtocolError as error:
            self._unusable(number, error, complain)

    def _unusable(self, number: int, error: ProtocolError, complain: Callable[[int, str], None]) -> None:
        if isinstance(self.judge, Elsewhere):
            return
        self.judge.skip(number)
        complain(number, problem_of(error))


class _UnusableLine(Exception):
    """A line that belongs to no session that is open, and why."""
