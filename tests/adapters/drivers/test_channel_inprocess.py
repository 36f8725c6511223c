"""A driver in this process breaks in its own ways, and those are faults as well."""

from __future__ import annotations

from typing import cast

import pytest

from connref_adapters.drivers import DriverFault, FaultReason, Limits, in_process
from connref_adapters.drivers.channel import InProcessChannel
from connref_adapters.drivers.faults import Trouble
from miniatures.driver import Body, Miniature
from miniatures.support import ping


class Raising(Miniature):
    def request(self, request: Body) -> Body:
        if request.get("call") == "strike":
            raise ZeroDivisionError("a bug in the driver")
        return super().request(request)


class Returning(Miniature):
    def request(self, request: Body) -> Body:
        return cast("Body", "fine") if request.get("call") == "strike" else super().request(request)


def strike(make: type[Miniature]) -> DriverFault:
    with pytest.raises(DriverFault) as caught:
        in_process(make, limits=Limits(restarts=0)).play(None, [ping("strike")])
    return caught.value


def test_an_exception_is_a_fault_with_its_traceback_as_the_log() -> None:
    fault = strike(Raising)
    assert fault.reason is FaultReason.RAISED
    assert "ZeroDivisionError: a bug in the driver" in fault.detail
    assert "Traceback" in fault.log_tail
    assert fault.exit_status is None


def test_a_reply_that_is_no_object_is_a_fault() -> None:
    fault = strike(Returning)
    assert fault.reason is FaultReason.NOT_AN_OBJECT
    assert fault.received == "'fine'"


def test_a_restart_builds_the_driver_anew() -> None:
    made: list[Miniature] = []

    def make() -> Miniature:
        made.append(Miniature() if made else Raising())
        return made[-1]

    driver = in_process(make)
    assert len(driver.play(None, [ping("strike")]).replies) == 2
    assert len(made) == 2


def test_a_request_is_the_drivers_to_change() -> None:
    class Greedy(Miniature):
        def request(self, request: Body) -> Body:
            reply = super().request(request)
            request.clear()
            return reply

    assert len(in_process(Greedy).play(None, [ping(), ping()]).replies) == 3


def test_a_killed_channel_carries_nothing_out() -> None:
    channel = InProcessChannel(Miniature)
    channel.post([{"id": 1, "op": "bye"}])
    channel.kill()
    with pytest.raises(Trouble, match="stopped"):
        channel.receive(1)
