"""Realistic recordings of any size: what apps that do well would record, and versions with defects that are asked for.

Sessions of about a hundred events on clocks that are 100 ms off, three of five in auto mode. Each depends on the seed
and its own number alone, so it is the same however the recordings are cut into files.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple, TextIO

from connref.errors import UsageError
from connref.protocol import Do, InputName, Mode, Observation, ObservationKind, Profile
from connref_adapters.recorded.writer import SessionWriter

SDK = "acme-chat"
TOLERANCE_MS = 100
_TURNS = 6
_IN_AUTO = 0.6
DEFECTS: Mapping[str, str] = {
    "early-down": "manual mode: the connection goes down before its grace is over",
    "late-down": "auto mode: the connection goes down seconds after the app went to the background",
    "no-reconnect": "once the internet is back, the connection stays down",
    "lost-message": "a message that came in on an open connection is never delivered",
    "silent-connect": "manual mode: connect() reports no outcome",
}
"""What can be wrong with a version, in words."""


class Defect(NamedTuple):
    """A defect of a version, and in which share of its sessions it shows."""

    name: str
    share: float


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is made: so many sessions over so many days from `since` on, of these versions with their defects."""

    sessions: int
    seed: int = 0
    days: int = 1
    since: date = date(2026, 11, 1)
    versions: Mapping[str, Sequence[Defect]] = field(default_factory=lambda: {"4.0": (), "4.1": ()})


class Session(NamedTuple):
    """One recorded session: its name, its date and its lines, the header first."""

    name: str
    date: str
    lines: list[str]


def sessions(recipe: Recipe) -> Iterator[Session]:
    """All sessions, in order of their dates."""
    names = list(recipe.versions)
    for number in range(recipe.sessions):
        rng = random.Random(f"{recipe.seed}-{number}")
        day = number * recipe.days // recipe.sessions
        version = rng.choice(names)
        defects = [defect.name for defect in recipe.versions[version] if rng.random() < defect.share]
        name = f"device-{recipe.seed}-{number:09}"
        stream = io.StringIO()
        mode = Mode.AUTO if rng.random() < _IN_AUTO else Mode.MANUAL
        write_session(stream, name, mode, rng, version, defects[0] if defects else None)
        yield Session(name, str(recipe.since + timedelta(day)), stream.getvalue().splitlines())


def versions_of(stated: Sequence[str]) -> dict[str, list[Defect]]:
    """Versions as the command line states them: `4.1` or `4.2=early-down:0.05`. Raises `UsageError`."""
    versions: dict[str, list[Defect]] = {}
    for text in stated:
        version, _, about = text.partition("=")
        defects = versions.setdefault(version, [])
        if about:
            defects.append(_defect(text, about))
    return versions


def _defect(text: str, about: str) -> Defect:
    name, _, share = about.partition(":")
    if name not in DEFECTS:
        raise UsageError(f"--version {text}: there is no defect {name!r}; there are {', '.join(DEFECTS)}")
    try:
        found = Defect(name, float(share or "1"))
    except ValueError:
        found = Defect(name, -1)
    if not 0 <= found.share <= 1:
        raise UsageError(f"--version {text}: {share!r} is no share of sessions, from 0 to 1")
    return found


class App:
    """Writes what an app that works well records."""

    def __init__(
        self,
        stream: TextIO,
        name: str,
        mode: Mode,
        rng: random.Random,
        tolerance_ms: int = 0,
        version: str = "1",
    ) -> None:
        profile = Profile(tolerance_ms=tolerance_ms)
        observes = ObservationKind
        self.writer = SessionWriter(stream, name, mode, profile, observes=observes, version=(SDK, version))
        self.mode = mode
        self.rng = rng
        self.now = self.count = self.socket = 0

    def do(self, name: InputName, value: str | int | None = None, wait: int = 0) -> None:
        """An input."""
        self.now += wait
        self.count += 1
        self.writer.input(self.now, Do(name, value))

    def see(self, kind: ObservationKind, wait: int = 0, **fields: str | int) -> None:
        """An observation."""
        self.now += wait
        self.count += 1
        self.writer.observation(Observation(self.now, kind, **fields))  # type: ignore[arg-type]

    def opens(self) -> None:
        """The connection comes up."""
        self.socket += 1
        self.see(ObservationKind.SOCKET_OPENING, socket=self.socket)
        self.see(ObservationKind.SOCKET_OPEN, 180, socket=self.socket)
        self.see(ObservationKind.STATUS, value="connected")

    def closes(self, by: str) -> None:
        """The connection goes down."""
        self.see(ObservationKind.SOCKET_CLOSED, socket=self.socket, by=by)
        self.see(ObservationKind.STATUS, value="disconnected")

    def call(self, name: InputName) -> str:
        """A call of the API; its name."""
        call = f"{name.value}-{self.count}"
        self.do(name, call, wait=5)
        return call

    def reports(self, name: InputName, call: str, wait: int = 0) -> None:
        """A call succeeds."""
        self.see(ObservationKind.OUTCOME, wait, call=call, api=name.value, result="success")

    def messages(self, number: int, *, lost: bool = False) -> None:
        """Messages come in; the first one may be lost."""
        for place in range(number):
            message = f"message-{self.count}"
            self.do(InputName.SERVER_MESSAGE, message, self.rng.randint(1, 2_000))
            if not lost or place:
                self.see(ObservationKind.DELIVERED, 20, message=message)

    def signs_in(self) -> None:
        """The app starts and logs in."""
        self.do(InputName.INIT)
        self.see(ObservationKind.USER)
        self.do(InputName.LOGIN, "anna", 1_000)

    def connects(self, *, silent: bool = False) -> None:
        """The connection comes up; in manual mode by a call, which may never report."""
        call = self.call(InputName.CONNECT) if self.mode is Mode.MANUAL else None
        self.opens()
        if call is not None and not silent:
            self.reports(InputName.CONNECT, call)


def write_session(
    stream: TextIO, name: str, mode: Mode, rng: random.Random, version: str, defect: str | None
) -> int:
    """One session of the recipe; how many events it has. A defect shows in one of its turns."""
    app = App(stream, name, mode, rng, TOLERANCE_MS, version)
    app.signs_in()
    app.connects()
    wrong = rng.randint(0, _TURNS - 1)
    for turn in range(_TURNS):
        shown = defect if turn == wrong else None
        app.messages(rng.randint(2, 6), lost=shown == "lost-message")
        if _leaves(app, shown):
            break
    app.now += 90_000
    app.see(ObservationKind.STATUS, value="connected" if defect != "no-reconnect" else "disconnected")
    return app.count


def _leaves(app: App, defect: str | None) -> bool:
    """The app goes to the background and comes back, and is offline for a while; whether it stays down then."""
    app.do(InputName.BACKGROUND, wait=50)
    app.now += _stays_up(app, defect)
    app.closes("client")
    app.do(InputName.FOREGROUND, wait=9_000)
    app.connects(silent=defect == "silent-connect")
    app.do(InputName.NETWORK_DOWN, wait=100)
    app.closes("network")
    app.do(InputName.NETWORK_UP, wait=3_000)
    if defect == "no-reconnect":
        return True
    app.opens()
    return False


def _stays_up(app: App, defect: str | None) -> int:
    """For how long the connection stays up in the background (ms)."""
    if app.mode is Mode.AUTO:
        return 9_000 if defect == "late-down" else app.rng.randint(0, 60)
    return 9_000 if defect == "early-down" else 30_000 - app.rng.randint(0, 60)
