"""Judging recordings: lines become sessions, and the sessions of one app version are held to the same readings.

In three phases, so that neither the order of files and sessions nor their number matters: each session is judged by
itself and put aside on disk; all of a version agree on readings (`connref.oracle.fleet`); then each is told as all of
them together have it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from connref.oracle.fleet import FleetJudge
from connref.oracle.run import CaseFinding
from connref.protocol import Case, Mode
from connref_adapters.recorded.automata import Automata
from connref_adapters.recorded.judge import SessionJudge
from connref_adapters.recorded.lines import BrokenOff, Lines
from connref_adapters.recorded.result import (
    JUDGED,
    CheckSummary,
    Malformed,
    SessionFailure,
    SessionResult,
    SessionVerdict,
    Version,
)
from connref_adapters.recorded.sessions import FileSessions
from connref_adapters.recorded.spool import Spool, Spooled


class Checker:
    """Judges recordings one after the other. It serves every requirement.

    `complain` gets each line that could not be used, at once, and `emit` each session, in `finish`. `window_ms` is how
    late a line may come.
    """

    def __init__(
        self,
        emit: Callable[[SessionResult], None],
        complain: Callable[[Malformed], None],
        *,
        window_ms: int = 0,
        exact: bool = False,
    ) -> None:
        self._emit = emit
        self._complain = complain
        self._window_ms = window_ms
        self._automata = None if exact else Automata()
        self._summary = CheckSummary()
        self._versions: dict[Version, FleetJudge] = {}
        self._spool = Spool()

    def read(self, file: str, lines: Lines) -> bool:
        """Judge the sessions of one recording; `file` is its name in reports.

        False where it holds no session that can be used, or breaks off: it is no recording, or no whole one.
        """
        whole, usable = True, False

        def done(session: SessionJudge) -> None:
            nonlocal usable
            usable = self._judged(file, session) is not SessionVerdict.UNUSABLE or usable

        def complain(number: int, problem: str) -> None:
            self._summary.malformed += 1
            self._complain(Malformed(file, number, problem))

        sessions = FileSessions(done, complain, self._automata, self._window_ms)
        try:
            for number, line in lines:
                whole = whole and not isinstance(line, BrokenOff)
                sessions.take(number, line)
        finally:
            sessions.close()
            self._summary.unused += sessions.unused
            self._summary.foreign.update(sessions.foreign)
        return whole and usable

    def finish(self) -> CheckSummary:
        """Tell of each session, and of all in numbers; from the start again where an interrupt came in between."""
        summary = self._summary
        for counted in (summary.sessions, summary.failures, summary.tested, summary.judged, summary.broken):
            counted.clear()
        for spooled in self._spool.read():
            self._out(self._final(spooled), spooled.version)
        for name in sorted(self._versions, key=str):
            self._summary.interpretations[name] = self._versions[name].interpretations()
        self._spool.close()
        return self._summary

    def _judged(self, file: str, session: SessionJudge) -> SessionVerdict:
        """Phase one."""
        verdict = session.verdict()
        result = session.result(file, verdict)
        header = session.header
        self._summary.events += session.events
        if result.verdict in JUDGED:
            fleet = self._versions.setdefault(header.version, FleetJudge())
            fleet.add(_case(result, header.mode), verdict)
        if verdict.violation is None:
            verdict = replace(verdict, dropped=())
        self._spool.write(Spooled(result, header.version, header.mode, verdict, session.now))
        return result.verdict

    def _final(self, spooled: Spooled) -> SessionResult:
        """Phase three."""
        result = spooled.result
        if result.verdict not in JUDGED:
            return result
        fleet = self._versions[spooled.version]
        finding = fleet.final(_case(result, spooled.mode), spooled.verdict)
        return result if finding is None else _failed(result, finding, spooled)

    def _out(self, result: SessionResult, version: Version) -> None:
        summary = self._summary
        summary.sessions[result.verdict] += 1
        if result.verdict in JUDGED:
            summary.tested.update(result.tested)
            summary.judged[version] += 1
        if result.failure is not None:
            summary.failures[result.failure.requirement] += 1
            summary.broken[version, result.failure.requirement] += 1
        self._emit(result)


def _case(result: SessionResult, mode: Mode | None) -> Case:
    return Case(result.place, mode, (), "", "")


def _failed(result: SessionResult, finding: CaseFinding, spooled: Spooled) -> SessionResult:
    line = result.last_line if result.failure is None else result.failure.line
    failure = SessionFailure.of(finding.violation, line, finding.contradicts)
    if finding.contradicts is not None:
        failure = replace(failure, at_ms=spooled.now)
    return replace(result, verdict=SessionVerdict.FAIL, failure=failure)
