"""Tell a manual-mode background story on a fake clock: what the app does, what the model decides, and why."""

from __future__ import annotations

import random
from argparse import ArgumentParser, Namespace

from connref_adapters.cli.output import emit

_STORY = """\
A phone, manual mode: the app connects, goes into the background and pings once, twenty seconds in.
The ping starts a new grace of thirty seconds; when it ends with no other ping the connection goes down, and stays
down on return to the foreground until the app calls connect() again. No second of this is waited for.
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="of the jitter between attempts (7)")


def run(args: Namespace) -> int:
    """Carry `connref demo` out."""
    from connref.protocol import Advance, Do, InputName, Mode
    from connref.simulation import Simulation

    simulation = Simulation(Mode.MANUAL, jitter=random.Random(args.seed).random)
    simulation.run(
        [
            Do(InputName.INIT),
            Do(InputName.LOGIN, "anna"),
            Do(InputName.CONNECT, "first"),
            Advance(1_000),
            Do(InputName.SERVER_MESSAGE, "hello"),
            Advance(1_000),
            Do(InputName.BACKGROUND),
            Advance(20_000),
            Do(InputName.PING, "alive"),
            Advance(29_900),
            Do(InputName.SERVER_MESSAGE, "in time"),
            Advance(100),
            Do(InputName.SERVER_MESSAGE, "too late"),
            Advance(10_000),
            Do(InputName.FOREGROUND),
            Advance(5_000),
            Do(InputName.CONNECT, "again"),
            Advance(1_000),
        ]
    )
    emit(f"{_STORY}\n{simulation.render()}\n")
    return 0
