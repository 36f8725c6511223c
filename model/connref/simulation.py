"""A ConnectionMachine in a simulated device and world, played from a script of steps on a fake clock.

    simulation = Simulation(Mode.MANUAL, jitter=random.Random(7).random)
    simulation.run([Do(InputName.INIT), Do(InputName.LOGIN, "anna"), Do(InputName.CONNECT, "c1"), Advance(100)])
    print(simulation.render())

The steps and the observations are those of the driver protocol, so that a story told here can be played to any SDK.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, assert_never

from connref.effects import (
    CloseReason,
    CloseSocket,
    Deliver,
    Effect,
    ForgetUser,
    OpenSocket,
    RefuseInput,
    ReportOutcome,
    ReportUser,
    SaveUser,
    SendPing,
    StatusChanged,
    Throw,
)
from connref.inputs import (
    Background,
    Connect,
    Disconnect,
    Foreground,
    Init,
    Input,
    Kill,
    Login,
    Logout,
    NetworkAvailable,
    NetworkChanged,
    NetworkLost,
    Ping,
    Resume,
    Suspend,
    Tick,
)
from connref.protocol import Advance, Do, InputName, Mode, Observation, ObservationKind, Profile, Step
from connref.semantics.clock import FakeClock
from connref.semantics.environment import WORLD
from connref.semantics.machine import DEFAULT_PROFILE, DEFAULT_RETRY, ConnectionMachine
from connref.semantics.retry import Jitter, RetryPolicy
from connref.spec.declare import Transition
from connref.spec.interpretations import DEFAULT, Reading
from connref.spec.interruptions import replaces
from connref.timeline import Entry, render
from connref.world import Latencies, World

FAIR = Latencies()
NOTICED_WITHIN = 3
"""Under silent-loss = noticed a socket that nobody answers on is found out after R by so much."""

PLAIN_INPUTS: Mapping[InputName, Input] = {
    InputName.INIT: Init(),
    InputName.LOGOUT: Logout(),
    InputName.BACKGROUND: Background(),
    InputName.FOREGROUND: Foreground(),
    InputName.SUSPEND: Suspend(),
}
VALUED_INPUTS: Mapping[InputName, Callable[[Any], Input]] = {
    InputName.LOGIN: Login,
    InputName.CONNECT: Connect,
    InputName.DISCONNECT: Disconnect,
    InputName.PING: Ping,
}


class Simulation:
    """One device from its first start. `observations` grows as the script goes on; `trace` too, where `traced`.

    Raises what `ConnectionMachine` raises: `UsageError` for steps that cannot be (a call in a dead process, an id that
    is pending), `DefinitionError` for settings that cannot hold.
    """

    def __init__(
        self,
        mode: Mode | None,
        *,
        jitter: Jitter,
        reading: Reading = DEFAULT,
        profile: Profile = DEFAULT_PROFILE,
        retry: RetryPolicy = DEFAULT_RETRY,
        latencies: Latencies = FAIR,
        traced: bool = True,
    ) -> None:
        self.clock = FakeClock()
        self.machine = ConnectionMachine(
            mode,
            jitter=jitter,
            reading=reading,
            profile=profile,
            retry=retry,
            on_transition=self._note_rule if traced else None,
        )
        self.world = World(self.clock, latencies, self.tell, self.observe)
        self._noticed_after_ms = (
            profile.reconnect_bound_ms // NOTICED_WITHIN
            if replaces(dict(reading.choices), notice=False)
            else None
        )
        self._held: list[Input] | None = None
        self.observations: list[Observation] = []
        self.trace: list[Entry] = []
        self._traced = traced

    def run(self, steps: Iterable[Step]) -> list[Observation]:
        """Play steps one after the other; returns all observations so far."""
        for step in steps:
            match step:
                case Do():
                    self.do(step)
                case Advance():
                    self.advance(step.ms)
                case _:
                    assert_never(step)
        return self.observations

    def do(self, step: Do) -> None:
        """One input at the present instant, and then all that is due at this instant."""
        if self._traced:
            self.trace.append(Entry.of_step(self.clock.now, step))
        self._apply(step)
        self.advance(0)

    def advance(self, ms: int) -> None:
        """Time passes (ms, 0 or more), and what falls due happens in order, the end instant included."""
        end = self.clock.after(ms)
        while True:
            due, arrives = self.machine.next_deadline(), self.world.next_at
            # At the same instant the machine's own deadline comes first (docs/judging.md).
            if due is not None and due <= end and (arrives is None or due <= arrives):
                self.clock.move_to(due)
                self.tell(Tick())
            elif arrives is not None and arrives <= end and self._held is None:
                # What arrived at a suspended process is late.
                self.clock.move_to(max(arrives, self.clock.now))
                self.world.run_next()
            else:
                break
        self.clock.move_to(end)

    def render(self) -> str:
        """The trace as a timeline to read: time, who, what, and the requirement of each transition."""
        return render(self.trace)

    def tell(self, received: Input) -> None:
        """Hand an input to the machine at the present instant, or when it resumes, and carry its effects out."""
        if self._held is not None and not isinstance(received, Kill | Resume):
            self._held.append(received)
            return
        for effect in self.machine.handle(received, self.clock.now):
            self._carry_out(effect)

    def observe(self, kind: ObservationKind, *, socket: int | None = None, by: str | None = None) -> None:
        """Keep what a driver would see of a socket."""
        self._keep(Observation(self.clock.now, kind, socket=socket, by=by))

    def _keep(self, seen: Observation) -> None:
        self.observations.append(seen)
        if self._traced:
            self.trace.append(Entry.of_observation(seen))

    def _apply(self, step: Do) -> None:
        if step.input in PLAIN_INPUTS:
            self.tell(PLAIN_INPUTS[step.input])
            if step.input is InputName.SUSPEND:
                self._held = []
        elif step.input in VALUED_INPUTS:
            self.tell(VALUED_INPUTS[step.input](step.value))
        else:
            self._apply_to_world(step)

    def _apply_to_world(self, step: Do) -> None:
        world = self.world
        if step.input in WORLD:
            world.environment.apply(step.input)
        match step.input:
            case InputName.KILL:
                self._held = None
                self.tell(Kill())
                world.give_up("client")
            case InputName.RESUME:
                self._resume()
            case InputName.NETWORK_HANDOVER:
                world.hand_over(None if step.value else self._noticed_after_ms)
                if step.value:
                    self.tell(NetworkChanged())
            case InputName.NETWORK_DOWN:
                self.tell(NetworkLost())
            case InputName.NETWORK_UP:
                self.tell(NetworkAvailable())
            case InputName.SERVER_CLOSE:
                world.server_close(int(step.value or 0))
            case InputName.SERVER_MESSAGE:
                world.server_message(str(step.value))
            case InputName.SERVER_UNMUTE:
                world.unmute()
            case _:
                # A switch of the environment: what is on its way meets it there.
                pass

    def _resume(self) -> None:
        """What fell due comes first, then what the process would have been told meanwhile."""
        held, self._held = self._held or [], None
        for received in (Resume(), *held):
            self.tell(received)

    def _carry_out(self, effect: Effect) -> None:
        now = self.clock.now
        match effect:
            case OpenSocket(socket):
                self.world.open_socket(socket)
            case CloseSocket(_, reason):
                self.world.give_up("network" if reason is CloseReason.NETWORK else "client")
            case SendPing(socket, call):
                self.world.ping(socket, call)
            case ReportOutcome(call, api, result, detail):
                seen = Observation(
                    now, ObservationKind.OUTCOME, call=call, api=api.value, result=result.value, detail=detail
                )
                self._keep(seen)
            case Throw(call, _, detail):
                self._keep(Observation(now, ObservationKind.THREW, call=call, detail=detail))
            case Deliver(message):
                self._keep(Observation(now, ObservationKind.DELIVERED, message=message))
            case StatusChanged(value):
                self._keep(Observation(now, ObservationKind.STATUS, value=value.value))
            case ReportUser(user):
                self._keep(Observation(now, ObservationKind.USER, value=user))
            case SaveUser() | ForgetUser() | RefuseInput():
                # The machine keeps the saved user itself, and the protocol has no word for a refused login.
                pass
            case _:
                assert_never(effect)

    def _note_rule(self, now: int, rule: Transition) -> None:
        self.trace.append(Entry.of_rule(now, rule))
