"""What `connref check` writes: a line for each session and each unusable line, and a summary; text or JSON lines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any, Protocol, TextIO

from connref.spec.interpretations import INTERPRETATIONS
from connref_adapters.recorded.result import (
    CheckSummary,
    Malformed,
    SessionFailure,
    SessionResult,
    SessionVerdict,
)
from connref_adapters.reports.text import count
from connref_adapters.safe_text import harmless, visible

MOST_MALFORMED = 10
"""How many unusable lines of one file are named in the text; all are counted."""
MOST_FOREIGN = 5
"""How many kinds of skipped lines are named in the text, the most frequent ones."""


class Report(Protocol):
    """Where the judgements go as they come."""

    def session(self, result: SessionResult) -> None:
        """A session was judged."""
        ...

    def malformed(self, line: Malformed) -> None:
        """A line could not be used."""
        ...

    def summary(self, summary: CheckSummary, seconds: float) -> None:
        """All was judged."""
        ...


class TextReport:
    """For a person. `quiet` leaves out the sessions that conform."""

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        self._stream = stream
        self._quiet = quiet
        self._named: Counter[str] = Counter()

    def session(self, result: SessionResult) -> None:
        """One line, and for a failure what was expected and what was seen."""
        if self._quiet and result.verdict is SessionVerdict.CONFORMS:
            return
        place = f"{result.session} ({result.file}:{result.first_line}-{result.last_line})"
        self._line(f"{result.verdict.value:<13} {place}: {count(result.events, 'event')}{_skipped(result)}")
        if result.reason is not None:
            self._line(f"    {result.reason}")
        if result.failure is not None:
            for line in _failure_lines(result.failure, result.file):
                self._line(f"    {line}")

    def malformed(self, line: Malformed) -> None:
        """One line for each of the first in a file."""
        self._named[line.file] += 1
        if self._named[line.file] <= MOST_MALFORMED:
            self._line(f"unusable      {line.file}:{line.line}: {line.problem}")

    def summary(self, summary: CheckSummary, seconds: float) -> None:
        """The sum, the requirements that fail, and the readings that were followed."""
        for file, found in self._named.items():
            if found > MOST_MALFORMED:
                self._line(f"unusable      {file}: {count(found - MOST_MALFORMED, 'more line')}")
        self._line("")
        self._line(_totals(summary, seconds))
        self._line(f"  {tested_words(summary)}")
        for requirement, found in ranked(summary.failures):
            self._line(f"  {requirement:<26} fails in {count(found, 'session')}")
        if summary.unused:
            self._line(f"  {count(summary.unused, 'event')} of sessions whose header could not be used")
        for what, found in ranked(summary.foreign)[:MOST_FOREIGN]:
            self._line(f"  {count(found, 'line')} skipped: {what}")
        for version, readings in summary.interpretations.items():
            self._readings(version, readings)

    def _readings(self, version: tuple[str, str] | None, readings: Mapping[str, list[str]]) -> None:
        chosen = {
            name: left for name, left in readings.items() if len(left) < len(INTERPRETATIONS[name].options)
        }
        if not chosen:
            return
        self._line(f"Readings exhibited{'' if version is None else f' by {version[0]} {version[1]}'}:")
        for name, left in chosen.items():
            self._line(f"  {name:<30} {' or '.join(left)}")

    def _line(self, text: str) -> None:
        encoding = self._stream.encoding or "utf-8"
        shown = harmless(visible(text)).encode(encoding, "backslashreplace").decode(encoding)
        self._stream.write(f"{shown}\n")


class JsonReport:
    """For a program: JSON lines with a `type` each (session, malformed), the last one of type summary."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def session(self, result: SessionResult) -> None:
        """A line of type session."""
        body: dict[str, Any] = {
            "type": "session",
            "session": result.session,
            "file": result.file,
            "lines": [result.first_line, result.last_line],
            "events": result.events,
            "skipped": result.skipped,
            "verdict": result.verdict.value,
            "tested": sorted(result.tested),
        }
        if result.reason is not None:
            body["reason"] = result.reason
        if result.failure is not None:
            body |= _failure_body(result.failure)
        self._line(body)

    def malformed(self, line: Malformed) -> None:
        """A line of type malformed."""
        self._line({"type": "malformed", "file": line.file, "line": line.line, "problem": line.problem})

    def summary(self, summary: CheckSummary, seconds: float) -> None:
        """The last line."""
        sessions = {verdict.value: summary.sessions[verdict] for verdict in SessionVerdict}
        versions = [
            {"implementation": _version_body(version), "interpretations": readings}
            for version, readings in summary.interpretations.items()
        ]
        self._line(
            {
                "type": "summary",
                "sessions": sessions,
                "requirements": dict(ranked(summary.failures)),
                "tested": dict(sorted(summary.tested.items())),
                "events": summary.events,
                "malformed": summary.malformed,
                "unused": summary.unused,
                "foreign": dict(ranked(summary.foreign)),
                "versions": versions,
                "seconds": round(seconds, 3),
            }
        )

    def _line(self, body: Mapping[str, Any]) -> None:
        self._stream.write(harmless(json.dumps(body)) + "\n")


def _version_body(version: tuple[str, str] | None) -> dict[str, str] | None:
    return None if version is None else {"name": version[0], "version": version[1]}


def _skipped(result: SessionResult) -> str:
    return f", {count(result.skipped, 'unusable line')}" if result.skipped else ""


def ranked(counted: Counter[str]) -> list[tuple[str, int]]:
    """What was counted, the most frequent first, and those that are equally frequent by name."""
    return sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))


def tested_words(summary: CheckSummary) -> str:
    """How much was put to the test: without that, a good verdict says nothing."""
    requirements = count(len(summary.tested), "requirement")
    return f"{requirements} tested, {count(summary.tested.total(), 'time')} in all"


_WORDS = {
    SessionVerdict.CONFORMS: "conform",
    SessionVerdict.FAIL: "fail",
    SessionVerdict.INCONCLUSIVE: "inconclusive",
    SessionVerdict.NOT_JUDGED: "not judged",
    SessionVerdict.UNUSABLE: "unusable",
}
_ALWAYS_TOLD = (SessionVerdict.CONFORMS, SessionVerdict.FAIL, SessionVerdict.INCONCLUSIVE)


def _totals(summary: CheckSummary, seconds: float) -> str:
    verdicts = ", ".join(
        f"{summary.sessions[verdict]} {words}"
        for verdict, words in _WORDS.items()
        if verdict in _ALWAYS_TOLD or summary.sessions[verdict]
    )
    unusable = f", {count(summary.malformed, 'unusable line')}" if summary.malformed else ""
    return (
        f"{count(summary.sessions.total(), 'session')}: {verdicts}; "
        f"{count(summary.events, 'event')}{unusable} in {seconds:.1f} s"
    )


def _failure_lines(failure: SessionFailure, file: str) -> list[str]:
    lines = [
        f"{failure.requirement} at {failure.at_ms} ms, line {failure.line} of {file}",
        f"expected: {failure.expected}",
        f"observed: {failure.observed}",
    ]
    if failure.contradicts is not None:
        lines.append(f"contradicts session {failure.contradicts}")
    return lines


def _failure_body(failure: SessionFailure) -> dict[str, Any]:
    return {
        "requirement": failure.requirement,
        "expected": failure.expected,
        "observed": failure.observed,
        "at": failure.at_ms,
        "line": failure.line,
        "contradicts": failure.contradicts,
    }
