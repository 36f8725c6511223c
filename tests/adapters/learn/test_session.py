"""The stages: a right SDK gets no red edge; whatever ends a learning early keeps the rest."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
from tests.adapters.learn.small import driver, follows, learned, made

from connref.errors import UsageError
from connref.protocol import InputName, Mode
from connref_adapters.drivers.reference import ReferenceDriver
from connref_adapters.learn.colour import Colour
from connref_adapters.learn.report import diagram
from connref_adapters.learn.session import LearnSettings, Session
from fakes import RIGHT, FakeDriver


@pytest.mark.parametrize("mode", [Mode.MANUAL, Mode.AUTO])
def test_the_reference_is_the_documents_diagram(mode: Mode) -> None:
    result = learned(driver(), mode)
    assert result.extra == 1
    assert not result.differs
    assert result.machine is not None
    assert result.reference is not None
    assert result.machine == result.reference.machine
    assert not result.red
    assert [stage.name for stage in result.stages][:3] == [
        "the document's diagram",
        "the document's suite, k = 0",
        "the document's suite, k = 1",
    ]
    assert f"equals this diagram of {len(result.machine)} states" in str(result.guarantee)


def test_a_right_sdk_that_differs_is_learned_and_no_edge_is_red() -> None:
    """One that opens a socket in no time: what the document calls opening is not there."""
    result = learned(
        made(lambda: FakeDriver(RIGHT["no-latency"])), established=follows(RIGHT["no-latency"]), extra=0
    )
    assert result.differs
    assert result.extra == 0
    assert not result.red
    assert any(edge.should is not None for edge in result.edges), "it differs, and may"


def test_a_counter_that_no_small_suite_reaches_is_red() -> None:
    """From the third stay in the background on there is no grace: the loops show it."""
    result = learned(driver("third-background-without-grace"), established=follows(RIGHT["plain"]), extra=0)
    blamed = {edge.violation.requirement for edge in result.red if edge.violation is not None}
    assert "MAN-GRACE-RESTARTS" in blamed
    assert result.machine is not None
    assert len(result.machine) > 9, "its diagram counts the stays"


def test_an_sdk_that_answers_in_two_ways_has_no_diagram_and_both_stories_are_kept() -> None:
    result = learned(driver("ping-when-down-changes-with-reset"))
    assert result.contradiction is not None
    assert result.extra is None
    assert "in two ways" in (result.ended or "")
    assert "nothing is promised" in str(result.guarantee)


def test_when_the_budget_is_spent_what_was_found_is_there() -> None:
    result = learned(driver(), budget_s=0.0)
    assert result.ended == "the budget was spent"
    assert result.extra is None


def test_a_slow_driver_costs_no_more_than_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look at the clock takes a second. What was played fits the document's diagram, and no more is said."""
    seconds = count()
    clock = SimpleNamespace(monotonic=lambda: float(next(seconds)))
    monkeypatch.setattr("connref_adapters.learn.session.time", clock)
    connection = driver()
    result = learned(connection, budget_s=100.0)
    assert result.ended == "the budget was spent"
    assert 20 < result.cases < 300, "those in flight count too"
    assert result.reference is not None
    assert result.machine == result.reference.machine
    assert result.extra is None


def test_what_was_judged_when_the_time_was_over_stays_judged_and_the_rest_is_plain() -> None:
    connection = driver("grace-never-ends")
    result = learned(connection, extra=0)
    whole = diagram(result, connection.hello().implementation)
    del result.edges[5:]
    part = diagram(result, connection.hello().implementation)
    assert whole is not None
    assert part is not None
    assert part.ways[:5] == whole.ways[:5]
    assert part.machine() == whole.machine()
    assert {way.colour for way in part.ways[5:]} == {Colour.PLAIN}


def test_an_interrupt_keeps_what_was_learned() -> None:
    connection = driver()
    hello = connection.hello()

    def interrupt(stage: object) -> None:
        if "k = 0" in str(stage):
            raise KeyboardInterrupt

    session = Session(
        connection, hello, hello.profile, Mode.MANUAL, LearnSettings("core"), progress=interrupt
    )
    result = session.run()
    assert result.interrupted
    assert result.machine is not None
    assert result.extra == 0


class _Failing(ReferenceDriver):
    """Ends in the middle."""

    asked = 0

    def request(self, request: Mapping[str, Any]) -> dict[str, Any]:
        self.asked += 1
        if self.asked > 2_000:
            raise RuntimeError("gone")
        return super().request(request)


def test_a_driver_that_dies_is_a_fault_and_what_was_found_is_kept() -> None:
    result = learned(made(_Failing))
    assert result.fault is not None
    assert "gone" in (result.ended or "")
    assert result.stages


class _Lacking(ReferenceDriver):
    """Has no ping, or no login."""

    without = InputName.PING

    def request(self, request: Mapping[str, Any]) -> dict[str, Any]:
        reply = super().request(request)
        if "inputs" in reply:
            reply["inputs"].remove(self.without.value)
        return reply


class _WithoutLogin(_Lacking):
    without = InputName.LOGIN


def test_what_a_driver_lacks_is_left_out_and_said() -> None:
    result = learned(made(_Lacking), extra=0)
    assert result.left_out == {"ping"}
    assert result.machine is not None
    assert "ping" not in result.machine.symbols
    assert result.extra == 0


def test_without_a_login_there_is_nothing_to_learn() -> None:
    with pytest.raises(UsageError, match="no login"):
        learned(made(_WithoutLogin))
