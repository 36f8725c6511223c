"""Lines of many sessions on their way to phase one: each session gets its own, numbered from its header on.

So what is said of a session does not depend on where its lines stood: neither on the file, nor on the lines of others
in between. Lines that are `in_order` are fed as they come; else a session waits until it is whole and is sorted by
instant. A line that cannot be read, and so may be of any session, is a gap in all that go on after it.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable
from typing import Any, NamedTuple

from msgspec import UNSET, MsgspecError, Raw, Struct, UnsetType
from msgspec.json import Decoder

from connref.errors import ProtocolError
from connref_adapters.recorded.automata import Automata
from connref_adapters.recorded.format import is_header
from connref_adapters.recorded.header import header_from_json
from connref_adapters.recorded.instants import Instants, Unit
from connref_adapters.recorded.judge import SessionJudge
from connref_adapters.recorded.lines import BadLine
from connref_adapters.recorded.objects import NotAnObject, json_object
from connref_adapters.recorded.part import Part
from connref_adapters.recorded.sessions import FileSessions

MOST_OPEN = 100_000
"""How many sessions are open at once; beyond that, the one that was fed longest ago is judged as far as it came."""
_GAP = BadLine("a line before this one cannot be read")


class Shape(Struct, gc=False):
    """What a line is about, without looking at the rest of it."""

    session: str | int | None = None
    at: int | float | str | None = None
    mode: Raw | UnsetType = UNSET
    kind: Raw | UnsetType = UNSET
    input: Raw | UnsetType = UNSET
    end: Raw | UnsetType = UNSET

    @property
    def is_event(self) -> bool:
        """Whether it is an event of a session."""
        return self.kind is not UNSET or self.input is not UNSET or self.end is not UNSET


class Routed(NamedTuple):
    """A line with the session that it belongs to; `begins` is whether it may be the header."""

    session: str
    line: str
    begins: bool


class Router:
    """Finds the session of each line of one file: the one that it names, or that of the header before it.

    `foreign` counts lines that are no JSON, `lost` those that cannot be read and so may be of any session.
    """

    def __init__(self) -> None:
        self.foreign: Counter[str] = Counter()
        self.lost = 0
        self.unused = 0
        self._current: str | None = None

    def route(self, line: str | BadLine) -> Routed | None:
        """One line, None where it is of no session."""
        shape = shape_of(line)
        if shape is None:
            if isinstance(line, str) and not line.lstrip().startswith("{"):
                self.foreign["not JSON"] += 1
            else:
                self.lost += 1
            return None
        begins = not shape.is_event
        if begins and shape.session is not None:
            self._current = str(shape.session)
        name = self._current if shape.session is None else str(shape.session)
        if name is None:
            self.unused += 1
            return None
        return Routed(name, str(line), begins)


def shape_of(line: str | BadLine) -> Shape | None:
    """What a line is about, None where it cannot be read."""
    try:
        return _decode(line)  # type: ignore[arg-type] - a BadLine is of no type that can be decoded
    except (MsgspecError, UnicodeEncodeError, TypeError):
        return None


_decode = Decoder(Shape).decode


class FleetSessions:
    """Gives the lines of each session to its judge, in a part of the fleet.

    `about` is told the date of a session just before the part puts it aside.
    """

    def __init__(
        self,
        part: Part,
        automata: Automata | None,
        about: Callable[[str | None], None],
        *,
        in_order: bool = True,
    ) -> None:
        self._part = part
        self._automata = automata
        self._about = about
        self._in_order = in_order
        self._open: OrderedDict[str, _One] = OrderedDict()
        self._gaps = 0

    def take(self, session: str, line: str, date: str | None) -> None:
        """One line of a session."""
        one = self._open.get(session)
        if one is None:
            one = self._open[session] = _One(date, self._gaps)
            if len(self._open) > MOST_OPEN:
                self.close(next(iter(self._open)))
        if one.sessions is None and self._in_order:
            one.sessions = self._judging(one)
        if one.sessions is None:
            one.waiting.append(line)
            return
        if one.gaps != self._gaps:
            one.gaps = self._gaps
            one.feed(_GAP)
        one.feed(line)

    def gap(self) -> None:
        """A line was lost that may have been of any session."""
        self._gaps += 1

    def close(self, session: str) -> None:
        """Nothing comes any more for this one."""
        one = self._open.pop(session)
        if one.sessions is None:
            one.sessions = self._judging(one)
            for line in ordered(one.waiting):
                one.feed(line)
        one.sessions.close()
        self._part.counts.unused += one.sessions.unused
        self._part.counts.foreign.update(one.sessions.foreign)

    def close_all(self) -> None:
        """The end of what there is."""
        for session in list(self._open):
            self.close(session)

    def _judging(self, one: _One) -> FileSessions:
        def done(judge: SessionJudge) -> None:
            self._about(one.date)
            self._part.judged("", judge, 0)

        def complain(_number: int, _problem: str) -> None:
            self._part.counts.malformed += 1

        return FileSessions(done, complain, self._automata)


class _One:
    """One session that is open: what judges it, or the lines that wait."""

    __slots__ = ("date", "gaps", "number", "sessions", "waiting")

    def __init__(self, date: str | None, gaps: int) -> None:
        self.date = date
        self.gaps = gaps
        self.number = 0
        self.sessions: FileSessions | None = None
        self.waiting: list[str] = []

    def feed(self, line: str | BadLine) -> None:
        assert self.sessions is not None  # noqa: S101 - it is made before anything is fed
        self.number += isinstance(line, str)
        self.sessions.take(self.number, line)


def ordered(lines: list[str]) -> list[str]:
    """The lines of one session by their instants, its header first; those without an instant stay where they are."""
    header, instants = _header(lines)
    placed: list[tuple[bool, int, int, str]] = []
    latest = 0
    for number, line in enumerate(lines):
        shape = shape_of(line)
        if shape is not None and shape.is_event:
            latest = _value(instants, shape.at, latest)
        placed.append((number != header, latest, number, line))
    return [line for *_, line in sorted(placed)]


def _header(lines: list[str]) -> tuple[int, Instants]:
    """The place of the header among the lines, -1 where there is none; and what reads the instants."""
    for number, line in enumerate(lines):
        body = _body(line)
        if body is None or not is_header(body):
            continue
        try:
            return number, header_from_json(body).instants()
        except ProtocolError:
            break
    return -1, Instants(Unit.MS, 0)


def _body(line: str) -> dict[str, Any] | None:
    try:
        return json_object(line)
    except NotAnObject:
        return None


def _value(instants: Instants, at: object, otherwise: int) -> int:
    try:
        return instants.value(at)
    except ProtocolError:
        return otherwise
