"""Each wrong SDK differs from the right one where an app can see it, and together they break every requirement."""

from __future__ import annotations

from typing import Any

import pytest

from fakes import RIGHT, WRONG, Defect, FakeDriver

REQUIREMENTS = frozenset(
    [
        "SES-LOGIN-SAVES",
        "SES-LOGIN-CONNECTS",
        "SES-REOPEN-CONNECTS",
        "SES-REOPEN-WAITS",
        "SES-NO-USER",
        "AUTO-DEFAULT",
        "AUTO-FOREGROUND",
        "AUTO-BACKGROUND",
        "AUTO-BACKGROUND-QUIET",
        "AUTO-RECONNECT",
        "MAN-ONLY-CONNECT",
        "MAN-CONNECT",
        "MAN-CONNECT-NEEDS-USER",
        "MAN-DISCONNECT",
        "MAN-DISCONNECT-STAYS",
        "MAN-FOREGROUND-HOLDS",
        "MAN-GRACE",
        "MAN-GRACE-ENDS",
        "MAN-PING-EXTENDS",
        "MAN-PING-LOOP",
        "MAN-PING-LAPSES",
        "MAN-PING-SENDS",
        "MAN-RETURN-CANCELS",
        "MAN-GRACE-RESTARTS",
        "MAN-RECONNECT",
        "MAN-BACKGROUND-STAYS-DOWN",
        "EVT-DELIVERED",
        "EVT-LOST",
        "EVT-STOPS",
        "EVT-STATUS",
        "CALL-OUTCOME",
        "RES-ONE-SOCKET",
        "INP-ROBUST",
    ]
)


def twice(driver: FakeDriver, defect: Defect) -> list[dict[str, Any]]:
    replies: list[dict[str, Any]] = []
    for _ in range(2):
        replies.append(driver.request({"id": 0, "op": "reset", "mode": defect.mode}))
        replies += [driver.request({"id": 0, **step.request()}) for step in defect.story]
    for reply in replies:
        reply.pop("next", None)
    return replies


@pytest.mark.parametrize("name", WRONG)
def test_its_story_tells_it_from_the_right_one(name: str) -> None:
    defect = WRONG[name]
    right = twice(FakeDriver(defect.options), defect)
    assert all(reply["ok"] for reply in right)
    assert twice(defect.driver(), defect) != right


@pytest.mark.parametrize("name", WRONG)
def test_it_is_well_described(name: str) -> None:
    defect = WRONG[name]
    assert defect.primary in defect.expected <= REQUIREMENTS
    assert len(defect.why) > 20
    assert defect.inspired_by is None or "#" in defect.inspired_by


def test_every_requirement_is_broken_by_one_that_is_blamed_for_it_first() -> None:
    assert {defect.primary for defect in WRONG.values()} == REQUIREMENTS


def test_there_are_enough_and_each_is_said_in_its_own_words() -> None:
    assert len(WRONG) >= 50
    assert len({defect.why for defect in WRONG.values()}) == len(WRONG)
    assert not set(WRONG) & set(RIGHT)


def test_a_crash_ends_the_case_and_a_reset_starts_anew() -> None:
    defect = WRONG["dies-on-return-with-ping"]
    driver = defect.driver()
    replies = twice(driver, defect)
    assert [reply["ok"] for reply in replies].count(False) == 2
    assert replies[-1]["error"]["kind"] == "crash"
    assert driver.request({"id": 9, "op": "advance", "ms": 1})["error"]["kind"] == "crash"
    assert driver.request({"id": 10, "op": "reset", "mode": "auto"})["ok"] is True
