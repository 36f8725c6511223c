"""What is printed of a finished run beside the verdict table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.adapters.reports.sample import conforming_report

from connref_adapters.cli.conduct import Finished, Order, tell
from connref_adapters.cli.driver_options import DriverOptions
from connref_adapters.drivers import DriverFault, FaultReason
from connref_adapters.drivers.faults import Trouble
from connref_adapters.kit.play import RunSettings
from connref_adapters.kit.run import RunOutcome
from connref_adapters.reports import RunVerdict, WrittenReports, model_catalogue, verdict_lines

WRITTEN = WrittenReports(Path("r.json"), Path("j.xml"), Path("s.md"), Path("p.html"))
FAULT = DriverFault(Trouble(FaultReason.EXIT, "it exited"))
ORDER = Order(DriverOptions("x"), Path("out"), RunSettings())
REPORT = conforming_report()
WELL = Finished(ORDER, RunOutcome(REPORT, None), None, WRITTEN, (), wrote_baseline=False)


def told(finished: Finished, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    tell(finished)
    out, err = capsys.readouterr()
    return out, err


def test_the_table_comes_first_and_then_where_the_files_are(capsys: pytest.CaptureFixture[str]) -> None:
    out, err = told(WELL, capsys)
    table = "\n".join(verdict_lines(REPORT, model_catalogue()))
    assert out == f"{table}\n\nwrote r.json\nwrote j.xml\nwrote s.md\nwrote p.html\n"
    assert err == ""


@pytest.mark.parametrize(
    ("finished", "said"),
    [
        (replace(WELL, recovered=(FAULT,)), "warning: the driver was restarted"),
        (
            replace(WELL, outcome=RunOutcome(REPORT, FAULT)),
            "connref run: the driver is at fault (ended early)",
        ),
        (
            replace(WELL, outcome=RunOutcome(REPORT, None, interrupted=True)),
            "connref run: interrupted; the rep",
        ),
        (
            replace(WELL, outcome=RunOutcome(replace(REPORT, cases=0), None)),
            "connref run: no case could be pl",
        ),
        (
            replace(WELL, outcome=RunOutcome(replace(REPORT, verdict=RunVerdict.INCONCLUSIVE), None)),
            "connref run: nothing fails, and not everything was decided",
        ),
        (
            replace(
                WELL,
                order=replace(ORDER, write_baseline=Path("known.json")),
                outcome=RunOutcome(REPORT, None, interrupted=True),
            ),
            "connref run: known.json was not written: the run did not come to its end",
        ),
    ],
)
def test_what_the_table_does_not_say_is_said(
    capsys: pytest.CaptureFixture[str], finished: Finished, said: str
) -> None:
    assert said in told(finished, capsys)[1]


def test_a_selection_is_never_blamed_for_deciding_little(capsys: pytest.CaptureFixture[str]) -> None:
    order = replace(ORDER, settings=RunSettings(only=("MAN-GRACE",)))
    outcome = RunOutcome(replace(REPORT, verdict=RunVerdict.INCONCLUSIVE), None)
    assert told(replace(WELL, order=order, outcome=outcome), capsys)[1] == ""


def test_a_baseline_that_was_written_asks_for_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    order = replace(ORDER, write_baseline=Path("known.json"))
    out, _ = told(replace(WELL, order=order, wrote_baseline=True), capsys)
    assert out.endswith("wrote known.json: give each entry the reason why it is accepted\n")
