"""A connection that closed for no reason waits for one: instants may be off, so it may be written just after the close.

A header says by how much instants may be off. So where a close is wrong as it is written, and an input that would
explain it stands within that time after it, the input came first: only what is beyond doubt is held against an SDK.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from connref.monitoring.events import follow
from connref.monitoring.template import shared_by
from connref.oracle.judge import Judge
from connref.protocol import Do, InputName, Observation, ObservationKind


class Late(NamedTuple):
    """An event at its instant (ms), with its line and the line before it."""

    at: int
    event: Do | Observation
    line: int
    before: int


class Waiting:
    """Hands events on, to `out`, in the order in which they are judged: a close waits as long as its reason may come.

    `judge` has judged what was handed on, and stays as it is here; `anew` makes one of the same mode and profile.
    `learns` is as in `follow`.
    """

    def __init__(
        self, judge: Judge, anew: Callable[[], Judge], out: Callable[[Late], None], *, learns: bool
    ) -> None:
        self._judge = judge
        self._anew = anew
        self._out = out
        self._learns = learns
        self._held: list[Late] = []

    @property
    def now(self) -> int:
        """The instant of the latest event (ms)."""
        return self._held[-1].at if self._held else self._judge.estimate.now

    def take(self, late: Late) -> None:
        """One event."""
        held, tolerance_ms = self._held, self._judge.estimate.profile.tolerance_ms
        if held and late.at > held[0].at + tolerance_ms:
            self.flush()
        elif held and isinstance(late.event, Do) and self._is_explained(late.event):
            self._out(late._replace(at=held[0].at))
            self.flush()
            return
        if self._held or (tolerance_ms and is_close(late.event) and self._judge.violation is None):
            self._held.append(late)
        else:
            self._out(late)

    def flush(self) -> None:
        """What waits is as it is written."""
        held, self._held = self._held, []
        for late in held:
            self._out(late)

    def has_named(self, inputs: Collection[InputName], value: str | int | None) -> bool:
        """Whether an input of this kind and name is among what waits."""
        events = (late.event for late in self._held)
        return any(isinstance(each, Do) and each.input in inputs and each.value == value for each in events)

    def _is_explained(self, done: Do) -> bool:
        """Whether the close is wrong as it is written, and nothing is if this was done before it."""
        like = self._anew()
        written, otherwise = _copied(self._judge, like), _copied(self._judge, like)
        self._follow(written, self._held[:1])
        if written.violation is None:
            return False
        follow(otherwise, done, self._held[0].at, learns=self._learns)
        self._follow(otherwise, self._held)
        return otherwise.violation is None

    def _follow(self, judge: Judge, events: Sequence[Late]) -> None:
        for late in events:
            follow(judge, late.event, late.at, learns=self._learns)


def is_close(event: Do | Observation | None) -> bool:
    """Whether an event is a connection that closed."""
    return isinstance(event, Observation) and event.kind is ObservationKind.SOCKET_CLOSED


def _copied(judge: Judge, like: Judge) -> Judge:
    """Another judge that knows the same; the tables that all judges share stay what they are."""
    return copy.deepcopy(judge, dict(shared_by(judge.estimate.after, like.estimate.after)))
