"""`ConnrefKit`: an SDK in this process, judged by the same kit as one behind a driver."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from connref.errors import DefinitionError, UsageError
from connref_adapters.drivers import DriverFault
from connref_adapters.reports import RunVerdict, Verdict
from connref_adapters.testing import ConnrefKit, failures_text
from fakes.driver import FakeDriver
from fakes.right import PLAIN, RIGHT
from fakes.wrong import WRONG

LOCAL = WRONG["ping-stays-local"]


@pytest.fixture
def kit() -> ConnrefKit:
    return ConnrefKit()


def test_a_driver_object_or_what_makes_one(kit: ConnrefKit) -> None:
    by_object = kit.judge(FakeDriver(PLAIN), only=["EVT-LOST"])
    by_maker = kit.judge(lambda: FakeDriver(PLAIN), only=["EVT-LOST"])
    assert by_object.requirements == by_maker.requirements
    assert by_object.with_verdict(Verdict.PASS) == ("EVT-LOST",)
    assert by_object.cases > 3


def test_neither(kit: ConnrefKit) -> None:
    with pytest.raises(UsageError, match="a driver has request"):
        kit.judge(3)  # pyright: ignore[reportArgumentType]


def test_a_right_sdk_conforms(kit: ConnrefKit) -> None:
    report = kit.assert_conforms(FakeDriver(PLAIN), only=["EVT-LOST", "EVT-STOPS"])
    assert report.with_verdict(Verdict.PASS) == ("EVT-LOST", "EVT-STOPS")


def test_a_wrong_sdk_fails_with_steps_expected_and_observed(kit: ConnrefKit) -> None:
    with pytest.raises(AssertionError) as failed:
        kit.assert_conforms(LOCAL.driver, only=["MAN-PING-SENDS"])
    text = str(failed.value)
    for words in (
        "does not conform: MAN-PING-SENDS",
        "expected: ",
        "observed: ",
        "calls ping()",
        "\n  F1 ",
        "breaks by F1: ",
    ):
        assert words in text
    report = kit.judge(LOCAL.driver, only=["MAN-PING-SENDS"])
    assert report.verdict is RunVerdict.DOES_NOT_CONFORM
    assert text == failures_text(report)


def test_an_assertion_over_nothing_is_refused(kit: ConnrefKit) -> None:
    with pytest.raises(AssertionError, match=r"is not decided: 0 of 1 .* \(no observation ping_sent\)"):
        kit.assert_conforms(FakeDriver(RIGHT["no-pings"]), only=["MAN-PING-SENDS"])


def test_a_selection_of_nothing_is_refused(kit: ConnrefKit) -> None:
    with pytest.raises(DefinitionError, match="MAN-GRACES"):
        kit.judge(FakeDriver(PLAIN), only=["MAN-GRACES"])


def test_the_bound_can_be_another(kit: ConnrefKit) -> None:
    slow = WRONG["reconnect-after-bound"]
    assert kit.judge(slow.driver, only=["MAN-RECONNECT/momentary/1"]).with_verdict(Verdict.FAIL)
    assert not kit.judge(slow.driver, only=["MAN-RECONNECT/momentary/1"], bound_ms=600_000).with_verdict(
        Verdict.FAIL
    )


def test_a_driver_that_breaks_the_protocol_is_a_fault_of_its_own(kit: ConnrefKit) -> None:
    class Silent:
        def request(self, request: dict[str, Any], /) -> dict[str, Any]:
            return {"ok": True}

    with pytest.raises(DriverFault, match="bad hello"):
        kit.judge(Silent)


def recording(closed_at: int) -> str:
    bodies: list[dict[str, Any]] = [
        {"session": "s", "mode": "manual", "tolerance_ms": 0},
        {"at": 0, "input": "init"},
        {"at": 5, "input": "login", "user": "u"},
        {"at": 9, "input": "connect", "call": "c"},
        {"at": 40, "kind": "socket_open"},
        {"at": 40, "kind": "outcome", "call": "c", "api": "connect", "result": "success"},
        {"at": 1_000, "input": "background"},
        {"at": closed_at, "kind": "socket_closed", "by": "client"},
    ]
    return "".join(f"{json.dumps(body)}\n" for body in bodies)


def test_what_a_unit_test_recorded_is_judged_by_one_call(kit: ConnrefKit, tmp_path: Path) -> None:
    path = tmp_path / "it.jsonl"
    path.write_text(recording(31_000), encoding="utf-8")
    for right in (recording(31_000), recording(31_000).encode(), path):
        assert "MAN-CONNECT" in kit.assert_recording(right).tested
    with pytest.raises(AssertionError, match="MAN-GRACE at 2000 ms, line 8 of recording"):
        kit.assert_recording(recording(2_000))


@pytest.mark.parametrize(
    "text", ["", "hello\n", recording(31_000).splitlines()[0], recording(31_000) + '{"at": ']
)
def test_a_recording_that_shows_nothing_does_not_pass(kit: ConnrefKit, text: str) -> None:
    with pytest.raises(AssertionError):
        kit.assert_recording(text)
