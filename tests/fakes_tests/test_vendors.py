"""Other vendors' SDKs: one that keeps its promise conforms under its profile, one that keeps another does not."""

from __future__ import annotations

import pytest

from connref_adapters.drivers import in_process
from connref_adapters.kit.play import RunSettings
from connref_adapters.kit.run import Run
from connref_adapters.reports import RunReport, RunVerdict
from fakes.vendors import Vendor, VendorSdk

RECONNECT = ("MAN-RECONNECT/retry/*", "MAN-CONNECT/*", "MAN-ONLY-CONNECT/*")


def judged(vendor: Vendor, profile: str | None, only: tuple[str, ...] = RECONNECT) -> RunReport:
    with in_process(lambda: VendorSdk(vendor, profile)) as driver:
        outcome = Run(driver, RunSettings(only=only)).execute()
    assert outcome.fault is None
    return outcome.report


def test_a_schedule_that_is_kept_passes_under_its_profile_and_fails_under_the_document() -> None:
    own = judged(Vendor(), "signalr")
    assert own.profile == "signalr"
    assert own.verdict is RunVerdict.CONFORMS
    assert own.requirements["MAN-RECONNECT"].tested > 0


@pytest.mark.parametrize(
    ("wrong", "requirement"),
    [
        (Vendor(schedule=(0, 3_000, 10_000, 30_000)), "MAN-RECONNECT"),
        (Vendor(schedule=(0, 1_000, 10_000, 30_000)), "MAN-RECONNECT"),
        (Vendor(schedule=(0, 2_000, 10_000)), "MAN-RECONNECT"),
        (Vendor(gives_up=False), "MAN-RECONNECT"),
        (Vendor(retries_after_end=True), "MAN-RECONNECT"),
        (Vendor(repeats_first=True), "MAN-RECONNECT"),
        (Vendor(keeps_count=True), "MAN-RECONNECT"),
        (Vendor(connect_when_up="success"), "MAN-CONNECT"),
    ],
    ids=[
        "later",
        "earlier",
        "fewer",
        "for-ever",
        "after-the-end",
        "first-repeated",
        "count-kept",
        "success-when-up",
    ],
)
def test_another_promise_than_its_profile_fails(wrong: Vendor, requirement: str) -> None:
    report = judged(wrong, "signalr", (*RECONNECT, "connect-when-up/*"))
    assert report.verdict is RunVerdict.DOES_NOT_CONFORM
    assert requirement in report.failing()
