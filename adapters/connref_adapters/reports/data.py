"""The data that every report is written from: one `RunReport`, filled by the runner, and a `Catalogue` of texts.

Times are integers of milliseconds since the reset of the case; `RunReport.seconds` is the wall-clock length of the run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol

from connref.spec.interpretations import INTERPRETATIONS
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.reports.files import UnknownIdError
from connref_adapters.reports.timeline import Timeline

RequestBody = Mapping[str, Any]
"""A request of the driver protocol without its id, as it was sent."""

ObservationBody = Mapping[str, Any]
"""An observation as the driver wrote it."""


class Verdict(StrEnum):
    """What a run found about one requirement (docs/reading-a-report.md)."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    UNSUPPORTED = "unsupported"
    INCONCLUSIVE = "inconclusive"


class RunVerdict(StrEnum):
    """What a run found about the implementation as a whole."""

    CONFORMS = "conforms"
    HOLDS_IN_PART = "holds-in-part"
    DOES_NOT_CONFORM = "does-not-conform"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True, slots=True)
class Counterexample:
    """One minimal story that breaks a requirement: what was sent, what was seen, what should have been.

    `mode` is None where the app does not choose one. `also` are the ids of other cases with the same failure.
    `contradicts` is the earlier case that fixed the other option, where an implementation follows two readings.
    `log` is what the driver wrote to standard error while it was played. `cites` is where the vendor promises it, under
    a profile that is not the document's.
    """

    mode: str | None
    steps: tuple[RequestBody, ...]
    observations: tuple[ObservationBody, ...]
    expected: str
    observed: str
    also: tuple[str, ...] = ()
    contradicts: Counterexample | None = None
    log: str = ""
    timeline: Timeline | None = None
    cites: str = ""


NOT_SELECTED = "not selected"
"""The reason of a requirement that --only or --exclude left out."""

NOT_PROMISED = "not promised by the profile"
UNCOUNTED = (NOT_SELECTED, NOT_PROMISED, "no observation status")
"""The reasons of requirements that the verdict of a run is not over."""


@dataclass(frozen=True, slots=True)
class RequirementResult:
    """The verdict on one requirement.

    `cases` were played that aim at it or tested it, and `tested` of them put it to the test; `unplayed` are those that
    aim at it and that the driver did not carry out. `reason` says why it is unsupported or inconclusive.
    """

    verdict: Verdict
    cases: int
    counterexample: Counterexample | None = None
    tested: int = 0
    unplayed: int = 0
    reason: str | None = None

    @property
    def counts(self) -> bool:
        """Whether the verdict of the run is over it."""
        return not (self.verdict is Verdict.UNSUPPORTED and self.reason in UNCOUNTED)


class FindingMode(StrEnum):
    """The mode of a finding that shows in one mode alone; default is that of an app that chooses none."""

    AUTO = "auto"
    MANUAL = "manual"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the SDK does instead of what the document asks (docs/reading-a-report.md).

    `locations` and `events` are empty for any; `after` is a history without which it does not show; `because` names the
    reading that was settled and the case that settled it. `mode` is auto, manual or default (the app chooses
    none), None for every mode. `edges` are the red edges of a learned diagram that it explains, where the run was
    given one: mode, line of its witness.jsonl, and word.
    """

    id: str
    mode: str | None
    locations: tuple[str, ...]
    events: tuple[str, ...]
    should: str
    does: str
    sentence: str
    requirements: tuple[str, ...]
    cases: int
    counterexample: Counterexample
    after: str | None = None
    because: str | None = None
    sometimes: bool = False
    minimal: bool = True
    edges: tuple[str, ...] = ()


def causes(findings: Sequence[Finding], requirement: str) -> tuple[Finding, ...]:
    """The findings by which a requirement breaks."""
    return tuple(finding for finding in findings if requirement in finding.requirements)


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """How much of one kind of thing the run reached; `total` is the denominator that the model gives."""

    name: str
    reached: int
    total: int


@dataclass(frozen=True, slots=True)
class Implementation:
    """Who was judged, in the words of the driver's hello."""

    name: str
    version: str
    language: str


