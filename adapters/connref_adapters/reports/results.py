"""results.json (docs/reading-a-report.md), written and read: one report gives the same bytes, apart from `seconds`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from connref.errors import ProtocolError
from connref.protocol import Mode, observation_from_json, step_from_request
from connref_adapters.reports.data import (
    Catalogue,
    Counterexample,
    Finding,
    FindingMode,
    Implementation,
    RequirementResult,
    RunReport,
    RunVerdict,
    Verdict,
    complete,
)
from connref_adapters.reports.files import Node, read_json

SCHEMA = "connref-results/2"


def results_json(report: RunReport, catalogue: Catalogue) -> bytes:
    """The results file: every requirement and interpretation id, in the catalogue's order.

    Characters beyond ASCII are escaped, so that nothing an SDK returned (a lone surrogate) can make the file
    unreadable. Raises `UnknownIdError` for an id that the catalogue does not have.
    """
    return (json.dumps(results_object(report, catalogue), indent=2) + "\n").encode("ascii")


def results_object(report: RunReport, catalogue: Catalogue) -> dict[str, Any]:
    """The results as plain data, in the order in which they are written."""
    full = complete(report, catalogue)
    who = full.implementation
    return {
        "schema": SCHEMA,
        "connref": full.connref,
        "seed": full.seed,
        "profile": full.profile,
        "implementation": {"name": who.name, "version": who.version, "language": who.language},
        "clock": full.clock,
        "tolerance_ms": full.tolerance_ms,
        "verdict": full.verdict.value,
        "cases": full.cases,
        "steps": full.steps,
        "seconds": round(full.seconds, 3),
        "requirements": {id_: _requirement(result) for id_, result in full.requirements.items()},
        "findings": [_finding(finding) for finding in full.findings],
        "interpretations": {id_: list(options) for id_, options in full.interpretations.items()},
    }


def _requirement(result: RequirementResult) -> dict[str, Any]:
    shown = None if result.counterexample is None else counterexample_object(result.counterexample)
    return {
        "verdict": result.verdict.value,
        "cases": result.cases,
        "tested": result.tested,
        "unplayed": result.unplayed,
        "reason": result.reason,
        "counterexample": shown,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    """A finding as plain data; `edges` is there only where a learned diagram has some of it."""
    body: dict[str, Any] = {
        "id": finding.id,
        "mode": finding.mode,
        "locations": list(finding.locations),
        "events": list(finding.events),
        "after": finding.after,
        "should": finding.should,
        "does": finding.does,
        "sentence": finding.sentence,
        "because": finding.because,
        "sometimes": finding.sometimes,
        "minimal": finding.minimal,
        "requirements": list(finding.requirements),
        "cases": finding.cases,
        "counterexample": counterexample_object(finding.counterexample),
    }
    return {**body, "edges": list(finding.edges)} if finding.edges else body


def counterexample_object(counterexample: Counterexample) -> dict[str, Any]:
    """A counterexample as plain data.

    `contradicts` is there only where two cases contradict each other: without the earlier one, a replay could not
    show the failure. `log` is there only where the driver wrote something meanwhile, `cites` only where a vendor's
    profile has the source of what is broken.
    """
    body: dict[str, Any] = {
        "mode": counterexample.mode,
        "steps": [dict(step) for step in counterexample.steps],
        "observations": [dict(observation) for observation in counterexample.observations],
        "expected": counterexample.expected,
        "observed": counterexample.observed,
    }
    if counterexample.log:
        body["log"] = counterexample.log
    if counterexample.cites:
        body["cites"] = counterexample.cites
    if counterexample.contradicts is not None:
        body["contradicts"] = counterexample_object(counterexample.contradicts)
    return body


_ADVICE = "write one with `connref run --driver … --out DIR`"


def load_results(path: Path) -> RunReport:
    """The report that a results file holds; timing diagrams, coverage and notes are not in it.

    Raises `FileMissingError` for a file that cannot be read and `FileFormatError`, naming the field, for anything
    that is not results of this schema.
    """
    return report_of(read_json(path, SCHEMA, _ADVICE))


def report_of(root: Node) -> RunReport:
    """The report that the root of a results file holds. Raises `FileFormatError`, naming the field."""
    who = root.get("implementation")
    return RunReport(
        implementation=Implementation(
            who.get("name").text(), who.get("version").text(), who.get("language").text()
        ),
        clock=root.get("clock").text(),
        tolerance_ms=root.get("tolerance_ms").integer(0),
        seed=root.get("seed").integer(),
        verdict=root.get("verdict").choice(RunVerdict),
        cases=root.get("cases").integer(0),
        steps=root.get("steps").integer(0),
        seconds=root.get("seconds").number(),
        requirements={id_: _result(node) for id_, node in root.get("requirements").mapping().items()},
        findings=tuple(_read_finding(node) for node in root.get("findings").items()),
        interpretations={id_: _options(node) for id_, node in root.get("interpretations").mapping().items()},
        profile=root.get("profile").text(),
        connref=root.get("connref").text(),
    )


def _result(node: Node) -> RequirementResult:
    verdict = node.get("verdict").choice(Verdict)
    counterexample = node.get("counterexample").optional(_counterexample)
    if (verdict is Verdict.FAIL) != (counterexample is not None):
        raise node.get("counterexample").fault(
            f"verdict is {verdict.value}: a failure, and nothing else, has one"
        )
    return RequirementResult(
        verdict,
        node.get("cases").integer(0),
        counterexample,
        node.get("tested").integer(0),
        node.get("unplayed").integer(0),
        node.get("reason").optional(Node.text),
    )


def _read_finding(node: Node) -> Finding:
    return Finding(
        id=node.get("id").text(),
        mode=node.get("mode").optional(lambda mode: mode.choice(FindingMode)),
        locations=node.get("locations").texts(),
        events=node.get("events").texts(),
        after=node.get("after").optional(Node.text),
        should=node.get("should").text(),
        does=node.get("does").text(),
        sentence=node.get("sentence").text(),
        because=node.get("because").optional(Node.text),
        sometimes=node.get("sometimes").boolean(),
        minimal=node.get("minimal").boolean(),
        requirements=node.get("requirements").texts(),
        cases=node.get("cases").integer(0),
        counterexample=_counterexample(node.get("counterexample")),
        edges=node.get("edges").texts() if node.has("edges") else (),
    )


def _options(node: Node) -> tuple[str, ...]:
    options = node.texts()
    if not options:
        raise node.fault("no option is left; such a run is a failure of the requirement it is judged under")
    return options


def _counterexample(node: Node) -> Counterexample:
    mode = node.get("mode").optional(lambda mode: mode.choice(Mode))
    earlier = node.get("contradicts").optional(_counterexample) if node.has("contradicts") else None
    return Counterexample(
        mode=mode,
        steps=tuple(_request(step) for step in node.get("steps").items()),
        observations=tuple(_observation(seen) for seen in node.get("observations").items()),
        expected=node.get("expected").text(),
        observed=node.get("observed").text(),
        contradicts=earlier,
        log=node.get("log").text() if node.has("log") else "",
        cites=node.get("cites").text() if node.has("cites") else "",
    )


def _request(node: Node) -> Mapping[str, Any]:
    node.mapping()
    try:
        step_from_request(node.value)
    except ProtocolError as error:
        raise node.fault(str(error)) from None
    return node.value


def _observation(node: Node) -> Mapping[str, Any]:
    node.mapping()
    try:
        observation_from_json(node.value)
    except ProtocolError as error:
        raise node.fault(str(error)) from None
    return node.value
