"""Judging recordings: lines become sessions, and the sessions of one app version are held to the same readings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from connref.errors import ProtocolError
from connref.oracle.run import CaseFinding, RunJudge
from connref.protocol import Case
from connref_adapters.recorded.format import header_from_json, is_header
from connref_adapters.recorded.judge import SessionFailure, SessionJudge, SessionResult, SessionVerdict
from connref_adapters.recorded.lines import BadLine, BrokenOff, Lines, Unended


@dataclass(frozen=True, slots=True)
class Malformed:
    """A line that could not be used."""

    file: str
    line: int
    problem: str


@dataclass(slots=True)
class CheckSummary:
    """What was found in all recordings together. `unused` are events of sessions whose header could not be used.

    `interpretations` has the options left for each app version (name and version, None where sessions do not say).
    """

    sessions: Counter[SessionVerdict] = field(default_factory=Counter[SessionVerdict])
    failures: Counter[str] = field(default_factory=Counter[str])
    events: int = 0
    malformed: int = 0
    unused: int = 0
    interpretations: dict[tuple[str, str] | None, dict[str, list[str]]] = field(
        default_factory=dict[tuple[str, str] | None, dict[str, list[str]]]
    )


class Checker:
    """Judges recordings one after the other. It serves every requirement.

    `emit` gets each session once its judgement is final: at its end, or in `finish` where it depends on the
    others (AUTO-DEFAULT). `complain` gets each line that could not be used, at once.
    """

    def __init__(self, emit: Callable[[SessionResult], None], complain: Callable[[Malformed], None]) -> None:
        self._emit = emit
        self._complain = complain
        self._summary = CheckSummary()
        self._versions: dict[tuple[str, str] | None, _Version] = {}
        self._file = ""
        self._session: SessionJudge | None = None
        self._lost_header = False
        self._begun = False

    def read(self, file: str, lines: Lines) -> bool:
        """Judge the sessions of one recording; `file` is its name in reports.

        False where it holds no session, or breaks off: it is no recording, or no whole one.
        """
        self._file = file
        self._begun = False
        whole = True
        for number, line in lines:
            whole = whole and not isinstance(line, BrokenOff)
            try:
                body = _object(line)
                session = self._session
                if session is None or ("session" in body and is_header(body)):
                    self._outside(number, body)
                else:
                    session.feed(number, body)
            except ProtocolError as error:
                self._skip(number, f"{error.field}: {error.expected} (it is {_short(error.value)})")
            except _Unusable as error:
                self._skip(number, str(error))
        self._close()
        self._lost_header = False
        return whole and self._begun

    def finish(self) -> CheckSummary:
        """The judgements that waited for the others, and all in numbers."""
        for name, version in self._versions.items():
            for result in version.waiting():
                self._out(result)
            self._summary.interpretations[name] = version.judge.interpretations()
        return self._summary

    def _outside(self, number: int, body: Mapping[str, Any]) -> None:
        """A header, or an event that belongs to no session."""
        if not is_header(body):
            if not self._lost_header:
                raise _Unusable('an event before a header: a session begins with a line that has "session"')
            self._summary.unused += 1
            return
        self._close()
        self._begun = self._lost_header = True
        self._session = SessionJudge(header_from_json(body), number)
        self._lost_header = False

    def _skip(self, number: int, problem: str) -> None:
        self._summary.malformed += 1
        self._complain(Malformed(self._file, number, problem))
        if self._session is not None:
            self._session.skip(number)

    def _close(self) -> None:
        session, self._session = self._session, None
        if session is None:
            return
        self._summary.events += session.events
        version = self._versions.setdefault(session.header.version, _Version())
        result = version.judged(session, self._file)
        if result is not None:
            self._out(result)

    def _out(self, result: SessionResult) -> None:
        self._summary.sessions[result.verdict] += 1
        if result.failure is not None:
            self._summary.failures[result.failure.requirement] += 1
        self._emit(result)


class _Version:
    """The sessions of one app version: they have to follow the same readings."""

    def __init__(self) -> None:
        self.judge = RunJudge()
        self._waiting: list[tuple[SessionResult, CaseFinding]] = []

    def judged(self, session: SessionJudge, file: str) -> SessionResult | None:
        """The judgement of one more session, None where it waits for those to come."""
        header, verdict = session.header, session.verdict()
        result = _result(session, file)
        doubt = session.doubt(verdict)
        if doubt is not None:
            return replace(result, verdict=SessionVerdict.INCONCLUSIVE, reason=doubt)
        place = f"{header.session} ({file}:{session.first_line})"
        finding = self.judge.add(Case(place, header.mode, (), "", ""), verdict)
        if finding is None:
            return result
        at = session.now if finding.contradicts is not None else finding.violation.at
        failed = _failed(result, finding, at, session.failure_line)
        if header.mode is None and finding.violation.policy:
            self._waiting.append((failed, finding))
            return None
        return failed

    def waiting(self) -> Iterator[SessionResult]:
        """The sessions without a mode that fail, under the requirement that all sessions together point to."""
        for result, finding in self._waiting:
            if result.failure is not None:
                requirement = self.judge.attributed(finding).requirement
                yield replace(result, failure=replace(result.failure, requirement=requirement))


def _result(session: SessionJudge, file: str) -> SessionResult:
    return SessionResult(
        session.header.session,
        file,
        session.first_line,
        session.last_line,
        session.events,
        session.skipped,
        SessionVerdict.CONFORMS,
    )


def _failed(result: SessionResult, finding: CaseFinding, at: int, line: int) -> SessionResult:
    violation = finding.violation
    failure = SessionFailure(
        finding.requirement, violation.expected, violation.observed, at, line, finding.contradicts
    )
    return replace(result, verdict=SessionVerdict.FAIL, failure=failure)


class _Unusable(Exception):
    """A line that is no event of a session, and why."""


_scan = json.JSONDecoder().raw_decode
_decode = json.JSONDecoder().decode


def _object(line: str | BadLine) -> dict[str, Any]:
    """A line as a JSON object. Raises `_Unusable`."""
    if isinstance(line, BadLine):
        raise _Unusable(line.problem)
    try:
        body, end = cast("tuple[object, int]", _scan(line))
    except (ValueError, RecursionError):
        body = _decoded_slowly(line)
    else:
        if end != len(line) and not line[end:].isspace():
            body = _decoded_slowly(line)
    if type(body) is not dict:
        raise _Unusable(f"not an object: {_short(body)}")
    return cast("dict[str, Any]", body)


def _decoded_slowly(line: str) -> object:
    try:
        return _decode(line)
    except RecursionError:
        raise _Unusable("not JSON: nested too deeply") from None
    except ValueError as error:
        what = (
            "cut off: the file ends within this line" if isinstance(line, Unended) else f"not JSON: {error}"
        )
        raise _Unusable(what) from None


_SHOWN = 80


def _short(value: object) -> str:
    text = ascii(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
