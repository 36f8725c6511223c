"""The pump: one input at a time, effects in order, one timer, and what fell due comes first."""

from __future__ import annotations

import pytest
from tests.adapters.runtime.loops import on_loop, settle
from tests.adapters.runtime.world import ManualClock

from connref.effects import CloseReason, CloseSocket, Effect, OpenSocket, ReportOutcome, StatusChanged
from connref.errors import ImpossibleInputError
from connref.inputs import Background, Connect, Init, Input, Kill, Login, Opened, Ping, Tick
from connref.protocol import Mode
from connref.semantics.machine import ConnectionMachine
from connref_adapters.runtime.pump import Pump, without_stillborn
from connref_adapters.runtime.wire import ChatMessage


class Pumped:
    """A pump with a manual machine that is up, or about to be."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.done: list[tuple[Effect, Input, int]] = []
        self.told: list[tuple[int, Input]] = []
        self.reaction: Input | None = None
        self.pump = Pump(self.clock, self._carry_out, lambda at, received: self.told.append((at, received)))
        self.machine = ConnectionMachine(
            Mode.MANUAL, jitter=lambda: 0.0, saved_user="anna", on_transition=self.pump.note_rule
        )
        self.pump.use(self.machine)
        self.pump.feed(Init())

    def _carry_out(self, effect: Effect, received: Input, message: ChatMessage | None, at: int) -> None:
        self.done.append((effect, received, at))
        if self.reaction is not None:
            reaction, self.reaction = self.reaction, None
            self.pump.feed(reaction)


@on_loop
async def test_effects_come_in_order_with_their_input_and_instant() -> None:
    here = Pumped()
    here.clock.jump(5)
    here.done.clear()
    here.pump.feed(Connect("1"))
    kinds = [(type(effect), received, at) for effect, received, at in here.done]
    assert kinds == [(OpenSocket, Connect("1"), 5), (StatusChanged, Connect("1"), 5)]
    assert [rule.requirement for rule in here.pump.taken] == ["MAN-CONNECT", "MAN-CONNECT"]


@on_loop
async def test_input_out_of_an_effect_waits_until_all_effects_are_done() -> None:
    here = Pumped()
    here.done.clear()
    here.reaction = Ping("2")
    here.pump.feed(Connect("1"))
    assert [received for _, received, _ in here.done] == [Connect("1"), Connect("1"), Ping("2")]


@on_loop
async def test_one_timer_is_armed_and_moves_with_the_deadline() -> None:
    here = Pumped()
    assert here.clock.armed == []
    here.pump.feed(Connect("1"))
    assert [timer.at for timer in here.clock.armed] == [15_000]
    here.pump.feed(Opened(1))
    assert here.clock.armed == []
    here.pump.feed(Background())
    assert [timer.at for timer in here.clock.armed] == [30_000]
    await here.clock.advance(29_999)
    assert here.machine.status == "connected"
    await here.clock.advance(1)
    assert here.machine.status == "disconnected"
    assert here.clock.armed == []


@on_loop
async def test_early_ring_sleeps_on() -> None:
    here = Pumped()
    here.pump.feed(Connect("1"))
    (timer,) = here.clock.armed
    here.clock.timers.remove(timer)
    here.clock.jump(1_000)
    timer.callback()
    assert [again.at for again in here.clock.armed] == [15_000]
    assert (1_000, Tick()) not in here.told


@on_loop
async def test_what_fell_due_in_silence_is_an_event_of_its_own_before_the_input() -> None:
    here = Pumped()
    here.pump.feed(Connect("1"))
    here.pump.feed(Opened(1))
    here.pump.feed(Background())
    here.done.clear()
    here.clock.jump(40_000)
    here.pump.feed(Ping("2"))
    assert here.told[-2:] == [(40_000, Tick()), (40_000, Ping("2"))]
    assert [received for effect, received, _ in here.done if isinstance(effect, StatusChanged)] == [Tick()]
    assert isinstance(here.done[-1][0], ReportOutcome)


@on_loop
async def test_error_of_the_machine_leaves_the_pump_usable() -> None:
    here = Pumped()
    here.pump.feed(Kill())
    with pytest.raises(ImpossibleInputError):
        here.pump.feed(Login("ben"))
    here.pump.feed(Init())
    assert here.told[-1] == (0, Init())


@on_loop
async def test_stopped_pump_tells_nobody_anything() -> None:
    here = Pumped()
    here.pump.feed(Connect("1"))
    here.pump.stop()
    told = len(here.told)
    here.pump.feed(Opened(1))
    await here.clock.advance(60_000)
    await settle()
    assert len(here.told) == told
    assert here.clock.armed == []


def test_sockets_that_a_suspension_outlived_are_never_opened() -> None:
    effects: list[Effect] = [CloseSocket(1, CloseReason.SILENT)]
    for socket in range(2, 9):
        effects += [OpenSocket(socket), CloseSocket(socket, CloseReason.SILENT)]
    effects.append(OpenSocket(9))
    assert without_stillborn(effects) == [CloseSocket(1, CloseReason.SILENT), OpenSocket(9)]
    assert without_stillborn(effects[:2]) == effects[:2]
