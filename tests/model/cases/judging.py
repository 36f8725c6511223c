"""Cases played on simulated SDKs and judged at once, with coverage where it is asked for."""

from __future__ import annotations

from connref.cases.coverage import Coverage
from connref.oracle.diagnosis import CaseVerdict
from connref.oracle.judge import Judge
from connref.protocol import Case, Do, ObservationKind, Profile, observation_from_json
from fakes.driver import FakeDriver
from fakes.sdk import ChatSdk
from fakes.sdk_auto import AutoSdk
from fakes.sdk_manual import ManualSdk


def judged(driver: FakeDriver, case: Case, profile: Profile, coverage: Coverage | None = None) -> CaseVerdict:
    """The verdict on one case; a step that the driver refuses is an error of the test."""
    observes = frozenset(k for k in ObservationKind if k.value not in driver.options.unobserved)
    judge = Judge(case.mode, profile, observes)
    if coverage is not None:
        coverage.watch(judge, case.mode)
    driver.request({"id": 0, "op": "reset", "mode": case.mode and case.mode.value})
    for number, step in enumerate(case.steps, 1):
        reply = driver.request({"id": number, **step.request()})
        assert reply["ok"], (case.id, reply)
        if isinstance(step, Do):
            if coverage is not None:
                coverage.input(step, judge)
            judge.input(step)
        for seen in reply["observations"]:
            judge.observe(observation_from_json(seen))
        judge.advance(reply["now"])
    verdict = judge.verdict()
    if coverage is not None:
        coverage.finish(verdict)
    return verdict


class _Late(ChatSdk):
    """Reports the success of a ping some time after the call, whatever has become of the connection by then."""

    late_by = 2_000

    def send_ping(self, call: str) -> None:
        """Put the ping on the wire, and do not wait for its answer."""
        if self.socket is not None:
            self.socket.ping(call)
            self.process.at(self.process.now + self.late_by, lambda: self.ping_answered(call))


class LateManual(_Late, ManualSdk):
    """Manual mode."""


class LateAuto(_Late, AutoSdk):
    """Auto mode."""


class GraceLateManual(LateManual):
    """A ping that takes a whole grace."""

    late_by = 30_000
