"""The baseline of known failures: a run may fail where the baseline says so, and nowhere else.

It lists requirements and findings. A requirement that is known to fail hides no second cause: a finding that no entry
knows is new. An entry that no longer tells the truth (the requirement passes now, is not tested, or is unknown; the
finding is gone) is an error, so that a baseline cannot outlive what it excuses.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import assert_never

from connref_adapters.reports.data import (
    NOT_SELECTED,
    Catalogue,
    Finding,
    RequirementResult,
    RunReport,
    Verdict,
)
from connref_adapters.reports.files import Node, read_json
from connref_adapters.reports.known_findings import (
    KnownFinding,
    known_finding_object,
    read_known_finding,
    read_reason,
)
from connref_adapters.reports.words import expected_words, observed_words
from connref_adapters.safe_text import visible

SCHEMA = "connref-baseline/2"
_OPEN = (Verdict.FAIL, Verdict.INCONCLUSIVE)
"""What a baseline has to know of."""

_ADVICE = "write one with `connref run --driver … --write-baseline FILE`"


@dataclass(frozen=True, slots=True)
class KnownFailure:
    """One requirement that is known to fail, and why that is accepted for now.

    Where `observed` is given, only a failure with exactly that text is the known one.
    """

    requirement: str
    reason: str
    observed: str | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """The known failures of one implementation, by requirement and by finding.

    `known_findings` is None in a baseline that says nothing of findings: then they are not held against it.
    """

    implementation: str
    known_failures: tuple[KnownFailure, ...]
    known_findings: tuple[KnownFinding, ...] | None = None


class Problem(StrEnum):
    """Why a baseline does not fit a run."""

    OTHER_IMPLEMENTATION = "other-implementation"
    UNKNOWN = "unknown"
    DUPLICATE = "duplicate"
    PASSES_NOW = "passes-now"
    UNSUPPORTED = "unsupported"
    OTHER_FAILURE = "other-failure"
    FINDING_GONE = "finding-gone"


@dataclass(frozen=True, slots=True)
class BaselineProblem:
    """One thing that is wrong with a baseline, and what to do about it."""

    problem: Problem
    requirement: str
    message: str


@dataclass(frozen=True, slots=True)
class BaselineOutcome:
    """A run held against a baseline.

    `known` maps requirement ids to the reason why it is accepted that they fail or are undecided; `new` are those that
    no entry covers; `undecided` are entries whose requirement was left undecided or was not selected: they are kept.
    `known_findings` and `new_findings` are the same of findings, by the id that they have in this run.
    """

    known: dict[str, str]
    new: tuple[str, ...]
    undecided: tuple[str, ...]
    problems: tuple[BaselineProblem, ...]
    known_findings: dict[str, str] = field(default_factory=dict[str, str])
    new_findings: tuple[Finding, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether all that fails or is undecided is known, and every entry is still true."""
        return not self.new and not self.new_findings and not self.problems

    def complaints(self) -> tuple[str, ...]:
        """Why it does not hold, a line each: entries that are not true, then what is new."""
        return (
            *(problem.message for problem in self.problems),
            *(f"{id_} fails and is not in the baseline" for id_ in self.new),
            *(f"{each.id} is not in the baseline: {visible(each.sentence)}" for each in self.new_findings),
        )


def write_baseline(report: RunReport) -> bytes:
    """A baseline of everything that fails or is undecided in this report, and of its findings.

    Each reason says what was seen, for a person to replace it by why that is accepted.
    """
    failures = [
        {"requirement": id_, "reason": _recorded(result)}
        for id_, result in report.requirements.items()
        if result.verdict in _OPEN
    ]
    body = {
        "schema": SCHEMA,
        "implementation": report.implementation.name,
        "known_failures": failures,
        "known_findings": [known_finding_object(finding) for finding in report.findings],
    }
    return (json.dumps(body, indent=2) + "\n").encode("ascii")


def _recorded(result: RequirementResult) -> str:
    failure = result.counterexample
    if failure is None:
        return (
            "recorded from a run"
            if result.reason is None
            else f"recorded from a run: {visible(result.reason)}"
        )
    return f"recorded from a run: expected {expected_words(failure)}, observed {observed_words(failure)}"


def load_baseline(path: Path) -> Baseline:
    """Read a baseline file. Raises `FileMissingError`, and `FileFormatError` naming the field at fault."""
    root = read_json(path, SCHEMA, _ADVICE)
    entries = root.get("known_failures").items()
    findings = None
    if root.has("known_findings"):
        findings = tuple(read_known_finding(node) for node in root.get("known_findings").items())
    return Baseline(root.get("implementation").text(), tuple(_entry(node) for node in entries), findings)


def _entry(node: Node) -> KnownFailure:
    reason = read_reason(node)
    observed = node.get("observed").optional(Node.text) if node.has("observed") else None
    return KnownFailure(node.get("requirement").text(), reason, observed)


