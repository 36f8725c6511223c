"""Cases played by the reference first, which costs no time: so it is known what a case puts to the test.

A case aims at a requirement and can miss it all the same: what it waits for may not fall due within a short grace, or
beside a coarse tolerance. On a real clock, where few cases are played, those that miss would cost a verdict.
"""

from __future__ import annotations

from dataclasses import replace

from connref.protocol import Case, ObservationKind, Profile
from connref_adapters.drivers import in_process
from connref_adapters.drivers.reference import ReferenceDriver
from connref_adapters.kit.judge import judge

LEAST_BOUND_MS = 12
"""The shortest bound that a retry policy fits; see `RetryPolicy.within`."""


class Rehearsal:
    """What cases put to the test, by the numbers (ms) of the SDK that they are for."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        given = replace(profile, reconnect_bound_ms=max(profile.reconnect_bound_ms, LEAST_BOUND_MS))
        self._driver = in_process(lambda: ReferenceDriver(profile=given))

    def tests(self, case: Case) -> bool:
        """Whether the case puts to the test what it aims at."""
        playback = self._driver.play(case.mode, case.steps, label=case.id)
        verdict = judge(case, playback, self._profile, frozenset(ObservationKind))
        return verdict is not None and case.requirement in verdict.tested
