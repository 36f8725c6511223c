"""Many sessions in many files: cut, counted, held to the same readings, and judged as the run that played them."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.adapters.recorded.recording import CONNECTED, HEADER, Checked, events, lines, record

from connref.cases.catalogue import all_cases
from connref.oracle.run import RunJudge
from connref.protocol import Case, InputName, ObservationKind
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.drivers import PlaybackStatus, in_process
from connref_adapters.kit.judge import judge
from connref_adapters.recorded.checker import Checker
from connref_adapters.recorded.lines import read_lines
from connref_adapters.recorded.result import SessionVerdict
from fakes.driver import FakeDriver
from fakes.right import RIGHT
from fakes.wrong import WRONG

EVERY = 41
"""Every so many-th case of the catalogue is played and recorded, and all that aim at the defect."""

SAMPLE_RIGHT = [
    "plain", "no-latency", "polls-each-second", "least-observed", "sockets-unnumbered", "no-notice-slow-loss",
    "connect-in-background-held", "outage-survived", "short-numbers-polling", "gives-up-in-background",
]  # fmt: skip
SAMPLE_WRONG = [
    "grace-one-ms-early", "ping-adds-to-deadline", "auto-uses-grace", "network-undoes-disconnect", "zombie-socket",
    "connect-reports-twice", "logout-keeps-saved-user", "auto-default-is-manual", "throws-on-offline-ping",
    "ping-at-deadline-changes-with-reset", "connect-when-up-changes-with-reset", "server-close-alternates",
]  # fmt: skip


def blamed(requirement: str, contradicts: str | None) -> str:
    """What is blamed; for a contradiction that depends on what the cases aim at, which a recording does not know."""
    return requirement if contradicts is None else "contradicts"


def recorded(driver: FakeDriver, aim: str = "") -> tuple[bytes, list[str], dict[str, tuple[str, ...]]]:
    """The recording of a run, what each failing case breaks, and the readings that are left."""
    connection = in_process(lambda: driver)
    hello = connection.hello()
    catalogue = enumerate(all_cases(hello.profile, inputs=hello.inputs))
    cases = [case for index, case in catalogue if index % EVERY == 0 or case.requirement == aim]
    stream, run = io.StringIO(), RunJudge()
    for case, playback in zip(cases, connection.play_many(cases), strict=True):
        verdict = judge(case, playback, hello.profile, hello.observes)
        if verdict is None or playback.status is not PlaybackStatus.OK:
            continue
        record(stream, case, playback, hello)
        run.add(case, verdict)
    pairs = [f"{each.case.id} {blamed(each.requirement, each.contradicts)}" for each in run.findings()]
    return (
        stream.getvalue().encode(),
        pairs,
        {name: tuple(left) for name, left in run.interpretations().items()},
    )


@pytest.mark.parametrize("name", SAMPLE_RIGHT)
def test_what_a_right_sdk_did_checks_clean(name: str) -> None:
    content, failing, readings = recorded(FakeDriver(RIGHT[name], strict=False))
    checked = Checked(content)
    assert failing == []
    assert checked.malformed == []
    assert {result.verdict for result in checked.sessions} <= {
        SessionVerdict.CONFORMS,
        SessionVerdict.INCONCLUSIVE,
        SessionVerdict.NOT_JUDGED,
    }
    doubtful = [result for result in checked.sessions if result.verdict is SessionVerdict.INCONCLUSIVE]
    assert all("before init" in str(result.reason) for result in doubtful)
    assert checked.summary.sessions[SessionVerdict.CONFORMS] > 20
    (left,) = checked.summary.interpretations.values()
    assert {name: tuple(options) for name, options in left.items()} == readings


@pytest.mark.parametrize("name", SAMPLE_WRONG)
def test_what_a_wrong_sdk_did_fails_as_in_the_run(name: str) -> None:
    content, failing, _ = recorded(WRONG[name].driver(), WRONG[name].primary)
    checked = Checked(content)
    assert failing
    found = {
        f"{result.session} {blamed(result.failure.requirement, result.failure.contradicts)}"
        for result in checked.sessions
        if result.failure
    }
    assert found == set(failing)
    assert checked.summary.failures.total() == len(failing)


UP = {"at": 900, "kind": "socket_open", "socket": 1}
CALL_WHEN_UP = [*CONNECTED, *events(100, "connect=again")]


def reports(result: str) -> list[dict[str, Any]]:
    outcome = {"at": 100, "kind": "outcome", "call": "again", "api": "connect", "result": result}
    return [*CALL_WHEN_UP, outcome, {"at": 200, "kind": "status", "value": "connected"}]


def header(name: str, version: str | None = None) -> dict[str, Any]:
    return {**HEADER, "session": name} | (
        {} if version is None else {"implementation": {"name": "acme", "version": version}}
    )


def test_sessions_have_to_follow_the_same_reading() -> None:
    checked = Checked(
        lines(header("one"), *reports("success")),
        lines(header("two"), *reports("success"), header("three"), *reports("error")),
    )
    assert [result.verdict.value for result in checked.sessions] == ["conforms", "conforms", "fail"]
    failure = checked.sessions[2].failure
    assert failure is not None
    assert (failure.requirement, failure.contradicts) == ("MAN-CONNECT", "one (file1:1)")
    assert (failure.line, failure.at_ms) == (18, 200)
    assert checked.sessions[2].first_line == 10


def test_a_frozen_process_and_another_network_are_lines_like_others() -> None:
    asleep = [{"at": 1_000, "input": "background"}, {"at": 2_000, "input": "suspend"}]
    awake = [
        {"at": 90_000, "input": "resume"},
        {"at": 90_000, "kind": "socket_closed", "socket": 1, "by": "client"},
    ]
    moved = [{"at": 1_000, "input": "network_handover", "notice": True}]
    checked = Checked(
        lines(header("late"), *CONNECTED, *asleep, *awake, {"at": 200_000, "end": True}),
        lines(header("never"), *CONNECTED, *asleep, *awake[:1], {"at": 200_000, "end": True}),
        lines(header("moved"), *CONNECTED, *moved, {"at": 200_000, "end": True}),
    )
    failures = [result.failure and result.failure.requirement for result in checked.sessions]
    assert failures == [None, "MAN-GRACE-ENDS", "MAN-RECONNECT"]


def test_sessions_of_two_versions_may_differ() -> None:
    checked = Checked(
        lines(header("one", "1"), *reports("success"), header("two", "2"), *reports("error")),
    )
    assert [result.verdict.value for result in checked.sessions] == ["conforms", "conforms"]
    left = checked.summary.interpretations
    assert left["acme", "1"]["connect-when-up"] == ["success"]
    assert left["acme", "2"]["connect-when-up"] == ["error"]


def test_a_doubtful_session_fixes_no_reading() -> None:
    checked = Checked(
        lines(header("one"), *CONNECTED, "{", *reports("error")[5:], header("two"), *reports("success"))
    )
    assert [result.verdict.value for result in checked.sessions] == ["inconclusive", "conforms"]


NO_MODE = [
    {"session": "by default", "mode": None, "tolerance_ms": 0},
    *events(0, "init", "login=u"),
    UP,
    *events(1_000, "background"),
    {"at": 9_000, "kind": "status", "value": "connected"},
]


def test_what_fails_without_a_mode_waits_for_the_others() -> None:
    auto = [{**NO_MODE[0], "session": "auto", "mode": "auto"}, *NO_MODE[1:]]
    alone = Checked(lines(*NO_MODE))
    assert [r.failure.requirement for r in alone.sessions if r.failure] == ["AUTO-DEFAULT"]
    both = Checked(lines(*NO_MODE, *auto))
    assert [(r.session, r.failure.requirement) for r in both.sessions if r.failure] == [
        ("by default", "AUTO-BACKGROUND"),
        ("auto", "AUTO-BACKGROUND"),
    ]


PROBLEMS = {
    '{"at": 50, "kin': "not JSON",
    '{"at": 50, "input": "login"}': "user: login needs user, of type str (it is None)",
    '{"kind": "ping_sent"}': "at: an integer of milliseconds, 0 or more (it is None)",
    '{"at": 1.5, "kind": "ping_sent"}': "at: an integer of milliseconds, 0 or more (it is 1.5)",
    '{"at": 50, "kind": "outcome", "call": "c", "api": "connect"}': "result: outcome needs result (it is None)",
    '{"at": 50, "kind": "ping_sent"} {}': "not JSON",
    '{"at": ' + "9" * 5_000 + "}": "not JSON",
    '{"at": ' + "[" * 100_000: "not JSON: nested too deeply",
    '{"at": 50, "end": false}': "kind: an event needs input, kind, or end: true (it is None)",
    '{"at": 50, "session": [], "kind": "ping_sent"}': "session: a text or a number that names the session (it is [])",
}  # fmt: skip
FOREIGN = {
    "nonsense": "not JSON",
    '"text"': "not JSON",
    "[1, 2]": "not JSON",
    "[" * 100_000: "not JSON",
    '{"at": 50, "kind": "socket_opened"}': "kind socket_opened",
    '{"at": 50, "input": "logon"}': "input logon",
    '{"at": 50}': "no input, kind or end",
    '{"session": "s", "level": "info"}': "no input, kind or end",
}


@pytest.mark.parametrize(("line", "problem"), PROBLEMS.items(), ids=[text[:40] for text in PROBLEMS])
def test_an_unusable_line_is_named_and_the_session_goes_on(line: str, problem: str) -> None:
    checked = Checked(lines(HEADER, *CONNECTED, line, {"at": 90, "kind": "status", "value": "connected"}))
    ((number, found),) = checked.problems
    assert number == 7
    assert found.startswith(problem)
    assert checked.summary.malformed == 1
    assert checked.sessions[0].events == 6


@pytest.mark.parametrize(("line", "what"), FOREIGN.items(), ids=[text[:40] for text in FOREIGN])
def test_a_foreign_line_is_counted_and_leaves_no_gap(line: str, what: str) -> None:
    checked = Checked(lines(HEADER, *CONNECTED, line, {"at": 90, "kind": "status", "value": "connected"}))
    assert checked.problems == []
    assert checked.summary.foreign == {what: 1}
    assert checked.sessions[0].verdict is SessionVerdict.CONFORMS


def test_events_before_a_header_are_named() -> None:
    checked = Checked(lines(*events(0, "init"), HEADER, *CONNECTED))
    assert [number for number, _ in checked.problems] == [1]
    assert "before a header" in checked.problems[0][1]
    assert checked.sessions[0].verdict is SessionVerdict.CONFORMS


def test_a_bad_header_takes_its_events_with_it_and_no_others() -> None:
    good = {**HEADER, "session": "good"}
    checked = Checked(lines(good, *CONNECTED, {**HEADER, "mode": "semi"}, *CONNECTED, good, *CONNECTED))
    assert checked.problems == [(7, 'mode: expected "auto", "manual" or null (it is \'semi\')')]
    assert checked.summary.unused == 5
    assert [(result.session, result.events) for result in checked.sessions] == [("good", 5), ("good", 5)]


def test_a_file_that_is_cut_off_says_so_and_is_judged_up_to_there() -> None:
    content = lines(HEADER, *CONNECTED) + b'{"at": 99, "ki'
    checked = Checked(content, lines(HEADER, *CONNECTED))
    assert checked.problems == [(7, "cut off: the file ends within this line")]
    assert [result.verdict.value for result in checked.sessions] == ["conforms", "conforms"]


def test_a_file_begins_with_a_header_of_its_own() -> None:
    checked = Checked(lines(HEADER, *CONNECTED), lines(*events(50, "background")))
    assert len(checked.sessions) == 1
    assert [(line.file, line.line) for line in checked.malformed] == [("file2", 1)]


@given(st.binary(max_size=2_000))
def test_no_bytes_crash_it(content: bytes) -> None:
    checked = Checked(lines(HEADER, *CONNECTED) + content)
    assert checked.summary.sessions.total() >= 1


TEXTS = st.sampled_from(["u", "v", "c1", "c2", "m1"])
SEEN: dict[str, dict[str, Any]] = {
    "socket_opening": {"socket": 1}, "socket_open": {"socket": 1}, "socket_failed": {"socket": 1}, "ping_sent": {},
    "socket_closed": {"socket": 1, "by": "network"}, "status": {"value": "connected"},
    "outcome": {"call": "c1", "api": "ping", "result": "error"}, "threw": {"call": "c1"},
    "delivered": {"message": "m1"}, "user": {"value": "u"},
}  # fmt: skip


def any_input(name: InputName, text: str) -> dict[str, Any]:
    return {"input": name.value, "user": text, "call": text, "message": text, "code": 1000}


def any_observation(kind: ObservationKind, text: str, socket: int | None) -> dict[str, Any]:
    return {"kind": kind.value, **SEEN[kind], "call": text, "socket": socket}


ANY_EVENT = st.one_of(
    st.builds(any_input, st.sampled_from(InputName), TEXTS),
    st.builds(any_observation, st.sampled_from(ObservationKind), TEXTS, st.sampled_from([None, 1, 2])),
)


@given(
    st.sampled_from(["auto", "manual", None]),
    st.sampled_from([0, 1_000, 40_000]),
    st.none() | st.just("u"),
    st.lists(st.tuples(st.sampled_from([0, 0, 0, 1, 29_999, 30_000, 70_000]), ANY_EVENT), max_size=40),
)
def test_no_order_of_events_crashes_it(
    mode: str | None, tolerance: int, user: str | None, story: list[tuple[int, dict[str, Any]]]
) -> None:
    """Even what no driver of ours would do, such as calls after a kill or a login offline."""
    now, bodies = 0, list[dict[str, Any]]()
    for wait, body in story:
        now += wait
        bodies.append({"at": now, **{name: value for name, value in body.items() if value is not None}})
    checked = Checked(lines({**HEADER, "mode": mode, "tolerance_ms": tolerance, "user": user}, *bodies))
    (result,) = checked.sessions
    if result.failure is not None:
        assert result.failure.requirement in REQUIREMENTS


def test_memory_does_not_grow_with_the_number_of_sessions() -> None:
    import tracemalloc

    text = lines(HEADER, *events(0, "init"), {"at": 0, "kind": "user", "value": None, "detail": "x" * 400})

    def peak(sessions: int) -> int:
        checker = Checker(lambda _: None, lambda _: None)
        tracemalloc.start()
        try:
            checker.read("f", read_lines(_Repeated(text, sessions)))
            assert checker.finish().sessions.total() == sessions
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(100)  # what is worked out once and kept
    assert peak(5_000) < 5_000 * len(text) / 2


class _Repeated(io.BytesIO):
    """The same bytes many times, without having them in memory."""

    def __init__(self, content: bytes, times: int) -> None:
        super().__init__()
        self._content = content
        self._left = times

    def read(self, size: int | None = -1, /) -> bytes:
        taken = min(self._left, 100)
        self._left -= taken
        return self._content * taken


def test_a_session_without_its_end_is_never_judged_harder() -> None:
    """Each beginning of a recording of a right SDK conforms as well: cutting it off proves nothing."""
    driver = in_process(lambda: FakeDriver(RIGHT["plain"], strict=False))
    hello = driver.hello()
    case: Case = next(iter(all_cases(hello.profile, only=("MAN-PING-LAPSES",))))
    stream = io.StringIO()
    record(stream, replace(case), driver.play(case.mode, case.steps), hello)
    first, *rest = stream.getvalue().splitlines()
    for length in range(1, len(rest)):
        checked = Checked("\n".join([first, *rest[:length]]).encode())
        allowed = {SessionVerdict.CONFORMS, SessionVerdict.NOT_JUDGED}
        assert checked.sessions[0].verdict in allowed, json.loads(rest[length - 1])
