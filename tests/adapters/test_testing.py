"""`ConnrefKit`: an SDK in this process, judged by the same kit as one behind a driver."""

from __future__ import annotations

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
    for words in ("does not conform: MAN-PING-SENDS", "expected: ", "observed: ", "calls ping()"):
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
