"""The pump: feeds the machine one input at a time, hands its effects out in order, and keeps one timer armed.

What the connection does is decided in the model. The pump decides when: an input that arrives while effects are being
carried out, from a callback of the application for instance, waits until they are all done; and of the attempts that
the machine catches up with after a suspension, those that are over already are left out (`without_stillborn`).

What the device is like is remembered here as well (`DeviceState`): the machine that init makes has to be told.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence

from connref.effects import CloseSocket, Effect, OpenSocket
from connref.errors import ClockError
from connref.inputs import Background, Foreground, Input, NetworkAvailable, NetworkLost, Tick
from connref.semantics.machine import ConnectionMachine
from connref.spec.declare import Transition
from connref_adapters.runtime.clock import Clock, Timer
from connref_adapters.runtime.wire import ChatMessage

LOGGER = logging.getLogger("connref.runtime")
LIFECYCLE, NETWORK = "lifecycle", "network"
ABOUT: dict[type[Input], str] = {
    Background: LIFECYCLE,
    Foreground: LIFECYCLE,
    NetworkAvailable: NETWORK,
    NetworkLost: NETWORK,
}


class DeviceState:
    """The latest that the application said about its own state and about the network."""

    def __init__(self) -> None:
        self._latest: dict[str, Input] = {}

    def note(self, received: Input) -> None:
        """Remember it, where it is about the device."""
        if (kind := ABOUT.get(type(received))) is not None:
            self._latest[kind] = received

    def inputs(self) -> tuple[Input, ...]:
        """What a new machine has to be told."""
        return tuple(self._latest.values())


_FEW = 8
"""One event has no more effects than this; more come of catching up with a suspension."""

CarryOut = Callable[[Effect, Input, ChatMessage | None, int], None]
"""Takes the effect, the input that led to it with its message, and the instant (ms)."""


def without_stillborn(effects: Sequence[Effect]) -> Sequence[Effect]:
    """The effects without the sockets that are to be opened and closed again in one go.

    After a suspension the machine goes through every attempt that it would have made meanwhile; only the last is worth
    making.
    """
    if len(effects) <= _FEW:
        return effects
    closed = {effect.socket for effect in effects if isinstance(effect, CloseSocket)}
    stillborn = closed & {effect.socket for effect in effects if isinstance(effect, OpenSocket)}
    return [
        effect
        for effect in effects
        if not (isinstance(effect, OpenSocket | CloseSocket) and effect.socket in stillborn)
    ]


class Pump:
    """Drives one machine at a time; `machine` is replaced by `use`.

    `before` is called with each input and its instant right before the machine is; `taken` are the transitions that the
    latest input took.
    """

    def __init__(self, clock: Clock, carry_out: CarryOut, before: Callable[[int, Input], None]) -> None:
        self.clock = clock
        self.taken: list[Transition] = []
        self._machine: ConnectionMachine | None = None
        self._carry_out = carry_out
        self._before = before
        self._waiting: deque[tuple[Input, ChatMessage | None]] = deque()
        self._busy = False
        self._due: int | None = None
        self._timer: Timer | None = None
        self._latest = 0
        self._complained = False

    def now(self) -> int:
        """The clock's instant. A clock that goes back is logged, and stands still until it is where it was."""
        now = self.clock.now()
        if now < self._latest:
            if not self._complained:
                self._complained = True
                LOGGER.error(
                    "%s: the clock went back; it counts as standing still", ClockError(now, self._latest)
                )
            return self._latest
        self._latest = now
        return now

    def use(self, machine: ConnectionMachine) -> None:
        """Drive this machine from now on."""
        self._machine = machine
        self._arm(machine)

    def feed(self, received: Input, message: ChatMessage | None = None) -> None:
        """Tell the machine and carry out what it says. What fell due before is done first, as an event of its own."""
        if self._busy:
            self._waiting.append((received, message))
            return
        self._busy = True
        try:
            while True:
                now = self.now()
                if self._due is not None and self._due <= now:
                    self._turn(Tick(), None, now)
                self._turn(received, message, now)
                if not self._waiting:
                    break
                received, message = self._waiting.popleft()
        finally:
            self._busy = False

    def stop(self) -> None:
        """Disarm the timer and forget what waits; the machine hears nothing more."""
        self._waiting.clear()
        self._machine = None
        self._disarm()

    def note_rule(self, _: int, rule: Transition) -> None:
        """For the machine's `on_transition`."""
        self.taken.append(rule)

    def _turn(self, received: Input, message: ChatMessage | None, now: int) -> None:
        machine = self._machine
        if machine is None:
            return
        if self.taken:
            self.taken.clear()
        self._before(now, received)
        effects = machine.handle(received, now)
        if machine.next_deadline() != self._due:
            self._arm(machine)
        for effect in without_stillborn(effects):
            self._carry_out(effect, received, message, now)

    def _arm(self, machine: ConnectionMachine) -> None:
        self._disarm()
        self._due = machine.next_deadline()
        self._sleep()

    def _sleep(self) -> None:
        if self._due is not None:
            self._timer = self.clock.call_at(self._due, self._wake)

    def _wake(self) -> None:
        self._timer = None
        if self._due is not None and self._due <= self.now():
            self.feed(Tick())
        if self._timer is None:
            # The clock woke us early, or the machine is waiting for the same instant still.
            self._sleep()

    def _disarm(self) -> None:
        self._due = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
