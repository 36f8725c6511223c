"""`python -m benchmarks.check_speed`: how many recorded events a second `connref check` judges on one core.

Two recordings, written beforehand: days of an app in manual mode in one session (messages, stays in the background
with pings, outages), and short sessions of an app in auto mode. The goal is 100 000 events a second.
"""

from __future__ import annotations

import argparse
import io
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from connref.protocol import Do, InputName, Mode, Observation, ObservationKind, Profile
from connref_adapters.recorded.checker import Checker
from connref_adapters.recorded.lines import read_lines
from connref_adapters.recorded.result import SessionResult, SessionVerdict
from connref_adapters.recorded.writer import SessionWriter

PROFILE = Profile(tolerance_ms=0)
GOAL = 100_000


class _App:
    """Writes what an app that works well would record."""

    def __init__(self, stream: TextIO, name: str, mode: Mode, rng: random.Random) -> None:
        self.writer = SessionWriter(stream, name, mode, PROFILE, observes=ObservationKind)
        self.rng = rng
        self.now = self.count = self.socket = 0

    def do(self, name: InputName, value: str | int | None = None, wait: int = 0) -> None:
        self.now += wait
        self.count += 1
        self.writer.input(self.now, Do(name, value))

    def see(self, kind: ObservationKind, wait: int = 0, **fields: str | int) -> None:
        self.now += wait
        self.count += 1
        self.writer.observation(Observation(self.now, kind, **fields))  # type: ignore[arg-type]

    def opens(self) -> None:
        self.socket += 1
        self.see(ObservationKind.SOCKET_OPENING, socket=self.socket)
        self.see(ObservationKind.SOCKET_OPEN, 180, socket=self.socket)
        self.see(ObservationKind.STATUS, value="connected")

    def closes(self, by: str) -> None:
        self.see(ObservationKind.SOCKET_CLOSED, socket=self.socket, by=by)
        self.see(ObservationKind.STATUS, value="disconnected")

    def call(self, name: InputName) -> str:
        call = f"{name.value}-{self.count}"
        self.do(name, call, wait=5)
        return call

    def reports(self, name: InputName, call: str, wait: int = 0) -> None:
        self.see(ObservationKind.OUTCOME, wait, call=call, api=name.value, result="success")

    def messages(self, number: int) -> None:
        for _ in range(number):
            message = f"message-{self.count}"
            self.do(InputName.SERVER_MESSAGE, message, self.rng.randint(1, 2_000))
            self.see(ObservationKind.DELIVERED, 20, message=message)

    def signs_in(self) -> None:
        self.do(InputName.INIT)
        self.see(ObservationKind.USER)
        self.do(InputName.LOGIN, "anna", 1_000)


def write_days(stream: TextIO, events: int, seed: int) -> None:
    """One long session in manual mode."""
    app = _App(stream, f"days-{seed}", Mode.MANUAL, random.Random(seed))
    app.signs_in()
    call = app.call(InputName.CONNECT)
    app.opens()
    app.reports(InputName.CONNECT, call)
    while app.count < events:
        app.messages(app.rng.randint(5, 30))
        _background(app)
        if app.rng.random() < 0.3:
            app.do(InputName.NETWORK_DOWN, wait=100)
            app.closes("network")
            app.do(InputName.NETWORK_UP, wait=3_000)
            app.opens()


def _background(app: _App) -> None:
    app.do(InputName.BACKGROUND, wait=50)
    for _ in range(app.rng.randint(1, 6)):
        app.now += 20_000
        call = app.call(InputName.PING)
        app.see(ObservationKind.PING_SENT, 20)
        app.reports(InputName.PING, call, 30)
        app.messages(app.rng.randint(0, 4))
    app.do(InputName.FOREGROUND, wait=1_000)


def write_visits(stream: TextIO, events: int, seed: int) -> None:
    """Many short sessions in auto mode."""
    written = number = 0
    while written < events:
        app = _App(stream, f"visit-{seed}-{number}", Mode.AUTO, random.Random(seed + number))
        app.signs_in()
        app.opens()
        for _ in range(app.rng.randint(1, 3)):
            app.messages(app.rng.randint(0, 8))
            app.do(InputName.BACKGROUND, wait=50)
            app.closes("client")
            app.do(InputName.FOREGROUND, wait=9_000)
            app.opens()
        written += app.count
        number += 1


def rate(write: Callable[[TextIO, int, int], None], events: int) -> float:
    """Events a second of processor time over one recording in memory; every session of it has to conform."""
    text = io.StringIO()
    write(text, events, 7)
    file = io.BytesIO(text.getvalue().encode())
    wrong: list[SessionResult] = []
    checker = Checker(
        lambda result: None if result.verdict is SessionVerdict.CONFORMS else wrong.append(result), print
    )
    started = time.process_time()
    checker.read("memory", read_lines(file))
    summary = checker.finish()
    seconds = time.process_time() - started
    assert not wrong, wrong[0]
    assert not summary.malformed
    return summary.events / seconds


RECORDINGS = {"days of an app in manual mode": write_days, "visits to an app in auto mode": write_visits}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the rates; 0 always: a goal that is missed on a busy machine is for the reader to judge."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.check_speed", description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000, help="in each recording (default 1000000)")
    parser.add_argument("--write", metavar="FILE", help="write the recordings to a file instead")
    options = parser.parse_args(arguments)
    if options.write:
        with Path(options.write).open("w", encoding="utf-8") as file:
            for write in RECORDINGS.values():
                write(file, options.events, 7)
        return 0
    for name, write in RECORDINGS.items():
        print(f"  {name:<40} {rate(write, options.events):>12,.0f} events/s   at least {GOAL:,}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
