"""`connref cases`: every case with its requirement and its sentence."""

from __future__ import annotations

import json

from tests.adapters.cli.command import Connref

from connref.cases.catalogue import all_cases, listed_cases
from connref.protocol import Profile


def test_a_case_a_line_and_counts_at_the_end(connref: Connref) -> None:
    ended = connref("cases", "--only", "MAN-GRACE", "--only", "connect-when-up")
    cases = list(listed_cases(Profile(), ("MAN-GRACE", "connect-when-up")))
    lines = ended.out.splitlines()
    assert ended.status == 0
    assert [line.split()[0] for line in lines[: len(cases)]] == [case.id for case in cases]
    assert all(
        case.requirement in line and case.proves in line for case, line in zip(cases, lines, strict=False)
    )
    assert lines[-1].split()[:2] == [str(len(cases)), "cases,"]


def test_json_has_the_steps(connref: Connref) -> None:
    case = next(all_cases(Profile(), only=("MAN-GRACE",)))
    bodies = [json.loads(line) for line in connref("cases", "--json", "--only", case.id).out.splitlines()]
    assert bodies == [
        {
            "id": case.id,
            "requirement": "MAN-GRACE",
            "proves": case.proves,
            "mode": "manual",
            "steps": [step.request() for step in case.steps],
        }
    ]


def test_an_unknown_id_is_refused(connref: Connref) -> None:
    assert "did you mean MAN-GRACE" in connref.refuses("cases", "--only", "man-grase")
