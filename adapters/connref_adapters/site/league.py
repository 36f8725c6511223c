"""What the field of published clients does: the matrix of all of them, as data; `league_page` writes it as a page.

Each client is judged twice, by the document and by its own vendor's profile where one ships. What the document holds
against it is put to the evidence: the story of each finding is judged anew by the profile, and played in real time over
real sockets. Nothing in a row is written by hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from connref.cases.notation import from_steps, written
from connref.errors import UsageError
from connref.protocol import step_from_request
from connref_adapters.reports import Counterexample, RunReport, Verdict

SCHEMA = "connref-league/1"


class Against(StrEnum):
    """What a finding over the document's charts stands against, by the evidence."""

    PROFILE = "its own documentation too"
    DOCUMENT = "the document only"
    UNSAID = "the document; no profile of the vendor ships"


class Real(StrEnum):
    """What became of a story in real time, over real sockets."""

    REPRODUCED = "reproduced"
    NOT = "not reproduced"
    NOT_TRIED = "not tried"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one run says: the profile that it was judged by, the verdict on each requirement, how long it took."""

    profile: str
    verdict: str
    requirements: Mapping[str, str]
    cases: int
    seconds: float

    def ids(self, verdict: Verdict) -> list[str]:
        """The requirements with that verdict."""
        return [id_ for id_, found in self.requirements.items() if found == verdict]


@dataclass(frozen=True, slots=True)
class Told:
    """One finding over the document's charts, with the evidence. `story` is in the notation of `--scenarios`."""

    id: str
    sentence: str
    requirements: tuple[str, ...]
    cases: int
    mode: str | None
    story: str
    against: str
    real: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One client. `fault` says in a line why it could not be judged; the judgements are then None."""

    name: str
    package: str
    version: str
    fault: str | None = None
    document: Judgement | None = None
    own: Judgement | None = None
    findings: tuple[Told, ...] = ()


def judgement(report: RunReport) -> Judgement:
    """What the matrix keeps of a run."""
    verdicts = {id_: found.verdict.value for id_, found in report.requirements.items()}
    return Judgement(report.profile, report.verdict.value, verdicts, report.cases, round(report.seconds, 1))


def story_of(shown: Counterexample) -> str:
    """The steps of a story in the notation of `connref run --scenarios`."""
    return written(from_steps(step_from_request(step) for step in shown.steps))


def to_json(entries: Iterable[Entry]) -> str:
    """The league as JSON, by the name of the client."""
    clients = [asdict(entry) for entry in sorted(entries, key=lambda each: each.name)]
    return json.dumps({"schema": SCHEMA, "clients": clients}, indent=1, ensure_ascii=True) + "\n"


def from_json(text: str, path: Path) -> tuple[Entry, ...]:
    """Read what `to_json` wrote. Raises `UsageError`."""
    body = json.loads(text)
    if body.get("schema") != SCHEMA:
        raise UsageError(f"{path}: not a league of schema {SCHEMA}; `make league` writes it anew")
    return tuple(entry_from(client) for client in body["clients"])


def entry_from(body: Mapping[str, Any]) -> Entry:
    """One client of a league."""
    judged = {name: None if body[name] is None else Judgement(**body[name]) for name in ("document", "own")}
    told = tuple(_told_from(each) for each in body["findings"])
    return Entry(body["name"], body["package"], body["version"], body["fault"], findings=told, **judged)


def _told_from(body: dict[str, Any]) -> Told:
    requirements: tuple[str, ...] = tuple(body.pop("requirements"))
    return Told(requirements=requirements, **body)
