"""One recorded session under judgement: the oracle is fed line by line, and what it says is held to what was recorded.

Nothing is held against an SDK that the recording does not show beyond doubt:

- Where the header does not say what is recorded, a kind counts as recorded from its first occurrence on.
- After a line that cannot be used, what seems to fail may have its reason there: from then on it is inconclusive.
- Without an `end`, the session is judged up to its last line: what was due then, or later, is open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from connref.errors import ProtocolError
from connref.oracle.diagnosis import CaseVerdict
from connref.oracle.judge import Judge
from connref.protocol import CALLS, Do, InputName, Observation
from connref_adapters.recorded.format import LEAST_RECORDED, Event, Header, event_from_json, instant


class SessionVerdict(StrEnum):
    """What is known about a session."""

    CONFORMS = "conforms"
    FAIL = "fail"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True, slots=True)
class SessionFailure:
    """What a session breaks, and the line at which that showed; `at_ms` is counted as in the session.

    `contradicts` is an earlier session, by name and place, that follows another reading.
    """

    requirement: str
    expected: str
    observed: str
    at_ms: int
    line: int
    contradicts: str | None = None


@dataclass(frozen=True, slots=True)
class SessionResult:
    """The judgement of one session, with its lines in its file; `skipped` of them could not be used.

    `reason` says why a session is inconclusive.
    """

    session: str
    file: str
    first_line: int
    last_line: int
    events: int
    skipped: int
    verdict: SessionVerdict
    failure: SessionFailure | None = None
    reason: str | None = None


class SessionJudge:
    """Judges one session: feed it line by line, then ask for the `verdict` and whether there is a `doubt`."""

    def __init__(self, header: Header, line: int) -> None:
        self.header = header
        self.first_line = self.last_line = line
        self.events = 0
        self.skipped = 0
        self._failure_line: int | None = None
        self._gap: int | None = None
        self._skipped_last: int | None = None
        self._learns = header.observes is None
        self._ended = False
        self._judge = Judge(header.mode, header.profile, header.observes or LEAST_RECORDED)
        self._case = self._judge.estimate
        if header.user is not None:
            self._saved(header.user)

    @property
    def now(self) -> int:
        """The instant of the last event, in ms."""
        return self._case.now

    @property
    def failure_line(self) -> int:
        """The line at which a violation showed; the last one where it showed at the end."""
        return self._failure_line or self.last_line

    def feed(self, line: int, body: Mapping[str, Any]) -> None:
        """One event. Raises `ProtocolError` for one that cannot be used, which changes nothing."""
        at = instant(body)
        case = self._case
        if at < case.now:
            raise ProtocolError("at", at, f"time goes back: the event before was at {case.now}")
        self._apply(at, event_from_json(body))
        self.events += 1
        self.last_line = line
        if self._skipped_last is not None:
            self._gap = self._gap or self._skipped_last
            self._skipped_last = None
        if case.violation is not None and self._failure_line is None:
            self._failure_line = line

    def skip(self, line: int) -> None:
        """A line of the session that cannot be used. It is a gap only if an event follows."""
        self.skipped += 1
        self.last_line = line
        self._skipped_last = self._skipped_last or line

    def verdict(self) -> CaseVerdict:
        """What the oracle says up to the last line, or up to the end where the session has one."""
        return self._judge.verdict() if self._ended else self._judge.so_far()

    def doubt(self, verdict: CaseVerdict) -> str | None:
        """Why the session cannot be judged for sure, None where it can."""
        violation, gap = verdict.violation, self._gap
        if gap is not None and violation is None:
            return f"line {gap} could not be used; nothing is wrong with the rest"
        if gap is not None and violation is not None and gap < self.failure_line:
            return (
                f"line {gap} could not be used; without it, {violation.requirement} seems to fail at line "
                f"{self.failure_line}: expected {violation.expected}, observed {violation.observed}"
            )
        if self._case.unjudged and violation is None:
            return "it logs in or out before init; what holds after that is nowhere said"
        return None if self.events else "it has no events"

    def _apply(self, at: int, event: Event) -> None:
        if self._ended:
            raise ProtocolError("at", at, "the session has ended; another one begins with a header")
        judge = self._judge
        if isinstance(event, Observation):
            if self._learns and event.kind not in self._case.observes:
                self._case.learn(event.kind)
            judge.observe(event)
        elif isinstance(event, Do):
            self._check_unique(event)
            judge.advance(at)
            judge.input(event)
        else:
            judge.advance(at)
            self._ended = True

    def _check_unique(self, done: Do) -> None:
        if done.input in CALLS and done.value in self._case.calls.made:
            raise ProtocolError("call", done.value, "another call of this session has the same name")
        if done.input is InputName.SERVER_MESSAGE and done.value in self._case.messages.sent:
            raise ProtocolError("message", done.value, "another message of this session has the same name")

    def _saved(self, user: str) -> None:
        """The session begins on a device where somebody logged in earlier, in a process that is gone."""
        for done in (Do(InputName.INIT), Do(InputName.LOGIN, user), Do(InputName.KILL)):
            self._judge.input(done)
        self._case.grounds.forget()
