"""Instants of any unit become milliseconds; those that cannot be what their unit says are an error that names it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.adapters.recorded.recording import CLOSED, CONNECTED, HEADER, Checked, events, lines

from connref.errors import ProtocolError
from connref_adapters.recorded.instants import Instants, Unit, WrongUnitError, unit_of
from connref_adapters.recorded.result import SessionVerdict

SAME = {
    Unit.MS: 31_250,
    Unit.S: 31.25,
    Unit.US: 31_250_999,
    Unit.NS: 31_250_000_001,
}


@pytest.mark.parametrize(("unit", "at"), SAME.items())
def test_one_instant_in_each_unit(unit: Unit, at: float) -> None:
    assert Instants(unit, 0).read(at) == 31_250


@given(st.integers(0, 10**8), st.sampled_from(["", "Z", "+00:00", "+05:30"]))
def test_the_calendar_counts_from_the_first_event(ms: int, offset: str) -> None:
    from datetime import datetime, timedelta

    first = datetime(2026, 11, 27, 13, 5, 9, 125_000)  # noqa: DTZ001 - the offset is appended
    instants = Instants(Unit.ISO8601, 0)
    assert instants.read(first.isoformat() + offset) == 0
    assert instants.read((first + timedelta(milliseconds=ms)).isoformat() + offset) == ms


def test_a_header_may_say_where_it_counts_from() -> None:
    assert Instants(Unit.S, 0, 1_700_000_000).read(1_700_000_001.5) == 1_500
    assert Instants(Unit.ISO8601, 0, "2026-11-27T10:00:00Z").read("2026-11-27T10:00:01.001Z") == 1_001


def test_the_state_of_a_header_lasted_before_the_first_event() -> None:
    assert Instants(Unit.MS, 0, lead_ms=25_000).read(10) == 25_010


@pytest.mark.parametrize("unit", [Unit.MS, Unit.US, Unit.NS])
@pytest.mark.parametrize("at", [None, -1, 1.0, True, "1", 1 << 62, [1]])
def test_an_instant_that_is_none(unit: Unit, at: object) -> None:
    with pytest.raises(ProtocolError, match=r"a number in the unit|an integer of milliseconds"):
        Instants(unit, 0).read(at)


@pytest.mark.parametrize("at", [None, -0.5, True, "1", float("nan"), float("inf")])
def test_no_number_of_seconds(at: object) -> None:
    with pytest.raises(ProtocolError, match="a number in the unit s"):
        Instants(Unit.S, 0).read(at)


@pytest.mark.parametrize("at", [None, 5, "yesterday", "2026-13-01T00:00:00Z", ""])
def test_no_date(at: object) -> None:
    with pytest.raises(ProtocolError, match="an instant in iso8601"):
        Instants(Unit.ISO8601, 0).read(at)


def test_nothing_comes_before_the_header() -> None:
    with pytest.raises(ProtocolError, match="not before the header"):
        Instants(Unit.S, 0, 100).read(99)


@pytest.mark.parametrize(
    ("unit", "first"),
    [
        (Unit.MS, 1_700_000_000),  # seconds since 1970
        (Unit.MS, 1_700_000_000_000_000),  # microseconds
        (Unit.S, 1_700_000_000_000),  # milliseconds
        (Unit.US, 1_700_000_000_000),
        (Unit.NS, 1_700_000_000_000_000),
    ],
)
def test_a_first_event_years_after_the_header_names_the_unit(unit: Unit, first: int) -> None:
    with pytest.raises(WrongUnitError, match=rf"unit {unit}: the first event comes .* days after the header"):
        Instants(unit, 0).read(first)


def test_events_years_apart_name_the_unit() -> None:
    instants = Instants(Unit.MS, 0)
    instants.read(0)
    with pytest.raises(WrongUnitError, match=r"unit ms: .* days lie between two events"):
        instants.read(1_700_000_000_000)


def test_milliseconds_since_1970_are_a_date_of_this_century() -> None:
    assert Instants(Unit.MS, 0).read(1_700_000_000_000) == 1_700_000_000_000


WHOLE = [*events(0, "init", "login=u"), *events(1_000, "connect=c"), {"at": 2_000, "kind": "socket_open"},
         *events(3_000, "background"), *events(4_000, "foreground"), *events(5_000, "background"),
         {**CLOSED, "socket": None, "at": 36_000}]  # fmt: skip


def test_only_whole_seconds_are_an_error_that_names_the_unit() -> None:
    (result,) = Checked(lines(HEADER, *WHOLE)).sessions
    assert result.verdict is SessionVerdict.UNUSABLE
    assert str(result.reason).startswith("unit ms: all its instants are whole seconds")


def test_whole_seconds_are_fine_for_a_clock_that_says_so() -> None:
    (result,) = Checked(lines({**HEADER, "tolerance_ms": 1_000}, *WHOLE)).sessions
    assert result.verdict is SessionVerdict.CONFORMS


def test_whole_seconds_among_others_are_fine() -> None:
    (result,) = Checked(
        lines(HEADER, *CONNECTED, *events(1_000, "background"), {**CLOSED, "at": 31_000})
    ).sessions
    assert result.verdict is SessionVerdict.CONFORMS


@pytest.mark.parametrize("unit", ["minutes", "", 5, None])
def test_a_unit_that_is_none(unit: object) -> None:
    with pytest.raises(ProtocolError, match="one of ms, s, us, ns, iso8601"):
        unit_of({"unit": unit})