def apply_baseline(report: RunReport, baseline: Baseline, catalogue: Catalogue) -> BaselineOutcome:
    """Hold a run against a baseline. Nothing is raised: what does not fit is listed in the outcome's `problems`."""
    problems = _problems_of_file(report, baseline)
    known: dict[str, str] = {}
    undecided: list[str] = []
    for entry in _first_of_each(baseline):
        result = report.requirements.get(entry.requirement)
        problem = _problem_of_entry(entry, result, catalogue)
        if problem is not None:
            problems.append(problem)
        elif result is not None and result.verdict in _OPEN:
            known[entry.requirement] = entry.reason
        if problem is None and (result is None or result.verdict is not Verdict.FAIL):
            undecided.append(entry.requirement)
    new = tuple(
        id_ for id_, result in report.requirements.items() if result.verdict in _OPEN and id_ not in known
    )
    known_findings, new_findings = _findings(report, baseline)
    problems.extend(_gone(report, baseline))
    return BaselineOutcome(known, new, tuple(undecided), tuple(problems), known_findings, new_findings)


def _findings(report: RunReport, baseline: Baseline) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """The findings of a run that are known, each with why it is accepted, and those that are new."""
    if baseline.known_findings is None:
        return {}, ()
    known: dict[str, str] = {}
    for finding in report.findings:
        reasons = (entry.reason for entry in baseline.known_findings if entry.covers(finding))
        reason = next(reasons, None)
        if reason is not None:
            known[finding.id] = reason
    return known, tuple(finding for finding in report.findings if finding.id not in known)


def _gone(report: RunReport, baseline: Baseline) -> Iterator[BaselineProblem]:
    """The entries that no finding of a whole run is covered by. One that asked for less says nothing of the rest."""
    whole = all(
        result.reason != NOT_SELECTED and result.verdict is not Verdict.INCONCLUSIVE
        for result in report.requirements.values()
    )
    for entry in baseline.known_findings or ():
        if whole and not any(entry.covers(finding) for finding in report.findings):
            message = f"no finding is the known one any more ({visible(entry.reason)}): remove the entry"
            yield BaselineProblem(Problem.FINDING_GONE, "", message)


def _first_of_each(baseline: Baseline) -> list[KnownFailure]:
    firsts: dict[str, KnownFailure] = {}
    for entry in baseline.known_failures:
        firsts.setdefault(entry.requirement, entry)
    return list(firsts.values())


def _problems_of_file(report: RunReport, baseline: Baseline) -> list[BaselineProblem]:
    problems: list[BaselineProblem] = []
    if baseline.implementation != report.implementation.name:
        expected, found = visible(baseline.implementation), visible(report.implementation.name)
        message = f"the baseline is for {expected!r}, this run judged {found!r}: give that one's baseline"
        problems.append(BaselineProblem(Problem.OTHER_IMPLEMENTATION, "", message))
    for id_, times in Counter(entry.requirement for entry in baseline.known_failures).items():
        if times > 1:
            message = f"{visible(id_)} is listed {times} times: keep one entry"
            problems.append(BaselineProblem(Problem.DUPLICATE, id_, message))
    return problems


def _problem_of_entry(
    entry: KnownFailure, result: RequirementResult | None, catalogue: Catalogue
) -> BaselineProblem | None:
    id_ = entry.requirement
    if id_ not in catalogue.requirements:
        return BaselineProblem(
            Problem.UNKNOWN, id_, f"{visible(id_)} is no requirement: correct or remove the entry"
        )
    verdict = Verdict.INCONCLUSIVE if result is None else result.verdict
    match verdict:
        case Verdict.PASS:
            return BaselineProblem(
                Problem.PASSES_NOW, id_, f"{id_} passes now: remove the entry from the baseline"
            )
        case Verdict.UNSUPPORTED if result is not None and result.reason == NOT_SELECTED:
            return None
        case Verdict.UNSUPPORTED:
            message = (
                f"{id_} is not tested, the driver lacks an input for it: remove the entry from the baseline"
            )
            return BaselineProblem(Problem.UNSUPPORTED, id_, message)
        case Verdict.FAIL:
            return _other_failure(entry, result)
        case Verdict.INCONCLUSIVE:
            return None
        case _:
            assert_never(verdict)


def _other_failure(entry: KnownFailure, result: RequirementResult | None) -> BaselineProblem | None:
    failure = result.counterexample if result is not None else None
    if entry.observed is None or failure is None or failure.observed == entry.observed:
        return None
    message = (
        f"{entry.requirement} fails in another way than recorded: observed {visible(failure.observed)!r}, the baseline"
        f" has {visible(entry.observed)!r}; look at the failure, then correct the entry or drop its field observed"
    )
    return BaselineProblem(Problem.OTHER_FAILURE, entry.requirement, message)
