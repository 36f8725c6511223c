"""Other vendors' SDKs: one that keeps its promise conforms under its profile, one that keeps another does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from connref.profiles import VendorProfile
from connref.protocol import Mode, Profile
from connref.spec.promises import CloseRange, Then
from connref.spec.variant import Variant, variant
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


DROPS = variant({"manual-background": ("drop",), "manual-foreground": ("reconnect",), "session": ("none",)})
CODES = (CloseRange(4_000, 4_099, Then.STOP), CloseRange(4_100, 4_199, Then.RETRY, (500, 500)))
ENDS = variant({"manual-background": ("nothing",), "close-codes": ("ranges",)}, closes=CODES)
NOBODY = variant({"manual-background": ("nothing",), "session": ("none",)})


def held_to(vendor: Vendor, choice: Variant, only: tuple[str, ...]) -> RunReport:
    modes = frozenset({Mode.MANUAL})
    profile = VendorProfile("own", "own", "1", "own", modes=modes, numbers=Profile(variant=choice))
    with in_process(lambda: VendorSdk(vendor)) as driver:
        return Run(driver, RunSettings(only=only), driver.hello().under(profile)).execute().report


KEEPS = Vendor(schedule=(0, 1_000, 5_000), gives_up=False, repeats_first=True)


@pytest.mark.parametrize(
    ("right", "wrong", "choice", "only", "broken"),
    [
        (
            replace(KEEPS, background="drop", returns=True, users=False),
            replace(KEEPS, background="nothing", users=False),
            DROPS,
            ("MAN-GRACE-ENDS/*",),
            "MAN-GRACE-ENDS",
        ),
        (
            replace(KEEPS, background="drop", returns=True, users=False),
            replace(KEEPS, background="drop", users=False),
            DROPS,
            ("MAN-GRACE-RESTARTS/*", "MAN-RECONNECT/*"),
            "MAN-RECONNECT",
        ),
        (
            replace(KEEPS, stops=range(4_000, 4_100), close_delays={4_100: 500, 4_199: 500}),
            replace(KEEPS, close_delays={4_100: 500, 4_199: 500}),
            ENDS,
            ("MAN-RECONNECT/close-code/*",),
            "MAN-RECONNECT",
        ),
        (
            replace(KEEPS, stops=range(4_000, 4_100), close_delays={4_100: 500, 4_199: 500}),
            replace(KEEPS, stops=range(4_000, 4_100), close_delays={4_100: 100, 4_199: 500}),
            ENDS,
            ("MAN-RECONNECT/close-code/*",),
            "MAN-RECONNECT",
        ),
        (
            replace(KEEPS, users=False),
            replace(KEEPS, background="drop", users=False),
            NOBODY,
            ("MAN-CONNECT/*", "MAN-FOREGROUND-HOLDS/*", "MAN-GRACE/*"),
            "MAN-FOREGROUND-HOLDS",
        ),
    ],
    ids=["drop", "no-return", "stop-codes", "delay-of-a-code", "no-background"],
)
def test_each_feature_has_a_right_and_a_wrong_sdk(
    right: Vendor, wrong: Vendor, choice: Variant, only: tuple[str, ...], broken: str
) -> None:
    assert held_to(right, choice, only).failing() == ()
    assert broken in held_to(wrong, choice, only).failing()


def test_a_failure_cites_the_promise() -> None:
    report = judged(Vendor(schedule=(0, 3_000, 10_000, 30_000)), "signalr")
    shown = report.requirements["MAN-RECONNECT"].counterexample
    assert shown is not None
    assert "2, 10 and 30 s" in shown.cites
    assert "learn.microsoft.com" in shown.cites
