"""Tells a finished run: the verdict table on standard output, faults and warnings on standard error."""

from __future__ import annotations

from connref_adapters.cli.conduct import Finished
from connref_adapters.cli.output import emit_error, standard_output
from connref_adapters.reports import RunVerdict, Verdict, model_catalogue, print_verdicts


def tell(finished: Finished) -> None:
    """Print what was found and where the reports are, and last what went wrong."""
    written = finished.written
    with standard_output() as stream:
        print_verdicts(finished.report, model_catalogue(), stream, finished.baseline)
        stream.write("\n")
        for path in (written.results, written.junit, written.summary, written.page):
            stream.write(f"wrote {path}\n")
        if finished.wrote_baseline:
            stream.write(
                f"wrote {finished.order.write_baseline}: give each entry the reason why it is accepted\n"
            )
    for fault in finished.recovered:
        emit_error(f"warning: the driver was restarted once.\n{fault}")
    for line in _endings(finished):
        emit_error(line)


def _endings(finished: Finished) -> list[str]:
    """Why the exit status is what it is, where the table does not say so."""
    lines: list[str] = []
    if finished.outcome.interrupted:
        lines.append("connref run: interrupted; the reports have what was found so far")
    if finished.outcome.fault is not None:
        lines.append(f"connref run: {finished.outcome.fault}")
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
    if not stopped and _undecided(finished):
        lines.append(
            "connref run: nothing fails, and not everything was decided: see the inconclusive requirements above"
        )
    return lines


def _undecided(finished: Finished) -> bool:
    report = finished.report
    partly = bool(finished.order.settings.only)
    return not partly and report.verdict is RunVerdict.INCONCLUSIVE and not report.with_verdict(Verdict.FAIL)
