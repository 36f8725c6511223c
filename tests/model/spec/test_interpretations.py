"""The interpretations as data, and readings that choose among them."""

from __future__ import annotations

import pytest

from connref.errors import DefinitionError
from connref.spec.interpretations import (
    DEFAULT,
    INTERPRETATIONS,
    LATITUDES,
    options_of,
    reading,
)
from connref.spec.requirements import REQUIREMENTS


def test_there_are_as_many_as_the_specification_lists() -> None:
    assert len(INTERPRETATIONS) == 24
    assert sum(len(each.options) for each in INTERPRETATIONS.values()) == 58


def test_each_has_a_default_among_its_options_and_a_place_to_be_judged() -> None:
    for name, each in INTERPRETATIONS.items():
        assert each.id == name
        assert each.default in each.options
        assert len(set(each.options)) == len(each.options) >= 2
        assert each.why.endswith(".")
        assert set(each.judged_under) <= set(REQUIREMENTS)
        assert each.judged_under
    for name, each in LATITUDES.items():
        assert each.id == name
        assert each.default in each.options


def test_no_name_is_both() -> None:
    assert not set(INTERPRETATIONS) & set(LATITUDES)


def test_default_reading_answers_everything() -> None:
    assert dict(DEFAULT.choices) == {
        **{name: each.default for name, each in INTERPRETATIONS.items()},
        **{name: each.default for name, each in LATITUDES.items()},
    }


def test_reading_changes_what_is_named_and_nothing_else() -> None:
    changed = reading({"server-close": "stays-down", "failed-attempt": "dropped"})
    assert changed["server-close"] == "stays-down"
    different = {name for name, option in changed.choices if DEFAULT[name] != option}
    assert different == {"server-close", "failed-attempt"}
    assert changed.but({"server-close": "reconnects", "failed-attempt": "kept"}) == DEFAULT


@pytest.mark.parametrize("choices", [{"server-close": "sometimes"}, {"no-such-question": "yes"}])
def test_reading_refuses_what_is_not_listed(choices: dict[str, str]) -> None:
    with pytest.raises(DefinitionError, match=next(iter(choices))):
        reading(choices)


def test_unknown_name_has_no_option() -> None:
    with pytest.raises(KeyError):
        DEFAULT["no-such-question"]
    with pytest.raises(DefinitionError, match="no-such-question"):
        options_of("no-such-question")
