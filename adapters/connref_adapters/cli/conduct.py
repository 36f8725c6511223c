"""One run, from a driver that is starting to the written reports and what is told of them."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from connref.cases.catalogue import all_cases
from connref.errors import UsageError
from connref.protocol import Mode, Profile
from connref.semantics.table import compile_table
from connref_adapters.cli.driver_options import DriverOptions, Started
from connref_adapters.cli.endings import DOES_NOT_HOLD, INTERRUPTED, WELL, WRONG_USE
from connref_adapters.cli.interrupts import to_its_end
from connref_adapters.cli.output import emit_error, standard_output
from connref_adapters.cli.progress import RunProgress
from connref_adapters.cli.report_pictures import finding_pictures
from connref_adapters.cli.results import RESULTS
from connref_adapters.cli.scenarios import check_scenarios
from connref_adapters.cli.selecting import check_selection
from connref_adapters.drivers import DriverFault, Hello
from connref_adapters.drivers.faults import LONGEST_DETAIL, SHOWN_LOG_LINES
from connref_adapters.kit.asking import telling
from connref_adapters.kit.choosing import Choice
from connref_adapters.kit.play import RunSettings
from connref_adapters.kit.run import Run, RunOutcome
from connref_adapters.kit.tally import Mistake
from connref_adapters.reports import (
    Baseline,
    BaselineOutcome,
    RunReport,
    RunVerdict,
    Verdict,
    WriteError,
    WrittenReports,
    apply_baseline,
    load_baseline,
    model_catalogue,
    print_verdicts,
    results_json,
    write_baseline_file,
    write_reports,
)
from connref_adapters.reports.text import count
from connref_adapters.safe_text import visible

HOLDS = (RunVerdict.CONFORMS, RunVerdict.HOLDS_IN_PART)
"""The verdicts with which a run ends well."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a run is asked for: the driver, where the reports go, and what the run is held against.

    With `as_json` standard output has what results.json has, and nothing else.
    """

    driver: DriverOptions
    out: Path
    settings: RunSettings
    baseline: Path | None = None
    write_baseline: Path | None = None
    scenarios: Path | None = None
    as_json: bool = False


@dataclass(frozen=True, slots=True)
class Finished:
    """A run that has ended, however it ended, with its reports on disk.

    `recovered` are the faults of the driver that a restart got over.
    """

    order: Order
    outcome: RunOutcome
    baseline: BaselineOutcome | None
    written: WrittenReports | WriteError
    recovered: tuple[DriverFault, ...]
    wrote_baseline: bool

    @property
    def report(self) -> RunReport:
        """What was found."""
        return self.outcome.report

    @property
    def status(self) -> int:
        """The exit status (docs/reading-a-report.md)."""
        if self.outcome.interrupted:
            return INTERRUPTED
        at_fault = self.outcome.fault is not None or self.outcome.misled > 0
        if at_fault or isinstance(self.written, WriteError):
            return WRONG_USE
        if self.baseline is not None:
            return WELL if self.baseline.holds else DOES_NOT_HOLD
        if self.wrote_baseline:
            return WELL
        return WELL if self.report.verdict in HOLDS else DOES_NOT_HOLD


def conduct(order: Order, start: Started, progress: RunProgress) -> Finished:
    """Judge, and write the reports of whatever was found.

    Raises, before a case is played, `UsageError` for a selection that selects nothing or a baseline of another
    implementation, `ReportError` for files that cannot be read or written, `DriverFault` for a driver that does not
    introduce itself.
    """
    check_selection(order.settings, order.driver.numbers)
    known = None if order.baseline is None else load_baseline(order.baseline)
    check_writable(order.out)
    _warm_up(order.settings, order.driver.numbers)
    hello = order.driver.judged(start.hello())
    if known is not None:
        _check_same(known, hello, order.baseline)
    check_scenarios(order.scenarios, order.settings.own, telling(hello.profile))
    with progress:
        run = Run(start.driver, order.settings, hello, progress.after_case)
        progress.begins(hello, run.cases, order.driver.jobs)
        outcome = _with_goodbye(run.execute(), start)
    return to_its_end(lambda: _written(order, outcome, known, tuple(start.driver.recovered)))


def _warm_up(settings: RunSettings, numbers: Profile) -> None:
    """Compile what the first case is judged by while the driver still loads: the first verdict comes sooner."""
    only = Choice(settings.only, settings.exclude).beginnings
    first = next(all_cases(numbers, only=only, own=settings.own))
    compile_table(first.mode or Mode.AUTO)


def check_writable(folder: Path) -> None:
    """Raises `UsageError` where no reports could be written, before anything is played for them."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    if not folder.is_dir():
        raise UsageError(
            f"--out {folder}: is not a folder and cannot become one; name a folder that can be made"
        )
    for path in (folder / name for name in WrittenReports.NAMES):
        if path.is_dir():
            raise UsageError(
                f"--out {folder}: {path.name} is a folder there; move it away, or name another folder"
            )
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UsageError(f"--out {folder}: nothing may be written there; name another folder")


