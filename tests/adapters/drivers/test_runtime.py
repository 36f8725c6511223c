"""Our own runtime behind the driver protocol conforms, over real sockets and on a real clock."""

from __future__ import annotations

import subprocess
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from connref.protocol import Advance, Case, Do, InputName, Mode, ObservationKind
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.drivers import DriverPool, Limits, child_process, in_process, resolve
from connref_adapters.drivers.runtime import SHORT_PROFILE, RuntimeDriver, main
from connref_adapters.kit.judge import judge
from connref_adapters.kit.play import RunSettings
from connref_adapters.kit.run import Run
from connref_adapters.reports import RunVerdict, Verdict

JOBS = 8
"""The drivers mostly wait, so that several cost hardly more processor than one."""
PARTS = range(3)
ONE_TURN_MS = 1
"""A budget in which each requirement gets one case, which puts it to the test."""
LIMITS = Limits(reply_s=30)


def asked_in(part: int) -> list[str]:
    return list(REQUIREMENTS)[part :: len(PARTS)]


@contextmanager
def in_this_process(jobs: int, transport: str) -> Generator[DriverPool]:
    with ExitStack() as ended:
        made = iter([ended.enter_context(RuntimeDriver(transport=transport)) for _ in range(jobs)])
        with DriverPool(
            lambda: in_process(partial(next, iter([next(made)])), limits=LIMITS), jobs
        ) as drivers:
            yield drivers


def check_conforms(drivers: DriverPool, asked: Sequence[str], budget_ms: int) -> None:
    outcome = Run(drivers, RunSettings(budget_ms=budget_ms, only=tuple(asked))).execute()
    assert outcome.fault is None, str(outcome.fault)
    report = outcome.report
    assert {name: report.requirements[name].counterexample for name in report.failing()} == {}
    assert {
        name: report.requirements[name].reason for name in asked if not report.requirements[name].tested
    } == {}
    assert {report.requirements[name].verdict for name in asked} == {Verdict.PASS}
    assert report.verdict is RunVerdict.CONFORMS


@pytest.mark.parametrize("part", PARTS)
def test_it_conforms(part: int) -> None:
    """Every requirement is put to the test, in parts, so that workers share them and no test takes long."""
    asked = asked_in(part)
    with in_this_process(len(asked), "websockets") as drivers:
        check_conforms(drivers, asked, ONE_TURN_MS)


@pytest.mark.parametrize("part", PARTS)
def test_it_conforms_on_another_transport(part: int) -> None:
    """The runtime is the same, and the library below it is another one: what it keeps does not depend on it."""
    asked = asked_in(part)
    with in_this_process(len(asked), "aiohttp") as drivers:
        check_conforms(drivers, asked, ONE_TURN_MS)


def test_it_conforms_as_a_process_of_its_own() -> None:
    with child_process(resolve("runtime"), limits=LIMITS) as driver:
        outcome = Run(driver, RunSettings(budget_ms=ONE_TURN_MS, only=("MAN-GRACE-ENDS",))).execute()
        driver.bye()
    assert outcome.fault is None, str(outcome.fault)
    assert outcome.report.verdict is RunVerdict.CONFORMS


def test_it_is_asked_everything_that_there_is_to_ask() -> None:
    """Suspension, handover and the status among it: what a driver does not offer is never asked."""
    with RuntimeDriver() as driver:
        hello = driver.request({"id": 1, "op": "hello", "protocol": 1})
    assert set(hello["inputs"]) == {name.value for name in InputName}
    assert set(hello["observes"]) == {kind.value for kind in ObservationKind}


@pytest.mark.slow
@pytest.mark.parametrize("transport", ["websockets", "aiohttp"])
def test_it_conforms_over_minutes_of_waiting(transport: str) -> None:
    with in_this_process(JOBS, transport) as drivers:
        check_conforms(drivers, list(REQUIREMENTS), 240_000)


@pytest.mark.slow
def test_it_conforms_over_an_hour_of_waiting() -> None:
    with DriverPool(lambda: child_process(resolve("runtime"), limits=LIMITS), JOBS) as drivers:
        check_conforms(drivers, list(REQUIREMENTS), 3_600_000)
        drivers.bye()


