"""A connection plays cases alike in process and behind pipes, pipelined, and keeps to the protocol's rules."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connref.errors import ProtocolError
from connref.protocol import Advance, Case, Do, InputName, Mode, Observation, ObservationKind, Profile, Step
from connref_adapters.drivers import (
    Clock,
    Connection,
    DriverFault,
    Hello,
    Implementation,
    Limits,
    Playback,
    PlaybackStatus,
    Reply,
    child_process,
    in_process,
)
from miniatures.driver import Body, Miniature
from miniatures.support import calm, case, miniature, nothing_left_behind, ping, striking

NO_RESTART = Limits(restarts=0)


class Recorder(Miniature):
    """A miniature that keeps the requests."""

    def __init__(self, **hello: object) -> None:
        super().__init__(**hello)
        self.seen_requests: list[Body] = []

    def request(self, request: Body) -> Body:
        self.seen_requests.append(request)
        return super().request(request)


def recorded(**hello: object) -> tuple[Recorder, Connection]:
    recorder = Recorder(**hello)
    return recorder, in_process(lambda: recorder)


@pytest.fixture
def child() -> Iterator[Connection]:
    with nothing_left_behind(), child_process(miniature()) as driver:
        yield driver


def test_hello_is_read_and_asked_for_once() -> None:
    recorder, driver = recorded(profile={"grace_ms": 500}, tolerance_ms=3)
    expected = Hello(
        Implementation("miniature", "1.0", "python"),
        Clock.VIRTUAL,
        frozenset(InputName),
        frozenset(ObservationKind),
        Profile(500, 60_000, 3),
        stated={"grace_ms": 500},
    )
    assert driver.hello() == driver.hello() == expected
    assert recorder.seen_requests == [{"id": 1, "op": "hello", "protocol": 1}]


def test_a_case_goes_out_as_reset_and_steps_and_comes_back_as_replies() -> None:
    recorder, driver = recorded()
    playback = driver.play(Mode.AUTO, [Do(InputName.LOGIN, "ann"), Advance(7), ping("c1")])
    driver.bye()
    assert recorder.seen_requests[1:] == [
        {"id": 2, "op": "reset", "mode": "auto"},
        {"id": 3, "op": "do", "input": "login", "user": "ann"},
        {"id": 4, "op": "advance", "ms": 7},
        {"id": 5, "op": "do", "input": "ping", "call": "c1"},
        {"id": 6, "op": "bye"},
    ]
    outcome = Observation(7, ObservationKind.OUTCOME, call="c1", api="ping", result="success")
    opened = Observation(7, ObservationKind.SOCKET_OPEN, socket=1)
    assert playback == Playback(
        (Reply(0, (), 5), Reply(0, (), None), Reply(7, (), 12), Reply(7, (outcome, opened), None)),
    )


@pytest.mark.parametrize(
    ("spoiler", "status", "message"),
    [
        (InputName.KILL, PlaybackStatus.CRASH, "SDK is gone"),
        (InputName.LOGOUT, PlaybackStatus.UNSUPPORTED, "no way"),
    ],
)
def test_replies_after_an_error_are_ignored_up_to_the_next_reset(
    child: Connection, spoiler: InputName, status: PlaybackStatus, message: str
) -> None:
    spoiled = case("spoiled", ping(), Do(spoiler), Advance(5), ping(), Do(spoiler))
    first, second = child.play_many([spoiled, calm("after")])
    assert (first.status, first.message, first.failed_step) == (status, message, 1)
    assert [reply.now for reply in first.replies] == [0, 0]
    assert second.status is PlaybackStatus.OK


def test_an_error_at_the_reset_belongs_to_no_step() -> None:
    class NoChoice(Miniature):
        def request(self, request: Body) -> Body:
            if request.get("mode", "") is None:
                error = {"kind": "unsupported", "message": "a mode must be chosen"}
                return {"id": request["id"], "ok": False, "error": error}
            return super().request(request)

    playback = in_process(NoChoice).play(None, [ping()])
    assert playback == Playback((), PlaybackStatus.UNSUPPORTED, "a mode must be chosen", None)


def test_an_input_that_is_not_listed_is_never_sent() -> None:
    recorder, driver = recorded(inputs=["init", "ping"])
    cases = [case("a", ping()), case("b", ping(), Do(InputName.KILL), ping()), case("c", ping())]
    first, second, third = driver.play_many(cases)
    assert first == third
    message = "the driver does not list the input kill"
    assert second == Playback((), PlaybackStatus.UNSUPPORTED, message, 1)
    assert [request["op"] for request in recorder.seen_requests] == ["hello", *["reset", "do"] * 2]


def test_names_that_the_protocol_does_not_know_are_told_of() -> None:
    _, driver = recorded(
        inputs=["init", "netwrok_up", 7], observes=["socket_open", "socket_closed", "outcome", "x"]
    )
    assert driver.hello().ignored == ("netwrok_up", "7", "x")


def test_playbacks_stream_while_cases_are_still_being_made(child: Connection) -> None:
    made = 0

    def endless() -> Iterator[Case]:
        nonlocal made
        while True:
            made += 1
            yield calm(str(made))

    playbacks = child.play_many(endless())
    for _ in range(1200):
        assert next(playbacks).status is PlaybackStatus.OK
    assert 1200 < made < 2000


def test_playbacks_stream_where_no_case_can_be_sent() -> None:
    _, driver = recorded(inputs=["init"])
    made = 0

    def endless() -> Iterator[Case]:
        nonlocal made
        while True:
            made += 1
            yield calm(str(made))

    playbacks = driver.play_many(endless())
    for _ in range(10):
        assert next(playbacks).status is PlaybackStatus.UNSUPPORTED
    assert made < 20


@pytest.mark.parametrize("op", ["hello", "do"])
def test_an_interrupt_leaves_nothing_half_read(op: str) -> None:
    class Interrupted(Miniature):
        struck = False

        def request(self, request: Body) -> Body:
            if request["op"] == op and not Interrupted.struck:
                Interrupted.struck = True
                raise KeyboardInterrupt
            return super().request(request)

    driver = in_process(Interrupted)
    with pytest.raises(KeyboardInterrupt):
        driver.play(None, [ping(), ping()])
    assert len(driver.play(None, [ping(), ping()]).replies) == 3
    assert driver.recovered == []


def test_bye_after_a_restart_goes_to_the_new_driver(tmp_path: Path) -> None:
    """The cases left in flight are read before bye, and a restart among them changes whom it is said to."""
    with nothing_left_behind(), child_process(miniature("exit", str(tmp_path / "struck"))) as driver:
        playbacks = driver.play_many([calm("a"), striking("b"), calm("c")])
        next(playbacks)
        driver.bye()
    assert len(driver.recovered) == 1


def test_an_iterator_left_half_way_does_not_disturb_what_follows(child: Connection) -> None:
    left = child.play_many(calm(str(number)) for number in range(500))
    next(left)
    del left
    assert child.play(None, [Advance(3)]).replies[-1].now == 3
    child.bye()


def test_calls_may_be_nested(child: Connection) -> None:
    cases = [case(str(number), Advance(number)) for number in range(50)]
    for number, playback in enumerate(child.play_many(cases)):
        assert child.play(None, [Advance(1000 + number)]).replies[-1].now == 1000 + number
        assert playback.replies[-1].now == number


def test_what_the_iterable_raises_is_passed_on_and_the_driver_lives(child: Connection) -> None:
    def broken() -> Iterator[Case]:
        yield calm("a")
        raise KeyError("b")

    with pytest.raises(KeyError):
        list(child.play_many(broken()))
    assert child.play(None, []).status is PlaybackStatus.OK


def test_a_closed_connection_starts_anew_when_it_is_asked_again(child: Connection) -> None:
    assert child.play(None, []).status is PlaybackStatus.OK
    child.close()
    child.close()
    assert child.play(None, []).status is PlaybackStatus.OK


def test_bye_without_a_start_starts_nothing() -> None:
    child_process(["/no/such/program"]).bye()


STEPS = st.one_of(
    st.integers(0, 40_000).map(Advance),
    st.sampled_from([Do(name) for name in (InputName.INIT, InputName.KILL, InputName.LOGOUT)]),
    st.text(max_size=5).map(lambda text: Do(InputName.PING, text)),
    st.text(max_size=5).map(lambda text: Do(InputName.SERVER_MESSAGE, text)),
)


@pytest.fixture(scope="module")
def shared() -> Iterator[Connection]:
    with child_process(miniature(), strict=True) as driver:
        yield driver


@given(st.lists(st.lists(STEPS, max_size=6), max_size=5))
@settings(max_examples=60)
def test_in_process_and_child_process_give_identical_playbacks(
    shared: Connection, stories: list[list[Step]]
) -> None:
    cases = [case(str(number), *steps) for number, steps in enumerate(stories)]
    assert list(shared.play_many(cases)) == list(in_process(Miniature, strict=True).play_many(cases))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)
FIELDS = st.sampled_from(["id", "ok", "now", "observations", "next", "error", "clock", "inputs", "profile"])
INSIDE = st.sampled_from(["at", "kind", "call", "api", "result", "by", "value", "socket", "message"])
OBSERVATION = st.dictionaries(INSIDE, JSON | st.sampled_from(list(ObservationKind)) | st.just(0), max_size=5)


@given(
    field=FIELDS,
    value=JSON | st.lists(OBSERVATION, max_size=2),
    at=st.integers(0, 3),
    strict=st.booleans(),
)
@settings(max_examples=300)
def test_whatever_a_field_holds_it_is_used_or_a_fault(
    field: str, value: object, at: int, *, strict: bool
) -> None:
    class Odd(Miniature):
        count = 0

        def request(self, request: Body) -> Body:
            self.count += 1
            reply = super().request(request)
            return reply | {field: value} if self.count - 1 == at else reply

    driver = in_process(Odd, limits=NO_RESTART, strict=strict)
    with suppress(DriverFault):
        assert isinstance(driver.play(None, [Do(InputName.INIT), Advance(5)]), Playback)


class TestStrict:
    def test_names_the_field_that_the_schema_forbids(self) -> None:
        with (
            child_process(miniature("strict-socket"), limits=NO_RESTART, strict=True) as driver,
            pytest.raises(DriverFault, match=r"field 'observations\.0': .*'detail' is a required") as caught,
        ):
            driver.play(None, [Advance(100), ping("strike")])
        assert caught.value.reason == "against the schema"

    def test_a_case_that_the_schema_forbids_is_not_sent_and_not_the_drivers_fault(self) -> None:
        recorder = Recorder()
        driver = in_process(lambda: recorder, strict=True)
        with pytest.raises(ProtocolError, match="code"):
            driver.play(None, [Do(InputName.SERVER_CLOSE, 2000)])
        assert driver.play(None, [ping()]).status is PlaybackStatus.OK
        assert len(recorder.seen_requests) == 3


REAL = """
import sys, time
sys.path.insert(0, {folder!r})
from driver import Miniature, line, write
import json
started = time.monotonic()
driver = Miniature(clock="real", tolerance_ms=5)
for text in iter(sys.stdin.readline, ""):
    request = json.loads(text)
    if request["op"] == "reset":
        started = time.monotonic()
    if request["op"] == "advance":
        time.sleep(request["ms"] / 1000 {cheat})
    reply = driver.request(request)
    driver.now = int((time.monotonic() - started) * 1000)
    if "now" in reply:
        reply["now"] = driver.now
        reply["next"] = 0
    write(line(reply))
