"""Profiles are read whole or not at all: each field is used, or refused with its name and what is allowed there."""

from __future__ import annotations

from typing import Any

import pytest

from connref.errors import ProfileError
from connref.profiles import DOCUMENT_PROFILE, profile_from
from connref.protocol import InputName, Mode, Profile
from connref.spec.promises import CloseRange, Measured, RetryPhase, RetryPromise, Then
from connref.spec.variant import DOCUMENT

SOURCE = {"says": "It is so.", "page": "https://example.org/docs"}


def body(**tables: Any) -> dict[str, Any]:  # noqa: ANN401 - any table
    head = {"name": "acme", "package": "acme-chat", "versions": ">=1", "title": "Acme", "modes": ["manual"]}
    return {"profile": head, **tables}


def test_the_least_profile_chooses_nothing() -> None:
    read = profile_from(body())
    assert (read.name, read.package, read.versions) == ("acme", "acme-chat", ">=1")
    assert read.modes == {Mode.MANUAL}
    assert read.numbers == Profile()
    assert read.numbers.variant == DOCUMENT
    assert DOCUMENT_PROFILE.numbers == Profile()


def test_each_table_chooses_from_the_line() -> None:
    read = profile_from(
        body(
            session={**SOURCE, "concept": "none", "switch": "reconnects"},
            lifecycle={
                "manual": {**SOURCE, "background": "drop", "foreground": "reconnect"},
                "auto": {**SOURCE, "background": "nothing"},
            },
            calls={
                "connect": {**SOURCE, "outcome": "promise", "when": {"up": "error", "opening": "joins"}},
                "ping": {**SOURCE, "outcome": "none"},
            },
            readings={**SOURCE, "server-close": "stays-down", "auth-rejected": ["stops", "retries"]},
            requirements={"EVT-STOPS": {**SOURCE, "judged": False}},
        )
    )
    variant = read.numbers.variant
    assert variant.sessionless
    assert variant.options("manual-background") == ("drop",)
    assert variant.options("manual-foreground") == ("reconnect",)
    assert variant.options("auto-background") == ("nothing",)
    assert variant.options("login-again") == ("switches",)
    assert variant.options("connect-when-up") == ("error",)
    assert variant.options("connect-while-opening") == ("joins",)
    assert variant.options("server-close") == ("stays-down",)
    assert variant.options("auth-rejected") == ("stops", "retries")
    assert {"EVT-STOPS", "MAN-GRACE", "SES-NO-USER", "AUTO-BACKGROUND"} <= variant.unjudged
    assert "MAN-GRACE-ENDS" not in variant.unjudged
    assert read.outcomes == {InputName.CONNECT, InputName.DISCONNECT}


def test_where_the_app_hands_over_a_token_users_are_its_own() -> None:
    variant = profile_from(body(session={**SOURCE, "concept": "token"})).numbers.variant
    assert not variant.sessionless
    assert {"SES-NO-USER", "SES-LOGIN-SAVES", "MAN-CONNECT-NEEDS-USER"} <= variant.unjudged


def test_promises_in_numbers_are_kept_as_they_are() -> None:
    read = profile_from(
        body(
            lifecycle={"manual": {**SOURCE, "background": "grace", "grace_ms": 5_000}},
            retry={
                **SOURCE,
                "schedule_ms": [0, 2_000],
                "jitter": [0.5, 1],
                "measured_from": "start",
                "then": "given-up",
                "initial": "once",
            },
            close_codes={
                **SOURCE,
                "ranges": [
                    {"from": 4_000, "to": 4_099, "then": "stop"},
                    {"from": 1_006, "then": "retry", "within_ms": [0, 9]},
                ],
            },
            limits={**SOURCE, "reconnect_ms": 7_000},
        )
    )
    numbers = read.numbers
    assert (numbers.grace_ms, numbers.reconnect_bound_ms) == (5_000, 7_000)
    assert numbers.variant.retry == RetryPromise(
        (0, 2_000), (0.5, 1.0), Measured.START, gives_up=True, initial=False
    )
    assert numbers.variant.closes == (
        CloseRange(4_000, 4_099, Then.STOP),
        CloseRange(1_006, 1_006, Then.RETRY, (0, 9)),
    )
    assert numbers.variant.options("retries") == ("given-up",)
    assert numbers.variant.options("failed-attempt") == ("dropped",)
    assert read.citations["retry"].text == "It is so. (https://example.org/docs)"
    assert read.citation("MAN-RECONNECT", "close_codes") == read.citations["close_codes"]
    assert read.citation("MAN-RECONNECT") == read.citations["retry"]
    assert read.citation("EVT-STOPS") is None


