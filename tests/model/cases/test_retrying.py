"""Cases of a vendor's promises: none for the document; all of a schedule, each end of a range of codes."""

from __future__ import annotations

from connref.cases.retrying import retry_cases
from connref.protocol import Advance, Profile
from connref.spec.promises import CloseRange, RetryPhase, RetryPromise, Then
from connref.spec.variant import variant


def test_the_document_promises_nothing_of_the_kind() -> None:
    assert list(retry_cases(Profile())) == []


def test_a_schedule_is_waited_for_to_its_end() -> None:
    promise = RetryPromise((0, 2_000, 30_000), gives_up=True)
    cases = {case.id: case for case in retry_cases(Profile(variant=variant({}, retry=promise)))}
    whole = cases["MAN-RECONNECT/retry/refused-throughout"]
    longest = max(step.ms for step in whole.steps if isinstance(step, Advance))
    assert longest >= 32_000
    assert {f"AUTO-RECONNECT/retry/accepted-before/{place}" for place in range(3)} <= cases.keys()
    assert "MAN-RECONNECT/retry/first-connect" in cases


def test_a_later_phase_is_reached() -> None:
    promise = RetryPromise((15_000,), phases=(RetryPhase(120_000, (30_000,)),))
    cases = list(retry_cases(Profile(variant=variant({}, retry=promise))))
    waits = [sum(step.ms for step in case.steps if isinstance(step, Advance)) for case in cases]
    assert max(waits) >= 150_000


def test_each_end_of_a_range_of_codes_is_asked_once() -> None:
    closes = (CloseRange(4_000, 4_099, Then.STOP), CloseRange(4_000, 4_000, Then.RETRY))
    ids = [case.id for case in retry_cases(Profile(variant=variant({}, closes=closes)))]
    assert [each for each in ids if each.startswith("MAN")] == [
        "MAN-RECONNECT/close-code/4000",
        "MAN-RECONNECT/close-code/4099",
    ]