def test_a_grace_that_is_too_long_is_found_out() -> None:
    """What is told as 400 ms and is 600 ms does not conform: the run above can fail."""
    longer = replace(SHORT_PROFILE, grace_ms=SHORT_PROFILE.grace_ms * 3 // 2)
    case = Case(
        "background",
        Mode.MANUAL,
        (
            Do(InputName.INIT),
            Do(InputName.LOGIN, "anna"),
            Do(InputName.CONNECT, "c1"),
            Advance(100),
            Do(InputName.BACKGROUND),
            Advance(SHORT_PROFILE.grace_ms + 150),
        ),
        "MAN-GRACE-ENDS",
        "the connection goes down at the deadline",
    )
    for profile, blamed in ((SHORT_PROFILE, None), (longer, "MAN-GRACE-ENDS")):
        with RuntimeDriver(profile) as driver:
            playback = in_process(lambda made=driver: made).play(case.mode, case.steps)
        verdict = judge(case, playback, SHORT_PROFILE, frozenset(ObservationKind))
        assert verdict is not None
        assert (verdict.violation.requirement if verdict.violation else None) == blamed


class Talk:
    """A driver in this process, asked one thing after another."""

    def __init__(self, driver: RuntimeDriver) -> None:
        self._driver = driver

    def ask(self, op: str, **fields: object) -> dict[str, Any]:
        return self._driver.request({"id": 1, "op": op, **fields})

    def do(self, name: InputName, **fields: object) -> list[dict[str, Any]]:
        reply = self.ask("do", input=name.value, **fields)
        assert reply["ok"], reply
        return reply["observations"]

    def advance(self, ms: int) -> list[dict[str, Any]]:
        return self.ask("advance", ms=ms)["observations"]


def kinds(observations: list[dict[str, Any]]) -> list[str]:
    return [each["kind"] for each in observations]


def connected(talk: Talk, mode: str = "manual") -> None:
    talk.ask("reset", mode=mode)
    talk.do(InputName.INIT)
    seen = talk.do(InputName.LOGIN, user="anna") + talk.do(InputName.CONNECT, call="c1") + talk.advance(100)
    assert "socket_open" in kinds(seen)


def test_a_story_of_one_device() -> None:
    with RuntimeDriver() as driver:
        talk = Talk(driver)
        assert talk.ask("hello", protocol=1)["clock"] == "real"
        connected(talk)
        seen = (
            talk.do(InputName.PING, call="p1")
            + talk.do(InputName.SERVER_MESSAGE, message="m1")
            + talk.advance(50)
        )
        assert sorted(kinds(seen)) == ["delivered", "outcome", "ping_sent"]
        seen = talk.do(InputName.KILL)
        assert kinds(seen) == ["socket_closed"]
        assert talk.do(InputName.INIT)[-1]["value"] == "anna"
        seen = talk.do(InputName.CONNECT, call="c2") + talk.advance(100)
        assert [each["socket"] for each in seen if "socket" in each] == [2, 2]
        assert talk.ask("bye")["ok"]


def test_a_suspended_app_stands_still_and_its_server_does_not() -> None:
    with RuntimeDriver() as driver:
        talk = Talk(driver)
        connected(talk)
        talk.do(InputName.BACKGROUND)
        talk.do(InputName.SUSPEND)
        seen = talk.do(InputName.SERVER_MESSAGE, message="m1") + talk.advance(SHORT_PROFILE.grace_ms)
        assert seen == []
        seen = talk.do(InputName.RESUME) + talk.advance(50)
        assert "socket_closed" in kinds(seen)
        assert talk.do(InputName.FOREGROUND) + talk.advance(50) == []


def test_what_the_system_has_to_tell_waits_for_the_resume() -> None:
    with RuntimeDriver() as driver:
        talk = Talk(driver)
        connected(talk, "auto")
        talk.do(InputName.SUSPEND)
        talk.do(InputName.NETWORK_HANDOVER, notice=True)
        assert talk.advance(100) == []
        seen = talk.do(InputName.RESUME) + talk.advance(100)
        assert [each["socket"] for each in seen if each["kind"] == "socket_open"] == [2]


def test_a_suspended_app_can_be_killed() -> None:
    with RuntimeDriver() as driver:
        talk = Talk(driver)
        connected(talk)
        talk.do(InputName.SUSPEND)
        talk.do(InputName.SERVER_MESSAGE, message="m1")
        talk.do(InputName.NETWORK_DOWN)
        assert kinds(talk.do(InputName.KILL)) == ["socket_closed"]
        assert talk.do(InputName.INIT)[-1]["value"] == "anna"
        talk.do(InputName.NETWORK_UP)
        assert "socket_open" in kinds(talk.do(InputName.CONNECT, call="c2") + talk.advance(100))


@pytest.mark.parametrize("still", [InputName.SERVER_MUTE, InputName.NETWORK_HANDOVER])
def test_what_is_at_once_is_so_where_nobody_answers_the_closing_handshake(still: InputName) -> None:
    with RuntimeDriver() as driver:
        talk = Talk(driver)
        connected(talk)
        talk.do(still, **({"notice": False} if still is InputName.NETWORK_HANDOVER else {}))
        seen = talk.do(InputName.DISCONNECT, call="d1") + talk.advance(SHORT_PROFILE.tolerance_ms)
        assert "socket_closed" in kinds(seen)


def test_every_reset_is_a_new_device() -> None:
    with RuntimeDriver() as driver:
        talk = Talk(driver)
        connected(talk)
        talk.do(InputName.SERVER_MUTE)
        talk.do(InputName.NETWORK_DOWN)
        reply = talk.ask("reset", mode="manual")
        assert (reply["now"], reply["observations"]) == (0, [])
        assert talk.do(InputName.INIT)[-1]["value"] is None
        connected(talk)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (InputName.NETWORK_DOWN, InputName.NETWORK_UP),
        (InputName.SERVER_MUTE, InputName.SERVER_UNMUTE),
        (InputName.SERVER_REFUSE, InputName.SERVER_ACCEPT),
        (InputName.SERVER_REJECT, InputName.SERVER_APPROVE),
    ],
)
def test_what_the_world_does_keeps_the_connection_down_until_it_is_over(
    before: InputName, after: InputName
) -> None:
    with RuntimeDriver() as driver:
        talk = Talk(driver)
        talk.ask("reset", mode="auto")
        talk.do(InputName.INIT)
        talk.do(before)
        talk.do(InputName.LOGIN, user="anna")
        assert "socket_open" not in kinds(talk.advance(300))
        seen = talk.do(after) + talk.do(InputName.CONNECT, call="c1") + talk.advance(600)
        assert "socket_open" in kinds(seen)


