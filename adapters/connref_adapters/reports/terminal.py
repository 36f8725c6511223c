"""The verdict table on a terminal: failures first with their minimal steps, then every family in one line or more.

On a terminal it is drawn with rich; elsewhere (a pipe, a CI log) it is plain lines without colour or box.
"""

from __future__ import annotations

from typing import TextIO

from connref_adapters.reports.baseline import BaselineOutcome
from connref_adapters.reports.data import Catalogue, RunReport, Verdict, complete
from connref_adapters.reports.text import count, duration, grouped
from connref_adapters.reports.words import (
    SIGNS,
    VERDICT_WORDS,
    by_family,
    counterexample_lines,
    headline,
    shorten,
)
from connref_adapters.safe_text import harmless, visible

_MOST_STORY_LINES = 30
_STYLES = {
    Verdict.PASS: "green",
    Verdict.FAIL: "bold red",
    Verdict.UNSUPPORTED: "dim",
    Verdict.INCONCLUSIVE: "yellow",
}


def print_verdicts(
    report: RunReport, catalogue: Catalogue, stream: TextIO, baseline: BaselineOutcome | None = None
) -> None:
    """Write the verdicts to a stream, in colour where it is a terminal. Raises `UnknownIdError`.

    What the stream's encoding lacks is written as an escape, so that a report never dies of a character.
    """
    if stream.isatty():
        _print_rich(complete(report, catalogue), catalogue, stream, baseline)
        return
    encoding = stream.encoding or "utf-8"
    text = harmless("\n".join(verdict_lines(report, catalogue, baseline)))
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")


def verdict_lines(
    report: RunReport, catalogue: Catalogue, baseline: BaselineOutcome | None = None
) -> list[str]:
    """The verdicts as plain lines. Raises `UnknownIdError` for an id that the catalogue does not have."""
    full = complete(report, catalogue)
    return [
        headline(full),
        _facts(full),
        *_failure_lines(full, catalogue, baseline),
        "",
        *_family_lines(full, baseline),
        *_reading_lines(full, catalogue),
        *_coverage_lines(full),
        *_baseline_lines(baseline),
        *(f"note: {visible(note)}" for note in full.notes),
    ]


def _facts(report: RunReport) -> str:
    played = f"{count(report.cases, 'case')}, {count(report.steps, 'step')} in {report.seconds:.1f} s"
    return f"{played}, seed {report.seed}, {visible(report.clock)} clock, tolerance {duration(report.tolerance_ms)}"


def _failure_lines(report: RunReport, catalogue: Catalogue, baseline: BaselineOutcome | None) -> list[str]:
    lines: list[str] = []
    for id_ in report.failing():
        known = f"  (known: {visible(baseline.known[id_])})" if _is_known(id_, baseline) and baseline else ""
        lines += [
            "",
            f"{SIGNS[Verdict.FAIL]} {id_} {VERDICT_WORDS[Verdict.FAIL]}{known}",
            f"    {visible(catalogue.requirements[id_].sentence)}",
        ]
        lines += [f"    {line}" for line in _story(report, id_)]
    return lines


def _story(report: RunReport, id_: str) -> list[str]:
    found = report.requirements[id_].counterexample
    if found is None:
        return ["no counterexample was recorded"]
    return shorten(
        [*counterexample_lines(found), f"again: connref replay results.json#{id_}"], _MOST_STORY_LINES
    )


def _is_known(id_: str, baseline: BaselineOutcome | None) -> bool:
    return baseline is not None and id_ in baseline.known


def _family_lines(report: RunReport, baseline: BaselineOutcome | None) -> list[str]:
    lines: list[str] = []
    for family, ids in by_family(report.requirements).items():
        lines.append(f"{family}:")
        for id_ in sorted(ids, key=lambda id_: report.requirements[id_].verdict is not Verdict.FAIL):
            result = report.requirements[id_]
            known = " (known)" if _is_known(id_, baseline) and result.verdict is Verdict.FAIL else ""
            word = VERDICT_WORDS[result.verdict]
            lines.append(f"  {word:<12} {id_:<26} {count(result.cases, 'case')}{known}")
    return lines


def _reading_lines(report: RunReport, catalogue: Catalogue) -> list[str]:
    told = _settled(report, catalogue)
    return ["", "Readings exhibited:", *(f"  {id_:<30} {options}" for id_, options in told)] if told else []


def _settled(report: RunReport, catalogue: Catalogue) -> list[tuple[str, str]]:
    """The interpretations of which the run ruled out an option, with those that are left."""
    return [
        (id_, " or ".join(visible(option) for option in options))
        for id_, options in report.interpretations.items()
        if set(options) != set(catalogue.interpretations[id_].options)
    ]


def _coverage_lines(report: RunReport) -> list[str]:
    lines = [
        f"  {visible(line.name):<30} {grouped(line.reached)} of {grouped(line.total)}"
        for line in report.coverage
    ]
    return ["", "Coverage:", *lines] if lines else []


def _baseline_lines(baseline: BaselineOutcome | None) -> list[str]:
    if baseline is None:
        return []
    if baseline.holds:
        return ["", f"Baseline: holds, {count(len(baseline.known), 'known failure')}."]
    lines = [f"  {problem.message}" for problem in baseline.problems]
    lines += [f"  {id_} fails and is not in the baseline" for id_ in baseline.new]
    return ["", "Baseline: does not hold:", *lines]


def _print_rich(
    report: RunReport, catalogue: Catalogue, stream: TextIO, baseline: BaselineOutcome | None
) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    table = Table(
        title=Text(headline(report)), title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0)
    )
    for heading, justify in (("", "left"), ("requirement", "left"), ("verdict", "left"), ("cases", "right")):
        table.add_column(heading, justify=justify, header_style="dim")  # pyright: ignore[reportArgumentType]
    for family, ids in by_family(report.requirements).items():
        for row, id_ in enumerate(
            sorted(ids, key=lambda id_: report.requirements[id_].verdict is not Verdict.FAIL)
        ):
            result = report.requirements[id_]
            known = " (known)" if _is_known(id_, baseline) and result.verdict is Verdict.FAIL else ""
            verdict = Text(
                f"{SIGNS[result.verdict]} {VERDICT_WORDS[result.verdict]}{known}", _STYLES[result.verdict]
            )
            table.add_row(Text("" if row else family, "dim"), Text(id_), verdict, Text(grouped(result.cases)))
    for line in _failure_lines(report, catalogue, baseline):
        console.print(Text(harmless(line), _line_style(line)), soft_wrap=True)
    console.print()
    console.print(table)
    rest = [*_reading_lines(report, catalogue), *_coverage_lines(report), *_baseline_lines(baseline)]
    rest += ["", _facts(report), *(f"note: {visible(note)}" for note in report.notes)]
    for line in rest:
        console.print(Text(harmless(line)), soft_wrap=True)


def _line_style(line: str) -> str:
    if line.startswith(SIGNS[Verdict.FAIL]):
        return "bold red"
    told = line.strip()
    if told.startswith("observed:"):
        return "red"
    return "green" if told.startswith("expected:") else ""
