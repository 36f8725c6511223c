"""Right SDKs: whatever their readings, latencies, retries and senses, the kit must not complain about one.

`RIGHT` has one SDK for each option of each interpretation, and one for each kind of surroundings, with mixed readings.
`CORNERS` are right as well, but decide the other way where the normative texts leave a corner open.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from fakes.options import INTERPRETATIONS, Options

PLAIN = Options()

_SHORT: dict[str, Any] = {
    "grace_ms": 400,
    "reconnect_bound_ms": 2_000,
    "connect_latency_ms": 10,
    "retry_base_ms": 50,
    "retry_cap_ms": 400,
    "ping_timeout_ms": 300,
}

WORLDS: dict[str, dict[str, Any]] = {
    "no-latency": {
        "connect_latency_ms": 0,
        "reject_latency_ms": 0,
        "offline_failure_ms": 0,
        "ping_latency_ms": 0,
    },
    "one-millisecond": {
        "connect_latency_ms": 1,
        "reject_latency_ms": 1,
        "offline_failure_ms": 1,
        "ping_latency_ms": 1,
        "message_latency_ms": 1,
    },
    "slow-connect": {"connect_latency_ms": 20_000},
    "slowest-connect": {"connect_latency_ms": 59_000, "retry_base_ms": 100, "retry_cap_ms": 800},
    "slow-rejection": {"reject_latency_ms": 5_000},
    "slow-messages": {"message_latency_ms": 400},
    "slow-pings": {"ping_latency_ms": 2_000},
    "slow-pings-short-timeout": {"ping_latency_ms": 2_000, "ping_timeout_ms": 2_500},
    "slow-disconnect-callback": {"disconnect_callback_ms": 700},
    "constant-retry": {"retry": "constant", "retry_base_ms": 5_000},
    "patient-retry": {"retry_base_ms": 2_000, "retry_cap_ms": 30_000, "retry_on_network_up": False},
    "delayed-first-retry": {"first_retry_ms": 4_000, "retry_on_network_up": False},
    "fast-retry": {"retry": "constant", "retry_base_ms": 100},
    "no-notice": {"network_notice": False},
    "no-notice-constant-retry": {"network_notice": False, "retry": "constant", "retry_base_ms": 3_000},
    "no-notice-slow-loss": {"network_notice": False, "loss_detection_ms": 20_000},
    "late-loss": {"loss_detection_ms": 45_000},
    "loss-after-ten-seconds": {"loss_detection_ms": 10_000},
    "short-outage-survived": {"outage": "survives-short", "loss_detection_ms": 45_000},
    "short-outage-survived-no-notice": {
        "outage": "survives-short",
        "loss_detection_ms": 8_000,
        "network_notice": False,
    },
    "outage-survived": {"outage": "survives"},
    "outage-survived-no-notice": {"outage": "survives", "network_notice": False},
    "open-timeout": {"open_timeout_ms": 7_000, "connect_latency_ms": 1_500},
    "silence-noticed": {"mute_detection_ms": 12_000, "open_timeout_ms": 5_000},
    "gives-up-in-background": {"repeats_in_background": False, "connect_latency_ms": 800},
    "polls-each-second": {"tick_ms": 1_000},
    "polls-each-second-early": {"tick_ms": 1_000, "tick_rounding": "down"},
    "polls-each-quarter": {"tick_ms": 250, "connect_latency_ms": 600},
    "polls-no-notice-late-loss": {"tick_ms": 1_000, "network_notice": False, "loss_detection_ms": 30_000},
    "sockets-unnumbered": {"sockets_numbered": False},
    "least-observed": {
        "sockets_numbered": False,
        "unobserved": frozenset(
            {"socket_opening", "socket_failed", "ping_sent", "status", "delivered", "user"}
        ),
        "announces_next": False,
    },
    "pings-unseen": {"unobserved": frozenset({"ping_sent", "status"})},
    "no-kill-no-logout": {"unsupported_inputs": frozenset({"kill", "logout"})},
    "no-server-control": {
        "unsupported_inputs": frozenset(
            {
                "server_close",
                "server_mute",
                "server_unmute",
                "server_refuse",
                "server_accept",
                "server_reject",
                "server_approve",
                "server_message",
            }
        ),
    },
    "no-network-control": {"unsupported_inputs": frozenset({"network_down", "network_up"})},
    "no-pings": {"unsupported_inputs": frozenset({"ping"}), "unobserved": frozenset({"ping_sent"})},
    "slow-handover": {"handover_delay_ms": 5_000, "handover_in_background": "keeps"},
    "sockets-die-in-suspension": {"sockets_die_in_suspension": True},
    "short-numbers": _SHORT,
    "short-numbers-polling": {**_SHORT, "tick_ms": 50},
    "long-grace": {"grace_ms": 90_000, "reconnect_bound_ms": 40_000},
}
"""Surroundings by name."""


def _column(index: int) -> dict[str, Any]:
    """Readings that change all at once from one column to the next, so that each option meets many others."""
    return {
        name: options[(index + place) % len(options)]
        for place, (name, options) in enumerate(INTERPRETATIONS.items())
    }


def _readings() -> dict[str, Options]:
    return {
        f"{name}-{option}".replace("_", "-"): replace(PLAIN, **{name: option})
        for name, options in INTERPRETATIONS.items()
        for option in options
    }


def _worlds() -> dict[str, Options]:
    return {name: Options(**_column(index), **world) for index, (name, world) in enumerate(WORLDS.items())}


RIGHT: dict[str, Options] = {"plain": PLAIN, **_readings(), **_worlds()}
"""Right SDKs by name."""

CORNERS: dict[str, Options] = {
    "void-init-ends-hold": replace(PLAIN, void_calls_end_holds=True),
    "void-login-ends-hold": replace(
        PLAIN, void_calls_end_holds=True, login_again="ignored", server_close="stays-down"
    ),
    "connect-does-not-end-until-foreground": replace(
        PLAIN, disconnect_in_auto="until-foreground", connect_ends_until_foreground=False
    ),
    "foreground-pings-do-not-count": replace(
        PLAIN, ping_counts_when="answered", ping_latency_ms=900, foreground_pings_count=False
    ),
    "disconnect-ends-only-opened": replace(
        PLAIN, connect_in_auto="opens-until-foreground", disconnect_ends_only_opened=True
    ),
    "private-closes-final": replace(PLAIN, private_close="stays-down"),
    "private-closes-final-in-turn": replace(PLAIN, private_close="in-turn", server_close="stays-down"),
    "moves-when-told-again": replace(PLAIN, moves_when_told_again=True),
    "tells-status-late": replace(PLAIN, status_delay_ms=900),
    "kill-without-closing": replace(PLAIN, closes_at_kill=False),
    "held-waits-offline": replace(PLAIN, connect_in_background="held", waits_offline_in_background=True),
    "failed-connect-ends": replace(PLAIN, failed_connect="ends"),
    "failed-connect-errs-and-waits": replace(PLAIN, failed_connect="errs-and-waits"),
    "late-messages": replace(PLAIN, outage="survives", late_messages=True),
}
"""Right SDKs that decide an open corner the other way."""

_RANGES: dict[str, tuple[Any, ...]] = {
    "connect_latency_ms": (0, 1, 10, 50, 300, 2_000, 9_000, 25_000, 55_000),
    "reject_latency_ms": (0, 20, 1_000),
    "offline_failure_ms": (0, 5, 200),
    "message_latency_ms": (0, 0, 1, 250),
    "ping_latency_ms": (0, 1, 30, 900, 4_000),
    "disconnect_callback_ms": (0, 0, 1, 500),
    "retry": ("constant", "exponential"),
    "first_retry_ms": (0, 0, 1, 1_500),
    "retry_base_ms": (100, 1_000, 3_000),
    "retry_cap_ms": (1_000, 8_000, 30_000),
    "retry_on_network_up": (True, False),
    "open_timeout_ms": (0, 0, 6_000, 20_000),
    "ping_timeout_ms": (1_000, 10_000, 25_000),
    "repeats_in_background": (True, True, False),
    "outage": ("survives", "survives-short", "found"),
    "loss_detection_ms": (0, 1, 2_000, 15_000, 45_000),
    "mute_detection_ms": (0, 0, 20_000),
    "handover_delay_ms": (0, 0, 300),
    "handover_in_background": ("gives-up", "keeps"),
    "sockets_die_in_suspension": (False, True),
    "tick_ms": (0, 0, 0, 1_000, 250),
    "tick_rounding": ("up", "down"),
    "network_notice": (True, False),
    "sockets_numbered": (True, False),
    "announces_next": (True, False),
    "unobserved": (
        frozenset[str](),
        frozenset[str](),
        frozenset({"socket_opening", "socket_failed"}),
        frozenset({"status"}),
        frozenset({"ping_sent"}),
        frozenset({"delivered", "user"}),
    ),
}


def random_right(seed: int) -> Options:
    """Any valid combination, the same one for the same seed."""
    random = Random(seed)
    ranges: dict[str, tuple[Any, ...]] = {**INTERPRETATIONS, **_RANGES}
    while True:
        try:
            return Options(**{name: random.choice(values) for name, values in ranges.items()})
        except ValueError:
            continue
