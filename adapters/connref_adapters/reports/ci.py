"""What CI reads of a run: JUnit XML, a test case per requirement, and a Markdown summary for the page of a job.

Both tell the findings first: JUnit has no word for a cause, so they stand among the properties and in the text of the
requirements that break by them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from connref_adapters.reports.baseline import BaselineOutcome
from connref_adapters.reports.data import (
    Catalogue,
    Finding,
    RequirementResult,
    RunReport,
    Verdict,
    causes,
    complete,
)
from connref_adapters.reports.text import count, duration
from connref_adapters.reports.words import (
    SIGNS,
    VERDICT_WORDS,
    by_family,
    counterexample_lines,
    expected_words,
    finding_words,
    grounds_words,
    headline,
    name_of,
    observed_words,
)
from connref_adapters.safe_text import visible

_SKIPPED = (Verdict.UNSUPPORTED, Verdict.INCONCLUSIVE)


def junit_xml(report: RunReport, catalogue: Catalogue, baseline: BaselineOutcome | None = None) -> bytes:
    """The report as JUnit XML. Raises `UnknownIdError` for an id that the catalogue does not have."""
    full = complete(report, catalogue)
    suite = ET.Element("testsuite", name=f"connref: {name_of(full.implementation)}")
    _properties(suite, full)
    for id_, result in full.requirements.items():
        _testcase(suite, id_, result, baseline, causes(full.findings, id_))
    if baseline is not None:
        _baseline_testcases(suite, baseline)
    totals = _totals(suite, full.seconds)
    suite.attrib.update(totals)
    root = ET.Element("testsuites", totals)
    root.append(suite)
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _totals(suite: ET.Element, seconds: float) -> dict[str, str]:
    return {
        "tests": str(len(suite.findall("testcase"))),
        "failures": str(len(suite.findall("testcase/failure"))),
        "errors": "0",
        "skipped": str(len(suite.findall("testcase/skipped"))),
        "time": f"{seconds:.3f}",
    }


def _properties(suite: ET.Element, report: RunReport) -> None:
    properties = ET.SubElement(suite, "properties")
    values = {
        "headline": headline(report),
        "profile": visible(report.profile),
        "implementation": name_of(report.implementation),
        "language": visible(report.implementation.language),
        "clock": visible(report.clock),
        "tolerance_ms": report.tolerance_ms,
        "seed": report.seed,
        "cases": report.cases,
        "steps": report.steps,
        "verdict": report.verdict.value,
        **{f"finding {each.id}": finding_words(each) for each in report.findings},
    }
    for name, value in values.items():
        ET.SubElement(properties, "property", name=name, value=str(value))


def _testcase(
    suite: ET.Element,
    id_: str,
    result: RequirementResult,
    baseline: BaselineOutcome | None,
    by: Sequence[Finding],
) -> None:
    case = ET.SubElement(suite, "testcase", classname=f"connref.{id_.split('-', 1)[0]}", name=id_)
    known = baseline.known.get(id_) if baseline is not None else None
    if result.verdict is Verdict.FAIL and known is not None:
        ET.SubElement(case, "skipped", message=f"known failure: {visible(known)}")
    elif result.verdict is Verdict.FAIL:
        _failure_element(case, result, by)
    elif result.verdict in _SKIPPED:
        ET.SubElement(case, "skipped", message=f"{result.verdict.value}: {grounds_words(result)}")


def _failure_element(case: ET.Element, result: RequirementResult, by: Sequence[Finding]) -> None:
    found = result.counterexample
    if found is None:
        ET.SubElement(case, "failure", message="failed, without a counterexample")
        return
    message = f"expected {expected_words(found)}; observed {observed_words(found)}"
    failure = ET.SubElement(case, "failure", message=message, type="requirement")
    told = [f"breaks by {each.id}: {visible(each.sentence)}" for each in by]
    failure.text = "\n".join(["", *told, *counterexample_lines(found), ""])


def _baseline_testcases(suite: ET.Element, baseline: BaselineOutcome) -> None:
    told = [
        (f"{visible(each.requirement) or 'implementation'}: {each.problem.value}", each.message)
        for each in baseline.problems
    ]
    told += [(f"{each.id}: new-finding", finding_words(each)) for each in baseline.new_findings]
    for name, message in told:
        case = ET.SubElement(suite, "testcase", classname="connref.baseline", name=name)
        ET.SubElement(case, "failure", message=message, type="baseline")


_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~@&$-])")


def plain(text: object) -> str:
    """Foreign text with everything that Markdown or HTML would read as markup, or as a mention, taken as it stands."""
    return _SPECIAL.sub(_entity, visible(text))


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found.group())};"


def markdown_summary(report: RunReport, catalogue: Catalogue, baseline: BaselineOutcome | None = None) -> str:
    """Headline, facts, findings, failures with their stories folded, and the whole matrix folded."""
    full = complete(report, catalogue)
    parts = [
        f"## {plain(headline(full))}",
        _facts(full),
        *_baseline_part(baseline),
        *_findings(full, baseline),
        *_failures(full, catalogue, baseline),
        _matrix(full, baseline),
        _readings(full, catalogue),
        *_notes(full),
    ]
    return "\n\n".join(parts) + "\n"


def _facts(report: RunReport) -> str:
    clock = f"{plain(report.clock)} clock, tolerance {duration(report.tolerance_ms)}"
    played = f"{count(report.cases, 'case')}, {count(report.steps, 'step')} in {report.seconds:.1f} s"
    return f"{played} · seed {report.seed} · {clock}"


def _baseline_part(baseline: BaselineOutcome | None) -> list[str]:
    if baseline is None:
        return []
    verdict = "Every failure is in the baseline." if baseline.holds else "The baseline does not hold:"
    lines = [f"- {plain(line)}" for line in baseline.complaints()]
    return ["\n".join([verdict, "", *lines]) if lines else verdict]


def _findings(report: RunReport, baseline: BaselineOutcome | None) -> list[str]:
    known = {} if baseline is None else baseline.known_findings
    lines = [
        f"- **{plain(each.id)}**: {plain(finding_words(each))}{' (known)' if each.id in known else ''}"
        for each in report.findings
    ]
    return ["### What it does instead", "\n".join(lines)] if lines else []


def _failures(report: RunReport, catalogue: Catalogue, baseline: BaselineOutcome | None) -> list[str]:
    failing = report.failing()
    if not failing:
        return []
    return [
        "### What fails",
        *(_told_failure(id_, report.requirements[id_], catalogue, baseline) for id_ in failing),
    ]


def _told_failure(
    id_: str, result: RequirementResult, catalogue: Catalogue, baseline: BaselineOutcome | None
) -> str:
    known = baseline.known.get(id_) if baseline is not None else None
    lines = [f"**{id_}**: {plain(catalogue.requirements[id_].sentence)}"]
    if known is not None:
        lines.append(f"Known failure: {plain(known)}")
    if result.counterexample is not None:
        found = result.counterexample
        lines.append(f"Expected {plain(expected_words(found))}; observed **{plain(observed_words(found))}**.")
        story = "\n".join(counterexample_lines(found))
        lines.append(f"<details><summary>Minimal steps</summary>\n\n{_fenced(story)}\n\n</details>")
    return "\n\n".join(lines)


def _fenced(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def _matrix(report: RunReport, baseline: BaselineOutcome | None) -> str:
    lines = ["| requirement | verdict | grounds |", "| --- | --- | --- |"]
    for title, ids in by_family(report.requirements).items():
        lines.append(f"| **{title}** | | |")
        for id_ in ids:
            result = report.requirements[id_]
            known = " (known)" if baseline is not None and id_ in baseline.known else ""
            verdict = f"{SIGNS[result.verdict]} {VERDICT_WORDS[result.verdict]}{known}"
            lines.append(f"| {id_} | {verdict} | {plain(grounds_words(result))} |")
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
