"""One recorded session under judgement: the oracle is fed line by line, and what it says is held to what was recorded.

Nothing is held against an SDK that the recording does not show beyond doubt:

- Where the header does not say what is recorded, a kind counts as recorded from its first occurrence on.
- After a line that cannot be used, what seems to fail may have its reason there: from then on it is inconclusive.
- Without an `end`, the session is judged up to its last line: what was due then, or later, is open.

And nothing is held for it that was not shown: a session in which no requirement was tested is not judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from connref.errors import ProtocolError
from connref.oracle.diagnosis import CaseVerdict
from connref.oracle.judge import Judge
from connref.protocol import CALLS, Do, InputName, Observation, ObservationKind
from connref_adapters.recorded.begin import begin
from connref_adapters.recorded.format import Event, event_from_json
from connref_adapters.recorded.header import LEAST_RECORDED, Header
from connref_adapters.recorded.instants import WrongUnitError
from connref_adapters.recorded.result import SessionFailure, SessionResult, SessionVerdict


class SessionJudge:
    """Judges one session: feed it line by line, then ask for the `verdict` and the `result`.

    `named` is whether a line has named the session. `gap` is the first line that could not be used before a line that
    could.
    """

    def __init__(self, header: Header, line: int) -> None:
        self.header = header
        self.first_line = self.last_line = line
        self.events = 0
        self.skipped = 0
        self.named = False
        self.ended = False
        self.gap: int | None = None
        self.wrong: str | None = None
        self._failed_by: int | None = None
        self._before: int = line
        self._skipped_last: int | None = None
        self._learns = header.observes is None
        self._instants = header.instants()
        self._judge = Judge(header.mode, header.profile, header.observes or LEAST_RECORDED)
        self._case = self._judge.estimate
        self._inherits = begin(self._judge, header)

    @property
    def now(self) -> int:
        """The instant of the last event, in ms."""
        return self._case.now

    def instant(self, body: Mapping[str, Any]) -> int:
        """The instant of a line in ms since the session began. Raises `ProtocolError`.

        Where the unit cannot be right the session is `wrong` from here on.
        """
        at = body.get("at")
        try:
            return self._instants.read(at)
        except WrongUnitError as error:
            self.wrong = self.wrong or str(error)
            raise ProtocolError("at", at, str(error)) from error

    def feed(self, line: int, at: int, body: Mapping[str, Any]) -> None:
        """One event at an instant. Raises `ProtocolError` for one that cannot be used, which changes nothing."""
        case = self._case
        if at < case.now:
            raise ProtocolError(
                "at", body.get("at"), f"time goes back: the event before was at {case.now} ms"
            )
        self._apply(at, event_from_json(body if self._instants.plain else {**body, "at": at}), line)
        self.events += 1
        self.last_line = max(self.last_line, line)
        self._before = line
        if self._skipped_last is not None:
            self.gap = self.gap or self._skipped_last
            self._skipped_last = None

    def skip(self, line: int) -> None:
        """A line that belongs to the session, or may, and cannot be used. It is a gap only if an event follows."""
        self.skipped += 1
        self.last_line = max(self.last_line, line)
        self._skipped_last = self._skipped_last or line

    def verdict(self) -> CaseVerdict:
        """What the oracle says up to the last line, or up to the end where the session has one."""
        before = self._case.violation
        verdict = self._judge.verdict() if self.ended else self._judge.so_far()
        if before is None and verdict.violation is not None:
            self._failed_by = self._before
        return verdict

    def result(self, file: str, verdict: CaseVerdict) -> SessionResult:
        """The judgement of the session by itself, with its place."""
        found, reason = self._found(verdict)
        failure = None
        if found is SessionVerdict.FAIL and verdict.violation is not None:
            failure = SessionFailure.of(verdict.violation, self.failed_by)
        return SessionResult(
            self.header.session,
            file,
            self.first_line,
            self.last_line,
            self.events,
            self.skipped,
            found,
            tested=verdict.tested,
            failure=failure,
            reason=reason,
        )

    @property
    def failed_by(self) -> int:
        """The line that shows a failure; the last event's where nothing else does."""
        return self._failed_by or self._before

    def _found(self, verdict: CaseVerdict) -> tuple[SessionVerdict, str | None]:
        violation, gap = verdict.violation, self.gap
        if self.wrong is None:
            try:
                self._instants.check_fine()
            except WrongUnitError as error:
                self.wrong = str(error)
        if self.wrong is not None:
            return SessionVerdict.UNUSABLE, self.wrong
        if not self.events:
            return SessionVerdict.UNUSABLE, "it has no events"
        if gap is not None and violation is None:
            return (
                SessionVerdict.INCONCLUSIVE,
                f"line {gap} could not be used; nothing is wrong with the rest",
            )
        if gap is not None and violation is not None and gap < self.failed_by:
            return SessionVerdict.INCONCLUSIVE, (
                f"line {gap} could not be used; without it, {violation.requirement} seems to fail at line "
                f"{self.failed_by}: expected {violation.expected}, observed {violation.observed}"
            )
        if violation is not None:
            return SessionVerdict.FAIL, None
        if self._case.unjudged:
            return (
                SessionVerdict.INCONCLUSIVE,
                "it logs in or out before init; what holds after that is nowhere said",
            )
        if not verdict.tested:
            return SessionVerdict.NOT_JUDGED, "no requirement was tested: nothing happened that one speaks of"
        return SessionVerdict.CONFORMS, None

    def _apply(self, at: int, event: Event, line: int) -> None:
        if self.ended:
            raise ProtocolError("at", at, "the session has ended; another one begins with a header")
        judge, case = self._judge, self._case
        if isinstance(event, Do):
            self._check_unique(event)
        elif isinstance(event, Observation) and self._learns and event.kind not in case.observes:
            case.learn(event.kind)
        judging = case.violation is None
        judge.advance(at)
        if judging and case.violation is not None:
            # Something was due before this instant: the line before has its reason, after which it did not come.
            self._failed_by = self._before
        elif isinstance(event, Observation):
            judge.observe(self._inherited(event) if self._inherits else event)
        elif isinstance(event, Do):
            judge.input(event)
        else:
            self.ended = True
        if judging and case.violation is not None:
            self._failed_by = self._failed_by or line

    def _inherited(self, seen: Observation) -> Observation:
        """The socket that was open when the recording began has a number that the oracle was not told."""
        sockets = self._case.sockets
        known = seen.socket in sockets.open_sockets or seen.socket in sockets.opening_sockets
        if seen.kind is not ObservationKind.SOCKET_CLOSED or known:
            return seen
        self._inherits = False
        return replace(seen, socket=None)

    def _check_unique(self, done: Do) -> None:
        if done.input in CALLS and self._case.calls.knows(str(done.value)):
            raise ProtocolError("call", done.value, "another call of this session has the same name")
        if done.input is InputName.SERVER_MESSAGE and self._case.messages.knows(str(done.value)):
            raise ProtocolError("message", done.value, "another message of this session has the same name")
