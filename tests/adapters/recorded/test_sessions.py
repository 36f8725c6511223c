"""Lines go to the sessions that they name: neither the order of files and sessions nor how they interleave matters."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.adapters.recorded.recording import CLOSED, CONNECTED, HEADER, Checked, events, lines

from connref_adapters.recorded import sessions
from connref_adapters.recorded.result import SessionResult, SessionVerdict

Line = dict[str, Any]


def story(name: str, *bodies: Line, version: str = "1", **header: object) -> list[Line]:
    """A session, each of whose lines names it."""
    head = {**HEADER, "session": name, "implementation": {"name": "acme", "version": version}, **header}
    return [head, *({**body, "session": name} for body in bodies)]


def reports(result: str) -> list[Line]:
    outcome = {"at": 100, "kind": "outcome", "call": "again", "api": "connect", "result": result}
    return [
        *CONNECTED,
        *events(100, "connect=again"),
        outcome,
        {"at": 210, "kind": "status", "value": "connected"},
    ]


EARLY = [*CONNECTED, *events(1_005, "background"), {**CLOSED, "at": 2_000}]
LATE = [*CONNECTED, *events(1_005, "background"), {"at": 40_000, "end": True}]
RIGHT = [*CONNECTED, *events(1_005, "background"), {**CLOSED, "at": 31_005}, {"at": 40_000, "end": True}]
BY_DEFAULT = [
    *events(0, "init", "login=u"), {"at": 900, "kind": "socket_open", "socket": 1}, *events(1_005, "background"),
    {"at": 9_000, "kind": "status", "value": "connected"},
]  # fmt: skip
FLEET = [
    story("a1", *reports("success")), story("a2", *reports("success")), story("a3", *reports("success")),
    story("b", *reports("error")), story("early", *EARLY), story("late", *LATE), story("right", *RIGHT),
    story("default", *BY_DEFAULT, mode=None), story("auto", *BY_DEFAULT, mode="auto"),
    story("c1", *reports("error"), version="2"), story("c2", *reports("error"), version="2"),
    story("status", {"at": 5, "kind": "status", "value": "connected"}),
]  # fmt: skip


def told(checked: Checked) -> dict[str, tuple[str, ...]]:
    return {result.session: _told(result) for result in checked.sessions}


def _told(result: SessionResult) -> tuple[str, ...]:
    failure = result.failure
    found = () if failure is None else (failure.requirement, failure.expected, failure.observed)
    return (result.verdict.value, *(text.split(" (")[0] for text in found))


def interleaved(stories: Sequence[Sequence[Line]], rng: random.Random) -> list[Line]:
    """The lines of some sessions, each session in its order."""
    left: list[list[Line]] = [list(each) for each in stories]
    mixed: list[Line] = []
    while left:
        one = rng.choice(left)
        mixed.append(one.pop(0))
        left = [each for each in left if each]
    return mixed


BY_ITSELF = told(Checked(*(lines(*each) for each in FLEET)))


def test_what_the_fleet_shows() -> None:
    verdicts = {name: found[0] for name, found in BY_ITSELF.items()}
    failing = {"b", "early", "late", "default", "auto"}
    assert {name for name, verdict in verdicts.items() if verdict == "fail"} == failing
    assert verdicts["status"] == "not judged"
    assert BY_ITSELF["early"][1] == "MAN-GRACE"
    assert BY_ITSELF["late"][1] == "MAN-GRACE-ENDS"


@settings(max_examples=40)
@given(st.randoms(use_true_random=False), st.integers(1, 5))
def test_the_verdicts_do_not_depend_on_any_order(rng: random.Random, number: int) -> None:
    shuffled = rng.sample(FLEET, len(FLEET))
    files = [interleaved(shuffled[part::number], rng) for part in range(number)]
    assert told(Checked(*(lines(*file) for file in files))) == BY_ITSELF


@settings(max_examples=40)
@given(st.randoms(use_true_random=False))
def test_lines_may_come_late_within_the_window(rng: random.Random) -> None:
    """Each line may be written up to the window later than its instant; lines of one instant keep their order."""
    files: list[bytes] = []
    for head, *rest in FLEET:
        delays: dict[int, float] = {}
        written = sorted(
            rest, key=lambda body: body["at"] + delays.setdefault(body["at"], rng.uniform(0, 500))
        )
        files.append(lines(head, *written))
    assert told(Checked(*files, window_ms=500)) == BY_ITSELF


def test_a_line_later_than_the_window_is_unusable() -> None:
    status = {"kind": "status", "value": "connected"}
    late = [*CONNECTED, {"at": 9_000, **status}, {"at": 9_501, **status}, *events(1_000, "background")]
    end = {"at": 50_000, **status}
    checked = Checked(lines(HEADER, *late, end), window_ms=500)
    assert checked.problems == [(9, "at: time goes back: the event before was at 9000 ms (it is 1000)")]
    assert checked.sessions[0].verdict is SessionVerdict.INCONCLUSIVE
    assert Checked(lines(HEADER, *late, end), window_ms=10_000).malformed == []


def test_two_sessions_that_do_not_name_their_lines_follow_one_another() -> None:
    checked = Checked(lines({**HEADER, "session": "x"}, *EARLY, {**HEADER, "session": "y"}, *RIGHT))
    assert {name: found[0] for name, found in told(checked).items()} == {"x": "fail", "y": "conforms"}


def test_a_line_without_a_name_belongs_to_the_header_before_it() -> None:
    first, second = story("x", *EARLY), story("y", *RIGHT)
    nameless = [{key: value for key, value in body.items() if key != "session"} for body in second[1:]]
    checked = Checked(lines(*first[:-1], second[0], *nameless, first[-1]))
    assert {name: found[0] for name, found in told(checked).items()} == {"x": "fail", "y": "conforms"}


def test_a_line_that_names_no_session_of_the_file_is_named() -> None:
    checked = Checked(lines(*story("x", *RIGHT), *story("y", *RIGHT)[1:3]))
    assert [line for line, _ in checked.problems] == [10, 11]
    assert checked.problems[0][1].startswith("session 'y' has no header before this line")


def test_the_second_half_of_a_rotated_log_is_no_recording_of_its_own() -> None:
    first, second = story("x", *RIGHT)[:5], story("x", *RIGHT)[5:]
    checked = Checked(lines(*second))
    assert checked.sessions == []
    assert len(checked.problems) == len(second)
    assert told(Checked(lines(*first, *second)))["x"][0] == "conforms"


def test_two_headers_for_one_session_are_told() -> None:
    checked = Checked(lines(*story("x", *RIGHT)[:4], *story("x", *RIGHT)[:1]))
    assert "another header for session 'x', which is still open" in checked.problems[0][1]


def test_a_bad_header_takes_the_lines_that_name_it() -> None:
    bad, *rest = story("bad", *RIGHT, mode="semi")
    checked = Checked(lines(bad, *interleaved([rest, story("good", *RIGHT)], random.Random(3))))
    assert [line for line, _ in checked.problems] == [1]
    assert checked.summary.unused == len(rest)
    assert told(checked)["good"][0] == "conforms"


def test_a_broken_line_among_interleaved_sessions_may_be_of_any_that_goes_on() -> None:
    over, goes_on = story("over", *RIGHT), story("goes on", *RIGHT)
    checked = Checked(lines(*over, *goes_on[:3], '{"at": 50, "kin', *goes_on[3:]))
    assert {name: found[0] for name, found in told(checked).items()} == {
        "over": "conforms",
        "goes on": "inconclusive",
    }


def test_what_is_open_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "MOST_UNNAMED", 2)
    monkeypatch.setattr(sessions, "MOST_NAMED", 2)
    stories = [story(str(number), *RIGHT) for number in range(4)]
    heads = [line for each in stories for line in each[:3]]
    checked = Checked(lines(*heads, *stories[0][3:]))
    assert {problem for _, problem in checked.problems} == {
        "session '0' was closed to bound memory; a session begins with a header of its own"
    }
    assert len(checked.sessions) == 4


def test_thousands_of_sessions_at_once_are_each_judged_alone() -> None:
    number = 2_000
    bodies = {"right": RIGHT, "early": EARLY}
    stories = [story(f"{kind}-{index}", *bodies[kind]) for index in range(number) for kind in bodies]
    longest = max(map(len, stories))
    mixed = [each[row] for row in range(longest) for each in stories if row < len(each)]
    checked = Checked("\n".join(map(json.dumps, mixed)).encode())
    assert checked.summary.sessions == {SessionVerdict.CONFORMS: number, SessionVerdict.FAIL: number}
    assert checked.summary.failures == {"MAN-GRACE": number}
