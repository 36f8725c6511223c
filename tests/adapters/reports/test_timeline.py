"""The lanes of a case follow from what was sent and what was seen."""

from __future__ import annotations

from tests.adapters.reports.sample import advance, do, grace_ends, saw, two_sockets

from connref_adapters.reports import CallMark, CallOutcome, Mark, Segment, observed_timeline
from connref_adapters.reports.timeline import Happening, done_in, seen_in


def test_the_device_starts_in_the_foreground_with_network_and_server_working() -> None:
    timeline = observed_timeline([advance(10)], [])
    assert timeline.app == (Segment(0, 10, "foreground"),)
    assert timeline.network == (Segment(0, 10, "up"),)
    assert timeline.server == (Segment(0, 10, "accepting"),)
    assert timeline.socket == (Segment(0, 10, "down"),)


def test_a_story_of_grace() -> None:
    found = grace_ends()
    timeline = observed_timeline(found.steps, found.observations)
    assert timeline.end_ms == 30_251
    assert timeline.app == (Segment(0, 250, "foreground"), Segment(250, 30_251, "background"))
    assert timeline.socket == (Segment(0, 120, "opening"), Segment(120, 30_251, "up"))
    assert timeline.calls == (
        CallMark(0, "init", (), answers=False),
        CallMark(0, "login", (), answers=False),
        CallMark(0, "connect c1", (CallOutcome(120, "success"),)),
    )


def test_a_kill_lasts_until_the_app_is_reopened() -> None:
    steps = [do("init"), advance(5), do("kill"), advance(5), do("init"), advance(5)]
    timeline = observed_timeline(steps, [])
    assert [segment.state for segment in timeline.app] == ["foreground", "killed", "foreground"]
    assert timeline.app[1] == Segment(5, 10, "killed")


def test_init_in_the_background_does_not_bring_the_app_back() -> None:
    timeline = observed_timeline([do("background"), do("init"), advance(5)], [])
    assert timeline.app == (Segment(0, 5, "background"),)


def test_what_is_wrong_with_the_server_adds_up() -> None:
    steps = [do("server_mute"), advance(1), do("server_reject"), advance(1), do("server_unmute"), advance(1)]
    states = [segment.state for segment in observed_timeline(steps, []).server]
    assert states == ["mute", "mute, rejecting", "rejecting"]


def test_a_change_at_the_end_is_kept() -> None:
    timeline = observed_timeline([advance(5), do("network_down")], [])
    assert timeline.network == (Segment(0, 5, "up"), Segment(5, 5, "down"))


def test_what_lasts_no_time_is_kept() -> None:
    steps = [advance(5), do("kill"), do("init"), do("network_down"), do("network_up"), advance(5)]
    timeline = observed_timeline(steps, [saw(7, "socket_opening"), saw(7, "socket_open")])
    assert timeline.app == (
        Segment(0, 5, "foreground"),
        Segment(5, 5, "killed"),
        Segment(5, 10, "foreground"),
    )
    assert Segment(5, 5, "down") in timeline.network
    assert Segment(7, 7, "opening") in timeline.socket


def test_what_was_over_at_the_reset_is_left_out() -> None:
    assert observed_timeline([do("background"), advance(5)], []).app == (Segment(0, 5, "background"),)


def test_a_close_and_a_handover_happen_at_one_instant() -> None:
    steps = [advance(5), do("server_close", code=1006), do("network_handover", notice="true"), advance(5)]
    timeline = observed_timeline(steps, [])
    assert [each.state for each in timeline.server] == ["accepting", "closes with 1006", "accepting"]
    assert [each.state for each in timeline.network] == ["up", "another network", "up"]


def test_a_frozen_app_runs_on_from_where_it_was() -> None:
    steps = [do("background"), advance(5), do("suspend"), advance(5), do("resume"), advance(5)]
    assert [each.state for each in observed_timeline(steps, []).app] == [
        "background",
        "suspended",
        "background",
    ]


def test_two_sockets_are_told_from_one() -> None:
    found = two_sockets()
    states = [segment.state for segment in observed_timeline(found.steps, found.observations).socket]
    assert states == ["opening", "up", "2 sockets", "up", "down"]


def test_a_socket_without_a_number_that_opens_again_is_one_socket() -> None:
    seen = [
        saw(0, "socket_opening"),
        saw(1, "socket_open"),
        saw(2, "socket_opening"),
        saw(3, "socket_failed"),
    ]
    states = [segment.state for segment in observed_timeline([advance(5)], seen).socket]
    assert states == ["opening", "up", "opening", "down"]


def test_every_outcome_of_a_call_is_kept_and_a_throw_too() -> None:
    steps = [do("ping", call="p"), do("init"), advance(5)]
    seen = [
        saw(0, "threw", input="init", detail="no"),
        saw(1, "outcome", call="p", api="ping", result="success"),
        saw(2, "outcome", call="p", api="ping", result="error"),
    ]
    ping, init = observed_timeline(steps, seen).calls
    assert ping.outcomes == (CallOutcome(1, "success"), CallOutcome(2, "error"))
    assert init.outcomes == (CallOutcome(0, "threw"),)


def test_messages_and_pings_that_reach_the_server_in_order_of_time() -> None:
    steps = [advance(3), do("server_message", message="m1")]
    seen = [saw(1, "ping_sent"), saw(4, "delivered", message="m1")]
    timeline = observed_timeline(steps, seen)
    assert timeline.messages == (Mark(1, "ping received"), Mark(3, "m1 sent"), Mark(4, "m1 delivered"))
    assert timeline.end_ms == 4


def test_picture_and_text_have_their_instants_from_one_place() -> None:
    steps = (do("init"), advance(250), do("background"), advance(0), do("foreground"))
    assert [(each.number, each.start_ms, each.at_ms, each.lapses) for each in done_in(steps)] == [
        (1, 0, 0, False),
        (2, 0, 250, True),
        (3, 250, 250, False),
        (4, 250, 250, False),
        (5, 250, 250, False),
    ]
    seen = saw(7, "socket_open")
    assert seen_in([seen]) == (Happening(7, 7, seen),)
