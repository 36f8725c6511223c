"""Replies read into values, and the clock that each is held to."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connref.errors import ProtocolError
from connref.protocol import Observation, ObservationKind
from connref_adapters.drivers.hello import Clock
from connref_adapters.drivers.messages import ROUNDING_MS, ClockFault, Reply, Timeline, error_from_reply
from miniatures.driver import Body


def at(now: int, *seen: int, **more: object) -> Body:
    return {"now": now, "observations": [{"at": time, "kind": "socket_open"} for time in seen], **more}


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
