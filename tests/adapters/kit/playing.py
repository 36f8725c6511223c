"""Stories played on fakes and judged, for the tests of the kit."""

from __future__ import annotations

from collections.abc import Callable

from connref.cases.own import Scenario
from connref.oracle.diagnosis import Violation
from connref.protocol import Case, Mode, Step, step_from_request
from connref_adapters.drivers import Connection, in_process
from connref_adapters.kit.judge import judge
from connref_adapters.kit.play import RunSettings
from connref_adapters.kit.run import Run, RunOutcome
from connref_adapters.reports import Counterexample
from fakes.driver import FakeDriver
from fakes.options import Options
from fakes.wrong import WRONG


def right(options: Options) -> Connection:
    """A connection to a right fake that takes whatever the kit sends."""
    return in_process(lambda: FakeDriver(options, strict=False))


def wrong(name: str) -> Connection:
    """A connection to a wrong fake."""
    return in_process(WRONG[name].driver)


def run(driver: Connection, *only: str, seed: int = 0, own: tuple[Scenario, ...] = ()) -> RunOutcome:
    """A run of the cases that `only` selects."""
    return Run(driver, RunSettings(seed=seed, only=only, own=own)).execute()


def violation(driver: Connection, mode: Mode | None, steps: tuple[Step, ...]) -> Violation | None:
    """What is wrong with a story, played on a fresh device."""
    case, hello = Case("story", mode, steps, "", ""), driver.hello()
    verdict = judge(case, driver.play(mode, steps), hello.profile, hello.observes)
    return None if verdict is None else verdict.violation


def fails_with(driver: Connection, mode: Mode | None, requirement: str) -> Callable[[tuple[Step, ...]], bool]:
    """Whether a story breaks this requirement."""

    def fails(steps: tuple[Step, ...]) -> bool:
        found = violation(driver, mode, steps)
        return found is not None and found.requirement == requirement

    return fails


def steps_of(counterexample: Counterexample) -> tuple[Step, ...]:
    """The steps of a counterexample as the kit sends them."""
    return tuple(step_from_request(body) for body in counterexample.steps)
