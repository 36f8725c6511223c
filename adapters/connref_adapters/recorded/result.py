"""What is known of a recorded session, and of all of them together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from connref.oracle.diagnosis import Violation

Version = tuple[str, str] | None
"""Name and version of an app, None where its sessions do not say."""


class SessionVerdict(StrEnum):
    """What is known about a session."""

    CONFORMS = "conforms"
    FAIL = "fail"
    INCONCLUSIVE = "inconclusive"
    NOT_JUDGED = "not judged"
    """No requirement was tested."""
    UNUSABLE = "unusable"
    """It has no event that can be used, or instants that cannot be."""


JUDGED = frozenset({SessionVerdict.CONFORMS, SessionVerdict.FAIL})


@dataclass(frozen=True, slots=True)
class SessionFailure:
    """What a session breaks, and the line that has its reason; `at_ms` is counted from where the session begins.

    `contradicts` is another session, by name and place, that follows another reading.
    """

    requirement: str
    expected: str
    observed: str
    at_ms: int
    line: int
    contradicts: str | None = None

    @classmethod
    def of(cls, violation: Violation, line: int, contradicts: str | None = None) -> SessionFailure:
        """What the oracle says, at a line."""
        return cls(
            violation.requirement, violation.expected, violation.observed, violation.at, line, contradicts
        )


@dataclass(frozen=True, slots=True)
class SessionResult:
    """The judgement of one session, with its lines in its file; `skipped` of them could not be used.

    `tested` are the requirements that were put to the test. `reason` says why a session is neither right nor wrong.
    """

    session: str
    file: str
    first_line: int
    last_line: int
    events: int
    skipped: int
    verdict: SessionVerdict
    tested: frozenset[str] = frozenset()
    failure: SessionFailure | None = None
    reason: str | None = None

    @property
    def place(self) -> str:
        """Its name and where it begins: what other sessions call it by. In a fleet its name is enough."""
        return self.session if not self.file else f"{self.session} ({self.file}:{self.first_line})"


@dataclass(frozen=True, slots=True)
class Malformed:
    """A line that could not be used."""

    file: str
    line: int
    problem: str


@dataclass(slots=True)
class CheckSummary:
    """What was found in all recordings together; sums, so that it can be added up in any order.

    `judged` counts the sessions of each app version that were judged, `broken` those that break a requirement.
    `tested` counts for each requirement the sessions in which it was put to the test. `unused` are events of sessions
    whose header could not be used, `foreign` lines that are no events, by what they are. `interpretations` has the
    options left for each app version.
    """

    sessions: Counter[SessionVerdict] = field(default_factory=Counter[SessionVerdict])
    failures: Counter[str] = field(default_factory=Counter[str])
    tested: Counter[str] = field(default_factory=Counter[str])
    judged: Counter[Version] = field(default_factory=Counter[Version])
    broken: Counter[tuple[Version, str]] = field(default_factory=Counter[tuple[Version, str]])
    events: int = 0
    malformed: int = 0
    unused: int = 0
    foreign: Counter[str] = field(default_factory=Counter[str])
    interpretations: dict[Version, dict[str, list[str]]] = field(
        default_factory=dict[Version, dict[str, list[str]]]
    )
