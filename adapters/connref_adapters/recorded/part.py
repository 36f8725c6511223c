"""Phase one: sessions are judged by themselves, put aside, and added up. What it gives can be added up in any order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from connref.oracle.fleet import FleetJudge
from connref.profiles import DOCUMENT_PROFILE, VendorProfile
from connref.protocol import Case, Mode
from connref_adapters.recorded.automata import Automata
from connref_adapters.recorded.elsewhere import WHOLE, Share
from connref_adapters.recorded.judge import SessionJudge
from connref_adapters.recorded.lines import BrokenOff, Lines
from connref_adapters.recorded.result import JUDGED, Malformed, SessionResult, SessionVerdict, Version
from connref_adapters.recorded.sessions import FileSessions
from connref_adapters.recorded.spool import Spooled

_MOST_AT_ONCE = 4_096
"""After so many lines at the latest it is told how far the reading is."""


@dataclass(slots=True)
class Counts:
    """What was counted on the way: events, lines that could not be used, and what each version of an app shows."""

    events: int = 0
    malformed: int = 0
    unused: int = 0
    foreign: Counter[str] = field(default_factory=Counter[str])
    versions: dict[Version, FleetJudge] = field(default_factory=dict[Version, FleetJudge])

    def add(self, other: Counts) -> None:
        """Count all of another one too."""
        self.events += other.events
        self.malformed += other.malformed
        self.unused += other.unused
        self.foreign.update(other.foreign)
        for version, fleet in other.versions.items():
            self.versions.setdefault(version, FleetJudge()).merge(fleet)


class Sink(Protocol):
    """Where sessions are put aside."""

    def write(self, spooled: Spooled, /) -> None:
        """Put one aside."""
        ...


class Part:
    """Judges sessions by themselves, and puts them aside.

    `complain` gets each line that could not be used, at once; `advance` how many events came since it was last told.
    They are held to the `vendor`; without `automata` by the oracle alone.
    """

    def __init__(
        self,
        sink: Sink,
        complain: Callable[[Malformed], None],
        *,
        automata: Automata | None,
        window_ms: int = 0,
        advance: Callable[[int], None] | None = None,
        vendor: VendorProfile = DOCUMENT_PROFILE,
    ) -> None:
        self.counts = Counts()
        self._sink = sink
        self._complain = complain
        self._automata = automata
        self._window_ms = window_ms
        self._advance = advance
        self._vendor = vendor

    def read(self, file: str, lines: Lines, share: Share = WHOLE) -> tuple[bool, bool]:
        """Judge the sessions of one recording, or a share of them; `file` is its name in reports.

        Whether it is whole, and whether it holds a session that can be used.
        """
        whole, usable, told = True, False, 0

        def done(session: SessionJudge) -> None:
            nonlocal usable
            usable = self.judged(file, session, sessions.line) is not SessionVerdict.UNUSABLE or usable

        def complain(number: int, problem: str) -> None:
            self.counts.malformed += 1
            self._complain(Malformed(file, number, problem))

        sessions = FileSessions(done, complain, self._automata, self._window_ms, share, self._vendor)
        take = sessions.take
        try:
            for number, line in lines:
                whole = whole and not isinstance(line, BrokenOff)
                take(number, line)
                if not number % _MOST_AT_ONCE and self._advance is not None:
                    self._advance(number - sessions.begun - told)
                    told = number - sessions.begun
        finally:
            sessions.close()
            self.counts.unused += sessions.unused
            self.counts.foreign.update(+sessions.foreign)
        return whole, usable

    def judged(self, file: str, session: SessionJudge, closed_by: int) -> SessionVerdict:
        """One session to which nothing can be added any more."""
        verdict = session.verdict()
        result = session.result(file, verdict)
        header = session.header
        self.counts.events += session.events
        if result.verdict in JUDGED:
            fleet = self.counts.versions.setdefault(header.version, FleetJudge())
            fleet.add(case_of(result, header.mode), verdict)
        if verdict.violation is None:
            verdict = replace(verdict, dropped=())
        self._sink.write(Spooled(result, header.version, header.mode, verdict, session.now, closed_by))
        return result.verdict


def case_of(result: SessionResult, mode: Mode | None) -> Case:
    """A session as a case of a run."""
    return Case(result.place, mode, (), "", "")
