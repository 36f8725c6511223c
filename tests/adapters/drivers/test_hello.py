"""The hello, read into values: every field of it, what it says where it says nothing, and the bounds of its numbers."""

from __future__ import annotations

import pytest

from connref.errors import ProtocolError
from connref.profiles import DOCUMENT_PROFILE
from connref.protocol import CALLS, InputName, Mode, ObservationKind, Profile
from connref.spec.variant import DOCUMENT
from connref_adapters.drivers.hello import hello_from_reply
from miniatures.driver import Body, Miniature

HELLO: Body = Miniature().request({"id": 1, "op": "hello"})
SILENT = [kind for kind in HELLO["observes"] if kind != "outcome"]


def test_documented_numbers_are_those_of_the_document_where_none_are_given() -> None:
    assert hello_from_reply(HELLO).profile == Profile(30_000, 60_000, 0)


def test_a_profile_may_give_one_number_and_leave_the_other() -> None:
    hello = hello_from_reply(
        {**HELLO, "tolerance_ms": 9, "profile": {"reconnect_bound_ms": 5, "grace_ms": None}}
    )
    assert hello.profile == Profile(30_000, 5, 9)
    assert hello.tolerance_ms == 9


@pytest.mark.parametrize("name", ["implementation", "clock", "tolerance_ms", "inputs", "observes"])
def test_each_field_is_needed_and_named(name: str) -> None:
    with pytest.raises(ProtocolError) as caught:
        hello_from_reply({key: value for key, value in HELLO.items() if key != name})
    assert caught.value.field == name


def test_a_tolerance_of_more_than_an_hour_is_refused() -> None:
    assert hello_from_reply({**HELLO, "tolerance_ms": 3_600_000}).tolerance_ms == 3_600_000
    with pytest.raises(ProtocolError, match="3600000 at the most"):
        hello_from_reply({**HELLO, "tolerance_ms": 3_600_001})


def test_an_sdk_may_have_no_grace() -> None:
    assert hello_from_reply({**HELLO, "profile": {"grace_ms": 0}}).profile == Profile(grace_ms=0)


def test_a_day_is_the_longest_grace_and_bound() -> None:
    day = 86_400_000
    hello = hello_from_reply({**HELLO, "profile": {"grace_ms": day, "reconnect_bound_ms": day}})
    assert hello.profile == Profile(day, day, hello.tolerance_ms)


@pytest.mark.parametrize(
    "profile",
    [
        7,
        {"grace_ms": -1},
        {"reconnect_bound_ms": 0},
        {"reconnect_bound_ms": "1"},
        {"grace_ms": 86_400_001},
        {"grace_ms": 10**12},
        {"reconnect_bound_ms": 86_400_001},
    ],
)
def test_a_profile_that_cannot_be_is_refused(profile: object) -> None:
    with pytest.raises(ProtocolError):
        hello_from_reply({**HELLO, "profile": profile})


def test_all_modes_all_outcomes_and_the_document_are_meant_where_nothing_is_said() -> None:
    for said in ({}, {"modes": None, "outcomes": None, "profile_name": None}):
        hello = hello_from_reply({**HELLO, **said})
        assert hello.modes == {Mode.AUTO, Mode.MANUAL, None}
        assert hello.outcomes == CALLS
        assert hello.profile_name == "document"


def test_a_profile_that_ships_is_meant_where_it_is_named() -> None:
    own = {
        "profile_name": "reconnecting-websocket",
        "modes": ["manual"],
        "profile": {"reconnect_bound_ms": 9},
    }
    hello = hello_from_reply({**HELLO, **own})
    assert hello.profile_name == "reconnecting-websocket"
    assert "SES-NO-USER" in hello.profile.variant.unjudged
    assert hello.profile.reconnect_bound_ms == 9
    assert hello.outcomes == frozenset()
    back = hello.under(DOCUMENT_PROFILE)
    assert (back.profile_name, back.profile.variant) == ("document", DOCUMENT)
    assert back.profile.reconnect_bound_ms == 9
    with pytest.raises(ProtocolError, match="plays none of its modes"):
        hello_from_reply({**HELLO, "profile_name": "reconnecting-websocket", "modes": ["auto"]})


def test_a_profile_of_another_version_is_refused() -> None:
    who = {"name": "reconnecting-websocket", "version": "3.9.0", "language": "javascript"}
    named = {**HELLO, "implementation": who, "profile_name": "reconnecting-websocket"}
    with pytest.raises(ProtocolError, match=r"speaks of versions >=4 .* drives 3.9.0"):
        hello_from_reply(named)


def test_modes_and_outcomes_are_those_that_are_listed() -> None:
    hello = hello_from_reply({**HELLO, "modes": ["manual", "default", "both"], "outcomes": ["ping", "pong"]})
    assert hello.modes == {Mode.MANUAL, None}
    assert hello.outcomes == {InputName.PING}
    assert hello.ignored == ("both", "pong")


def test_outcomes_need_not_be_observed_where_no_call_reports_one() -> None:
    hello = hello_from_reply({**HELLO, "observes": SILENT, "outcomes": []})
    assert ObservationKind.OUTCOME not in hello.observes
    assert ObservationKind.OUTCOME not in hello_from_reply({**HELLO, "outcomes": []}).observes
    for outcomes in (None, ["connect"]):
        with pytest.raises(ProtocolError, match="empty list outcomes") as caught:
            hello_from_reply({**HELLO, "observes": SILENT, "outcomes": outcomes})
        assert caught.value.field == "observes"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("modes", []),
        ("modes", ["both"]),
        ("modes", "manual"),
        ("outcomes", "ping"),
        ("profile_name", 7),
        ("profile_name", "acme"),
    ],
)
def test_what_cannot_be_is_refused_by_field(field: str, value: object) -> None:
    with pytest.raises(ProtocolError) as caught:
        hello_from_reply({**HELLO, field: value})
    assert caught.value.field == field