"""


class TestRealClock:
    def driver(self, cheat: str = "") -> Connection:
        folder = miniature()[-1].rpartition("/")[0]
        program = REAL.format(folder=folder, cheat=cheat)
        return child_process([*miniature()[:1], "-c", program], limits=Limits(reply_s=0.3, restarts=0))

    def test_an_advance_gets_its_own_time_on_top_of_the_limit(self) -> None:
        started = time.monotonic()
        with self.driver() as driver:
            playback = driver.play(None, [Advance(500), Do(InputName.INIT)])
        assert time.monotonic() - started >= 0.5
        assert playback.replies[1].now >= 500
        assert playback.replies[1].next == playback.replies[1].now, "an overdue timer is due now"

    def test_an_advance_that_does_not_wait_is_a_fault(self) -> None:
        with self.driver(cheat="/ 2") as driver, pytest.raises(DriverFault, match="must wait that long"):
            driver.play(None, [Advance(200)])

    def test_the_limit_holds_beyond_the_advance(self) -> None:
        with (
            self.driver(cheat="+ 5") as driver,
            pytest.raises(DriverFault, match=r"nothing came within 0\.4 s"),
        ):
            driver.play(None, [Advance(100)])

    def test_time_that_goes_back_is_a_fault(self) -> None:
        class Back(Miniature):
            def request(self, request: Body) -> Body:
                reply = super().request(request)
                return reply | {"now": 50 - request["id"]} if "now" in reply else reply

        with pytest.raises(DriverFault, match="time went back: the last reply was at 48"):
            in_process(lambda: Back(clock="real"), limits=NO_RESTART).play(None, [ping()])

    def test_cases_are_not_read_ahead(self) -> None:
        made: list[str] = []

        def cases() -> Iterator[Case]:
            for name in "abc":
                made.append(name)
                yield calm(name)

        for number, _ in enumerate(in_process(lambda: Miniature(clock="real")).play_many(cases()), start=1):
            assert len(made) == number
