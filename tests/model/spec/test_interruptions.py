"""Suspensions and handovers as rows: each is decided under every option, and says who asks for it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from connref.errors import DefinitionError
from connref.semantics.table import combinations
from connref.spec.interpretations import DEFAULT
from connref.spec.interruptions import HANDOVERS, RESUMPTIONS, grace_counts, replaces
from connref.spec.requirements import REQUIREMENTS


@pytest.mark.parametrize("choices", list(combinations(("grace-while-suspended",))))
def test_a_suspension_counts_for_the_grace_or_not(choices: Mapping[str, str]) -> None:
    assert grace_counts(choices) is (choices["grace-while-suspended"] == "runs")


@pytest.mark.parametrize("choices", list(combinations(("silent-loss",))))
def test_a_handover_with_notice_is_followed_and_one_without_is_for_the_reading(
    choices: Mapping[str, str],
) -> None:
    assert replaces(choices, notice=True)
    assert replaces(choices, notice=False) is (choices["silent-loss"] == "noticed")


def test_every_row_is_taken_by_some_choice_and_names_a_requirement() -> None:
    guards = [row.guard for row in RESUMPTIONS] + [guard for row in HANDOVERS for guard in row.guards]
    assert {(guard.name, *guard.options) for guard in guards} == {
        ("grace-while-suspended", "runs"),
        ("grace-while-suspended", "stands-still"),
        ("silent-loss", "noticed"),
        ("silent-loss", "not-noticed"),
    }
    assert {row.requirement for row in RESUMPTIONS} <= set(REQUIREMENTS)


def test_no_choice_is_no_answer() -> None:
    with pytest.raises(DefinitionError, match="0 rows"):
        grace_counts({**dict(DEFAULT.choices), "grace-while-suspended": "sometimes"})
