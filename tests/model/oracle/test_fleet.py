"""A fleet is judged as a run is, whatever the order in which its sessions come and wherever they were judged."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connref.oracle import fleet
from connref.oracle.diagnosis import CaseVerdict, Violation
from connref.oracle.does import Does
from connref.oracle.fleet import FleetJudge
from connref.oracle.readings import mask_of
from connref.oracle.run import CaseFinding, RunJudge
from connref.protocol import Case, Mode

Session = tuple[Case, CaseVerdict]


def passes(name: str, **choices: str) -> Session:
    cube = mask_of({reading.replace("_", "-"): [option] for reading, option in choices.items()})
    return Case(name, Mode.MANUAL, (), "", ""), CaseVerdict(None, (cube,), frozenset())


def fails(name: str, requirement: str, mode: Mode | None = Mode.MANUAL) -> Session:
    violation = Violation(requirement, 5, "up", "down", policy=True, does=Does.GOES_DOWN)
    return Case(name, mode, (), "", ""), CaseVerdict(violation, (), frozenset({requirement}))


SESSIONS = [
    *(passes(f"s{number}", connect_when_up="success") for number in range(6)),
    *(passes(f"e{number}", connect_when_up="error") for number in range(3)),
    *(passes(f"p{number}", ping_at_deadline="inclusive") for number in range(4)),
    *(fails(f"f{number}", "MAN-GRACE") for number in range(5)),
    *(fails(f"d{number}", "AUTO-BACKGROUND", None) for number in range(2)),
]


def told(judge: RunJudge, sessions: list[Session]) -> dict[str, tuple[str, str | None] | None]:
    def short(finding: CaseFinding | None) -> tuple[str, str | None] | None:
        return None if finding is None else (finding.requirement, finding.contradicts)

    return {case.id: short(judge.final(case, verdict)) for case, verdict in sessions}


def judged(sessions: list[Session]) -> FleetJudge:
    found = FleetJudge()
    for case, verdict in sessions:
        found.add(case, verdict)
    return found


@settings(max_examples=50)
@given(st.randoms(use_true_random=False), st.integers(1, 6))
def test_neither_order_nor_place_matters(rng: random.Random, parts: int) -> None:
    expected = judged(SESSIONS)
    shuffled = rng.sample(SESSIONS, len(SESSIONS))
    merged = FleetJudge()
    for part in range(parts):
        merged.merge(judged(shuffled[part::parts]))
    assert told(merged, SESSIONS) == told(expected, SESSIONS)
    assert merged.interpretations() == expected.interpretations()


def test_a_small_fleet_is_told_as_a_run() -> None:
    run = RunJudge()
    for case, verdict in SESSIONS:
        run.add(case, verdict)
    findings = {finding.case.id: (finding.requirement, finding.contradicts) for finding in run.findings()}
    in_fleet = told(judged(SESSIONS), SESSIONS)
    assert {name: found for name, found in in_fleet.items() if found} == findings
    assert in_fleet["s0"] is None
    assert in_fleet["e0"] == ("MAN-CONNECT", "s0")
    assert in_fleet["d0"] == ("AUTO-DEFAULT", None)


def test_what_is_remembered_is_bounded_and_all_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fleet, "MOST_FAILED", 2)
    many = [*SESSIONS, *(fails(f"more{number}", "MAN-GRACE") for number in range(500))]
    found = told(judged(many), many)
    assert all(found[case.id] == ("MAN-GRACE", None) for case, _ in many if case.id[0] in "fm")
