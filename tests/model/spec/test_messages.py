"""What becomes of a message: each way and each reason has one row, and what the rows say is what is told of it."""

from __future__ import annotations

import pytest

from connref.errors import DefinitionError
from connref.spec.messages import (
    FATES,
    SENT,
    SILENCES,
    STOPPED,
    Fate,
    Sent,
    Silence,
    Stopped,
    Way,
    by_silence,
    by_way,
)


def test_what_the_document_says_of_messages() -> None:
    assert {way: (row.fate, row.requirement) for way, row in FATES.items()} == {
        Way.SOUND: (Fate.OWED, "EVT-DELIVERED"),
        Way.UNSURE: (Fate.MAY_COME, None),
        Way.NONE: (Fate.LOST, "EVT-LOST"),
    }
    assert SILENCES == {Silence.DISCONNECTED: "EVT-STOPS", Silence.NOBODY: "SES-NO-USER"}


@pytest.mark.parametrize("rows", [SENT[:-1], (*SENT, SENT[0])])
def test_a_way_without_a_row_or_with_two_is_an_error(rows: tuple[Sent, ...]) -> None:
    with pytest.raises(DefinitionError, match="each way"):
        by_way(rows)


@pytest.mark.parametrize("rows", [STOPPED[:-1], (*STOPPED, STOPPED[0])])
def test_a_reason_without_a_row_or_with_two_is_an_error(rows: tuple[Stopped, ...]) -> None:
    with pytest.raises(DefinitionError, match="each reason"):
        by_silence(rows)


def test_a_requirement_that_is_none_is_an_error() -> None:
    with pytest.raises(DefinitionError, match="EVT-NEVER"):
        by_way((*SENT[:-1], Sent(SENT[-1].way, Fate.LOST, "EVT-NEVER")))
