"""What is printed of a finished run beside the verdict table."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path

import pytest
from tests.adapters.reports.sample import conforming_report, sample_report

from connref_adapters.cli.conduct import Finished, Order, tell
from connref_adapters.cli.driver_options import DriverOptions
from connref_adapters.drivers import DriverFault, FaultReason
from connref_adapters.drivers.attaching import Reach
from connref_adapters.drivers.faults import Trouble
from connref_adapters.kit.play import RunSettings
from connref_adapters.kit.run import RunOutcome
from connref_adapters.reports import RunVerdict, WrittenReports, model_catalogue, results_json, verdict_lines
from connref_adapters.reports.words import headline

WRITTEN = WrittenReports(Path("r.json"), Path("j.xml"), Path("s.md"), Path("p.html"))
FAULT = DriverFault(Trouble(FaultReason.EXIT, "it exited"))
ORDER = Order(DriverOptions(Reach("x")), Path("out"), RunSettings())
REPORT = conforming_report()
WELL = Finished(ORDER, RunOutcome(REPORT, None), None, WRITTEN, (), wrote_baseline=False)


def told(finished: Finished, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    tell(finished)
    out, err = capsys.readouterr()
    return out, err


def test_the_table_comes_with_where_the_files_are_and_the_verdict_last(
    capsys: pytest.CaptureFixture[str],
) -> None:
    out, err = told(WELL, capsys)
    files = [f"wrote {name}" for name in ("r.json", "j.xml", "s.md", "p.html")]
    assert out == "\n".join(verdict_lines(REPORT, model_catalogue(), written=files)) + "\n"
    assert out.splitlines()[-1] == headline(REPORT)
    assert err == ""


def test_the_command_that_plays_it_again_can_be_pasted(capsys: pytest.CaptureFixture[str]) -> None:
    options = DriverOptions(Reach("node 'my driver.mjs'"), bound_ms=5_000)
    finished = replace(
        WELL,
        order=replace(ORDER, driver=options, out=Path("my out")),
        outcome=RunOutcome(sample_report(), None),
    )
    (line,) = (line for line in told(finished, capsys)[0].splitlines() if "#MAN-GRACE-ENDS" in line)
    words = shlex.split(line.removeprefix("    again: "))
    assert words == [
        *("connref", "replay", "my out/results.json#MAN-GRACE-ENDS", "--driver", "node 'my driver.mjs'"),
        *("--bound", "5000"),
    ]


def test_json_on_standard_output_is_what_the_file_has(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = told(replace(WELL, order=replace(ORDER, as_json=True)), capsys)
    assert out.encode() == results_json(REPORT, model_catalogue())


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


def test_a_baseline_that_was_written_asks_for_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    order = replace(ORDER, write_baseline=Path("known.json"))
    out, _ = told(replace(WELL, order=order, wrote_baseline=True), capsys)
    assert "\nwrote known.json: give each entry the reason why it is accepted\n" in out
