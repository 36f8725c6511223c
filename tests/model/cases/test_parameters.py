"""Parameters of rows: their values, what they read as, and the profiles that they are for."""

from __future__ import annotations

import pytest
from tests.model.cases.legality import PROFILES

from connref.cases.data import parameters as data
from connref.cases.parameters import filled, holds, names_in, values_of
from connref.cases.preambles import few_offsets
from connref.errors import DefinitionError
from connref.protocol import Profile

COARSE = Profile(tolerance_ms=1_000)


def names(parameter: str, profile: Profile | None = None) -> list[str]:
    return [value.name for value in values_of(parameter, profile or Profile())]


@pytest.mark.parametrize("line", [*data.NAMES.splitlines(), *data.VALUES.splitlines()])
def test_every_parameter_of_the_data_can_be_gone_through(line: str) -> None:
    parameter = line.split(maxsplit=1)[0]
    for profile in PROFILES:
        assert len(set(names(parameter, profile))) == len(names(parameter, profile)) > 0


def test_on_a_coarse_clock_nothing_is_asked_at_the_deadline_itself() -> None:
    assert names("point") == ["just-before-deadline", "at-deadline", "just-after-deadline"]
    assert names("point", COARSE) == ["just-before-deadline", "just-after-deadline"]


@pytest.mark.parametrize("profile", PROFILES)
def test_offsets_are_those_of_the_profile(profile: Profile) -> None:
    assert names("offset", profile) == [str(offset) for offset in few_offsets(profile)]
    assert names("early-offset", profile) == names("offset", profile)[:2]


def test_a_value_reads_as_it_should_in_a_sentence() -> None:
    state, outage = values_of("state", Profile())[0], values_of("outage", Profile())[2]
    said = filled(
        "{state} {state.words}: {outage}, {outage.words}, {outage.ms}", {"state": state, "outage": outage}
    )
    assert said == "before-login with no user yet: just-under-grace, just under grace, grace-edge"


def test_the_parameters_of_a_text_are_found_in_order_and_once() -> None:
    assert names_in("{call}/{state} {state.words} {call}") == ("call", "state")


@pytest.mark.parametrize(
    ("condition", "fine", "coarse"),
    [
        ("", True, True),
        ("T=0", True, False),
        ("T>0", False, True),
        ("grace>=30s", True, True),
        ("edge<2", True, False),
    ],
)
def test_a_condition_is_about_the_profile(condition: str, *, fine: bool, coarse: bool) -> None:
    assert holds(condition, Profile()) is fine
    assert holds(condition, COARSE) is coarse


@pytest.mark.parametrize("condition", ["T", "T=", "T=x", "when T=0", "T=0=0"])
def test_text_that_is_no_condition_is_refused(condition: str) -> None:
    with pytest.raises(DefinitionError):
        holds(condition, Profile())


def test_a_parameter_and_a_field_that_there_are_not_are_refused_with_those_that_there_are() -> None:
    with pytest.raises(DefinitionError, match=r"no such parameter as \{sate\}; there are offset, .*state"):
        values_of("sate", Profile())
    with pytest.raises(DefinitionError, match="has no 'word'; a row may name its name, words"):
        values_of("call", Profile())[0].field("word")
