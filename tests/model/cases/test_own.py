"""A tester's own cases: what becomes of them, and what is refused before anything is played."""

from __future__ import annotations

import pytest

from connref.cases.catalogue import all_cases
from connref.cases.notation import parse
from connref.cases.own import Scenario, own_cases
from connref.errors import DefinitionError
from connref.protocol import InputName, Mode, Profile


def scenario(**fields: str) -> Scenario:
    told = {
        "id": "a/b",
        "story": "init login connect up",
        "requirement": "MAN-CONNECT",
        "proves": "It is up.",
    }
    told |= fields
    return Scenario(told["id"], Mode.MANUAL, parse(told["story"]), told["requirement"], told["proves"])


def test_a_scenario_is_a_case_that_is_named_as_ones_own() -> None:
    (case,) = own_cases([scenario()], Profile())
    (known,) = (case for case in all_cases(Profile(), only=("MAN-CONNECT/at-once",)))
    assert (case.id, case.mode, case.requirement, case.proves) == (
        "own/a/b",
        Mode.MANUAL,
        "MAN-CONNECT",
        "It is up.",
    )
    assert case.steps == known.steps[: len(case.steps)]


def test_own_cases_come_first_and_can_be_asked_for() -> None:
    own = (scenario(), scenario(id="c"))
    every = [case.id for case in all_cases(Profile(), own=own)]
    assert every[:2] == ["own/a/b", "own/c"]
    assert every[2:] == [case.id for case in all_cases(Profile())]
    for wish, ids in {"own": every[:2], "own/a": every[:1], "own/a/b": every[:1], "own/*": every[:2]}.items():
        assert [case.id for case in all_cases(Profile(), only=(wish,), own=own)] == ids
    assert next(all_cases(Profile(), only=("MAN-CONNECT",), own=own)).id == "own/a/b"


def test_own_cases_are_played_only_where_the_driver_has_their_inputs() -> None:
    lacking = frozenset(InputName) - {InputName.CONNECT}
    assert list(all_cases(Profile(), only=("own/*",), own=(scenario(),), inputs=lacking)) == []


def test_without_own_cases_there_is_no_such_selection() -> None:
    with pytest.raises(DefinitionError, match="only own"):
        all_cases(Profile(), only=("own",))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"id": "a b"}, "id: 'a b' is none; write letters"),
        ({"id": ""}, "id: '' is none"),
        ({"id": "a//b"}, "id: 'a//b' is none"),
        ({"requirement": "MAN-GRAZE"}, "requirement: there is no 'MAN-GRAZE'; take an ID"),
        ({"proves": " "}, "proves: it is empty; say in a sentence"),
        ({"story": ""}, "story: it is empty; begin with init"),
    ],
)
def test_a_scenario_that_is_none_is_refused(fields: dict[str, str], said: str) -> None:
    with pytest.raises(DefinitionError, match=said):
        scenario(**fields)


def test_a_story_that_cannot_be_told_is_refused_with_the_case() -> None:
    with pytest.raises(DefinitionError, match="own/a/b: story: login at 0 ms, after step 0: the app"):
        list(own_cases([scenario(story="login")], Profile()))
