"""One session under the automaton: its values beside the state, looked up and set event by event.

Where a step is not plain, the oracle is made from these values and takes the session over for good: nothing is judged
twice, and what is wrong is said in its own words.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple

from connref.monitoring.automaton import FORK, Automaton, Ending, Step, Taken, logs_in, pasts_in
from connref.monitoring.events import Event, Named, Over, classify
from connref.monitoring.symbols import NOW
from connref.monitoring.template import Reader, Template
from connref.oracle.diagnosis import CaseVerdict, Drop
from connref.oracle.estimate import REMEMBERED
from connref.oracle.judge import Judge
from connref.oracle.past import Past

_MOST_WRITTEN = REMEMBERED


class _Written(NamedTuple):
    """What the oracle wrote down at one event, and the values that it spoke of."""

    log: Sequence[Template]
    clocks: Sequence[int]
    names: Sequence[object]


class Monitor:
    """Judges one session like the oracle alone, until something is not plain. `names` are those where it begins."""

    __slots__ = ("_automaton", "_clocks", "_kept", "_log", "_names", "_over", "_pasts", "_state")

    def __init__(self, automaton: Automaton, names: Sequence[str | int] = ()) -> None:
        self._automaton = automaton
        self._state = automaton.start
        self._clocks = [0, 0]
        self._names = [*names]
        self._kept = automaton.kept_anew()
        self._pasts = pasts_in(self._kept)
        self._over: list[Any] = [each for each in self._kept if isinstance(each, Past)]
        self._log: list[_Written] = []

    @property
    def now(self) -> int:
        """The instant of the latest event, in ms."""
        return self._clocks[NOW]

    def step(self, kind: Hashable, name: Named, now: int) -> bool:
        """Take an event of a class that is known here. False, and nothing is changed, where it is not.

        `now` is not before the latest event.
        """
        names, clocks = self._names, self._clocks
        if name is None:
            node = self._state.steps.get(kind)
        elif name in names:
            node = self._state.steps.get((kind, names.index(name)))
        else:
            calls, messages = self._pasts
            node = self._state.steps.get((kind, calls.get(name), messages.get(name)))
        before = clocks[NOW]
        clocks[NOW] = now
        while type(node) is FORK:
            node = node[3] if clocks[node[0]] - clocks[node[1]] <= node[2] else node[4]
        if type(node) is not Step:
            clocks[NOW] = before
            return False
        if node.log:
            self._log.append(_Written(node.log, (*clocks,), (*names, name)))
            del self._log[:-_MOST_WRITTEN]
        for place, slot, status in node.over:
            self._over[place].put(name if slot == len(names) else names[slot], status)
        self._clocks = clocks = [*node.clocks(clocks)]
        for clock, ms in node.shifts:
            clocks[clock] += ms
        if node.names is not None:
            named = [*names, name]
            self._names = [named[slot] for slot in node.names]
        self._state = node.state
        return True

    def learn(self, event: Event | None, now: int) -> bool:
        """Take any event, one that is not known yet too, or let time pass (None); False where that is nothing plain."""
        kind, name = classify(event)
        if not self.step(kind, name, now):
            self._grow(kind, event, name, now)
            return self.step(kind, name, now)
        return True

    def knows(self, name: Named) -> bool:
        """Whether this name is in use for anything, or was."""
        return name in self._names or any(name in past for past in self._pasts)

    def verdict(self, *, ended: bool) -> tuple[CaseVerdict, bool] | None:
        """What the oracle says of the session as far as it came, and whether it stopped judging somewhere.

        `ended` where it was recorded that nothing else happened. None where only the oracle can say.
        """
        ending = self._ending(Over(ended))
        if ending is None:
            return None
        return CaseVerdict(None, ending.readings, ending.tested, self._written()), ending.unjudged

    def alone(self) -> Judge:
        """The oracle as if it had judged the session from the start: it goes on alone."""
        for log in logs_in(self._kept):
            log.extend(self._written())
        return self._automaton.thaw(self._state, self._clocks, self._names, self._kept)

    def _ending(self, over: Over) -> Ending | None:
        node = self._leaf(over)
        if node is None:
            self._automaton.grow(self._state, over, Taken(over, self._clocks, self._names, len(self._names)))
            node = self._leaf(over)
        return node.ending if type(node) is Step and not node.log else None

    def _leaf(self, key: Hashable) -> object:
        node = self._state.steps.get(key)
        clocks = self._clocks
        while type(node) is FORK:
            node = node[3] if clocks[node[0]] - clocks[node[1]] <= node[2] else node[4]
        return node

    def _grow(self, kind: Hashable, event: Event | None, name: Named, now: int) -> None:
        """Learn what this event does here, unless that is known to be nothing plain."""
        names, clocks = self._names, [0, now, *self._clocks[2:]]
        live = len(names)
        if name is None:
            key, taken = kind, Taken(event, clocks, names, live)
        elif name in names:
            slot = names.index(name)
            key, taken = (kind, slot), Taken(event, clocks, names, live, slot)
        else:
            became = [past.get(name) for past in self._pasts]
            key, taken = (kind, *became), Taken(event, clocks, [*names, name], live, live, became)
        self._automaton.grow(self._state, key, taken)

    def _written(self) -> tuple[tuple[Drop, ...], ...]:
        """What the oracle wrote down, spelled out."""
        entries = [
            Reader(written.clocks, written.names).thaw(template)
            for written in self._log
            for template in written.log
        ]
        return tuple(entries[-_MOST_WRITTEN:])
