"""Errors that a run survives: the driver's own mistakes, a device that is suspended, and whose log is whose."""

from __future__ import annotations

import json
import sys

import pytest

from connref.protocol import Do, InputName, Mode
from connref_adapters.drivers import (
    DriverFault,
    FaultReason,
    Limits,
    Playback,
    PlaybackStatus,
    child_process,
    in_process,
)
from miniatures.driver import Body, Miniature
from miniatures.support import calm, case, ping

QUICK = Limits(pause_s=0.0, restarts=0)


def error(request: Body, kind: str) -> Body:
    return {"id": request["id"], "ok": False, "error": {"kind": kind, "message": f"{kind} it is"}}


class Sleepy(Miniature):
    """A device that is suspended from its n-th request on, for so many requests."""

    def __init__(self, falls_asleep: int, sleeps: int) -> None:
        super().__init__()
        self.count = 0
        self.asleep = range(falls_asleep, falls_asleep + sleeps)

    def request(self, request: Body) -> Body:
        self.count += 1
        if self.count in self.asleep and request["op"] != "hello":
            return error(request, "suspended")
        return super().request(request)


def test_a_mistake_of_the_driver_leaves_its_case_unplayed_and_the_next_one_is_played() -> None:
    class Clumsy(Miniature):
        def do(self, reply: Body, request: Body) -> Body:
            return error(request, "driver") if request["input"] == "login" else super().do(reply, request)

    with in_process(Clumsy) as driver:
        first, second = driver.play_many([case("a", ping(), Do(InputName.LOGIN, "u"), ping()), calm("b")])
    assert (first.status, first.message, first.failed_step) == (PlaybackStatus.DRIVER, "driver it is", 1)
    assert not first.status.played
    assert second.status is PlaybackStatus.OK
    assert second.status.played


def test_a_device_that_falls_asleep_in_a_case_leaves_it_unplayed_and_is_waited_for() -> None:
    """Requests: hello, four of a, four of b, four of c, all pipelined. It sleeps from the third of a on."""
    driver = in_process(lambda: Sleepy(4, 11), limits=QUICK)
    playbacks = list(driver.play_many([calm("a"), calm("b"), calm("c")]))
    assert [playback.status for playback in playbacks] == [
        PlaybackStatus.SUSPENDED,
        PlaybackStatus.OK,
        PlaybackStatus.OK,
    ]
    assert playbacks[0].failed_step == 1
    assert playbacks[1] == playbacks[2]


def test_a_device_that_stays_suspended_is_a_fault() -> None:
    limits = Limits(reply_s=0.02, pause_s=0.001, restarts=0)
    driver = in_process(lambda: Sleepy(2, 10**9), limits=limits)
    with pytest.raises(DriverFault) as caught:
        driver.play(Mode.MANUAL, [ping()])
    assert caught.value.reason is FaultReason.SUSPENDED
    assert "case single, reset" in str(caught.value)


def test_a_device_that_sleeps_at_each_second_reset_does_not_hold_the_run_up() -> None:
    class Dozing(Miniature):
        resets = 0

        def request(self, request: Body) -> Body:
            self.resets += request["op"] == "reset"
            if request["op"] == "reset" and self.resets % 2:
                return error(request, "suspended")
            return super().request(request)

    playback = in_process(Dozing, limits=QUICK).play(Mode.MANUAL, [ping()])
    assert playback == Playback((), PlaybackStatus.SUSPENDED, "suspended it is", None)


LOGGING = """
import json, sys
for line in sys.stdin:
    request = json.loads(line)
    if "call" in request:
        sys.stderr.write("log of " + request["call"] + "\\n")
        sys.stderr.flush()
    reply = {"id": request["id"], "ok": True, "now": 0, "observations": []}
    if request["op"] == "hello":
        reply.update(json.loads(HELLO))
    print(json.dumps(reply), flush=True)
    if request["op"] == "bye":
        break
"""


def logging_driver() -> list[str]:
    hello = json.dumps(json.dumps(Miniature().introduction()))
    return [sys.executable, "-c", f"HELLO = {hello}\n{LOGGING}"]


def test_the_log_of_a_case_that_is_played_alone_stands_with_it() -> None:
    with child_process(logging_driver()) as driver:
        assert driver.play(Mode.MANUAL, [ping("a")]).log == "log of a\n"
        assert driver.play(Mode.MANUAL, [ping("b"), ping("c")]).log == "log of b\nlog of c\n"
        assert driver.play(Mode.MANUAL, [Do(InputName.INIT)]).log == ""
        driver.bye()


def test_of_cases_that_are_in_flight_together_no_log_is_told() -> None:
    with child_process(logging_driver()) as driver:
        assert [each.log for each in driver.play_many([case("a", ping("a")), case("b", ping("b"))])] == [
            "",
            "",
        ]
        driver.bye()
