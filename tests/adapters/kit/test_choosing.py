"""What --only and --exclude choose: cases, and the requirements that the verdict is over."""

from __future__ import annotations

import pytest

from connref.cases.catalogue import all_cases
from connref.protocol import Case, Mode, Profile
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.kit.choosing import Choice, modes_of, requirements_in

MANUAL = [name for name in REQUIREMENTS if name.startswith("MAN-")]


def case(requirement: str, id_: str, mode: Mode | None = Mode.MANUAL) -> Case:
    return Case(id_, mode, (), requirement, "")


GRACE = case("MAN-GRACE", "MAN-GRACE/plain")
ENDS = case("MAN-GRACE-ENDS", "MAN-GRACE-ENDS/plain")
RACE = case("INP-ROBUST", "race/opening+0/ping")
AUTO = case("EVT-LOST", "EVT-LOST/auto", Mode.AUTO)
DEFAULT = case("AUTO-DEFAULT", "AUTO-DEFAULT/login", None)
ALL = [GRACE, ENDS, RACE, AUTO, DEFAULT]


def taken(only: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> list[Case]:
    return list(filter(Choice(only, exclude).takes, ALL))


def test_an_id_stands_for_itself_and_another_beginning_for_all_that_begin_so() -> None:
    assert requirements_in("MAN-GRACE") == ("MAN-GRACE",)
    assert requirements_in("MAN-PING") == tuple(name for name in REQUIREMENTS if name.startswith("MAN-PING-"))
    assert requirements_in("MAN") == tuple(MANUAL)
    assert requirements_in("MA") == requirements_in("ping-at-deadline") == requirements_in("race") == ()


@pytest.mark.parametrize(
    ("only", "exclude", "expected"),
    [
        ((), (), ALL),
        (("MAN-GRACE",), (), [GRACE]),
        (("MAN",), (), [GRACE, ENDS]),
        (("MAN",), ("MAN-GRACE",), [ENDS]),
        (("race",), (), [RACE]),
        (("auto",), (), [AUTO]),
        (("manual",), ("race",), [GRACE, ENDS]),
        ((), ("manual", "default"), [AUTO]),
        (("EVT", "default"), (), [AUTO, DEFAULT]),
    ],
)
def test_cases_are_taken_by_what_they_are_about_by_mode_and_by_id(
    only: tuple[str, ...], exclude: tuple[str, ...], expected: list[Case]
) -> None:
    assert taken(only, exclude) == expected


def named(only: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> set[str]:
    return set(filter(Choice(only, exclude).names, REQUIREMENTS))


def test_the_verdict_is_over_what_was_named() -> None:
    assert named() == set(REQUIREMENTS)
    assert named(("MAN",)) == set(MANUAL)
    assert named(("MAN",), ("MAN-GRACE",)) == set(MANUAL) - {"MAN-GRACE"}
    assert named(("race/opening+0",)) == set()
    assert named(("auto",)) == {name for name in REQUIREMENTS if Mode.AUTO in modes_of(name)}
    assert named(("default",)) == {"AUTO-DEFAULT"}
    assert "AUTO-DEFAULT" not in named(("auto",))
    assert named((), ("manual",)) == set(REQUIREMENTS) - set(MANUAL) - {"SES-REOPEN-WAITS"}


def test_cases_that_were_asked_for_by_name_say_themselves_what_the_verdict_is_over() -> None:
    assert Choice(("race",)).by_case
    assert Choice(("ping-at-deadline", "MAN")).by_case
    assert not Choice(("MAN", "auto")).by_case
    assert not Choice().by_case


@pytest.mark.parametrize(
    "only", [("MAN-PING",), ("auto",), ("ping-at-deadline",), ("MAN-GRACE", "race/away+0")]
)
def test_the_beginnings_leave_out_nothing_that_is_taken(only: tuple[str, ...]) -> None:
    choice = Choice(only)
    every = {case.id for case in filter(choice.takes, all_cases(Profile(), race_depth=1))}
    fewer = {
        case.id for case in all_cases(Profile(), only=choice.beginnings, race_depth=1) if choice.takes(case)
    }
    assert every == fewer


def test_modes_that_are_left_are_told() -> None:
    assert Choice().modes == {Mode.AUTO, Mode.MANUAL, None}
    assert Choice(("manual",)).modes == {Mode.MANUAL}
    assert Choice((), ("manual",)).modes == {Mode.AUTO, None}
    assert Choice(("manual", "MAN-GRACE")).modes == {Mode.AUTO, Mode.MANUAL, None}
