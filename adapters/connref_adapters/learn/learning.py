"""A whole learning: the kit's run for the readings, then each mode in its share of the budget."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from connref.errors import UsageError
from connref.oracle.readings import EVERYTHING, Cube
from connref.protocol import Mode, Profile
from connref.spec.interpretations import INTERPRETATIONS
from connref_adapters.drivers import Driver, DriverFault, Hello
from connref_adapters.kit.play import RunSettings
from connref_adapters.kit.replay import established_by
from connref_adapters.kit.run import Run
from connref_adapters.learn.result import Learned, Stage
from connref_adapters.learn.session import LearnSettings, Session

Told = Callable[[str], None]
"""Told in a line what was reached."""


@dataclass(slots=True)
class Learning:
    """What was learned: each mode, and the readings that the run left. `fault` and `interrupted` say what ended it."""

    modes: list[Learned]
    interpretations: Mapping[str, Sequence[str]]
    fault: DriverFault | None = None
    interrupted: bool = False

    @property
    def blamed(self) -> int:
        """How many stories are held against the SDK."""
        return sum(len(each.blamed) for each in self.modes)

    @property
    def complete(self) -> bool:
        """Whether every mode came to the end of the suites that were asked for."""
        return (
            not self.interrupted and self.fault is None and all(each.extra is not None for each in self.modes)
        )


def learn(
    driver: Driver,
    hello: Hello,
    profile: Profile,
    modes: Sequence[Mode],
    settings: LearnSettings,
    told: Told = lambda _: None,
) -> Learning:
    """Learn those of the modes that the driver has, one after the other.

    Raises `UsageError` for a driver that has none of them, or without `init` and `login`.
    """
    began = time.monotonic()
    modes = _had(modes, hello, told)
    learning = Learning([], {})
    established = _readings(driver, learning, told)
    for place, mode in enumerate(modes):
        if learning.interrupted or learning.fault is not None:
            break
        left = settings.budget_s - (time.monotonic() - began)
        share = replace(settings, budget_s=max(left / (len(modes) - place), 0.0))
        session = Session(driver, hello, profile, mode, share, established, _telling(mode, told))
        learning.modes.append(session.run())
        learning.fault = session.result.fault
        learning.interrupted = session.result.interrupted
    return learning


def _had(modes: Sequence[Mode], hello: Hello, told: Told) -> Sequence[Mode]:
    had = [mode for mode in modes if mode in hello.modes]
    if not had:
        raise UsageError(f"the driver has no {' and no '.join(modes)} mode: nothing to learn")
    for mode in modes:
        if mode not in had:
            told(f"{mode.value}: the driver does not have it")
    return had


def _readings(driver: Driver, learning: Learning, told: Told) -> Cube:
    """The readings that the cases about interpretations leave."""
    outcome = Run(driver, RunSettings(only=tuple(INTERPRETATIONS))).execute()
    learning.fault, learning.interrupted = outcome.fault, outcome.interrupted
    learning.interpretations = outcome.report.interpretations
    told(f"readings: {outcome.report.cases} cases")
    return established_by(learning.interpretations) if outcome.report.cases else EVERYTHING


def _telling(mode: Mode, told: Told) -> Callable[[Stage], None]:
    def tell(stage: Stage) -> None:
        told(f"{mode.value}: {stage.name}: {stage.states} states, {stage.cases} cases")

    return tell
