"""JUnit XML for CI: one test case per requirement, failures with their story, known failures as skipped."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from connref_adapters.reports.baseline import BaselineOutcome, BaselineProblem
from connref_adapters.reports.data import Catalogue, RequirementResult, RunReport, Verdict, complete
from connref_adapters.reports.story_text import counterexample_lines
from connref_adapters.reports.text import visible
from connref_adapters.reports.words import name_of

_SKIPPED = {
    Verdict.UNSUPPORTED: "unsupported: the driver lacks an input or an observation that this requirement needs",
    Verdict.INCONCLUSIVE: "inconclusive: no case of this run decided it, or the clock is too coarse for it",
}


def junit_xml(report: RunReport, catalogue: Catalogue, baseline: BaselineOutcome | None = None) -> bytes:
    """The report as JUnit XML. Raises `UnknownIdError` for an id that the catalogue does not have."""
    full = complete(report, catalogue)
    suite = ET.Element("testsuite", name=f"connref: {name_of(full.implementation)}")
    _properties(suite, full)
    for id_, result in full.requirements.items():
        _testcase(suite, id_, result, baseline)
    for problem in baseline.problems if baseline is not None else ():
        _baseline_testcase(suite, problem)
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
        "implementation": name_of(report.implementation),
        "language": visible(report.implementation.language),
        "clock": visible(report.clock),
        "tolerance_ms": report.tolerance_ms,
        "seed": report.seed,
        "cases": report.cases,
        "steps": report.steps,
        "verdict": report.verdict.value,
    }
    for name, value in values.items():
        ET.SubElement(properties, "property", name=name, value=str(value))


def _testcase(
    suite: ET.Element, id_: str, result: RequirementResult, baseline: BaselineOutcome | None
) -> None:
    case = ET.SubElement(suite, "testcase", classname=f"connref.{id_.split('-', 1)[0]}", name=id_)
    known = baseline.known.get(id_) if baseline is not None else None
    if result.verdict is Verdict.FAIL and known is not None:
        ET.SubElement(case, "skipped", message=f"known failure: {visible(known)}")
    elif result.verdict is Verdict.FAIL:
        _failure(case, result)
    elif result.verdict in _SKIPPED:
        ET.SubElement(case, "skipped", message=_SKIPPED[result.verdict])


def _failure(case: ET.Element, result: RequirementResult) -> None:
    found = result.counterexample
    if found is None:
        ET.SubElement(case, "failure", message="failed, without a counterexample")
        return
    message = f"expected {visible(found.expected)}; observed {visible(found.observed)}"
    failure = ET.SubElement(case, "failure", message=message, type="requirement")
    failure.text = "\n".join(["", *counterexample_lines(found), ""])


def _baseline_testcase(suite: ET.Element, problem: BaselineProblem) -> None:
    name = visible(problem.requirement) or "implementation"
    case = ET.SubElement(
        suite, "testcase", classname="connref.baseline", name=f"{name}: {problem.problem.value}"
    )
    ET.SubElement(case, "failure", message=problem.message, type="baseline")