def _check_same(known: Baseline, hello: Hello, path: Path | None) -> None:
    judged = hello.implementation.name
    if known.implementation != judged:
        raise UsageError(
            f"--baseline {path}: it is of {known.implementation!r} and this driver is of {judged!r}; "
            "name the baseline of this implementation, or write one with --write-baseline FILE"
        )


def _with_goodbye(outcome: RunOutcome, start: Started) -> RunOutcome:
    """See the driver end well: what it does after bye is judged too (the driver protocol)."""
    if outcome.fault is not None or outcome.interrupted:
        return outcome
    try:
        start.driver.bye()
    except DriverFault as fault:
        return replace(outcome, fault=fault)
    except KeyboardInterrupt:
        return replace(outcome, interrupted=True)
    return outcome


def _explorer(report: RunReport) -> str | None:
    """The explorer, where there is a failure to step through and a renderer for its chart (the extra `draw`)."""
    if not report.with_verdict(Verdict.FAIL):
        return None
    from connref_adapters.drawing.render import RendererError
    from connref_adapters.explorer import page

    try:
        return page()
    except RendererError:
        return None


def _written(
    order: Order, outcome: RunOutcome, known: Baseline | None, recovered: tuple[DriverFault, ...]
) -> Finished:
    catalogue = model_catalogue()
    held = None if known is None else apply_baseline(outcome.report, known, catalogue)
    try:
        pictures = finding_pictures(outcome.report)
        written = write_reports(
            outcome.report, catalogue, order.out, held, _explorer(outcome.report), pictures
        )
        complete = outcome.fault is None and not outcome.interrupted
        wrote = order.write_baseline is not None and complete
        if order.write_baseline is not None and complete:
            write_baseline_file(outcome.report, order.write_baseline)
    except WriteError as error:
        # What was found is told all the same.
        return Finished(order, outcome, held, error, recovered, wrote_baseline=False)
    return Finished(order, outcome, held, written, recovered, wrote_baseline=wrote)


def tell(finished: Finished) -> None:
    """Print what was found and where the reports are, and last what went wrong."""
    with standard_output() as stream:
        if finished.order.as_json:
            stream.write(results_json(finished.report, model_catalogue()).decode("ascii"))
        else:
            print_verdicts(
                finished.report,
                model_catalogue(),
                stream,
                finished.baseline,
                written=[*_written_lines(finished)],
                again=lambda requirement: _replay_command(finished, requirement),
            )
    for fault in finished.recovered:
        emit_error(f"warning: the driver was restarted once.\n{fault}")
    for line in _endings(finished):
        emit_error(line)


def _written_lines(finished: Finished) -> Iterator[str]:
    if not isinstance(finished.written, WriteError):
        yield from (f"wrote {path}" for path in finished.written.paths)
    if finished.wrote_baseline:
        yield f"wrote {finished.order.write_baseline}: give each entry the reason why it is accepted"


def _replay_command(finished: Finished, requirement: str) -> str:
    """The command that plays a counterexample again, to be pasted into the shell in which this run was started."""
    options = finished.order.driver
    results = finished.order.out / RESULTS
    said = {
        "--driver": options.reach.driver,
        "--listen": options.reach.listen,
        "--host": options.reach.host,
        "--bound": options.bound_ms,
        "--timeout": options.timeout_s,
    }
    given = [word for name, value in said.items() if value is not None for word in (name, f"{value}")]
    return shlex.join(["connref", "replay", f"{results}#{requirement}", *given])


def _endings(finished: Finished) -> list[str]:
    """Why the exit status is what it is, where the table does not say so."""
    lines: list[str] = []
    if finished.outcome.interrupted:
        lines.append("connref run: interrupted; the reports have what was found so far")
    if finished.outcome.fault is not None:
        lines.append(f"connref run: {finished.outcome.fault}")
    lines += [_mistake_words(mistake) for mistake in finished.outcome.mistakes]
    if finished.outcome.mistakes:
        lines.append(
            f"connref run: the driver made mistakes of its own in {count(finished.outcome.misled, 'case')}; nothing "
            "of that is held against the SDK: mend the driver, and run again"
        )
    if isinstance(finished.written, WriteError):
        lines.append(f"connref run: {finished.written}")
    stopped = finished.outcome.interrupted or finished.outcome.fault is not None
    if finished.order.write_baseline is not None and not finished.wrote_baseline:
        lines.append(
            f"connref run: {finished.order.write_baseline} was not written: the run did not come to its end"
        )
    if not stopped and not finished.report.cases:
        lines.append(
            "connref run: no case could be played: each one that was asked for needs an input that the driver does "
            "not list or cannot carry out; list more inputs in the reply to hello, or ask for other cases"
        )
    elif not stopped and finished.report.verdict is RunVerdict.INCONCLUSIVE:
        lines.append(
            "connref run: nothing fails, and not everything was decided: see what is left undecided above"
        )
    return lines


def _mistake_words(mistake: Mistake) -> str:
    """What the driver said of a mistake, and the end of its log of that case."""
    log = [f"    | {visible(line)}" for line in mistake.log.splitlines()[-SHOWN_LOG_LINES:]]
    head = f"a mistake of the driver in case {mistake.case.id}: {visible(mistake.message, LONGEST_DETAIL)}"
    return "\n".join([head, *(["  its log of that case:", *log] if log else [])])
