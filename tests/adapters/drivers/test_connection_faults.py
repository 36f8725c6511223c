"""Every way to break a driver ends in bounded time, with a typed fault that a stranger can act on."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from connref.errors import ConnrefError, UsageError
from connref.protocol import Do, InputName
from connref_adapters.drivers import (
    DriverFault,
    FaultReason,
    Limits,
    PlaybackStatus,
    child_process,
)
from miniatures import driver as mini
from miniatures.support import (
    calm,
    case,
    miniature,
    nothing_left_behind,
    ping,
    play_until_fault,
    striking,
)

# Generous where a defect shows by itself, so that a busy machine does not turn it into a timeout.
PATIENT = Limits(reply_s=20, start_s=20, restarts=0)
SHORT = Limits(reply_s=0.3, start_s=20, restarts=0)
SHORT_START = Limits(reply_s=20, start_s=0.3, restarts=0)

AT_A_STEP = {
    "hang": (FaultReason.TIMEOUT, "nothing came within 0.3 s"),
    "half-line": (FaultReason.TIMEOUT, "no line end within 0.3 s"),
    "exit": (FaultReason.EXIT, "exited with status 3 before it replied"),
    "half-line-exit": (FaultReason.EXIT, 'received: {"id":'),
    "signal": (FaultReason.EXIT, "was killed by signal 9 (SIGKILL)"),
    "garbage": (FaultReason.UNREADABLE, "received: Listening on port 80"),
    "blank": (FaultReason.UNREADABLE, "not JSON"),
    "not-utf8": (FaultReason.NOT_UTF8, "byte 0xff at position 8 is not UTF-8"),
    "list": (FaultReason.NOT_AN_OBJECT, "the reply is of type list"),
    "deep": (FaultReason.UNREADABLE, "[[[["),
    "long-line": (FaultReason.TOO_LONG, "a line of more than 1048576 bytes"),
    "endless": (FaultReason.TOO_LONG, "received: xxxx"),
    "twice": (FaultReason.WRONG_ID, "expected id 10, got 9"),
    "wrong-id": (FaultReason.WRONG_ID, "expected id 9, got 999999"),
    "true-id": (FaultReason.WRONG_ID, "got True"),
    "text-id": (FaultReason.WRONG_ID, "got '7'"),
    "no-ok": (FaultReason.FIELD, "'ok' must be true or false"),
    "no-now": (FaultReason.FIELD, "'now' is None"),
    "text-now": (FaultReason.FIELD, "'now' is '0'"),
    "negative-now": (FaultReason.FIELD, "'now' is -1"),
    "now-behind": (FaultReason.CLOCK, "'now' is 99: the advances since the reset add up to 100"),
    "now-ahead": (FaultReason.CLOCK, "'now' is 101: the advances since the reset add up to 100"),
    "observations-missing": (FaultReason.FIELD, "'observations' is None"),
    "observations-text": (FaultReason.FIELD, "'observations' is 'none'"),
    "observation-number": (FaultReason.FIELD, "'observations[0]' is 7"),
    "observation-unknown": (FaultReason.FIELD, "'observations[0].kind' is 'socket_opne'"),
    "observation-lacks-field": (FaultReason.FIELD, "'observations[0].api' is None: outcome needs api"),
    "observation-late": (FaultReason.CLOCK, "'observations[0].at' is 101"),
    "observation-early": (FaultReason.CLOCK, "'observations[0].at' is 99"),
    "next-past": (FaultReason.CLOCK, "'next' is 99"),
    "next-text": (FaultReason.FIELD, "'next' is 'soon'"),
    "error-kind": (FaultReason.ERROR_KIND, "'sulk', with the message: not today"),
    "error-bare": (FaultReason.FIELD, "'error' is None"),
    "close-input": (FaultReason.INPUT_CLOSED, "it reads no requests any more"),
    "close-output": (FaultReason.EXIT, "closed its standard output and still runs"),
    "grandchild": (FaultReason.EXIT, "exited with status 4"),
    "chatter": (FaultReason.EXIT, "| the very last words"),
}
AT_HELLO = {
    "hello-hang": (FaultReason.TIMEOUT, "nothing came within 0.3 s"),
    "hello-exit": (FaultReason.EXIT, "| ImportError: no SDK"),
    "hello-banner": (FaultReason.UNREADABLE, "received: Miniature SDK 1.0"),
    "hello-error": (FaultReason.HELLO, "unsupported: protocol 2 only"),
    "hello-protocol": (FaultReason.HELLO, "'protocol' is 2: this kit speaks protocol 1"),
    "hello-clock": (FaultReason.HELLO, "'clock' is 'sundial'"),
    "hello-tolerance": (FaultReason.HELLO, "'tolerance_ms' is None"),
    "hello-observes": (FaultReason.HELLO, "without outcome, socket_closed"),
    "hello-inputs": (FaultReason.HELLO, "'inputs' is 'all'"),
    "hello-implementation": (FaultReason.HELLO, "'implementation.version' is None"),
    "hello-profile": (FaultReason.HELLO, "'profile.grace_ms' is -1"),
}
AT_BYE = {
    "bye-hang": (FaultReason.NO_GOODBYE, "still running 0.3 s after bye"),
    "bye-mute": (FaultReason.TIMEOUT, "nothing came within 0.3 s"),
    "bye-status": (FaultReason.NO_GOODBYE, "after bye it exited with status 5"),
    "bye-extra": (FaultReason.UNASKED, "received: so long"),
    "bye-endless": (FaultReason.UNASKED, "received: still here"),
    "bye-error": (FaultReason.NO_GOODBYE, "bye was answered with an error"),
    "bye-gone": (FaultReason.EXIT, "exited with status 0 before it replied"),
}
ONLY_TIME_TELLS = {"hang", "half-line", "close-input", "bye-hang", "bye-mute"}


def limits_for(defect: str) -> Limits:
    return SHORT if defect in ONLY_TIME_TELLS else PATIENT


def test_every_defect_of_the_miniature_is_tried() -> None:
    strict_only = {"strict-socket"}
    assert {*mini.CHANGES, *mini.ACTIONS} - strict_only == {*AT_A_STEP, *AT_HELLO, *AT_BYE}


@pytest.mark.parametrize("defect", AT_A_STEP)
def test_a_fault_at_a_step_names_the_request_and_keeps_earlier_results(defect: str) -> None:
    reason, shown = AT_A_STEP[defect]
    cases = [calm("first"), striking("second"), calm("third")]
    started = time.monotonic()
    with nothing_left_behind(), child_process(miniature(defect), limits=limits_for(defect)) as driver:
        played, fault = play_until_fault(driver, cases)
    assert fault.reason is reason, str(fault)
    assert shown in str(fault)
    assert [playback.status for playback in played] == [PlaybackStatus.OK]
    assert fault.request is not None
    # What a driver says twice, or not to a closed input, is missed at the next request only.
    step, text = (4, '"op":"advance"') if defect in {"twice", "close-input"} else (3, '"call":"strike"')
    assert (fault.request.case_id, fault.request.step, fault.request.steps) == ("second", step, 4)
    assert text in fault.request.line
    assert f"case second, step {step} of 4: {{" in str(fault)
    assert time.monotonic() - started < 15


@pytest.mark.parametrize("defect", AT_HELLO)
def test_a_fault_at_hello_is_typed(defect: str) -> None:
    reason, shown = AT_HELLO[defect]
    limits = SHORT_START if defect == "hello-hang" else PATIENT
    driver = child_process(miniature(defect), limits=limits)
    with nothing_left_behind(), driver, pytest.raises(DriverFault) as caught:
        driver.hello()
    assert caught.value.reason is reason, str(caught.value)
    assert shown in str(caught.value)
    assert '"op":"hello","protocol":1' in str(caught.value)


@pytest.mark.parametrize("defect", AT_BYE)
def test_a_fault_at_bye_is_typed_and_leaves_nothing(defect: str) -> None:
    reason, shown = AT_BYE[defect]
    with nothing_left_behind():
        driver = child_process(miniature(defect), limits=limits_for(defect))
        assert driver.play(None, [ping()]).status is PlaybackStatus.OK
        with pytest.raises(DriverFault) as caught:
            driver.bye()
    assert caught.value.reason is reason, str(caught.value)
    assert shown in str(caught.value)


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        (["/no/such/program", "x"], "program '/no/such/program' was not found"),
        ([str(mini.__file__)], "is not executable"),
        (["bad\0name"], "null byte"),
    ],
)
def test_a_program_that_cannot_be_started_is_not_tried_twice(command: list[str], shown: str) -> None:
    with nothing_left_behind():
        driver = child_process(command)
        with pytest.raises(DriverFault) as caught:
            driver.hello()
    assert caught.value.reason is FaultReason.START
    assert shown in str(caught.value)
    assert driver.recovered == []


def test_a_driver_that_talks_before_it_is_asked_is_caught() -> None:
    program = "print('{\"id\": 1}', flush=True)\nimport time; time.sleep(60)"
    driver = child_process([*miniature()[:1], "-c", program], limits=PATIENT)
    with driver, pytest.raises(DriverFault) as caught:
        driver.hello()
    assert caught.value.reason is FaultReason.FIELD


def test_the_last_64_kib_of_the_log_are_kept_and_its_last_lines_shown() -> None:
    with child_process(miniature("chatter"), limits=PATIENT) as driver, pytest.raises(DriverFault) as caught:
        driver.play(None, striking("s").steps)
    fault = caught.value
    assert len(fault.log_tail.encode()) == 64 << 10
    assert fault.log_tail.endswith("log line 19999\nthe very last words\n")
    assert "log line 19999" in str(fault)
    assert "log line 19000" not in str(fault)


def test_a_fault_is_an_error_of_connref() -> None:
    assert issubclass(DriverFault, ConnrefError)


class TestRestart:
    @pytest.mark.parametrize("defect", ["exit", "garbage", "wrong-id", "twice", "now-ahead", "hello-exit"])
    def test_one_restart_recovers_and_nothing_is_lost(self, defect: str, tmp_path: Path) -> None:
        cases = [calm("first"), striking("second"), striking("third"), calm("fourth")]
        with child_process(miniature(), limits=PATIENT) as good:
            expected = list(good.play_many(cases))
        command = miniature(defect, str(tmp_path / "struck"))
        with nothing_left_behind(), child_process(command, limits=Limits(20, 20)) as driver:
            assert list(driver.play_many(cases)) == expected
            driver.bye()
        assert len(driver.recovered) == 1

    def test_a_second_fault_ends_the_run_and_tells_of_the_first(self) -> None:
        driver = child_process(miniature("exit"), limits=Limits(20, 20))
        with driver, pytest.raises(DriverFault) as caught:
            driver.play(None, striking("s").steps, label="mine")
        assert [fault.reason for fault in caught.value.earlier] == [FaultReason.EXIT]
        assert "and the driver was restarted" in str(caught.value)
        assert "case mine, step 3 of 4" in str(caught.value)

    def test_a_case_that_crashed_the_sdk_is_not_played_again(self, tmp_path: Path) -> None:
        """The error reply has decided the case; that the driver dies with its SDK costs no second play."""
        crash = case("crash", *calm("").steps, Do(InputName.KILL), ping("strike"), ping())
        command = miniature("exit", str(tmp_path / "struck"))
        with child_process(command, limits=Limits(20, 20)) as driver:
            crashed, after = driver.play_many([crash, calm("after")])
        assert (crashed.status, crashed.failed_step, len(crashed.replies)) == (PlaybackStatus.CRASH, 3, 4)
        assert after.status is PlaybackStatus.OK

    def test_a_driver_that_introduces_itself_otherwise_after_a_restart_is_caught(
        self, tmp_path: Path
    ) -> None:
        flag = tmp_path / "started"
        program = (
            f"import sys, pathlib; sys.path.insert(0, {str(mini.__file__).rpartition('/')[0]!r})\n"
            f"import driver as miniature, functools; flag = pathlib.Path({str(flag)!r})\n"
            "again = flag.exists(); flag.touch()\n"
            "name = dict(name='other' if again else 'one', version='1', language='python')\n"
            "miniature.Miniature = functools.partial(miniature.Miniature, implementation=name)\n"
            "miniature.main('exit')"
        )
        driver = child_process([*miniature()[:1], "-c", program], limits=Limits(20, 20))
        with driver, pytest.raises(DriverFault) as caught:
            driver.play(None, striking("s").steps)
        assert caught.value.reason is FaultReason.CHANGED


def test_an_outer_iterator_whose_cases_were_lost_in_a_nested_call_raises_the_fault_too() -> None:
    with child_process(miniature("exit"), limits=PATIENT) as driver:
        outer = driver.play_many([calm("a"), striking("b"), calm("c")])
        next(outer)
        with pytest.raises(DriverFault) as inner:
            driver.play(None, [ping()])
        with pytest.raises(DriverFault) as again:
            next(outer)
        assert again.value is inner.value
        assert driver.play(None, [ping()]).status is PlaybackStatus.OK, "asked again, it starts anew"


def test_cases_in_flight_when_the_driver_is_closed_are_wrong_use() -> None:
    with child_process(miniature()) as driver:
        playbacks = driver.play_many([calm("a"), calm("b")])
        next(playbacks)
        driver.close()
        with pytest.raises(UsageError, match="closed while cases were in flight"):
            next(playbacks)