def test_a_schedule_may_be_said_by_how_it_grows() -> None:
    grows = {**SOURCE, "base_ms": 1_000, "factor": 2, "cap_ms": 10_000, "then": "forever"}
    later = [{"after_ms": 120_000, "delays_ms": [30_000]}]
    retry = profile_from(body(retry={**grows, "phases": later})).numbers.variant.retry
    assert retry is not None
    assert retry.delays_ms == (1_000, 2_000, 4_000, 8_000, 10_000)
    assert retry.phases == (RetryPhase(120_000, (30_000,)),)
    steady = profile_from(body(retry={**grows, "factor": 1})).numbers.variant.retry
    assert steady is not None
    assert steady.delays_ms == (1_000,)


def test_r_covers_the_longest_wait_where_nothing_else_is_said() -> None:
    retry = {**SOURCE, "schedule_ms": [100_000], "jitter": [1, 2], "then": "forever"}
    assert profile_from(body(retry=retry)).numbers.reconnect_bound_ms == 230_000
    assert (
        profile_from(body(retry=retry, limits={**SOURCE, "open_ms": 1})).numbers.reconnect_bound_ms == 200_002
    )


WRONG: tuple[tuple[str, dict[str, Any]], ...] = (
    ("profile.name", {"profile": {**body()["profile"], "name": "document"}}),
    ("profile.title", {"profile": {"name": "a", "package": "a", "versions": "1", "modes": ["manual"]}}),
    ("profile.modes[0]", {"profile": {**body()["profile"], "modes": ["automatic"]}}),
    (
        "profile.default_mode",
        {"profile": {**body()["profile"], "modes": ["default"], "default_mode": "manual"}},
    ),
    ("profile.versions", {"profile": {**body()["profile"], "versions": "five"}}),
    ("profile.modes", {"profile": {**body()["profile"], "modes": []}}),
    ("sesion", body(sesion={})),
    ("session.page", body(session={"says": "so", "concept": "none"})),
    ("session", body(session=3)),
    ("requirements.MAN-GRACES", body(requirements={"MAN-GRACES": {**SOURCE, "judged": False}})),
    ("requirements.MAN-GRACE.judged", body(requirements={"MAN-GRACE": {**SOURCE, "judged": 1}})),
    (
        "requirements.MAN-RECONNECT.judged",
        body(requirements={"MAN-RECONNECT": {**SOURCE, "judged": "retry"}}),
    ),
    (
        "lifecycle.manual.grace_ms",
        body(lifecycle={"manual": {**SOURCE, "background": "grace", "grace_ms": 0}}),
    ),
    (
        "lifecycle.manual.foreground",
        body(lifecycle={"manual": {**SOURCE, "background": "grace", "foreground": "reconnect"}}),
    ),
    (
        "calls.connect.when.closing",
        body(calls={"connect": {**SOURCE, "outcome": "none", "when": {"closing": "error"}}}),
    ),
    ("states", body(states={"connected": "up"})),
    ("messages", body(messages={"in_gap": "replayed"})),
    ("limits.sockets", body(limits={**SOURCE, "sockets": 2})),
    ("retry.jitter", body(retry={**SOURCE, "schedule_ms": [1], "jitter": [2, 1], "then": "forever"})),
    ("retry.jitter[0]", body(retry={**SOURCE, "schedule_ms": [1], "jitter": ["a", 1], "then": "forever"})),
    ("retry.base_ms", body(retry={**SOURCE, "schedule_ms": [1], "base_ms": 1, "then": "forever"})),
    ("retry.factor", body(retry={**SOURCE, "base_ms": 1, "then": "forever"})),
    ("retry.schedule_ms", body(retry={**SOURCE, "then": "given-up"})),
    (
        "retry.phases",
        body(
            retry={
                **SOURCE,
                "schedule_ms": [1],
                "then": "given-up",
                "phases": [{"after_ms": 1, "delays_ms": [1]}],
            }
        ),
    ),
    (
        "close_codes.ranges[0].to",
        body(close_codes={**SOURCE, "ranges": [{"from": 4_001, "to": 4_000, "then": "stop"}]}),
    ),
    (
        "close_codes.ranges[0].within_ms",
        body(close_codes={**SOURCE, "ranges": [{"from": 4_001, "then": "stop", "within_ms": [0, 1]}]}),
    ),
    ("readings.server-close", body(readings={**SOURCE, "server-close": "perhaps"})),
    (
        "readings.connect-when-up",
        body(
            readings={**SOURCE, "connect-when-up": "success"},
            calls={"connect": {**SOURCE, "outcome": "none", "when": {"up": "error"}}},
        ),
    ),
)


@pytest.mark.parametrize(("field", "wrong"), WRONG, ids=[field for field, _ in WRONG])
def test_what_cannot_be_judged_is_an_error_that_names_the_field(field: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(ProfileError) as raised:
        profile_from(wrong)
    assert raised.value.field == field
    assert raised.value.allowed
    assert str(raised.value).startswith(f"{field} is ")


def test_options_that_make_no_sense_together_are_an_error() -> None:
    drops = {"manual": {**SOURCE, "background": "drop"}}
    with pytest.raises(ProfileError, match="connect-in-background"):
        profile_from(body(lifecycle=drops, readings={**SOURCE, "connect-in-background": "grace-from-call"}))
