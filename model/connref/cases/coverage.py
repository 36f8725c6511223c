"""What a run has reached, counted against what the model has: rows, pairs of rows, interpretations, instants in flight.

A row counts as reached when a candidate of the judge took it: the SDK did something that this row explains. Which
rows cannot be reached is derived in `connref.cases.state_space`, and they are no part of the totals. Some of the rest
depend on what an SDK does (a `connect_offline` that waits, a report exactly at a deadline), so a single SDK reaches
fewer than all; the union over SDKs of all readings reaches them.
"""

from __future__ import annotations

from enum import StrEnum

from connref.cases.reachable import known_pairs, known_rows
from connref.oracle.diagnosis import CaseVerdict
from connref.oracle.estimate import Estimate
from connref.oracle.judge import Judge
from connref.oracle.readings import EVERYTHING, FIELDS, hull
from connref.protocol import Do, InputName, Mode, Profile
from connref.semantics.table import Key, PolicyTable, compile_table
from connref.spec.interpretations import INTERPRETATIONS
from connref.spec.vocabulary import Event


class Flight(StrEnum):
    """What can be in flight at the instant of an input."""

    OPENING = "opening"
    RETRY_WAIT = "wait to try again"
    PING = "unanswered ping"
    CLOSING = "closing"
    DEADLINE = "deadline"


class Coverage:
    """Collects over the cases of a run what was reached.

    For each case: `watch` its judge, call `input` before each input is fed to the judge, and `finish` with the verdict.
    """

    def __init__(self, profile: Profile) -> None:
        self.rows: set[tuple[Mode, Key]] = set()
        self.pairs: set[tuple[Mode, Key, Key]] = set()
        self.flights: set[tuple[Flight, InputName]] = set()
        self._profile = profile
        self._left = EVERYTHING

    def watch(self, judge: Judge, mode: Mode | None) -> None:
        """Count the rows that the candidates of this judge take; `mode` is that of its case."""
        judge.estimate.after.trail = Trace(mode or Mode.AUTO, self.rows, self.pairs)

    def input(self, done: Do, judge: Judge) -> None:
        """Count what is in flight at the instant of an input, which the judge has not been told yet."""
        if judge.violation is None:
            self.flights.update((flight, done.input) for flight in in_flight(judge.estimate))

    def finish(self, verdict: CaseVerdict) -> None:
        """Count what the case told apart."""
        if verdict.violation is None:
            self._left &= hull(verdict.readings)

    @property
    def consulted(self) -> frozenset[str]:
        """The interpretations that some row that was reached depends on."""
        names = {name for mode, key in self.rows for name in self._table(mode).rows[key].names}
        return frozenset(names & INTERPRETATIONS.keys())

    def _table(self, mode: Mode) -> PolicyTable:
        """The table that the judge takes its rows from."""
        return compile_table(mode, self._profile.variant.with_readings_open())

    @property
    def told_apart(self) -> frozenset[str]:
        """The interpretations of which some case has ruled out an option."""
        return frozenset(name for name, field in FIELDS.items() if self._left & field != field)

    def lines(self) -> list[tuple[str, int, int]]:
        """What there is to reach: its name, how much of it was reached, and how much there is."""
        found: list[tuple[str, int, int]] = []
        for mode in Mode:
            there = self._table(mode).rows.keys()
            rows = known_rows(self._profile, mode) & there
            pairs = {each for each in known_pairs(self._profile, mode) if there >= set(each)}
            mine = {key for its, key in self.rows if its is mode}
            found.append((f"rows of {mode.value} mode", len(mine & rows), len(rows)))
            joined = {(first, second) for its, first, second in self.pairs if its is mode}
            found.append((f"pairs of rows of {mode.value} mode", len(joined & pairs), len(pairs)))
        found.append(("interpretations consulted", len(self.consulted), len(INTERPRETATIONS)))
        found.append(("interpretations told apart", len(self.told_apart), len(INTERPRETATIONS)))
        for flight in Flight:
            inputs = sum(its is flight for its, _ in self.flights)
            found.append((f"inputs in flight: {flight.value}", inputs, len(InputName)))
        return found


class Trace:
    """The rows of one case in their order: which were taken, and which right after which.

    Candidates are not told one by one, so a row comes after those by which any of them reached its state.
    """

    __slots__ = ("_after", "_last", "_mark", "_mode", "_moved", "_pairs", "_rows")

    def __init__(self, mode: Mode, rows: set[tuple[Mode, Key]], pairs: set[tuple[Mode, Key, Key]]) -> None:
        self._mode = mode
        self._rows = rows
        self._pairs = pairs
        self._last: dict[str, set[Key]] = {}
        self._after: dict[str, set[Key]] = {}
        self._moved: set[str] = set()
        self._mark: tuple[Event, int] | None = None

    def took(self, key: Key, destination: str, now: int) -> None:
        """A candidate took a row, at `now` (ms). One event at one instant moves all candidates at once."""
        if self._mark != (key[1], now):
            self._turn()
            self._mark = (key[1], now)
        self._rows.add((self._mode, key))
        for first in self._last.get(key[0], ()):
            self._pairs.add((self._mode, first, key))
        self._moved.add(key[0])
        self._after.setdefault(destination, set()).add(key)

    def _turn(self) -> None:
        for state in self._moved:
            self._last.pop(state, None)
        for state, keys in self._after.items():
            self._last.setdefault(state, set()).update(keys)
        self._after.clear()
        self._moved.clear()


def in_flight(case: Estimate) -> frozenset[Flight]:
    """What is in flight at the present instant of a case."""
    after, sockets = case.after, case.sockets
    found: set[Flight] = set()
    if sockets.opening_sockets:
        found.add(Flight.OPENING)
    elif not sockets.up and any(after.awaits(each) for each in case.live):
        found.add(Flight.RETRY_WAIT)
    open_calls = {record.api for record in case.calls.open.values()}
    if "ping" in open_calls:
        found.add(Flight.PING)
    if "disconnect" in open_calls or (
        sockets.open_sockets and all(after.unwanted(each) for each in case.live)
    ):
        found.add(Flight.CLOSING)
    if any(after.runs(each) and each.deadline == case.now for each in case.live):
        found.add(Flight.DEADLINE)
    return frozenset(found)
