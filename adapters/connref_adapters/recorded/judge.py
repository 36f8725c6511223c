"""One recorded session under judgement: the oracle is fed line by line, and what it says is held to what was recorded.

Nothing is held against an SDK that the recording does not show beyond doubt:

- Where the header does not say what is recorded, a kind counts as recorded from its first occurrence on.
- After a line that cannot be used, what seems to fail may have its reason there: from then on it is inconclusive.
- An input just after a close that it explains came before it, as far as instants may be off (`waiting`).
- Without an `end`, the session is judged up to its last line: what was due then, or later, is open.

And nothing is held for it that was not shown: a session in which no requirement was tested is not judged.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

from connref.errors import ProtocolError
from connref.monitoring.events import Named, classify, follow, name_of
from connref.monitoring.monitor import Monitor
from connref.oracle.diagnosis import CaseVerdict
from connref.oracle.judge import Judge
from connref.protocol import CALLS, Do, InputName, Observation
from connref_adapters.recorded.automata import Automata
from connref_adapters.recorded.begin import begin, fresh
from connref_adapters.recorded.format import End, Event, event_from_json
from connref_adapters.recorded.header import Header
from connref_adapters.recorded.instants import WrongUnitError
from connref_adapters.recorded.result import SessionFailure, SessionResult, SessionVerdict
from connref_adapters.recorded.waiting import Late, Waiting, is_close

_INIT = Do(InputName.INIT)
_MESSAGES = frozenset({InputName.SERVER_MESSAGE})
_GIVES_NAMES = CALLS | _MESSAGES
_MET: set[Hashable] = set()
"""The classes of events that were met in some session, and so are written as the protocol asks."""


class SessionJudge:
    """Judges one session: feed it line by line, then ask for the `verdict` and the `result`.

    `named` is whether a line has named the session. `gap` is the first line that could not be used before a line that
    could. With `automata` it is judged by looking up, as far as that goes; without, by the oracle alone.
    """

    def __init__(self, header: Header, line: int, automata: Automata | None = None) -> None:
        self.header = header
        self.first_line = self.last_line = line
        self.events = 0
        self.skipped = 0
        self.named = False
        self.ended = False
        self.gap: int | None = None
        self.wrong: str | None = None
        self._unjudged = False
        self._initialised = header.start is not None and header.start.ready
        self._failed_by: int | None = None
        self._before: int = line
        self._skipped_last: int | None = None
        self._learns = header.observes is None
        self._instants = header.instants()
        self._monitor = None if automata is None else automata.monitor(header)
        self._inherits = False
        if self._monitor is None:
            self._judge_alone(fresh(header))
            self._inherits = begin(self._judge, header)

    @property
    def now(self) -> int:
        """The instant of the last event, in ms."""
        return self._waiting.now if self._monitor is None else self._monitor.now

    def quick(self, line: int, at: int, kind: Hashable, name: Named) -> bool:
        """One event of a class that was met before; False, and nothing is changed, where it needs more care."""
        if self._skipped_last is not None or self.ended or not self._instants.quick(at):
            return False
        if self._monitor is not None:
            if not self._monitor.step(kind, name, at):
                return False
        elif not self._goes_on(at, kind, name):
            return False
        if kind == "init":
            self._initialised = True
        self.events += 1
        self.last_line = self._before = line
        return True

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
        if at < self.now:
            raise ProtocolError(
                "at", body.get("at"), f"time goes back: the event before was at {self.now} ms"
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
        if self._monitor is not None:
            found = self._monitor.verdict(ended=self.ended)
            if found is not None:
                verdict, self._unjudged = found
                return verdict
            self._go_on_alone(self._monitor)
        self._waiting.flush()
        before = self._judge.violation
        verdict = self._judge.verdict() if self.ended else self._judge.so_far()
        if before is None and verdict.violation is not None:
            self._failed_by = self._before
        self._unjudged = self._judge.estimate.unjudged
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
            tested=verdict.tested - self.header.profile.variant.unjudged,
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
        if violation is None and self._unjudged:
            return (
                SessionVerdict.INCONCLUSIVE,
                "it logs in or out before init; what holds after that is nowhere said",
            )
        if not self._initialised:
            reason = "it never calls init; where it begins in the middle, its header needs state"
            return SessionVerdict.NOT_JUDGED, reason
        if violation is not None:
            return SessionVerdict.FAIL, None
        if not verdict.tested - self.header.profile.variant.unjudged:
            return SessionVerdict.NOT_JUDGED, "no requirement was tested: nothing happened that one speaks of"
        return SessionVerdict.CONFORMS, None

    def _apply(self, at: int, event: Event, line: int) -> None:
        if self.ended:
            raise ProtocolError("at", at, "the session has ended; another one begins with a header")
        happening = None if isinstance(event, End) else event
        if self._monitor is None or not self._learn(self._monitor, happening, at):
            self._apply_alone(at, happening, line)
        self.ended = happening is None
        self._initialised = self._initialised or happening == _INIT

    def _learn(self, monitor: Monitor, event: Do | Observation | None, at: int) -> bool:
        """Take an event that the automaton may not know yet; False where the oracle has to go on alone."""
        names_again = isinstance(event, Do) and event.input in _GIVES_NAMES and monitor.knows(name_of(event))
        if not names_again and monitor.learn(event, at):
            if event is not None:
                _MET.add(classify(event)[0])
            return True
        self._go_on_alone(monitor)
        return False

    def _go_on_alone(self, monitor: Monitor) -> None:
        self._judge_alone(monitor.alone())
        self._monitor = None

    def _apply_alone(self, at: int, event: Do | Observation | None, line: int) -> None:
        if isinstance(event, Do):
            self._check_unique(event)
        if event is None:
            self._waiting.flush()
            self._advance(at, self._before)
        else:
            self._waiting.take(Late(at, self._inherited(event), line, self._before))

    def _judge_alone(self, judge: Judge) -> None:
        """The oracle judges what comes, in the order that explains it."""
        self._judge = judge
        self._waiting = Waiting(judge, lambda: fresh(self.header), self._feed, learns=self._learns)

    def _advance(self, at: int, before: int) -> bool:
        """Let time pass; whether what comes then is to be judged.

        What was due before has its reason in the line before, after which it did not come.
        """
        judging = self._judge.violation is None
        self._judge.advance(at)
        if judging and self._judge.violation is not None:
            self._failed_by = before
        return judging

    def _feed(self, late: Late) -> None:
        judge = self._judge
        judging = self._advance(late.at, late.before)
        if not judging or judge.violation is None:
            follow(judge, late.event, late.at, learns=self._learns)
        if judging and judge.violation is not None:
            self._failed_by = self._failed_by or late.line

    def _goes_on(self, at: int, kind: Hashable, name: Named) -> bool:
        """Whether the oracle has nothing to say of an event any more, because it found the session wrong before."""
        case = self._judge.estimate
        if (
            case.violation is None
            or kind not in _MET
            or case.calls.knows(str(name))
            or case.messages.knows(str(name))
        ):
            return False
        case.pass_to(at)
        return True

    def _inherited(self, event: Do | Observation) -> Do | Observation:
        """The socket that was open when the recording began has a number that the oracle was not told."""
        if not self._inherits or not isinstance(event, Observation) or not is_close(event):
            return event
        sockets = self._judge.estimate.sockets
        if event.socket in sockets.open_sockets or event.socket in sockets.opening_sockets:
            return event
        self._inherits = False
        return replace(event, socket=None)

    def _check_unique(self, done: Do) -> None:
        estimate = self._judge.estimate
        for what, inputs, known in (
            ("call", CALLS, estimate.calls.knows),
            ("message", _MESSAGES, estimate.messages.knows),
        ):
            if done.input in inputs and (
                known(str(done.value)) or self._waiting.has_named(inputs, done.value)
            ):
                raise ProtocolError(what, done.value, f"another {what} of this session has the same name")
