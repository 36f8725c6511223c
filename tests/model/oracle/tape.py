"""A case written by hand: what was done and what was seen, instant by instant, fed to a judge."""

from __future__ import annotations

from connref.oracle.diagnosis import CaseVerdict
from connref.oracle.judge import EVERY_OBSERVATION, Judge
from connref.protocol import CALLS, Do, InputName, Mode, Observation, ObservationKind, Profile

GRACE = 30_000
WITHOUT_STATUS = EVERY_OBSERVATION - {ObservationKind.STATUS}
"""What tapes show that tell nothing of the status."""
BOUND = 60_000


class Tape:
    """Feeds a judge; `at` is always milliseconds since the reset."""

    def __init__(
        self,
        mode: Mode | None = Mode.MANUAL,
        tolerance_ms: int = 0,
        observes: frozenset[ObservationKind] = WITHOUT_STATUS,
        outcomes: frozenset[InputName] = CALLS,
    ) -> None:
        self.judge = Judge(mode, Profile(GRACE, BOUND, tolerance_ms), observes, outcomes)

    def do(self, at: int, name: str, value: str | int | None = None) -> Tape:
        self.judge.advance(at)
        self.judge.input(Do(InputName(name), value))
        return self

    def see(self, at: int, kind: str, socket: int | None = None, **fields: str | None) -> Tape:
        self.judge.observe(Observation(at, ObservationKind(kind), socket, **fields))
        return self

    def outcome(self, at: int, call: str, api: str, result: str) -> Tape:
        return self.see(at, "outcome", call=call, api=api, result=result)

    def signed_in(self) -> Tape:
        return self.do(0, "init").do(0, "login", "alice")

    def connected(self) -> Tape:
        """Manual mode: up at 50 after connect() at 0."""
        self.signed_in().do(0, "connect", "c0").see(0, "socket_opening", socket=1)
        return self.see(50, "socket_open", socket=1).outcome(50, "c0", "connect", "success")

    def closed(self, at: int, by: str = "client", socket: int = 1) -> Tape:
        return self.see(at, "socket_closed", socket=socket, by=by)

    def end(self, at: int) -> CaseVerdict:
        self.judge.advance(at)
        return self.judge.verdict()


def blamed(verdict: CaseVerdict) -> str | None:
    """The requirement that a verdict blames, None where the case passed."""
    return verdict.violation and verdict.violation.requirement