def test_nothing_travels_over_a_network_that_is_down() -> None:
    with RuntimeDriver() as driver:
        talk = Talk(driver)
        connected(talk)
        seen = talk.do(InputName.NETWORK_DOWN) + talk.do(InputName.SERVER_MESSAGE, message="m1")
        seen += talk.do(InputName.SERVER_CLOSE, code=1000) + talk.advance(50)
        assert [each["by"] for each in seen if each["kind"] == "socket_closed"] == ["network"]
        assert "delivered" not in kinds(seen)


@pytest.mark.parametrize(
    "request_body",
    [
        {"op": "hello", "protocol": 2},
        {"op": "dance"},
        {"op": "advance", "ms": 1},
        {"op": "reset", "mode": "both"},
    ],
)
def test_a_request_that_cannot_be_is_answered_with_an_error(request_body: dict[str, object]) -> None:
    with RuntimeDriver() as driver:
        reply = driver.request({"id": 7, **request_body})
        assert (reply["id"], reply["ok"], reply["error"]["kind"]) == (7, False, "protocol")


def test_wrong_numbers_are_said_before_anything_starts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--reconnect-bound-ms", "1"]) == 2
    assert "runtime driver" in capsys.readouterr().err


def test_it_ends_with_its_input() -> None:
    command = resolve("runtime")
    done = subprocess.run(command, input=b"", capture_output=True, check=False, timeout=20)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


def test_the_tolerance_leaves_room_to_judge() -> None:
    assert 4 * SHORT_PROFILE.tolerance_ms < SHORT_PROFILE.grace_ms
