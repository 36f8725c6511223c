"""The baseline of known failures excuses what it lists, as long as that is true, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.adapters.reports.sample import CATALOGUE, conforming_report, grace_ends, sample_report, stays_up

from connref_adapters.reports import (
    Baseline,
    FileFormatError,
    FileMissingError,
    KnownFailure,
    Problem,
    RequirementResult,
    Verdict,
    apply_baseline,
    load_baseline,
    write_baseline,
)
from connref_adapters.reports.baseline import BaselineOutcome
from connref_adapters.reports.data import NOT_SELECTED

OPEN = tuple(
    id_
    for id_, result in sample_report().requirements.items()
    if result.verdict in (Verdict.FAIL, Verdict.INCONCLUSIVE)
)
"""What fails or is undecided, in the order of the report."""


def applied(*entries: KnownFailure, implementation: str = "acme-chat") -> BaselineOutcome:
    return apply_baseline(sample_report(), Baseline(implementation, entries), CATALOGUE)


def known(*ids: str) -> list[KnownFailure]:
    return [KnownFailure(id_, "accepted") for id_ in ids]


def problems(outcome: BaselineOutcome) -> list[tuple[Problem, str]]:
    return [(problem.problem, problem.requirement) for problem in outcome.problems]


def test_what_is_written_from_a_run_holds_for_that_run(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_bytes(write_baseline(sample_report()))
    outcome = apply_baseline(sample_report(), load_baseline(path), CATALOGUE)
    assert outcome.holds
    assert tuple(outcome.known) == OPEN
    assert "observed up at 30.251 s" in outcome.known["MAN-GRACE-ENDS"]
    assert outcome.known_findings["F1"] == f"recorded from a run: {stays_up().sentence}"
    assert list(outcome.known_findings) == ["F1", "F2"]


def test_the_file_has_the_fields_of_its_schema() -> None:
    body = json.loads(write_baseline(sample_report()))
    assert list(body) == ["schema", "implementation", "known_failures", "known_findings"]
    assert body["known_findings"][0] == {
        "mode": "manual",
        "locations": ["grace"],
        "events": ["deadline"],
        "after": None,
        "does": "stays up",
        "reason": f"recorded from a run: {stays_up().sentence}",
    }
    assert (body["schema"], body["implementation"]) == ("connref-baseline/2", "acme-chat")
    assert [list(entry) for entry in body["known_failures"]] == [["requirement", "reason"]] * 5


def test_a_run_without_failures_gives_an_empty_baseline_that_holds() -> None:
    body = json.loads(write_baseline(conforming_report()))
    assert body["known_failures"] == []
    assert apply_baseline(conforming_report(), Baseline("right-chat", ()), CATALOGUE).holds


def test_a_failure_that_is_not_listed_is_new() -> None:
    outcome = applied(*known(*OPEN[1:]))
    assert outcome.new == OPEN[:1]
    assert outcome.problems == ()
    assert not outcome.holds


def test_an_entry_that_passes_now_is_an_error() -> None:
    outcome = applied(*known(*OPEN, "MAN-GRACE"))
    assert problems(outcome) == [(Problem.PASSES_NOW, "MAN-GRACE")]
    assert outcome.problems[0].message == "MAN-GRACE passes now: remove the entry from the baseline"
    assert not outcome.holds


def test_an_entry_that_matches_nothing_is_an_error() -> None:
    outcome = applied(*known(*OPEN, "MAN-GRACES", "SES-REOPEN-CONNECTS"))
    assert problems(outcome) == [
        (Problem.UNKNOWN, "MAN-GRACES"),
        (Problem.UNSUPPORTED, "SES-REOPEN-CONNECTS"),
    ]
    assert not outcome.holds


def test_an_entry_that_is_there_twice_is_an_error_told_once() -> None:
    outcome = applied(*known(*OPEN, OPEN[0], OPEN[0]))
    assert problems(outcome) == [(Problem.DUPLICATE, OPEN[0])]
    assert "3 times" in outcome.problems[0].message


def test_a_baseline_of_another_implementation_is_an_error() -> None:
    outcome = applied(*known(*OPEN), implementation="other-chat")
    assert problems(outcome) == [(Problem.OTHER_IMPLEMENTATION, "")]
    assert "other-chat" in outcome.problems[0].message
    assert "acme-chat" in outcome.problems[0].message


def test_an_entry_that_this_run_did_not_decide_is_kept() -> None:
    outcome = applied(*known(*OPEN))
    assert outcome.undecided == ("MAN-PING-SENDS",)
    assert outcome.holds


def test_what_is_undecided_has_to_be_listed_too() -> None:
    outcome = applied(*known(*(id_ for id_ in OPEN if id_ != "MAN-PING-SENDS")))
    assert outcome.new == ("MAN-PING-SENDS",)
    assert not outcome.holds


def test_an_entry_that_was_not_selected_is_kept() -> None:
    left_out = RequirementResult(Verdict.UNSUPPORTED, 0, reason=NOT_SELECTED)
    report = replace(sample_report(), requirements={"MAN-GRACE": left_out})
    outcome = apply_baseline(report, Baseline("acme-chat", tuple(known("MAN-GRACE"))), CATALOGUE)
    assert outcome.undecided == ("MAN-GRACE",)
    assert outcome.holds


def test_a_baseline_of_an_older_schema_names_the_command_that_writes_it_anew(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    path.write_text(json.dumps({**body_of(), "schema": "connref-baseline/1"}), "utf-8")
    with pytest.raises(FileFormatError, match=r"an older connref wrote it; .*--write-baseline FILE"):
        load_baseline(path)


def test_a_requirement_that_was_not_run_is_undecided() -> None:
    partial = replace(sample_report(), requirements={"MAN-GRACE": RequirementResult(Verdict.PASS, 1)})
    outcome = apply_baseline(partial, Baseline("acme-chat", tuple(known("MAN-CONNECT"))), CATALOGUE)
    assert outcome.undecided == ("MAN-CONNECT",)
    assert outcome.holds


def test_an_entry_may_pin_what_was_observed() -> None:
    pinned = KnownFailure("MAN-GRACE-ENDS", "accepted", grace_ends().observed)
    others = known(*(id_ for id_ in OPEN if id_ != "MAN-GRACE-ENDS"))
    assert applied(pinned, *others).holds
    outcome = applied(replace(pinned, observed="up at 90 s"), *others)
    assert problems(outcome) == [(Problem.OTHER_FAILURE, "MAN-GRACE-ENDS")]
    assert outcome.new == ("MAN-GRACE-ENDS",)


@given(st.lists(st.sampled_from([*CATALOGUE.requirements, "X-1"]), max_size=12))
def test_a_baseline_holds_exactly_when_it_lists_all_that_is_open_once_and_nothing_that_is_untrue(
    ids: list[str],
) -> None:
    outcome = applied(*known(*ids))
    truthful = len(ids) == len(set(ids)) and set(ids) == set(OPEN)
    assert outcome.holds == truthful


def body_of(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"schema": "connref-baseline/2", "implementation": "acme-chat", "known_failures": list(entries)}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"schema": "connref-results/1"}, "schema"),
        ({"schema": "connref-baseline/2", "known_failures": []}, "implementation"),
        (body_of({"requirement": "MAN-GRACE"}), "known_failures[0].reason"),
        (body_of({"requirement": "MAN-GRACE", "reason": " "}), "known_failures[0].reason"),
        (body_of({"requirement": 5, "reason": "x"}), "known_failures[0].requirement"),
        (body_of({"requirement": "MAN-GRACE", "reason": "x", "observed": 5}), "known_failures[0].observed"),
        ({**body_of(), "known_failures": {}}, "known_failures"),
    ],
)
def test_a_wrong_file_names_the_field(tmp_path: Path, body: dict[str, Any], field: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(json.dumps(body))
    with pytest.raises(FileFormatError) as caught:
        load_baseline(path)
    assert caught.value.field == field


def test_a_missing_file_says_how_to_write_one(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError, match="--write-baseline"):
        load_baseline(tmp_path / "none.json")


def test_a_null_observed_is_none(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(json.dumps(body_of({"requirement": "MAN-GRACE", "reason": "x", "observed": None})))
    assert load_baseline(path).known_failures == (KnownFailure("MAN-GRACE", "x"),)


def test_a_failure_without_a_counterexample_can_be_recorded_too() -> None:
    bare = replace(sample_report(), requirements={"MAN-GRACE": RequirementResult(Verdict.FAIL, 1)})
    (entry,) = json.loads(write_baseline(bare))["known_failures"]
    assert entry == {"requirement": "MAN-GRACE", "reason": "recorded from a run"}
    pinned = Baseline("acme-chat", (KnownFailure("MAN-GRACE", "accepted", "something"),))
    assert apply_baseline(bare, pinned, CATALOGUE).holds
