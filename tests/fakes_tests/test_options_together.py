"""What options mean together, and what fakes refuse: mixed deadlines, polls, retries, outages, corners."""

from __future__ import annotations

from typing import Any

import pytest

from fakes import Options
from fakes.options import INTERPRETATIONS
from fakes.stories import CONNECTED, IN_GRACE, SIGNED_IN, end_of

UP = SIGNED_IN + "+100 "


def test_there_are_as_many_interpretations_as_the_text_has() -> None:
    assert len(INTERPRETATIONS) == 24
    assert sum(len(options) for options in INTERPRETATIONS.values()) == 58


def test_mixed_readings_of_the_deadline_go_down_a_millisecond_after_it_unless_the_exclusive_input_comes() -> (
    None
):
    mixed = {"ping_at_deadline": "inclusive", "return_at_deadline": "exclusive"}
    assert end_of("manual", IN_GRACE + "+30000 +10", 101, mixed) == ["30101 closed"]
    assert end_of("manual", IN_GRACE + "+30000 foreground +10", 101, mixed) == ["30100 closed"]
    assert end_of("manual", IN_GRACE + "+30000 ping=p +10", 101, mixed) == ["30100 ping_sent"]


@pytest.mark.parametrize(("rounding", "closed"), [("up", 31_000), ("down", 30_000)])
def test_a_polling_sdk_acts_at_a_poll_within_its_tolerance(rounding: str, closed: int) -> None:
    options: dict[str, Any] = {"tick_ms": 1_000, "tick_rounding": rounding}
    assert end_of("manual", IN_GRACE + "+40000", 101, options) == [f"{closed} closed"]


def test_retry_schedules() -> None:
    options: dict[str, Any] = {"network_notice": False, "connect_latency_ms": 0, "offline_failure_ms": 0}
    text = UP + "network_down +20000 network_up +9000"
    exponential = end_of("auto", text, 101, {**options, "retry_base_ms": 1_000, "retry_cap_ms": 4_000})
    assert exponential == [
        "1100 failed",
        "3100 failed",
        "7100 failed",
        "11100 failed",
        "15100 failed",
        "19100 failed",
        "23100 open",
    ]
    text = UP + "network_down +7000 network_up +9000"
    constant = end_of("auto", text, 101, {**options, "retry": "constant", "retry_base_ms": 3_000})
    assert constant == ["3100 failed", "6100 failed", "9100 open"]


def test_outages() -> None:
    short, long = (
        CONNECTED + "network_down +5000 network_up +20000",
        CONNECTED + "network_down +20000 network_up +20000",
    )
    for outage, after_short, after_long in (
        ("survives", [], []),
        ("survives-short", [], ["10100 closed", "20150 open"]),
        ("found", ["10100 closed", "10150 open"], ["10100 closed", "20150 open"]),
    ):
        options = {"outage": outage, "loss_detection_ms": 10_000}
        assert end_of("manual", short, 101, options) == after_short
        assert end_of("manual", long, 101, options) == after_long


@pytest.mark.parametrize(
    ("meaning", "expected"),
    [
        ("waits", ["50 failed", "1100 open", "1100 c success"]),
        ("ends", ["50 failed", "50 c error"]),
        ("errs-and-waits", ["50 failed", "50 c error", "1100 open"]),
    ],
)
def test_what_a_failed_first_attempt_means(meaning: str, expected: list[str]) -> None:
    text = SIGNED_IN + "server_refuse connect=c +100 server_accept +9000"
    assert end_of("manual", text, 1, {"failed_connect": meaning}) == expected


def test_a_background_that_came_before_init_counts_from_init() -> None:
    text = "background +5000 init login=u connect=c +40000"
    assert end_of("manual", text, 5_001, {"connect_in_background": "grace-from-entry"})[-1] == "35000 closed"
    assert end_of("auto", "background init login=u +100", 1, {}) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"connect_latency_ms": 60_000},
        {"loss_detection_ms": 59_000},
        {"retry_base_ms": 0},
        {"open_timeout_ms": 50},
        {"ping_timeout_ms": 60_000},
        {"ping_timeout_ms": 30},
    ],
)
def test_options_that_cannot_be_right_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"must|bound"):
        Options(**wrong)
