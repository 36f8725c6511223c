"""What `make run` does: the kit judges the reference, our own runtime and a published chat SDK, side by side.

    python -m connref_adapters.cli.showcase

It is a demonstration: its status is 0 although the published SDK does not conform, as long as the kit itself worked.
What cannot be had here (Node, npm, the network) costs one line, not the run.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from connref.errors import ConnrefError
from connref_adapters.cli.conduct import Finished, Order, conduct
from connref_adapters.cli.driver_options import DriverOptions, started
from connref_adapters.cli.endings import WELL, WRONG_USE, guarded
from connref_adapters.cli.interrupts import interruptible
from connref_adapters.cli.output import emit, emit_error, make_safe
from connref_adapters.cli.progress import progress_on
from connref_adapters.cli.run import DEFAULT_OUT
from connref_adapters.drivers.attaching import Reach
from connref_adapters.kit.play import RunSettings
from connref_adapters.reports import WrittenReports, compare_text, make_comparison, model_catalogue
from connref_adapters.reports.text import count
from connref_adapters.reports.words import headline
from connref_adapters.sdks import InstallError

SHOWN = ("reference", "runtime", "react-native")
"""The drivers that are judged, in this order."""

JOBS = {"runtime": 8}
"""How many of a driver work at once: the runtime, over real sockets and on a real clock, mostly waits."""

SETTINGS = RunSettings(budget_ms=30_000)
"""The budget is for the runtime: how long its cases may wait in all."""


def main(names: Sequence[str] = SHOWN, folder: Path = DEFAULT_OUT) -> int:
    """Judge each driver, print one table, and say where the reports are. Status 0, or 2 where the kit failed."""
    make_safe()
    return guarded(lambda: show(names, folder))


@interruptible()
def show(names: Sequence[str], folder: Path) -> int:
    """As `main`. Raises `ConnrefError` for anything that is not the absence of an SDK, and `KeyboardInterrupt`."""
    finished: list[Finished] = []
    for name in names:
        try:
            finished.append(_judged(name, folder / name))
        except InstallError as error:
            emit_error(f"skipped {name}: {_in_one_line(error)}")
    if not finished:
        return WRONG_USE
    emit(compare_text(make_comparison([each.report for each in finished], model_catalogue())) + "\n")
    for each in finished:
        emit(f"{_summary(each)}\n")
    return WRONG_USE if any(each.outcome.fault for each in finished) else WELL


def _judged(name: str, folder: Path) -> Finished:
    options = DriverOptions(Reach(name), jobs=JOBS.get(name, 1))
    with started(options) as start:
        finished = conduct(Order(options, folder, SETTINGS), start, progress_on(sys.stderr))
    if finished.outcome.interrupted:
        raise KeyboardInterrupt
    if finished.outcome.fault is not None:
        emit_error(f"{name}: {finished.outcome.fault}")
    return finished


def _page(finished: Finished) -> str:
    written = finished.written
    return str(written.page) if isinstance(written, WrittenReports) else str(written)


def _summary(finished: Finished) -> str:
    report = finished.report
    played = f"{count(report.cases, 'case')} in {report.seconds:.1f} s"
    return f"{headline(report)}; {played}; report: {_page(finished)}"


def _in_one_line(error: ConnrefError) -> str:
    return " ".join(str(error).split())


if __name__ == "__main__":
    sys.exit(main())
