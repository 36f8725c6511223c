"""What the tests of the machine share: how to make one, how to lead it into a state, and how to watch its promises."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping

from connref.effects import CloseSocket, Effect, OpenSocket, ReportOutcome, Throw
from connref.inputs import Connect, Init, Input, Login, Opened
from connref.protocol import Advance, Do, InputName, Mode, Observation, ObservationKind, Step
from connref.semantics.machine import ConnectionMachine
from connref.simulation import Simulation
from connref.spec.interpretations import reading
from connref.world import Latencies

AT_ONCE = Latencies(0, 0, 0, 0)


def machine(
    mode: Mode | None = Mode.MANUAL,
    choices: Mapping[str, str] | None = None,
    *,
    saved_user: str | None = None,
    seed: int = 1,
) -> ConnectionMachine:
    """A machine under the default reading, but for `choices`."""
    jitter = random.Random(seed).random
    return ConnectionMachine(mode, jitter=jitter, reading=reading(choices), saved_user=saved_user)


def up(mode: Mode | None = Mode.MANUAL, choices: Mapping[str, str] | None = None) -> ConnectionMachine:
    """A machine that is up in the foreground on socket 1, at 10 ms."""
    made = machine(mode, choices)
    feed(made, 0, Init(), Login("anna"))
    if mode is Mode.MANUAL:
        feed(made, 0, Connect("first"))
    feed(made, 10, Opened(1))
    return made


def feed(made: ConnectionMachine, now: int, *inputs: Input) -> list[Effect]:
    """Several inputs at one instant; all their effects."""
    return [effect for received in inputs for effect in made.handle(received, now)]


def simulation(
    mode: Mode | None = Mode.MANUAL,
    choices: Mapping[str, str] | None = None,
    *,
    latencies: Latencies = AT_ONCE,
    seed: int = 1,
) -> Simulation:
    """A simulation whose world answers at once, unless told otherwise."""
    jitter = random.Random(seed).random
    return Simulation(mode, jitter=jitter, reading=reading(choices), latencies=latencies)


def script(text: str) -> list[Step]:
    """Steps from words: `connect c1`, `server_close 1000`, or a number of ms to wait; commas between them."""
    return [_step(words.split()) for words in text.split(",")]


def _step(words: list[str]) -> Step:
    name, *rest = words
    if name.isdecimal():
        return Advance(int(name))
    value = int(rest[0]) if rest and rest[0].isdecimal() else (rest[0] if rest else None)
    return Do(InputName(name), value)


def outcomes(observations: list[Observation]) -> dict[str, str]:
    """The result of each call; a call that reports twice is a failure here already."""
    seen = [o for o in observations if o.kind is ObservationKind.OUTCOME]
    counted = Counter(o.call for o in seen)
    assert not [call for call, times in counted.items() if times > 1], counted
    return {str(o.call): str(o.result) for o in seen}


def sockets_up(observations: list[Observation]) -> list[tuple[int, str]]:
    """When the connection went up and down, as (instant, "up" or "down")."""
    kinds = {ObservationKind.SOCKET_OPEN: "up", ObservationKind.SOCKET_CLOSED: "down"}
    return [(o.at, kinds[o.kind]) for o in observations if o.kind in kinds]


class Watch:
    """Holds a stream of effects to RES-ONE-SOCKET and CALL-OUTCOME as it goes by."""

    def __init__(self) -> None:
        self.socket: int | None = None
        self.reported: set[str] = set()

    def gone(self, socket: int) -> None:
        """The world says that this socket is no more."""
        if socket == self.socket:
            self.socket = None

    def see(self, effects: tuple[Effect, ...]) -> None:
        """Check some effects."""
        for effect in effects:
            match effect:
                case OpenSocket(socket):
                    assert self.socket is None, f"{effect} while #{self.socket} is there"
                    self.socket = socket
                case CloseSocket(socket):
                    self.gone(socket)
                case ReportOutcome(call) | Throw(call):
                    assert call not in self.reported, f"second outcome: {effect}"
                    self.reported.add(call)
                case _:
                    pass