@dataclass(frozen=True, slots=True)
class RunReport:
    """Everything that one run found. `interpretations` holds, per id, the options that are still possible."""

    implementation: Implementation
    clock: str
    tolerance_ms: int
    seed: int
    verdict: RunVerdict
    cases: int
    steps: int
    seconds: float
    requirements: Mapping[str, RequirementResult]
    interpretations: Mapping[str, Sequence[str]]
    profile: str = "document"
    findings: tuple[Finding, ...] = ()
    coverage: tuple[CoverageLine, ...] = ()
    notes: tuple[str, ...] = ()
    connref: str = ""

    def with_verdict(self, verdict: Verdict) -> tuple[str, ...]:
        """The ids of the requirements that have this verdict, in the report's order."""
        return tuple(id_ for id_, result in self.requirements.items() if result.verdict is verdict)

    def counted(self) -> tuple[str, ...]:
        """The ids of the requirements that the verdict is over, in the report's order."""
        return tuple(id_ for id_, result in self.requirements.items() if result.counts)

    def failing(self) -> tuple[str, ...]:
        """The ids of the requirements that fail, those that fail in most cases first: the rest may follow from them."""
        return tuple(sorted(self.with_verdict(Verdict.FAIL), key=self._failed_cases, reverse=True))

    def _failed_cases(self, id_: str) -> int:
        example = self.requirements[id_].counterexample
        return 0 if example is None else 1 + len(example.also)


class RequirementText(Protocol):
    """The texts of one requirement: its id, kind (stated or derived), sentence, and heading of the source document."""

    @property
    def id(self) -> str:
        """The id of docs/requirements.md."""
        ...

    @property
    def kind(self) -> str:
        """Stated or derived."""
        ...

    @property
    def sentence(self) -> str:
        """What must hold, in one sentence."""
        ...

    @property
    def heading(self) -> str:
        """The heading of the source document."""
        ...


class InterpretationText(Protocol):
    """The texts of one interpretation: its id, question, options, and the requirements it is judged under."""

    @property
    def id(self) -> str:
        """The id of docs/requirements.md."""
        ...

    @property
    def question(self) -> str:
        """What the document leaves open."""
        ...

    @property
    def options(self) -> Sequence[str]:
        """The readings that are all right."""
        ...

    @property
    def default(self) -> str:
        """The reading that the reference takes."""
        ...

    @property
    def judged_under(self) -> Sequence[str]:
        """The requirements that a stranger to all options breaks."""
        ...


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The requirements and interpretations that a report speaks of, in the order of docs/requirements.md."""

    requirements: Mapping[str, RequirementText]
    interpretations: Mapping[str, InterpretationText] = field(default_factory=dict[str, "InterpretationText"])


def model_catalogue() -> Catalogue:
    """Every requirement and interpretation that the model knows, in the order of docs/requirements.md."""
    return Catalogue(REQUIREMENTS, INTERPRETATIONS)


def complete(report: RunReport, catalogue: Catalogue) -> RunReport:
    """The same report with every id of the catalogue, in its order.

    A requirement that the run did not reach is inconclusive with 0 cases; an interpretation that was never
    consulted still has all its options. Raises `UnknownIdError` for an id that the catalogue does not know,
    so that a mistyped id cannot vanish from a report.
    """
    _refuse_unknown("requirement", report.requirements, catalogue.requirements)
    _refuse_unknown("interpretation", report.interpretations, catalogue.interpretations)
    untested = RequirementResult(Verdict.INCONCLUSIVE, 0, reason="no case was played")
    return replace(
        report,
        requirements={id_: report.requirements.get(id_, untested) for id_ in catalogue.requirements},
        interpretations={
            id_: tuple(report.interpretations.get(id_, text.options))
            for id_, text in catalogue.interpretations.items()
        },
    )


def _refuse_unknown(what: str, ids: Mapping[str, object], known: Mapping[str, object]) -> None:
    for id_ in ids:
        if id_ not in known:
            raise UnknownIdError(what, id_)
