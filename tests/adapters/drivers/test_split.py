"""Split drivers: two halves tell what one driver would, the app half may be gone, and two clocks are one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from connref.cases.catalogue import named_cases
from connref.protocol import Case, Mode, Profile
from connref_adapters.drivers import Connection, DriverFault, FaultReason, Limits, in_process
from connref_adapters.drivers.channel import Channel, InProcessChannel
from connref_adapters.drivers.hello import hello_from_reply
from connref_adapters.drivers.reference import ReferenceDriver
from connref_adapters.drivers.split import Halves, SplitChannel
from miniatures.halves import APP_INPUTS, AppChannel, Device, HostHalf


def split(device: Device) -> SplitChannel:
    return SplitChannel(
        Halves(lambda: InProcessChannel(lambda: HostHalf(device)), lambda: AppChannel(device))
    )


def told(driver: Connection, cases: list[Case]) -> list[list[tuple[int, str, object]]]:
    return [
        sorted(
            (seen.at, seen.kind.value, str(seen)) for reply in played.replies for seen in reply.observations
        )
        for played in driver.play_many(cases)
    ]


def test_two_halves_tell_what_one_driver_tells() -> None:
    cases = [case for case in named_cases(Profile()) if case.mode is Mode.MANUAL][::23]
    assert any("kill" in str(case.steps) for case in cases)
    with in_process(ReferenceDriver) as whole, Connection(lambda: split(Device())) as halves:
        assert halves.hello() == whole.hello()
        assert told(halves, cases) == told(whole, cases)
        halves.bye()


def test_an_app_half_that_was_killed_comes_back_with_init_and_hears_the_mode() -> None:
    device = Device()
    case = next(each for each in named_cases(Profile()) if each.id.startswith("SES-LOGIN-SAVES/"))
    with Connection(lambda: split(device)) as driver:
        assert next(driver.play_many([case])).status.value == "ok"
    resumed = [hello["resumed"] for hello in device.hellos if "resumed" in hello]
    assert resumed
    assert resumed[0]["mode"] == (case.mode and case.mode.value)
    assert type(resumed[0]["now"]) is int


class Scripted:
    """A half on a clock of its own: `slow_ms` for each reply, and what it sees, by its own clock."""

    def __init__(self, ticks: list[float], slow_ms: float, inputs: list[str], kinds: list[str]) -> None:
        self.ticks, self.slow_ms, self.inputs, self.kinds = ticks, slow_ms, inputs, kinds
        self.seen: list[dict[str, Any]] = []
        self.zero = 0.0

    def request(self, request: dict[str, Any]) -> dict[str, Any]:
        self.ticks[0] += self.slow_ms / 2
        arrived = self.ticks[0]
        self.ticks[0] += self.slow_ms / 2
        if request["op"] == "hello":
            return {
                "ok": True,
                "implementation": {"name": "n", "version": "1", "language": "l"},
                "clock": "real",
                "tolerance_ms": 20,
                "inputs": self.inputs,
                "observes": self.kinds,
            }
        if request["op"] == "reset":
            self.zero = arrived
        seen, self.seen = self.seen, []
        return {"ok": True, "now": round(arrived - self.zero), "observations": seen}


def halves_on_two_clocks(
    ticks: list[float], host_ms: float, app_ms: float
) -> tuple[SplitChannel, Scripted, Scripted]:
    host = Scripted(ticks, host_ms, ["background", "kill"], ["socket_open", "socket_closed"])
    app = Scripted(ticks, app_ms, ["init", "connect"], ["outcome"])
    made = Halves(lambda: InProcessChannel(lambda: host), lambda: InProcessChannel(lambda: app))
    return SplitChannel(made, lambda: ticks[0] / 1000), host, app


def asked(channel: Channel, ident: int, **request: object) -> dict[str, Any]:
    channel.post([{"id": ident, **request}])
    return channel.receive(1)


def test_what_nobody_knows_of_the_clocks_goes_into_the_tolerance() -> None:
    channel, _, _ = halves_on_two_clocks([0.0], host_ms=4, app_ms=10)
    hello = hello_from_reply(asked(channel, 1, op="hello", protocol=1))
    assert hello.tolerance_ms == 20 + 4 // 2 + 10 // 2


def test_what_the_app_half_saw_is_told_on_the_hosts_clock() -> None:
    ticks = [0.0]
    channel, host, app = halves_on_two_clocks(ticks, host_ms=4, app_ms=10)
    asked(channel, 1, op="hello", protocol=1)
    asked(channel, 2, op="reset", mode="manual")
    between = app.zero - host.zero
    assert between == 4 / 2 + 10 / 2
    ticks[0] = host.zero + 500
    app.seen = [
        {"at": round(400 - between), "kind": "outcome", "call": "c", "api": "connect", "result": "success"}
    ]
    host.seen = [{"at": 399, "kind": "socket_open"}, {"at": 450, "kind": "socket_closed", "by": "client"}]
    reply = asked(channel, 3, op="advance", ms=400)
    assert [(seen["at"], seen["kind"]) for seen in reply["observations"]] == [
        (399, "socket_open"),
        (400, "outcome"),
        (450, "socket_closed"),
    ]
    assert reply["now"] >= 500


def test_what_is_told_late_is_not_before_what_was_told() -> None:
    channel, _, app = halves_on_two_clocks([0.0], host_ms=4, app_ms=10)
    asked(channel, 1, op="hello", protocol=1)
    asked(channel, 2, op="reset", mode="manual")
    before = asked(channel, 3, op="do", input="background")["now"]
    app.seen = [{"at": 0, "kind": "outcome", "call": "c", "api": "connect", "result": "success"}]
    reply = asked(channel, 4, op="do", input="connect", call="c")
    assert reply["observations"][0]["at"] == before
    assert reply["now"] >= before


def refusals() -> Iterator[tuple[dict[str, object], str]]:
    yield {"clock": "real"}, "different clocks"
    yield {"inputs": [*APP_INPUTS, "kill"]}, "both halves have the input kill: leave it to one of them"
    yield {"observes": ["outcome", "socket_open"]}, "both halves have the observation socket_open"


@pytest.mark.parametrize(("change", "said"), list(refusals()))
def test_halves_that_do_not_fit_are_a_fault_that_says_why(change: dict[str, object], said: str) -> None:
    device = Device()

    class Misfit(AppChannel):
        def receive(self, limit_s: float) -> dict[str, Any]:
            return {**super().receive(limit_s), **change}

    made = Halves(lambda: InProcessChannel(lambda: HostHalf(device)), lambda: Misfit(device))
    driver = Connection(lambda: SplitChannel(made), limits=Limits(restarts=0))
    with pytest.raises(DriverFault, match=said) as caught:
        driver.hello()
    assert caught.value.reason is FaultReason.HELLO
