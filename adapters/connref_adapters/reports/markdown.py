"""A Markdown summary for the page of a CI job."""

from __future__ import annotations

import re

from connref_adapters.reports.baseline import BaselineOutcome
from connref_adapters.reports.data import Catalogue, RequirementResult, RunReport, Verdict, complete
from connref_adapters.reports.story_text import counterexample_lines
from connref_adapters.reports.text import count, visible
from connref_adapters.reports.words import by_family, headline

SIGNS = {Verdict.PASS: "✔", Verdict.FAIL: "✘", Verdict.UNSUPPORTED: "–", Verdict.INCONCLUSIVE: "?"}
"""One sign per verdict; it always stands beside the word."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~@&$-])")


def plain(text: object) -> str:
    """Foreign text with everything that Markdown or HTML would read as markup, or as a mention, taken as it stands."""
    return _SPECIAL.sub(_entity, visible(text))


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found.group())};"


def markdown_summary(report: RunReport, catalogue: Catalogue, baseline: BaselineOutcome | None = None) -> str:
    """Headline, facts, failures with their stories folded, and the whole matrix folded."""
    full = complete(report, catalogue)
    parts = [
        f"## {plain(headline(full))}",
        _facts(full),
        *_baseline_part(baseline),
        *_failures(full, catalogue, baseline),
        _matrix(full, baseline),
        _readings(full, catalogue),
        *_notes(full),
    ]
    return "\n\n".join(parts) + "\n"


def _facts(report: RunReport) -> str:
    clock = f"{plain(report.clock)} clock, tolerance {report.tolerance_ms} ms"
    played = f"{count(report.cases, 'case')}, {count(report.steps, 'step')} in {report.seconds:.1f} s"
    return f"{played} · seed {report.seed} · {clock}"


def _baseline_part(baseline: BaselineOutcome | None) -> list[str]:
    if baseline is None:
        return []
    verdict = "Every failure is in the baseline." if baseline.holds else "The baseline does not hold:"
    lines = [f"- {plain(problem.message)}" for problem in baseline.problems]
    lines += [f"- {plain(id_)} fails and is not in the baseline" for id_ in baseline.new]
    return ["\n".join([verdict, "", *lines]) if lines else verdict]


def _failures(report: RunReport, catalogue: Catalogue, baseline: BaselineOutcome | None) -> list[str]:
    failing = report.failing()
    if not failing:
        return []
    return [
        "### What fails",
        *(_failure(id_, report.requirements[id_], catalogue, baseline) for id_ in failing),
    ]


def _failure(
    id_: str, result: RequirementResult, catalogue: Catalogue, baseline: BaselineOutcome | None
) -> str:
    known = baseline.known.get(id_) if baseline is not None else None
    lines = [f"**{id_}**: {plain(catalogue.requirements[id_].sentence)}"]
    if known is not None:
        lines.append(f"Known failure: {plain(known)}")
    if result.counterexample is not None:
        found = result.counterexample
        lines.append(f"Expected {plain(found.expected)}; observed **{plain(found.observed)}**.")
        story = "\n".join(counterexample_lines(found))
        lines.append(f"<details><summary>Minimal steps</summary>\n\n{_fenced(story)}\n\n</details>")
    return "\n\n".join(lines)


def _fenced(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def _matrix(report: RunReport, baseline: BaselineOutcome | None) -> str:
    lines = ["| requirement | verdict | cases |", "| --- | --- | ---: |"]
    for title, ids in by_family(report.requirements).items():
        lines.append(f"| **{title}** | | |")
        for id_ in ids:
            result = report.requirements[id_]
            known = " (known)" if baseline is not None and id_ in baseline.known else ""
            lines.append(
                f"| {id_} | {SIGNS[result.verdict]} {result.verdict.value}{known} | {result.cases} |"
            )
    return _folded(f"All {count(len(report.requirements), 'requirement')}", lines)


def _readings(report: RunReport, catalogue: Catalogue) -> str:
    lines = ["| where the document leaves room | readings still possible |", "| --- | --- |"]
    for id_, options in report.interpretations.items():
        everything = set(options) == set(catalogue.interpretations[id_].options)
        shown = "not told apart by this run" if everything else ", ".join(plain(option) for option in options)
        lines.append(f"| {id_}: {plain(catalogue.interpretations[id_].question)} | {shown} |")
    return _folded("Readings exhibited", lines)


def _folded(title: str, lines: list[str]) -> str:
    table = "\n".join(lines)
    return f"<details><summary>{title}</summary>\n\n{table}\n\n</details>"


def _notes(report: RunReport) -> list[str]:
    return ["\n".join(f"- {plain(note)}" for note in report.notes)] if report.notes else []
