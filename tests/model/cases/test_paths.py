"""Paths through the policy table: what a move takes, what a path asks of a reading, what the link reports when."""

from __future__ import annotations

from connref.cases.paths import Path, beginning, branches_of, link_report, meet, moves_from
from connref.protocol import Advance, Do, InputName, Mode, Profile
from connref.semantics.table import compile_table
from connref.spec.interpretations import DEFAULT
from connref.spec.vocabulary import Event, Region

PLAIN = Profile()


def gone(path: Path, *moves: str) -> Path:
    """The path after these moves, by the default reading."""
    for what in moves:
        path = next(
            m.path for m in moves_from(path) if m.what == what and (m.branch is None or m.branch.by_default)
        )
    return path


def connected() -> Path:
    return gone(beginning(PLAIN, Mode.MANUAL), "init", "login", "connect", "wait")


def taken(path: Path, what: str) -> set[tuple[str, Event, Region]]:
    return {m.key for m in moves_from(path) if m.what == what and m.key is not None}


def test_inputs_come_to_a_new_device_as_the_protocol_allows_them() -> None:
    offered = {move.what for move in moves_from(beginning(PLAIN, Mode.MANUAL))}
    assert {"init", "connect", "kill", "network_down"} <= offered
    assert not offered & {"login", "logout", "wait", "deadline", "close-1000"}


def test_a_connection_comes_up_by_waiting_in_fair_conditions() -> None:
    path = connected()
    assert path.memory.state == "connected"
    assert path.story.now == PLAIN.reconnect_bound_ms + 1
    assert link_report(path) is None


def test_the_conditions_decide_what_the_link_reports() -> None:
    opening = gone(beginning(PLAIN, Mode.MANUAL), "init", "login", "connect")
    reports = {
        "network_down": Event.FAILED_OFFLINE,
        "server_refuse": Event.FAILED,
        "server_reject": Event.REJECTED,
        "server_mute": None,
    }
    assert link_report(opening) is Event.OPENED
    assert {name: link_report(gone(opening, name)) for name in reports} == reports
    assert link_report(gone(connected(), "network_down")) is Event.LOST


def test_one_trouble_at_a_time() -> None:
    offered = {move.what for move in moves_from(gone(connected(), "server_mute"))}
    assert "server_unmute" in offered
    assert not offered & {"network_down", "server_refuse", "server_reject", "close-1011"}


def test_closes_by_the_server_are_told_apart() -> None:
    assert taken(connected(), "close-1000") == {("connected", Event.CLOSED, Region.BEFORE)}
    assert taken(connected(), "close-1011") == {("connected", Event.LOST, Region.BEFORE)}


def test_a_deadline_is_reached_to_the_millisecond_and_passed_by_one() -> None:
    away = gone(connected(), "background")
    at = [m for m in moves_from(away) if m.what == "deadline"]
    assert {m.path.story.now - away.story.now for m in at} == {PLAIN.grace_ms}
    kept = next(m.path for m in at if m.path.memory.state == "grace")
    assert kept.region is Region.AT
    assert taken(kept, "deadline") == {("grace", Event.DEADLINE, Region.PAST)}
    assert gone(kept, "deadline").story.now == kept.story.now + 1


def test_on_a_coarse_clock_a_deadline_is_passed_without_stopping_at_it() -> None:
    coarse = Profile(tolerance_ms=1_000)
    away = gone(beginning(coarse, Mode.MANUAL), "init", "login", "connect", "wait", "background")
    assert taken(away, "deadline") == {("grace", Event.DEADLINE, Region.PAST)}
    assert gone(away, "deadline").story.now == away.story.now + coarse.grace_ms + 1_001


def test_a_ping_that_was_sent_is_answered_wherever_the_policy_has_gone() -> None:
    away = gone(connected(), "background", "ping")
    assert away.pong is Event.PONG
    assert taken(away, "wait") == {("grace", Event.PONG, Region.BEFORE)}
    assert taken(gone(away, "disconnect"), "wait") == {("idle_background", Event.PONG, Region.BEFORE)}
    assert gone(away, "wait").pong is None
    assert taken(gone(connected(), "ping", "background"), "wait") == {
        ("grace", Event.PONG_FOREGROUND, Region.BEFORE)
    }


def test_a_ping_to_a_silent_server_gets_no_answer_and_one_without_a_connection_gets_it_at_once() -> None:
    assert gone(connected(), "server_mute", "ping").pong is None
    nobody = gone(beginning(PLAIN, Mode.MANUAL), "init", "ping")
    assert nobody.pong is Event.PONG_FOREGROUND
    assert gone(nobody, "background").pong is None


def test_a_path_never_asks_for_two_options_of_one_interpretation() -> None:
    first = meet((), (("server-close", ("reconnects",)),))
    assert first is not None
    assert first == (("server-close", ("reconnects",)),)
    assert meet(first, (("server-close", ("stays-down",)),)) is None
    assert meet(first, ()) == first
    both = meet(first, (("auth-rejected", ("stops", "retries")),))
    assert both == (("auth-rejected", ("stops", "retries")), ("server-close", ("reconnects",)))


def test_the_branch_of_the_default_reading_comes_first_and_is_the_only_one_marked() -> None:
    choices = dict(DEFAULT.choices)
    for mode in Mode:
        for key, branches in branches_of(mode).items():
            assert branches[0].rule == compile_table(mode).rows[key].branch(choices)
            assert [branch.by_default for branch in branches] == [True] + [False] * (len(branches) - 1)


def test_a_move_leaves_the_walk_that_it_starts_from_alone() -> None:
    path = connected()
    before = path.story.steps
    list(moves_from(path))
    assert path.story.steps == before
    assert before == (Do(InputName.INIT), Do(InputName.LOGIN, "alice"), Do(InputName.CONNECT, "connect-1"),
                      Advance(60_001))  # fmt: skip
