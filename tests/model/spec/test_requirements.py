"""The requirements as data: every ID once, each with where it comes from."""

from __future__ import annotations

import re

import pytest

from connref.errors import DefinitionError
from connref.protocol import Mode
from connref.spec import requirements
from connref.spec.requirement import PASSES_ON, Ground, Kind, Requirement
from connref.spec.requirements import REQUIREMENTS, by_id

ORDINARY = (Ground.DUTY, Ground.PROHIBITION)


def test_there_are_as_many_as_the_specification_lists() -> None:
    assert len(REQUIREMENTS) == 33
    assert sum(each.kind is Kind.DERIVED for each in REQUIREMENTS.values()) == 9


def test_each_is_found_by_its_own_id_and_says_something() -> None:
    for name, each in REQUIREMENTS.items():
        assert each.id == name
        assert re.fullmatch(r"(SES|AUTO|MAN|EVT|CALL|RES|INP)(-[A-Z]+)+", name)
        assert each.sentence.endswith(".")
        assert each.heading


def test_sentences_are_all_different() -> None:
    assert len({each.sentence for each in REQUIREMENTS.values()}) == len(REQUIREMENTS)


def test_an_id_that_begins_with_a_mode_speaks_of_that_mode() -> None:
    for each in REQUIREMENTS.values():
        modes = {"AUTO": {Mode.AUTO}, "MAN": {Mode.MANUAL}}.get(each.id.split("-")[0])
        assert modes is None or each.modes == modes


def test_where_no_other_is_named_a_requirement_stands_for_itself() -> None:
    assert REQUIREMENTS["MAN-GRACE"].stays_down == "MAN-BACKGROUND-STAYS-DOWN"
    assert REQUIREMENTS["INP-ROBUST"].stays_down == "INP-ROBUST"


def test_blame_comes_to_rest_after_one_step() -> None:
    """What stays down, is repeated or is over is blamed on a requirement that says so itself."""
    for each in REQUIREMENTS.values():
        for column in PASSES_ON:
            last = REQUIREMENTS[getattr(each, column)]
            assert getattr(last, column) == last.id


def test_a_column_that_names_no_requirement_is_refused() -> None:
    with pytest.raises(DefinitionError, match="A: repeated names 'B'"):
        by_id((Requirement("A", Kind.STATED, "heading", "sentence", repeated="B"),))


def test_an_id_that_stands_twice_is_refused() -> None:
    row = Requirement("A", Kind.STATED, "heading", "sentence")
    with pytest.raises(DefinitionError, match="declared twice: A"):
        by_id((row, row))


def test_each_id_has_a_constant_that_is_spelled_like_it() -> None:
    assert {name: getattr(requirements, name.replace("-", "_")) for name in REQUIREMENTS} == {
        name: name for name in REQUIREMENTS
    }


def test_each_prohibition_says_what_could_tempt_an_sdk_and_no_other_needs_to() -> None:
    for each in REQUIREMENTS.values():
        tempted = bool(each.tempters) or each.time_tempts
        assert tempted or each.ground is not Ground.PROHIBITION, each.id
        assert not each.tempters or each.ground in (Ground.PROHIBITION, Ground.CALL), each.id


def test_the_four_with_a_rule_of_their_own_say_so() -> None:
    special = {each.id: each.ground for each in REQUIREMENTS.values() if each.ground not in ORDINARY}
    assert special == {
        "MAN-GRACE-ENDS": Ground.DEADLINE,
        "MAN-PING-LAPSES": Ground.DEADLINE,
        "RES-ONE-SOCKET": Ground.SECOND_OPENING,
        "INP-ROBUST": Ground.CALL,
    }
