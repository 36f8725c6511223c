"""The verdicts on a terminal: a line for each, the failures with their steps, the findings, and the verdict last.

The last lines are what a reader sees above the prompt: what the SDK does instead, and the verdict. On a terminal lines
are folded at its width and coloured; elsewhere (a pipe, a CI log) they are plain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap
from typing import TextIO

from connref_adapters.reports.baseline import BaselineOutcome
from connref_adapters.reports.data import (
    NOT_SELECTED,
    Catalogue,
    RequirementResult,
    RunReport,
    Verdict,
    causes,
    complete,
)
from connref_adapters.reports.text import count, duration, grouped
from connref_adapters.reports.words import (
    SIGNS,
    VERDICT_WORDS,
    by_family,
    counterexample_lines,
    finding_words,
    grounds_words,
    headline,
    shorten,
)
from connref_adapters.safe_text import harmless, visible

_MOST_STORY_LINES = 30
_NARROWEST = 40

Again = Callable[[str], str]
"""The command that plays the counterexample of a requirement again."""


def replay_of(requirement: str) -> str:
    """That command, for who knows the folder and the driver."""
    return f"connref replay results.json#{requirement} --driver \u2026"


def print_verdicts(
    report: RunReport,
    catalogue: Catalogue,
    stream: TextIO,
    baseline: BaselineOutcome | None = None,
    *,
    written: Sequence[str] = (),
    again: Again = replay_of,
) -> None:
    """Write the verdicts to a stream, in colour and folded where it is a terminal. Raises `UnknownIdError`.

    `written` are lines about the files of the run, `again` gives the command that replays a requirement's failure.
    What the stream's encoding lacks is written as an escape, so that a report never dies of a character.
    """
    lines = verdict_lines(report, catalogue, baseline, written=written, again=again)
    if stream.isatty():
        _print_rich(lines, stream)
        return
    encoding = stream.encoding or "utf-8"
    text = harmless("\n".join(lines))
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")


def verdict_lines(
    report: RunReport,
    catalogue: Catalogue,
    baseline: BaselineOutcome | None = None,
    *,
    written: Sequence[str] = (),
    again: Again = replay_of,
) -> list[str]:
    """The verdicts as plain lines. Raises `UnknownIdError` for an id that the catalogue does not have."""
    full = complete(report, catalogue)
    return [
        headline(full),
        _facts(full),
        "",
        *_family_lines(full, baseline),
        *_reading_lines(full, catalogue),
        *_coverage_lines(full),
        *([""] if full.notes else []),
        *(f"note: {visible(note)}" for note in full.notes),
        *([""] if written else []),
        *written,
        *_failure_lines(full, catalogue, baseline, again),
        *_baseline_lines(baseline),
        *_conclusion(full, baseline),
    ]


def _conclusion(report: RunReport, baseline: BaselineOutcome | None) -> list[str]:
    """What is to be read above the prompt: the findings, else what fails, by name, and last the verdict."""
    known = {} if baseline is None else baseline.known_findings
    told = [
        f"  {each.id} {finding_words(each)}{', known' if each.id in known else ''}"
        for each in report.findings
    ] or [f"  {_row(id_, report.requirements[id_], baseline)}" for id_ in report.failing()]
    return ["", *told, headline(report)]


def _facts(report: RunReport) -> str:
    played = f"{count(report.cases, 'case')}, {count(report.steps, 'step')} in {report.seconds:.1f} s"
    return f"{played}, seed {report.seed}, {visible(report.clock)} clock, tolerance {duration(report.tolerance_ms)}"


def _failure_lines(
    report: RunReport, catalogue: Catalogue, baseline: BaselineOutcome | None, again: Again
) -> Iterator[str]:
    for id_ in report.failing():
        known = f"  (known: {visible(baseline.known[id_])})" if _is_known(id_, baseline) and baseline else ""
        yield ""
        yield f"{SIGNS[Verdict.FAIL]} {id_} {VERDICT_WORDS[Verdict.FAIL]}{known}"
        yield f"    {visible(catalogue.requirements[id_].sentence)}"
        yield from (
            f"    breaks by {each.id}: {visible(each.sentence)}" for each in causes(report.findings, id_)
        )
        found = report.requirements[id_].counterexample
        if found is None:
            yield "    no counterexample was recorded"
        else:
            story = shorten(counterexample_lines(found), _MOST_STORY_LINES)
            yield from (f"    {line}".rstrip() for line in story)
            yield f"    again: {again(id_)}"


def _is_known(id_: str, baseline: BaselineOutcome | None) -> bool:
    return baseline is not None and id_ in baseline.known


def _family_lines(report: RunReport, baseline: BaselineOutcome | None) -> Iterator[str]:
    """Each requirement that was asked for, by family, those that fail first."""
    asked = {id_: result for id_, result in report.requirements.items() if result.reason != NOT_SELECTED}
    for family, ids in by_family(asked).items():
        yield f"{family}:"
        for id_ in sorted(ids, key=lambda id_: asked[id_].verdict is not Verdict.FAIL):
            yield f"  {_row(id_, asked[id_], baseline)}"


def _row(id_: str, result: RequirementResult, baseline: BaselineOutcome | None) -> str:
    known = ", known" if _is_known(id_, baseline) and result.verdict is Verdict.FAIL else ""
    return f"{SIGNS[result.verdict]} {VERDICT_WORDS[result.verdict]:<9}  {id_:<25}  {grounds_words(result)}{known}"


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
    return ["", "Baseline: does not hold:", *(f"  {line}" for line in baseline.complaints())]


def _print_rich(lines: Sequence[str], stream: TextIO) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    for line in lines:
        style = _line_style(line)
        for part in folded(harmless(line), console.width):
            console.print(Text(part, style), soft_wrap=True)


def folded(line: str, width: int) -> list[str]:
    """A line in as many as it takes at this width: broken between words, the rest as far in as the first and some more.

    A command is left whole, so that it can be copied.
    """
    if len(line) <= width or line.lstrip().startswith(_COMMANDS):
        return [line]
    indent = len(line) - len(line.lstrip())
    further = " " * (indent + 4)
    return wrap(
        line,
        max(width, _NARROWEST),
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    )


_COMMANDS = ("again: ", "wrote ")
_STYLES = {
    SIGNS[Verdict.PASS]: "green",
    SIGNS[Verdict.FAIL]: "bold red",
    SIGNS[Verdict.UNSUPPORTED]: "dim",
    SIGNS[Verdict.INCONCLUSIVE]: "yellow",
    "observed:": "red",
    "expected:": "green",
}


def _line_style(line: str) -> str:
    first = line.split(maxsplit=1)[:1]
    return _STYLES.get(first[0], "") if first else ""
