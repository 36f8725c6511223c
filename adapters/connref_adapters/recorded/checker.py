"""Judging recordings: lines become sessions, and the sessions of one app version are held to the same readings.

In three phases, so that neither the order of files and sessions nor their number matters: each session is judged by
itself and put aside on disk; all of a version agree on readings (`connref.oracle.fleet`); then each is told as all of
them together have it.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from connref.oracle.run import CaseFinding
from connref.profiles import DOCUMENT_PROFILE, VendorProfile
from connref_adapters.recorded.automata import automata_for
from connref_adapters.recorded.lines import Lines
from connref_adapters.recorded.part import Counts, Part, case_of
from connref_adapters.recorded.result import (
    JUDGED,
    CheckSummary,
    Malformed,
    SessionFailure,
    SessionResult,
    SessionVerdict,
    Version,
)
from connref_adapters.recorded.spool import Spool, Spooled


class Checker:
    """Judges recordings one after the other. It serves every requirement.

    `complain` gets each line that could not be used, at once, and `emit` each session, in `finish`. `window_ms` is how
    late a line may come. `advance` is told now and then how many events have come. They are held to the `vendor`.
    """

    def __init__(
        self,
        emit: Callable[[SessionResult], None],
        complain: Callable[[Malformed], None],
        *,
        window_ms: int = 0,
        exact: bool = False,
        advance: Callable[[int], None] | None = None,
        vendor: VendorProfile = DOCUMENT_PROFILE,
    ) -> None:
        self._emit = emit
        self._complain = complain
        self._summary = CheckSummary()
        self._spool = Spool()
        self._part = Part(
            self._spool,
            complain,
            automata=automata_for(vendor, exact=exact),
            window_ms=window_ms,
            advance=advance,
            vendor=vendor,
        )

    def read(self, file: str, lines: Lines) -> bool:
        """Judge the sessions of one recording; `file` is its name in reports.

        False where it holds no session that can be used, or breaks off: it is no recording, or no whole one.
        """
        return all(self._part.read(file, lines))

    def add(self, counts: Counts, spools: Sequence[Spool]) -> None:
        """Take in the sessions of a file that others judged by themselves, in shares."""
        self._part.counts.add(counts)
        for _, entry in heapq.merge(*map(_in_order, spools), key=lambda placed: placed[0]):
            if isinstance(entry, Malformed):
                self._complain(entry)
            else:
                self._spool.write(entry)
        for spool in spools:
            spool.close()

    def finish(self) -> CheckSummary:
        """Tell of each session, and of all in numbers; from the start again where an interrupt came in between."""
        summary, counts = self._summary, self._part.counts
        for counted in (summary.sessions, summary.failures, summary.tested, summary.judged, summary.broken):
            counted.clear()
        summary.events, summary.malformed, summary.unused = counts.events, counts.malformed, counts.unused
        summary.foreign = Counter(counts.foreign)
        for entry in self._spool.read():
            if isinstance(entry, Spooled):
                self._out(final(entry, counts), entry.version)
        for name in sorted(counts.versions, key=str):
            summary.interpretations[name] = counts.versions[name].interpretations()
        self._spool.close()
        return summary

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


def final(spooled: Spooled, counts: Counts) -> SessionResult:
    """Phase three: a session as all of its version together have it."""
    result = spooled.result
    if result.verdict not in JUDGED:
        return result
    fleet = counts.versions[spooled.version]
    finding = fleet.final(case_of(result, spooled.mode), spooled.verdict)
    return result if finding is None else _failed(result, finding, spooled)


def _in_order(spool: Spool) -> Iterator[tuple[tuple[int, int], Spooled | Malformed]]:
    """What a spool holds, by the lines at which it was known."""
    for entry in spool.read():
        yield ((entry.line, 0) if isinstance(entry, Malformed) else entry.order), entry


def _failed(result: SessionResult, finding: CaseFinding, spooled: Spooled) -> SessionResult:
    line = result.last_line if result.failure is None else result.failure.line
    failure = SessionFailure.of(finding.violation, line, finding.contradicts)
    if finding.contradicts is not None:
        failure = replace(failure, at_ms=spooled.now)
    return replace(result, verdict=SessionVerdict.FAIL, failure=failure)
