"""`python -m benchmarks.check_speed`: how many recorded events a second `connref check` judges on one core.

Recordings of apps that do well (days in one session in manual mode, short visits in auto mode, a fleet on clocks that
are 100 ms off), and of a fleet of which half fails; each beside the oracle alone (`--exact`) in the same run, since
what a second is worth depends on what else the machine does. And what memory a session takes that never ends, and many
sessions that all fail.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import random
import resource
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from connref.protocol import InputName, Mode, ObservationKind
from connref_adapters.fleet.generate import App, write_session
from connref_adapters.recorded.checker import Checker
from connref_adapters.recorded.crew import COLLECTED_AT
from connref_adapters.recorded.lines import read_lines
from connref_adapters.recorded.result import SessionVerdict


def write_days(stream: TextIO, events: int, seed: int) -> None:
    """One long session in manual mode."""
    app = App(stream, f"days-{seed}", Mode.MANUAL, random.Random(seed))
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


def _background(app: App) -> None:
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
        app = App(stream, f"visit-{seed}-{number}", Mode.AUTO, random.Random(seed + number))
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


def write_fleet(stream: TextIO, events: int, seed: int, failing: float = 0.0) -> None:
    """Sessions of about a hundred events on clocks that are 100 ms off, three of five in auto mode, four versions.

    `failing` is the share that takes the connection down too early in manual mode, or too late in auto mode.
    """
    written = number = 0
    while written < events:
        rng = random.Random(seed + number)
        mode = Mode.AUTO if rng.random() < 0.6 else Mode.MANUAL
        wrong = "late-down" if mode is Mode.AUTO else "early-down"
        defect = wrong if rng.random() < failing else None
        name, version = f"device-{seed}-{number}", f"4.{number % 4}"
        written += write_session(stream, name, mode, rng, version, defect)
        number += 1


def write_bad_fleet(stream: TextIO, events: int, seed: int) -> None:
    """The same, half of it failing."""
    write_fleet(stream, events, seed, 0.5)


def rate(content: bytes, *, exact: bool) -> float:
    """Events a second of processor time over one recording in memory; nothing of it may be unusable."""
    checker = Checker(lambda _: None, print, exact=exact)
    started = time.process_time()
    checker.read("memory", read_lines(io.BytesIO(content)))
    summary = checker.finish()
    seconds = time.process_time() - started
    assert not summary.malformed
    return summary.events / seconds


RECORDINGS = {
    "days of an app in manual mode": write_days,
    "visits to an app in auto mode": write_visits,
    "a fleet on clocks 100 ms off": write_fleet,
    "the same, half of it failing": write_bad_fleet,
}
GOALS = {"a fleet on clocks 100 ms off": 6, "the same, half of it failing": 4}
"""How many times as fast as the oracle alone."""


def memory_mb(events: int) -> float:
    """By how much the process grows at most while it judges one session of so many events that never ends."""
    text = io.StringIO()
    write_days(text, 20_000, 7)
    head, *rest = text.getvalue().splitlines()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    checker = Checker(lambda _: None, print)
    checker.read("memory", _without_end(head, rest, events))
    checker.finish()
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def _without_end(head: str, rest: Sequence[str], events: int) -> Iterator[tuple[int, str]]:
    """The header, and the same lines again and again, later and later, with names of their own."""
    yield 1, head
    period = json.loads(rest[-1])["at"] + 1_000
    bodies = [json.loads(line) for line in rest]
    for number in range(events):
        turn, place = divmod(number, len(bodies))
        body = dict(bodies[place])
        if turn and body.get("input") in ("init", "login"):
            body = {"at": body["at"], "kind": "status", "value": "connected"}
        body["at"] += turn * period
        for field in ("call", "message"):
            if field in body:
                body[field] = f"{body[field]}-{turn}"
        yield number + 2, json.dumps(body)


def failing_mb(sessions: int) -> float:
    """By how much the process grows at most while it judges so many sessions that all fail."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    checker = Checker(lambda _: None, print)
    checker.read("memory", _failing(sessions))
    summary = checker.finish()
    assert summary.sessions[SessionVerdict.FAIL] == summary.failures["AUTO-BACKGROUND"] == sessions
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


_STAYS_UP = (
    '{"at": 0, "input": "init"}',
    '{"at": 0, "input": "login", "user": "anna"}',
    '{"at": 90, "kind": "socket_open", "socket": 1}',
    '{"at": 1000, "input": "background"}',
    '{"at": 9000, "end": true}',
)


def _failing(sessions: int) -> Iterator[tuple[int, str]]:
    """Sessions in which the connection stays up in the background, in auto mode."""
    number = 0
    for session in range(sessions):
        for line in (f'{{"session": "{session}", "mode": "auto", "tolerance_ms": 100}}', *_STAYS_UP):
            number += 1
            yield number, line


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 0 always: a goal that is missed on a busy machine is for the reader to judge."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.check_speed", description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000, help="in each recording (default 1000000)")
    parser.add_argument("--write", metavar="FILE", help="write the recordings to a file instead")
    options = parser.parse_args(arguments)
    if options.write:
        with Path(options.write).open("w", encoding="utf-8") as file:
            for write in RECORDINGS.values():
                write(file, options.events, 7)
        return 0
    gc.set_threshold(*COLLECTED_AT)
    for name, write in RECORDINGS.items():
        text = io.StringIO()
        write(text, options.events, 7)
        content = text.getvalue().encode()
        quick, exact = rate(content, exact=False), rate(content, exact=True)
        goal = f"at least {GOALS[name]} ×" if name in GOALS else ""
        rates = f"{quick:>10,.0f} events/s   --exact {exact:>8,.0f}   {quick / exact:>4.1f} ×"
        print(f"  {name:<32} {rates}   {goal}".rstrip())
    grown = memory_mb(options.events)
    print(f"  one session of {options.events:,} events that never ends: {grown:.0f} MB more   at most 64")
    sessions = max(1, options.events // 10)
    print(f"  {sessions:,} sessions that all fail: {failing_mb(sessions):.0f} MB more   at most 64")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
