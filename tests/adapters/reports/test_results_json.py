"""results.json is exactly what docs/reading-a-report.md shows, the same bytes for the same report."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.adapters.reports.sample import CATALOGUE, sample_report, stays_up

from connref_adapters.reports import (
    Counterexample,
    Implementation,
    RequirementResult,
    UnknownIdError,
    Verdict,
    results_json,
)

RUN_KEYS = [
    "schema", "connref", "seed", "profile", "implementation", "clock", "tolerance_ms", "verdict", "cases", "steps",
    "seconds", "requirements", "findings", "interpretations",
]  # fmt: skip


def test_the_keys_are_those_of_the_protocol_in_its_order() -> None:
    body = json.loads(results_json(sample_report(), CATALOGUE))
    assert list(body) == RUN_KEYS
    assert list(body["implementation"]) == ["name", "version", "language"]
    failed = body["requirements"]["MAN-GRACE-ENDS"]
    assert list(failed) == ["verdict", "cases", "tested", "unplayed", "reason", "counterexample"]
    assert list(failed["counterexample"]) == ["mode", "steps", "observations", "expected", "observed"]
    assert body["schema"] == "connref-results/2"
    assert body["verdict"] == "does-not-conform"


def test_a_counterexample_is_written_as_it_was_sent_and_seen() -> None:
    body = json.loads(results_json(sample_report(), CATALOGUE))
    shown = body["requirements"]["MAN-GRACE-ENDS"]["counterexample"]
    assert shown["steps"][1] == {"op": "do", "input": "login", "user": "alice"}
    assert shown["steps"][-1] == {"op": "advance", "ms": 1}
    assert shown["observations"][0] == {"at": 0, "kind": "user", "value": None}
    assert body["requirements"]["MAN-GRACE"]["counterexample"] is None


def test_the_earlier_case_is_there_only_where_two_cases_contradict() -> None:
    requirements = json.loads(results_json(sample_report(), CATALOGUE))["requirements"]
    assert (
        requirements["MAN-CONNECT"]["counterexample"]["contradicts"]["observed"] == "connect-when-up: success"
    )
    assert "contradicts" not in requirements["MAN-GRACE-ENDS"]["counterexample"]


def test_a_finding_has_red_edges_only_where_a_learned_diagram_was_given() -> None:
    seen = replace(stays_up(), edges=("manual/1.connect.T.background",))
    written = results_json(replace(sample_report(), findings=(seen, stays_up())), CATALOGUE)
    first, second = json.loads(written)["findings"]
    assert first["edges"] == ["manual/1.connect.T.background"]
    assert "edges" not in second


def test_every_id_of_the_catalogue_is_there_in_its_order() -> None:
    report = replace(sample_report(), requirements={}, interpretations={})
    body = json.loads(results_json(report, CATALOGUE))
    assert list(body["requirements"]) == list(CATALOGUE.requirements)
    assert list(body["interpretations"]) == list(CATALOGUE.interpretations)
    assert body["requirements"]["MAN-GRACE"] == {
        "verdict": "inconclusive",
        "cases": 0,
        "tested": 0,
        "unplayed": 0,
        "reason": "no case was played",
        "counterexample": None,
    }
    assert body["interpretations"]["ping-at-deadline"] == ["inclusive", "exclusive"]


def test_the_order_of_the_report_does_not_show() -> None:
    report = sample_report()
    turned = replace(report, requirements=dict(reversed(list(report.requirements.items()))))
    assert results_json(turned, CATALOGUE) == results_json(report, CATALOGUE)


def test_runs_that_differ_in_seconds_only_differ_in_that_line_only() -> None:
    one = results_json(sample_report(), CATALOGUE).splitlines()
    other = results_json(replace(sample_report(), seconds=99.98765), CATALOGUE).splitlines()
    assert [(a, b) for a, b in zip(one, other, strict=True) if a != b] == [
        (b'  "seconds": 3.14,', b'  "seconds": 99.988,')
    ]


def test_what_an_sdk_returned_cannot_make_the_file_unreadable() -> None:
    name = "\ud800\u2028\x00é"
    report = replace(sample_report(), implementation=Implementation(name, "", ""))
    assert json.loads(results_json(report, CATALOGUE))["implementation"]["name"] == name


def test_an_id_that_nobody_knows_is_refused() -> None:
    broken = RequirementResult(Verdict.FAIL, 1, Counterexample(None, (), (), "e", "o"))
    with pytest.raises(UnknownIdError, match="requirement 'MAN-GRACE-END'"):
        results_json(replace(sample_report(), requirements={"MAN-GRACE-END": broken}), CATALOGUE)
    with pytest.raises(UnknownIdError, match="interpretation 'ping'"):
        results_json(replace(sample_report(), interpretations={"ping": ("a",)}), CATALOGUE)
