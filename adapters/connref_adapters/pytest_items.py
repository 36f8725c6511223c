"""The test items of the pytest plugin: one for each requirement, over one run that the first of them starts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import pytest

from connref.errors import ConnrefError
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.drivers import DriverFault, DriverPool, child_process, resolve
from connref_adapters.reports import Finding, RequirementResult, Verdict
from connref_adapters.reports.data import causes
from connref_adapters.reports.words import grounds_words


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says: the driver, and what `RunSettings` and `Profile` call the same."""

    driver: str
    only: tuple[str, ...]
    seed: int
    bound_ms: int | None
    jobs: int

    @property
    def command(self) -> list[str]:
        """The driver's command. Raises `pytest.UsageError` where there is none."""
        try:
            return resolve(self.driver)
        except ConnrefError as error:
            raise pytest.UsageError(str(error).replace("--driver", "--connref-driver")) from None


def read_options(config: pytest.Config) -> Options:
    """The options of the plugin, as they were given."""
    option = cast("Callable[[str], Any]", config.getoption)
    return Options(
        option("--connref-driver"),
        tuple(option("--connref-only")),
        option("--connref-seed"),
        option("--connref-bound"),
        option("--connref-jobs"),
    )


def check_options(config: pytest.Config) -> None:
    """Raises `pytest.UsageError` for options that cannot work, before a driver is started."""
    if hasattr(config, "workerinput") or config.getoption("numprocesses", None):
        raise pytest.UsageError(
            "--connref-driver plays its cases in one process: leave -n out (or give -n 0), and use --connref-jobs N"
        )
    options = read_options(config)
    if options.jobs < 1:
        raise pytest.UsageError("--connref-jobs: a whole number, 1 or more")
    if options.bound_ms is not None and options.bound_ms < 1:
        raise pytest.UsageError("--connref-bound: a whole number of milliseconds, 1 or more")
    _check_selection(options.only)
    if not config.getoption("collectonly"):
        _ = options.command


def requirement_items(session: pytest.Session) -> Iterator[pytest.Item]:
    """An item for each requirement of docs/requirements.md, in its order."""
    group = _Group.from_parent(session, name="connref", nodeid="connref")  # pyright: ignore[reportUnknownMemberType]
    group.run = KitRun(read_options(session.config))
    for requirement in REQUIREMENTS:
        yield RequirementItem.from_parent(group, name=requirement)  # pyright: ignore[reportUnknownMemberType]


class KitRun:
    """The one run that all items look at. It is played when first asked for."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._results: dict[str, RequirementResult] | None = None
        self._findings: tuple[Finding, ...] = ()
        self._fault: DriverFault | None = None

    def play(self) -> None:
        """Play the run, once. Raises `DriverFault` once, if the driver is at fault: the results so far stay."""
        if self._results is not None:
            return
        self._results = {}
        try:
            self._execute()
        except DriverFault as fault:
            self._fault = fault
        if self._fault is not None:
            raise self._fault

    def result(self, requirement: str) -> RequirementResult:
        """What the run found; skips the test where it found nothing."""
        result = (self._results or {}).get(requirement)
        if self._fault is not None and (result is None or result.verdict is not Verdict.FAIL):
            pytest.skip("the driver is at fault; see the error of the first requirement")
        if result is None:
            pytest.skip("the run was not played")
        return result

    def causes(self, requirement: str) -> tuple[Finding, ...]:
        """The findings by which a requirement breaks."""
        return causes(self._findings, requirement)

    def _execute(self) -> None:
        from connref_adapters.kit.play import RunSettings
        from connref_adapters.kit.run import Run

        options, command = self._options, self._options.command
        settings = RunSettings(seed=options.seed, only=options.only)
        with DriverPool(lambda: child_process(command), options.jobs) as driver:
            hello = driver.hello()
            if options.bound_ms is not None:
                hello = replace(hello, profile=replace(hello.profile, reconnect_bound_ms=options.bound_ms))
            outcome = Run(driver, settings, hello).execute()
            self._results = dict(outcome.report.requirements)
            self._findings = outcome.report.findings
            self._fault = outcome.fault
            if self._fault is None:
                driver.bye()


class _Group(pytest.Collector):
    """The parent of the items: it gives them their name, and holds their run."""

    run: KitRun

    def collect(self) -> list[pytest.Item]:
        """Nothing: the items are added once all files are collected, so that none need be there."""
        return []


class RequirementItem(pytest.Item):
    """One requirement: passes, fails with its counterexample, or is skipped with the reason."""

    @property
    def kit_run(self) -> KitRun:
        """The run that all items share."""
        group = self.parent
        assert isinstance(group, _Group)  # noqa: S101 - as `requirement_items` made it
        return group.run

    def setup(self) -> None:
        """Play the run, the first time. Raises `DriverFault`."""
        self.kit_run.play()

    def runtest(self) -> None:
        """Raises `RequirementFailed` where the requirement does not hold."""
        result = self.kit_run.result(self.name)
        match result.verdict:
            case Verdict.FAIL:
                raise RequirementFailed(self.name, result, self.kit_run.causes(self.name))
            case Verdict.UNSUPPORTED | Verdict.INCONCLUSIVE:
                pytest.skip(f"{result.verdict.value}: {grounds_words(result)}")
            case Verdict.PASS:
                pass

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: object = None,  # noqa: ARG002 - the signature is that of pytest
    ) -> str:
        """The counterexample, or what the driver did wrong: no traceback of the kit."""
        if isinstance(excinfo.value, RequirementFailed | ConnrefError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[str, None, str]:
        """Where the item is from, for the report."""
        return "connref", None, f"connref: {self.name}"


class RequirementFailed(Exception):
    """A requirement does not hold; its text has the findings by which it breaks, and the counterexample."""

    def __init__(self, requirement: str, result: RequirementResult, by: Sequence[Finding]) -> None:
        from connref_adapters.testing import failure_text

        super().__init__(failure_text(requirement, result, by))


def _check_selection(only: Sequence[str]) -> None:
    if not only:
        return
    from connref.cases.catalogue import all_cases
    from connref.errors import DefinitionError
    from connref.protocol import Profile
    from connref_adapters.kit.choosing import Choice

    try:
        all_cases(Profile(), only=Choice(tuple(only)).beginnings)
    except DefinitionError as error:
        raise pytest.UsageError(f"--connref-{error}") from None
