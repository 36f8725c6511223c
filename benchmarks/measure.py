"""How it is measured: all rivals in turn, round after round, and the median of the rounds.

All of it is work of one processor, so its own time is what counts, whatever else the machine does meanwhile.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median

from benchmarks.rivals import RIVALS
from benchmarks.stream import machine_stream, policy_stream
from connref.inputs import Input
from connref.protocol import Mode
from connref.semantics.machine import ConnectionMachine


def rival_rates(size: int, rounds: int) -> dict[str, float]:
    """Events per second of each rival over one stream of `size` events; they must agree on every state."""
    stream = policy_stream(size)
    runners = {name: maker(stream) for name, maker in RIVALS.items()}
    expected = next(iter(runners.values()))()
    for name, runner in runners.items():
        assert runner() == expected, f"{name} does not behave like the table"
    return {name: size / seconds for name, seconds in _interleaved(runners, rounds).items()}


def machine_rate(size: int, rounds: int) -> float:
    """Inputs per second of ConnectionMachine.handle, effects and all, trace off."""
    stream = machine_stream(size)
    return size / _interleaved({"machine": lambda: run_machine(stream)}, rounds)["machine"]


def run_machine(stream: Sequence[tuple[Input, int]]) -> ConnectionMachine:
    """A new machine that has taken the whole stream."""
    machine = new_machine()
    handle = machine.handle
    for received, now in stream:
        handle(received, now)
    return machine


def new_machine() -> ConnectionMachine:
    """A machine in manual mode, as a runtime would make it."""
    return ConnectionMachine(Mode.MANUAL, jitter=JITTER)


def construction_us(times: int) -> float:
    """Microseconds for one machine, after the first."""
    new_machine()
    start = time.process_time()
    for _ in range(times):
        new_machine()
    return (time.process_time() - start) / times * 1e6


def import_ms(module: str, times: int) -> float:
    """Milliseconds of processor time for an import in a fresh interpreter, without the interpreter's own start."""
    code = f"import time; a = time.process_time(); import {module}; print((time.process_time() - a) * 1e3)"
    command = [sys.executable, "-c", code]
    taken = [
        float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for _ in range(times)
    ]
    return median(taken)


def _interleaved(runners: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    taken: dict[str, list[float]] = {name: [] for name in runners}
    for _ in range(rounds):
        for name, runner in runners.items():
            start = time.process_time()
            runner()
            taken[name].append(time.process_time() - start)
    return {name: median(seconds) for name, seconds in taken.items()}


JITTER = random.Random(1).random
