"""The lanes of a timing diagram: where bars and marks are drawn."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from connref_adapters.reports import CallMark, CallOutcome, Mark, Segment
from connref_adapters.reports.time_axis import make_axis
from connref_adapters.reports.timing_lanes import (
    ROW,
    TAIL,
    Drawn,
    Rows,
    bars,
    call_marks,
    call_words,
    point_marks,
)

AXIS = make_axis([0, 10, 20], 100, 400)


def shapes(drawn: Drawn, tag: str) -> list[ET.Element]:
    return list(ET.fromstring(f"<g>{drawn.svg}</g>").iter(tag))  # noqa: S314 - our own output


def classes(drawn: Drawn) -> list[str]:
    return [rect.get("class") or rect.get("fill") or "" for rect in shapes(drawn, "rect")]


def test_a_bar_spans_its_time_and_the_last_one_goes_on() -> None:
    drawn = bars((Segment(0, 10, "up"), Segment(10, 20, "down")), AXIS, 5, "p-", strong=True)
    first, second = shapes(drawn, "rect")
    assert float(first.get("x", "")) == AXIS.x(0)
    assert float(first.get("width", "")) == AXIS.x(10) - AXIS.x(0)
    assert float(second.get("x", "")) + float(second.get("width", "")) == AXIS.end_x + TAIL


def test_what_lasts_no_time_is_a_pin_with_its_name_above_the_bar() -> None:
    lane = (Segment(0, 10, "foreground"), Segment(10, 10, "killed"), Segment(10, 20, "foreground"))
    drawn, without = bars(lane, AXIS, 0, "p-"), bars((lane[0], lane[2]), AXIS, 0, "p-")
    assert [name for name in classes(drawn) if name.startswith("bar")] == [
        "bar calm",
        "bar calm",
        "bar pinned off",
    ]
    assert "killed" in [words.text for words in shapes(drawn, "text")]
    assert "killed at 10 ms" in [words.text for words in shapes(drawn, "title")]
    assert drawn.height == without.height + ROW
    pin = shapes(drawn, "rect")[-1]
    assert float(pin.get("x", "")) < AXIS.x(10) < float(pin.get("x", "")) + float(pin.get("width", ""))


def test_a_state_of_no_length_at_the_end_is_what_holds_then() -> None:
    drawn = bars((Segment(0, 20, "up"), Segment(20, 20, "down")), AXIS, 0, "p-", strong=True)
    assert classes(drawn) == ["bar good", "bar empty"]


@pytest.mark.parametrize(
    ("state", "drawn"),
    [
        ("foreground", ["bar calm"]),
        ("background", ["bar off", "url(#p-hatch)"]),
        ("down", ["bar off", "url(#p-cross)"]),
        ("opening", ["bar busy", "url(#p-dots)"]),
        ("wanted", ["bar good"]),
        ("not wanted", ["bar empty"]),
        ("refusing, rejecting", ["bar off", "url(#p-hatch)"]),
        ("3 sockets", ["bar bad"]),
        ("of another world", ["bar off"]),
    ],
)
def test_states_have_tones_and_patterns(state: str, drawn: list[str]) -> None:
    assert classes(bars((Segment(0, 20, state),), AXIS, 0, "p-")) == drawn


def test_the_socket_that_is_up_stands_out() -> None:
    assert classes(bars((Segment(0, 20, "up"),), AXIS, 0, "p-", strong=True)) == ["bar good"]


def test_calls_at_one_instant_get_a_row_each_and_later_ones_share() -> None:
    calls = (
        CallMark(0, "a", answers=False),
        CallMark(0, "b", answers=False),
        CallMark(20, "c", answers=False),
    )
    drawn = call_marks(calls, AXIS, 0)
    assert drawn.height == 2 * ROW + 3
    assert drawn.right > AXIS.x(20)


def test_marks_outside_of_what_is_shown_are_left_out() -> None:
    cut = make_axis(range(100), 0, 100)
    assert call_marks((CallMark(0, "early"),), cut, 0).svg == ""
    assert point_marks((Mark(0, "early"), Mark(99, "late")), cut, 0).svg.count("<circle") == 1


def test_a_call_in_words() -> None:
    answered = CallMark(5, "ping p", (CallOutcome(7, "success"), CallOutcome(9, "error")))
    assert call_words(answered) == "ping p at 5 ms: success at 7 ms, error at 9 ms"
    assert call_words(CallMark(5, "ping p")) == "ping p at 5 ms: nothing reported"
    assert call_words(CallMark(5, "init", answers=False)) == "init at 5 ms"


def test_rows_are_used_again_once_they_are_free() -> None:
    rows = Rows()
    assert [rows.place(0, 10), rows.place(5, 20), rows.place(10, 30), rows.place(11, 12)] == [0, 1, 0, 2]
    assert (rows.used, rows.right) == (3, 30)
