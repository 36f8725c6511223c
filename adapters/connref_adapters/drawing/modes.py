"""Both modes on one page: app state × internet, with what becomes of the connection, found by asking the machine.

Every word about the connection is read from a run of the reference machine: for each corner (app state, internet) it is
brought there, and for each way between corners it is watched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from connref.effects import Status
from connref.protocol import Advance, Do, InputName, Mode, ObservationKind, Profile, Step
from connref.simulation import Simulation
from connref.spec.requirements import REQUIREMENTS
from connref.timeline import Entry
from connref_adapters.drawing.picture import Arrow, Box, Line, Picture, Tone, Weight
from connref_adapters.drawing.plans import Panel, Plan, Spot

_SETTLE = Advance(1_000)
_GRACE_MS = Profile().grace_ms
_TONES = {
    Status.CONNECTED.value: Tone.UP,
    Status.CONNECTING.value: Tone.COMING,
    Status.DISCONNECTED.value: Tone.DOWN,
}


@dataclass(frozen=True, slots=True)
class _Corner:
    name: str
    label: str
    steps: tuple[Step, ...]
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class _Way:
    source: str
    target: str
    input: InputName
    words: str
    ports: str


_NOTE = "Green: connected. Yellow: on its way. Grey: disconnected. Each word is read from a run of the model."
_CORNERS = (
    _Corner("front", "foreground, internet", (), 0, 0),
    _Corner("front_offline", "foreground, no internet", (Do(InputName.NETWORK_DOWN), _SETTLE), 0, 1),
    _Corner("back", "background, internet", (Do(InputName.BACKGROUND), _SETTLE), 1, 0),
    _Corner(
        "back_offline",
        "background, no internet",
        (Do(InputName.BACKGROUND), _SETTLE, Do(InputName.NETWORK_DOWN), _SETTLE),
        1,
        1,
    ),
)
_LEAVE, _RETURN = "app goes into background", "app returns to foreground"
_WAYS = (
    _Way("front", "back", InputName.BACKGROUND, _LEAVE, "r-12 l-12 | 1a"),
    _Way("back", "front", InputName.FOREGROUND, _RETURN, "l+12 r+12 | 1b"),
    _Way("front", "front_offline", InputName.NETWORK_DOWN, "internet lost", "b-30 t-30 | 1l@0.64"),
    _Way("front_offline", "front", InputName.NETWORK_UP, "internet back", "t+10 b+10 | 1r"),
    _Way("back", "back_offline", InputName.NETWORK_DOWN, "internet lost", "b-30 t-30 | 1l@0.64"),
    _Way("back_offline", "back", InputName.NETWORK_UP, "internet back", "t+10 b+10 | 1r"),
    _Way("front_offline", "back_offline", InputName.BACKGROUND, _LEAVE, "r-12 l-12 | 1a"),
    _Way("back_offline", "front_offline", InputName.FOREGROUND, _RETURN, "l+12 r+12 | 1b"),
)
_HEADINGS = {
    Mode.AUTO: "Auto mode, user logged in: no call is needed",
    Mode.MANUAL: "Manual mode, user logged in, after connect()",
}
_ACROSS, _DOWN, _PANEL, _HIGH = 490.0, 210.0, 920.0, 386.0


def modes_picture() -> Picture:
    """The overview of mode × app state × internet, under the default reading."""
    boxes = tuple(_box(mode, corner) for mode in Mode for corner in _CORNERS)
    arrows = tuple(_arrow(mode, way) for mode in Mode for way in _WAYS)
    sentences = [f"{arrow.source}: {line.words}" for arrow in arrows for line in arrow.lines]
    return Picture(
        name="modes",
        title="What becomes of the WebSocket connection: mode, app state, internet",
        description="; ".join(sentences).replace("_", " ") + ".",
        boxes=boxes,
        arrows=arrows,
        arcs=(),
        initial="",
        notes=(
            "Green: connected. Yellow: on its way. Grey: disconnected. Each word is read from a run of the model.",
        ),
    )


def modes_plan() -> Plan:
    """Where the boxes of `modes_picture` stand: one panel a mode, foreground beside background."""
    panels: list[Panel] = []
    spots: list[Spot] = []
    ways: dict[tuple[str, str], str] = {}
    for index, mode in enumerate(Mode):
        top = index * (_HIGH + 30)
        panels.append(Panel(mode.value, _HEADINGS[mode], 0, top, _PANEL, _HIGH))
        spots += [
            Spot((_id(mode, each.name),), 200 + each.x * _ACROSS, top + 100 + each.y * _DOWN, 240)
            for each in _CORNERS
        ]
        ways |= {(_id(mode, way.source), _id(mode, way.target)): way.ports for way in _WAYS}
    return Plan(tuple(panels), tuple(spots), ways)


def _id(mode: Mode, corner: str) -> str:
    return f"{mode.value}_{corner}"


def _steps(mode: Mode, corner: _Corner) -> tuple[Step, ...]:
    connect = (Do(InputName.CONNECT, "connect"),) if mode is Mode.MANUAL else ()
    return (Do(InputName.INIT), Do(InputName.LOGIN, "anna"), *connect, _SETTLE, *corner.steps)


def _run(mode: Mode, steps: Sequence[Step]) -> Simulation:
    simulation = Simulation(mode, jitter=lambda: 0.5)
    simulation.run(steps)
    return simulation


def _status(simulation: Simulation) -> str:
    said = [seen.value for seen in simulation.observations if seen.kind is ObservationKind.STATUS]
    return said[-1] if said and said[-1] else Status.DISCONNECTED.value


def _box(mode: Mode, corner: _Corner) -> Box:
    steps = _steps(mode, corner)
    now = _status(_run(mode, steps))
    later = _run(mode, (*steps, Advance(2 * _GRACE_MS)))
    words = now
    if _status(later) != now:
        entered = next(entry.at for entry in later.trace if entry.what == InputName.BACKGROUND)
        lasted = max(seen.at for seen in later.observations if seen.kind is ObservationKind.STATUS) - entered
        pinged = (*steps, Advance(lasted - 10_000), Do(InputName.PING, "ping"), Advance(lasted - 1))
        words = f"{now} for {lasted // 1000} s, then {_status(later)}"
        words += "\na ping() starts them anew" if _status(_run(mode, pinged)) == now else ""
    column = mode.value
    return Box(_id(mode, corner.name), corner.label, words, _TONES[now], column, (_id(mode, corner.name),))


def _arrow(mode: Mode, way: _Way) -> Arrow:
    corner = next(each for each in _CORNERS if each.name == way.source)
    soon = _line(mode, way, _steps(mode, corner), way.words)
    late = _line(mode, way, (*_steps(mode, corner), Advance(_GRACE_MS)), f"{way.words} later")
    differs = late.words.rsplit(" ", 1)[1] != soon.words.rsplit(" ", 1)[1]
    first = Line(soon.words.replace(":", f" within {_GRACE_MS // 1000} s:"), soon.requirements)
    lines = (first, late) if differs else (soon,)
    return Arrow(_id(mode, way.source), _id(mode, way.target), lines, (), Weight.PLAIN)


def _line(mode: Mode, way: _Way, steps: tuple[Step, ...], words: str) -> Line:
    before = _run(mode, steps)
    after = _run(mode, (*steps, Do(way.input), Advance(_GRACE_MS // 10)))
    was, became = _status(before), _status(after)
    # That a connection comes back with the internet is the link's doing: the policy only hears of it.
    comes_back = way.input is InputName.NETWORK_UP and was != became
    moved = next(_requirements(after.trace[len(before.trace) :], "link" if comes_back else "policy"), None)
    return Line(f"{words}: {'stays ' if was == became else ''}{became}", (moved or _kept(before),))


def _kept(simulation: Simulation) -> str:
    """Where the policy does not even move: the requirement that keeps what the last step of it did."""
    *_, last = _requirements(simulation.trace)
    return REQUIREMENTS[last].stays_down


def _requirements(trace: Sequence[Entry], who: str = "policy") -> Iterator[str]:
    return (entry.requirement for entry in trace if entry.who == who and entry.requirement)
