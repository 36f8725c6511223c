"""The timing diagram: well-formed, told in words, and harmless whatever an SDK wrote."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

from tests.adapters.reports.sample import advance, do, grace_ends, long_background, two_sockets

from connref_adapters.reports import (
    CallMark,
    CallOutcome,
    Mark,
    Segment,
    Timeline,
    observed_timeline,
    timing_svg,
)

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script>\x00\x1b[2J\u202e\ud800\"'&"


def parsed(timeline: Timeline | None) -> ET.Element:
    assert timeline is not None
    return ET.fromstring(timing_svg(timeline, "A title", "p-"))  # noqa: S314 - our own output


def texts(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def test_every_lane_has_its_name_and_the_bars_name_their_states() -> None:
    shown = texts(parsed(long_background().timeline))
    for lane in ("App", "Network", "Server", "Calls", "Messages", "Wanted", "Connection", "Time"):
        assert lane in shown
    for state in ("foreground", "background", "wanted", "not wanted", "opening", "up", "down"):
        assert state in shown


def test_the_boundary_to_the_millisecond_can_be_read() -> None:
    shown = texts(parsed(grace_ends().timeline))
    assert {"30.250 s", "30.251 s", "1 ms", "grace is over", "✘ still up, should be down"} <= set(shown)


def test_deadline_and_violation_are_lines_where_they_happen() -> None:
    root = parsed(grace_ends().timeline)
    ticks = [path.get("d") for path in root.iter(f"{SVG}path") if path.get("class") == "tick"]
    deadline, violation = (
        path.get("d", "").split()[0]
        for kind in ("deadline", "violation")
        for path in root.iter(f"{SVG}path")
        if path.get("class") == kind
    )
    places = [tick.split()[0] for tick in ticks if tick]
    assert (places.index(deadline), places.index(violation)) == (3, 4)


def test_title_and_description_tell_the_story_to_a_screen_reader() -> None:
    root = parsed(grace_ends().timeline)
    title, told = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert title is not None
    assert told is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {told.get('id')}"
    assert title.text == "A title"
    for words in (
        "App: foreground from 0, background from 250 ms.",
        "The document wants the connection: wanted from 0, not wanted from 30.250 s.",
        "The SDK's connection: opening from 0, up from 120 ms.",
        "connect c1 at 0: success at 120 ms",
        "Deadlines: grace is over at 30.250 s.",
        "Violation at 30.251 s: still up, should be down.",
    ):
        assert words in (told.text or "")


def test_states_differ_in_pattern_and_not_in_colour_alone() -> None:
    root = parsed(long_background().timeline)
    patterns = {pattern.get("id") for pattern in root.iter(f"{SVG}pattern")}
    used = {
        (rect.get("fill") or "").removeprefix("url(#").removesuffix(")") for rect in root.iter(f"{SVG}rect")
    }
    assert used & patterns == {"p-hatch", "p-dots"}


def test_a_broken_axis_says_so_and_only_then() -> None:
    assert "not to scale at //" in texts(parsed(long_background().timeline))
    even = observed_timeline([do("init"), advance(10), do("background"), advance(12)], [])
    assert "not to scale at //" not in texts(parsed(even))


def test_the_axis_of_a_very_long_story_says_that_its_beginning_is_left_out() -> None:
    steps = [step for n in range(500) for step in (advance(29_000), do("ping", call=f"p{n}"))]
    drawn = timing_svg(observed_timeline(steps, []), "t", "p-")
    assert "the beginning is left out" in drawn
    assert len(drawn) < 40_000


def test_two_sockets_stand_out() -> None:
    found = two_sockets()
    root = parsed(observed_timeline(found.steps, found.observations))
    assert "bar bad" in {rect.get("class") for rect in root.iter(f"{SVG}rect")}
    assert "2 sockets" in texts(root)


def test_outcomes_carry_signs_and_a_call_without_one_waits() -> None:
    calls = (
        CallMark(0, "connect a", (CallOutcome(5, "success"),)),
        CallMark(0, "ping b", (CallOutcome(5, "error"),)),
        CallMark(0, "ping c", (CallOutcome(0, "threw"),)),
        CallMark(0, "ping d"),
        CallMark(0, "init", answers=False),
    )
    shown = texts(parsed(Timeline(10, calls=calls)))
    assert [sign for sign in shown if sign in "✔✘⚡…"] == ["✔", "✘", "⚡", "…"]


def test_everything_stays_inside_the_drawing() -> None:
    timeline = replace(
        two_sockets_timeline(), violation=Mark(3_650, "a rather long explanation of what went wrong here")
    )
    root = parsed(timeline)
    width = float(root.get("width", "0"))
    assert all(float(text.get("x", "0")) < width for text in root.iter(f"{SVG}text"))
    assert all(
        float(rect.get("x", "0")) + float(rect.get("width", "0")) <= width
        for rect in root.iter(f"{SVG}rect")
        if rect.get("class") != "band"
    )


def test_the_words_of_what_happens_last_have_room_without_a_wider_drawing() -> None:
    start, end = Mark(0, "message-1 sent"), Mark(30_000, "message-1 sent")
    timeline = Timeline(end_ms=30_000, socket=(Segment(0, 30_000, "up"),), messages=(start,))
    (early, late) = (parsed(replace(timeline, messages=(mark,))) for mark in (start, end))
    assert early.get("width") == late.get("width")
    (x,) = (float(each.get("x", "")) for each in late.iter(f"{SVG}text") if each.text == "message-1 sent")
    assert float(late.get("width", "")) - x > 8 * len("message-1 sent")


def two_sockets_timeline() -> Timeline:
    found = two_sockets()
    return observed_timeline(found.steps, found.observations)


def test_hostile_text_everywhere_is_only_text() -> None:
    timeline = Timeline(
        end_ms=10,
        app=(Segment(0, 10, HOSTILE),),
        calls=(CallMark(0, HOSTILE, (CallOutcome(5, HOSTILE),)),),
        messages=(Mark(1, HOSTILE),),
        deadlines=(Mark(5, HOSTILE),),
        violation=Mark(10, HOSTILE),
    )
    root = ET.fromstring(timing_svg(timeline, HOSTILE, "p-"))  # noqa: S314 - our own output
    assert not list(root.iter(f"{SVG}script"))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "defs", "pattern", "path", "circle", "rect", "text", "g",
    }  # fmt: skip


def test_ids_carry_the_prefix() -> None:
    timeline = grace_ends().timeline
    assert timeline is not None
    one, other = (ET.fromstring(timing_svg(timeline, "t", prefix)) for prefix in ("a-", "b-"))  # noqa: S314
    ids = [{element.get("id") for element in root.iter() if element.get("id")} for root in (one, other)]
    assert not ids[0] & ids[1]
