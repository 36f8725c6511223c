"""A run from its order to its exit status: what is refused before anything is played, and what each ending means."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from tests.adapters.cli.command import broken
from tests.adapters.reports.sample import conforming_report, sample_report

from connref.errors import UsageError
from connref_adapters.cli.conduct import Finished, Order, check_writable, conduct
from connref_adapters.cli.driver_options import DriverOptions, started
from connref_adapters.cli.progress import PlainProgress
from connref_adapters.drivers import DriverFault, FaultReason
from connref_adapters.drivers.attaching import Reach
from connref_adapters.drivers.faults import Trouble
from connref_adapters.kit.play import RunSettings
from connref_adapters.kit.run import RunOutcome
from connref_adapters.reports import BaselineOutcome, RunReport, RunVerdict, WrittenReports

CONFORMS, FAILS = conforming_report(), sample_report()
HOLDS = BaselineOutcome({"MAN-GRACE": "known"}, (), (), ())
MISSES = BaselineOutcome({}, ("MAN-GRACE",), (), ())
FAULT = DriverFault(Trouble(FaultReason.EXIT, "it exited"))
NOWHERE = WrittenReports(Path("a"), Path("b"), Path("c"), Path("d"))


def finished(
    report: RunReport,
    *,
    fault: DriverFault | None = None,
    interrupted: bool = False,
    misled: int = 0,
    baseline: BaselineOutcome | None = None,
    wrote: bool = False,
) -> Finished:
    order = Order(DriverOptions(Reach("x")), Path("out"), RunSettings())
    outcome = RunOutcome(report, fault, interrupted, misled=misled)
    return Finished(order, outcome, baseline, NOWHERE, (), wrote_baseline=wrote)


@pytest.mark.parametrize(
    ("run", "status"),
    [
        (finished(CONFORMS), 0),
        (finished(FAILS), 1),
        (finished(FAILS, baseline=HOLDS), 0),
        (finished(FAILS, baseline=MISSES), 1),
        (finished(CONFORMS, baseline=MISSES), 1),
        (finished(FAILS, wrote=True), 0),
        (finished(FAILS, baseline=MISSES, wrote=True), 1),
        (finished(CONFORMS, fault=FAULT), 2),
        (finished(FAILS, fault=FAULT, baseline=HOLDS), 2),
        (finished(FAILS, interrupted=True), 130),
        (finished(replace(CONFORMS, verdict=RunVerdict.HOLDS_IN_PART)), 0),
        (finished(replace(CONFORMS, verdict=RunVerdict.INCONCLUSIVE)), 1),
        (finished(replace(CONFORMS, verdict=RunVerdict.INCONCLUSIVE, cases=0)), 1),
        (finished(CONFORMS, misled=1), 2),
        (finished(FAILS, misled=1, baseline=HOLDS), 2),
    ],
)
def test_the_status_of_every_ending(run: Finished, status: int) -> None:
    assert run.status == status


def test_a_folder_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(UsageError, match="is not a folder and cannot become one"):
        check_writable(tmp_path / "file")
    check_writable(tmp_path / "new" / "deep")
    assert (tmp_path / "new" / "deep").is_dir()


def test_a_folder_without_the_right_to_write_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(path: Path, mode: int) -> bool:
        return False

    monkeypatch.setattr("connref_adapters.cli.conduct.os.access", denied)
    with pytest.raises(UsageError, match="nothing may be written there"):
        check_writable(tmp_path)


def test_nothing_is_played_for_a_selection_that_selects_nothing(tmp_path: Path) -> None:
    options, stream = DriverOptions(Reach(broken())), StringIO()
    order = Order(options, tmp_path / "out", RunSettings(only=("MAN-GRASE",)))
    with started(options) as start, pytest.raises(UsageError, match="did you mean MAN-GRACE"):
        conduct(order, start, PlainProgress(stream))
    assert stream.getvalue() == ""
    assert not (tmp_path / "out").exists()
