"""Replies read into values: every field of the hello, and the clock that each reply is held to."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connref.errors import ProtocolError
from connref.protocol import Observation, ObservationKind, Profile
from connref_adapters.drivers.messages import (
    ROUNDING_MS,
    Clock,
    ClockFault,
    Reply,
    Timeline,
    error_from_reply,
    hello_from_reply,
)
from miniatures.driver import Body, Miniature

HELLO: Body = Miniature().request({"id": 1, "op": "hello"})


def at(now: int, *seen: int, **more: object) -> Body:
    return {"now": now, "observations": [{"at": time, "kind": "socket_open"} for time in seen], **more}


class TestHello:
    def test_documented_numbers_are_those_of_the_document_where_none_are_given(self) -> None:
        assert hello_from_reply(HELLO).profile == Profile(30_000, 60_000, 0)

    def test_a_profile_may_give_one_number_and_leave_the_other(self) -> None:
        hello = hello_from_reply(
            {**HELLO, "tolerance_ms": 9, "profile": {"reconnect_bound_ms": 5, "grace_ms": None}}
        )
        assert hello.profile == Profile(30_000, 5, 9)
        assert hello.tolerance_ms == 9

    @pytest.mark.parametrize("name", ["implementation", "clock", "tolerance_ms", "inputs", "observes"])
    def test_each_field_is_needed_and_named(self, name: str) -> None:
        with pytest.raises(ProtocolError) as caught:
            hello_from_reply({key: value for key, value in HELLO.items() if key != name})
        assert caught.value.field == name

    def test_a_tolerance_of_more_than_an_hour_is_refused(self) -> None:
        assert hello_from_reply({**HELLO, "tolerance_ms": 3_600_000}).tolerance_ms == 3_600_000
        with pytest.raises(ProtocolError, match="3600000 at the most"):
            hello_from_reply({**HELLO, "tolerance_ms": 3_600_001})

    def test_a_day_is_the_longest_grace_and_bound(self) -> None:
        day = 86_400_000
        hello = hello_from_reply({**HELLO, "profile": {"grace_ms": day, "reconnect_bound_ms": day}})
        assert hello.profile == Profile(day, day, hello.tolerance_ms)

    @pytest.mark.parametrize(
        "profile",
        [
            7,
            {"grace_ms": -1},
            {"grace_ms": 0},
            {"reconnect_bound_ms": "1"},
            {"grace_ms": 86_400_001},
            {"grace_ms": 10**12},
            {"reconnect_bound_ms": 86_400_001},
        ],
    )
    def test_a_profile_that_cannot_be_is_refused(self, profile: object) -> None:
        with pytest.raises(ProtocolError):
            hello_from_reply({**HELLO, "profile": profile})


class TestError:
    def test_kind_and_message(self) -> None:
        assert error_from_reply({"error": {"kind": "crash", "message": "boom"}}) == ("crash", "boom")

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({}, "error"),
            ({"error": "boom"}, "error"),
            ({"error": {"message": "boom"}}, "error.kind"),
            ({"error": {"kind": "crash"}}, "error.message"),
        ],
    )
    def test_what_is_missing_is_named(self, body: Body, field: str) -> None:
        with pytest.raises(ProtocolError) as caught:
            error_from_reply(body)
        assert caught.value.field == field


class TestVirtualClock:
    @given(st.lists(st.integers(0, 10**9)))
    def test_it_shows_the_sum_of_the_advances(self, advances: list[int]) -> None:
        timeline = Timeline(Clock.VIRTUAL)
        for index, advance in enumerate(advances):
            now = sum(advances[: index + 1])
            assert timeline.read(at(now), advance) == Reply(now, (), None)

    @pytest.mark.parametrize("now", [0, 99, 101, 200])
    def test_any_other_time_is_a_fault(self, now: int) -> None:
        with pytest.raises(ClockFault):
            Timeline(Clock.VIRTUAL, tolerance_ms=1000).read(at(now), 100)

    @pytest.mark.parametrize(("seen", "fits"), [((0, 0, 60, 100), True), ((60, 59), False), ((101,), False)])
    def test_observations_come_in_order_within_the_advance(self, seen: tuple[int, ...], fits: bool) -> None:
        timeline = Timeline(Clock.VIRTUAL)
        if fits:
            expected = tuple(Observation(time, ObservationKind.SOCKET_OPEN) for time in seen)
            assert timeline.read(at(100, *seen), 100).observations == expected
            return
        with pytest.raises(ClockFault) as caught:
            timeline.read(at(100, *seen), 100)
        assert caught.value.field == f"observations[{len(seen) - 1}].at"

    def test_an_observation_does_not_lie_before_the_last_reply(self) -> None:
        timeline = Timeline(Clock.VIRTUAL)
        timeline.read(at(100), 100)
        assert timeline.read(at(100, 100), 0).observations
        with pytest.raises(ClockFault):
            timeline.read(at(200, 99), 100)

    @pytest.mark.parametrize(("due", "read"), [(None, None), (100, 100), (101, 101)])
    def test_the_next_timer_is_due_now_or_later(self, due: int | None, read: int | None) -> None:
        assert Timeline(Clock.VIRTUAL).read(at(100, next=due), 100).next == read
        with pytest.raises(ClockFault):
            Timeline(Clock.VIRTUAL).read(at(100, next=99), 100)


class TestRealClock:
    @pytest.mark.parametrize("now", [1000 - ROUNDING_MS - 5, 1000, 7000])
    def test_it_has_moved_by_the_advance_or_more(self, now: int) -> None:
        assert Timeline(Clock.REAL, tolerance_ms=5).read(at(now), 1000).now == now

    def test_less_is_a_fault(self) -> None:
        with pytest.raises(ClockFault, match="must wait that long"):
            Timeline(Clock.REAL, tolerance_ms=5).read(at(1000 - ROUNDING_MS - 6), 1000)

    def test_it_never_goes_back(self) -> None:
        timeline = Timeline(Clock.REAL, tolerance_ms=5)
        timeline.read(at(50), 0)
        with pytest.raises(ClockFault, match="the last reply was at 50"):
            timeline.read(at(49), 0)

    def test_an_overdue_timer_is_due_now(self) -> None:
        assert Timeline(Clock.REAL).read(at(50, next=20), 0).next == 50


@pytest.mark.parametrize("raw", [None, "", 0, False, {}, "text", {"at": 1}, (), 7])
def test_observations_are_a_list(raw: Any) -> None:  # noqa: ANN401 - any JSON
    with pytest.raises(ProtocolError) as caught:
        Timeline(Clock.VIRTUAL).read({"now": 0, "observations": raw}, 0)
    assert caught.value.field == "observations"


@pytest.mark.parametrize("value", [True, 1.0, "1", None, -1])
def test_a_time_is_a_whole_number_of_milliseconds(value: object) -> None:
    with pytest.raises(ProtocolError) as caught:
        Timeline(Clock.VIRTUAL).read({"now": value, "observations": []}, 0)
    assert caught.value.field == "now"
