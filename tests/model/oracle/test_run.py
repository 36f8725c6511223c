"""A run as a whole: readings over all cases, contradictions between cases, AUTO-DEFAULT."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial
from random import Random

import pytest
from tests.model.oracle.playing import case_of, catalogue, greet, judged, sample

from connref.oracle.agreement import REMEMBERED
from connref.oracle.diagnosis import CaseVerdict, Drop, Violation
from connref.oracle.does import Does
from connref.oracle.readings import EVERYTHING, Cube, mask_of
from connref.oracle.run import RunJudge
from connref.protocol import Advance, Case, Mode
from connref.spec.interpretations import INTERPRETATIONS
from fakes.driver import FakeDriver
from fakes.right import RIGHT
from fakes.wrong import WRONG


def case(name: str, mode: Mode | None = Mode.MANUAL, requirement: str = "INP-ROBUST") -> Case:
    return case_of(mode, [Advance(3), Advance(4)], name, requirement)


def passing(*cubes: Cube) -> CaseVerdict:
    return CaseVerdict(None, cubes, frozenset())


def failing(requirement: str, *, policy: bool = True) -> CaseVerdict:
    violation = Violation(requirement, 7, "up", "down", Does.GOES_DOWN, policy=policy)
    return CaseVerdict(violation, (EVERYTHING,), frozenset())


def only(name: str, *options: str) -> Cube:
    return mask_of({name: options})


def test_a_run_without_cases_leaves_everything_open() -> None:
    assert RunJudge().interpretations() == {
        name: list(entry.options) for name, entry in INTERPRETATIONS.items()
    }


def test_readings_narrow_from_case_to_case() -> None:
    run = RunJudge()
    assert run.add(case("a"), passing(only("init-again", "ignored", "error"))) is None
    assert run.add(case("b"), passing(only("init-again", "error", "reopens"))) is None
    assert run.interpretations()["init-again"] == ["error"]
    assert run.findings() == ()


def test_a_violation_is_a_finding_and_narrows_nothing() -> None:
    run = RunJudge()
    finding = run.add(case("a"), failing("MAN-GRACE"))
    assert finding is not None
    assert (finding.case.id, finding.requirement, finding.contradicts) == ("a", "MAN-GRACE", None)
    assert run.established() == EVERYTHING


def test_a_contradiction_names_both_cases_and_both_choices() -> None:
    run = RunJudge()
    run.add(case("first"), passing(only("connect-when-up", "success")))
    finding = run.add(case("second"), passing(only("connect-when-up", "error")))
    assert finding is not None
    assert finding.requirement == finding.violation.requirement == "MAN-CONNECT"
    assert finding.contradicts == "first"
    assert finding.violation.at == 7
    assert finding.violation.expected == "connect-when-up: success, as in case first"
    assert finding.violation.observed == "connect-when-up: error"


def test_the_run_goes_on_with_the_readings_before_a_contradiction() -> None:
    run = RunJudge()
    run.add(case("first"), passing(only("connect-when-up", "success")))
    run.add(case("second"), passing(only("connect-when-up", "error")))
    assert run.interpretations()["connect-when-up"] == ["success"]
    assert run.add(case("third"), passing(only("connect-when-up", "success"))) is None


def test_a_contradiction_that_takes_two_cases_names_them() -> None:
    run = RunJudge()
    run.add(case("ping"), passing(only("ping-at-deadline", "exclusive")))
    run.add(case("return"), passing(only("return-at-deadline", "exclusive")))
    either = passing(only("ping-at-deadline", "inclusive"), only("return-at-deadline", "inclusive"))
    finding = run.add(case("late", requirement="MAN-RETURN-CANCELS"), either)
    assert finding is not None
    assert finding.requirement == "MAN-RETURN-CANCELS"
    assert finding.violation.expected.endswith("as in cases return and ping")
    assert finding.contradicts == "return"


def test_most_cases_outvote_the_one_that_came_first() -> None:
    run = RunJudge()
    assert run.add(case("odd"), passing(only("connect-when-up", "success"))) is None
    for name in ("one", "two"):
        provisional = run.add(case(name), passing(only("connect-when-up", "error")))
        assert provisional is not None
        assert provisional.contradicts == "odd"
    (finding,) = run.findings()
    assert (finding.case.id, finding.contradicts) == ("odd", "one")
    assert finding.violation.expected == "connect-when-up: error, as in case one"
    assert run.interpretations()["connect-when-up"] == ["error"]
    assert run.established() == only("connect-when-up", "error")


def restarts_late() -> CaseVerdict:
    """All right if a second background restarts the grace; else down late."""
    late = Violation("MAN-GRACE-ENDS", 5, "down by 4", "up at 5", Does.STAYS_UP, policy=True)
    dropped = ((Drop(only("background-again", "ignored"), (late,)),),)
    return CaseVerdict(None, (only("background-again", "restarts"),), frozenset(), dropped)


def test_what_all_agree_on_but_for_one_interpretation_flips_that() -> None:
    run = RunJudge()
    for name in ("usual", "too", "also"):
        run.add(case(name), passing(only("background-again", "ignored")))
    run.add(case("odd"), restarts_late())
    (odd,) = run.findings()
    assert (odd.requirement, odd.contradicts, odd.odds) == ("MAN-GRACE", "also", ("background-again",))


def test_what_fits_what_many_cases_break_by_themselves_is_no_flip() -> None:
    run = RunJudge()
    for name in ("usual", "too", "also"):
        run.add(case(name), passing(only("background-again", "ignored")))
    for index in range(5):
        run.add(case(f"late-{index}"), failing("MAN-GRACE-ENDS"))
    run.add(case("odd"), restarts_late())
    *_, odd = run.findings()
    assert (odd.requirement, odd.contradicts, odd.by_itself) == ("MAN-GRACE-ENDS", None, False)


def test_a_flip_that_many_cases_show_is_told_whatever_else_fails() -> None:
    run = RunJudge()
    for index in range(9):
        run.add(case(f"usual-{index}"), passing(only("background-again", "ignored")))
    run.add(case("late"), failing("MAN-GRACE-ENDS"))
    run.add(case("odd"), restarts_late())
    assert [finding.requirement for finding in run.findings()] == ["MAN-GRACE-ENDS", "MAN-GRACE"]


def test_a_flip_is_told_by_the_case_that_shows_it_alone() -> None:
    run = RunJudge()
    neither = passing(
        mask_of({"ping-at-deadline": ["exclusive"], "return-at-deadline": ["exclusive"]}),
    )
    either = passing(only("ping-at-deadline", "inclusive"), only("return-at-deadline", "inclusive"))
    for index in range(3):
        run.add(case(f"down-{index}"), neither)
    run.add(case("return"), passing(only("return-at-deadline", "inclusive")))
    run.add(case("up"), either)
    run.add(case("ping"), passing(only("ping-at-deadline", "exclusive")))
    assert {finding.requirement for finding in run.findings()} == {"MAN-RETURN-CANCELS"}
    assert run.findings()[0].odds == ("return-at-deadline",)


def test_two_readings_are_established_one_after_the_other() -> None:
    run = RunJudge()
    for index in range(40):
        run.add(case(f"down-{index}"), failing("MAN-RECONNECT"))
    down = Violation("MAN-RECONNECT", 5, "up by 4", "down at 5", Does.STAYS_DOWN, policy=True)
    for name, seems, follows in (
        ("init-again", "reopens", "ignored"),
        ("server-close", "stays-down", "reconnects"),
    ):
        dropped = ((Drop(only(name, follows), (down,)),),)
        for index in range(2):
            verdict = CaseVerdict(None, (only(name, seems),), frozenset(), dropped)
            run.add(case(f"{name}-{index}"), verdict)
        run.add(case(f"{name}-auto", Mode.AUTO), passing(only(name, follows)))
    assert {finding.requirement for finding in run.findings()} == {"MAN-RECONNECT"}


def test_two_flips_that_hang_together_are_told_together() -> None:
    run = RunJudge()

    def joined(*ways: tuple[str, str]) -> CaseVerdict:
        return passing(
            *(mask_of({"connect-when-up": [one], "init-again": [other]}) for one, other in sorted(ways))
        )

    alike = joined(("success", "ignored"), ("error", "reopens"))
    for index, verdict in enumerate([*[alike] * 4, *[passing(only("connect-when-up", "success"))] * 3]):
        run.add(case(f"usual-{index}"), verdict)
    run.add(case("crossed"), joined(("success", "reopens"), ("error", "ignored")))
    run.add(case("opened"), passing(only("init-again", "reopens")))
    run.add(case("failed"), passing(only("connect-when-up", "error")))
    run.add(case("kept"), passing(only("init-again", "ignored")))
    crossed = next(finding for finding in run.findings() if finding.case.id == "crossed")
    assert set(crossed.odds) == {"connect-when-up", "init-again"}
    assert crossed.contradicts == "usual-0"


def test_the_readings_that_need_the_fewest_requirements_are_established() -> None:
    """Two cases that went wrong look like `reopens`; under `ignored` they break what others break by themselves."""
    run = RunJudge()
    for index in range(15):
        run.add(case(f"down-{index}"), failing("MAN-RECONNECT"))
    down = Violation("MAN-RECONNECT", 5, "up by 4", "down at 5", Does.STAYS_DOWN, policy=True)
    dropped = ((Drop(only("init-again", "ignored", "error"), (down,)),),)
    for name in ("one", "two"):
        run.add(case(name), CaseVerdict(None, (only("init-again", "reopens"),), frozenset(), dropped))
    run.add(case("auto", Mode.AUTO), passing(only("init-again", "ignored", "error")))
    assert {finding.requirement for finding in run.findings()} == {"MAN-RECONNECT"}
    assert run.interpretations()["init-again"] == ["ignored", "error"]


def test_a_failing_case_is_blamed_under_the_readings_of_most_cases() -> None:
    run = RunJudge()
    lapses, ends = (
        Violation(requirement, at, "down", "up", Does.STAYS_UP, policy=True)
        for requirement, at in (("MAN-PING-LAPSES", 9), ("MAN-GRACE-ENDS", 5))
    )
    called, answered = (only("ping-counts-when", option) for option in ("called", "answered"))
    batches = ((Drop(answered, (ends,)),), (Drop(called, (lapses,)),))
    finding = run.add(case("late"), CaseVerdict(lapses, (called,), frozenset(), batches))
    assert finding is not None
    assert finding.violation == lapses
    run.add(case("usual"), passing(answered))
    assert [finding.violation for finding in run.findings()] == [ends]


def test_of_many_cases_alike_the_simplest_are_remembered() -> None:
    run = RunJudge()
    for index in reversed(range(REMEMBERED + 5)):
        run.add(case(f"odd-{index:03}"), passing(only("connect-when-up", "success")))
    for index in range(REMEMBERED + 6):
        run.add(case(f"usual-{index}"), passing(only("connect-when-up", "error")))
    expected = [f"odd-{index:03}" for index in reversed(range(REMEMBERED))]
    assert [finding.case.id for finding in run.findings()] == expected


ORDERED = {
    **{name: WRONG[name].driver for name in (
        "grace-one-ms-early", "network-undoes-disconnect", "zombie-socket", "background-again-changes-with-reset",
        "server-close-alternates", "grace-never-ends", "auto-default-is-manual",
    )},
    **{name: partial(FakeDriver, RIGHT[name]) for name in ("plain", "gives-up-in-background")},
}  # fmt: skip


@cache
def played(name: str) -> tuple[tuple[Case, CaseVerdict], ...]:
    driver = ORDERED[name]()
    profile, inputs, _ = greet(driver)
    keep = sample(0, races=600, others=30)
    return tuple((each, judged(driver, each)) for each in catalogue(profile, inputs) if keep(each))


def account(cases: Iterable[tuple[Case, CaseVerdict]]) -> tuple[object, ...]:
    """All that a run tells in the end, but for the order in which it lists the findings."""
    run = RunJudge()
    for each, verdict in cases:
        run.add(each, verdict)
    findings = sorted(run.findings(), key=lambda finding: finding.case.id)
    return findings, run.interpretations(), run.established()


@pytest.mark.parametrize("name", ORDERED)
def test_the_order_of_the_cases_changes_nothing(name: str) -> None:
    expected = account(played(name))
    for seed in range(3):
        shuffled = list(played(name))
        Random(seed).shuffle(shuffled)
        assert account(shuffled) == expected


@pytest.mark.parametrize(
    ("mode", "requirement"), [(Mode.MANUAL, "MAN-RECONNECT"), (Mode.AUTO, "AUTO-RECONNECT")]
)
def test_the_mode_decides_where_two_requirements_are_named(mode: Mode, requirement: str) -> None:
    run = RunJudge()
    run.add(case("a", mode), passing(only("server-close", "reconnects")))
    finding = run.add(case("b", mode), passing(only("server-close", "stays-down")))
    assert finding is not None
    assert finding.requirement == requirement


def test_what_fails_only_without_a_mode_fails_auto_default() -> None:
    run = RunJudge()
    finding = run.add(case("a", None), failing("SES-LOGIN-CONNECTS"))
    assert finding is not None
    assert finding.requirement == finding.violation.requirement == "AUTO-DEFAULT"
    assert run.findings() == (finding,)


def test_what_fails_with_the_mode_too_is_no_matter_of_the_default() -> None:
    run = RunJudge()
    run.add(case("a", None), failing("SES-LOGIN-CONNECTS"))
    run.add(case("b", Mode.AUTO), failing("SES-LOGIN-CONNECTS"))
    assert [finding.requirement for finding in run.findings()] == ["SES-LOGIN-CONNECTS"] * 2


def test_what_is_wrong_under_every_reading_is_no_matter_of_the_default() -> None:
    run = RunJudge()
    run.add(case("a", None), failing("CALL-OUTCOME", policy=False))
    assert [finding.requirement for finding in run.findings()] == ["CALL-OUTCOME"]
