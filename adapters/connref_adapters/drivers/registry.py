"""Which driver the kit has before it: one in this process, or the command line or name that `--driver` gives."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.util import find_spec

from connref.errors import UsageError
from connref_adapters.drivers.channel import InProcessChannel, SupportsRequest
from connref_adapters.drivers.connection import Connection
from connref_adapters.drivers.driver import Limits
from connref_adapters.drivers.process import ProcessChannel

REFERENCE = "reference"
RUNTIME = "runtime"


def in_process(
    make: Callable[[], SupportsRequest],
    *,
    limits: Limits | None = None,
    strict: bool = False,
) -> Connection:
    """A driver in this process: `make` builds an object with `request(dict) -> dict`, anew after a fault."""
    return Connection(lambda: InProcessChannel(make), limits=limits, strict=strict)


def child_process(
    command: Sequence[str],
    *,
    limits: Limits | None = None,
    strict: bool = False,
) -> Connection:
    """A driver as a child process: `command` is a program and its arguments. It starts at the first hello."""
    return Connection(lambda: ProcessChannel(command), limits=limits, strict=strict)


class DriverNameError(UsageError):
    """The value of `--driver` is neither a driver that ships nor a command line that can be run."""


@dataclass(frozen=True, slots=True)
class ShippedDriver:
    """A driver that comes with connref.

    `needs` is one sentence for a person, `here` says whether this machine has that; `command` gives the command
    line, and may install an SDK first.
    """

    name: str
    needs: str
    here: Callable[[], str]
    command: Callable[[], list[str]]


def shipped_drivers() -> tuple[ShippedDriver, ...]:
    """The drivers that ship, with what each needs (docs/reading-a-report.md)."""
    from connref_adapters import sdks

    reference = ShippedDriver(
        REFERENCE,
        "Nothing beside connref: the model itself as an SDK, on a virtual clock.",
        lambda: "available",
        lambda: [sys.executable, "-m", "connref_adapters.drivers.reference"],
    )
    runtime = ShippedDriver(
        RUNTIME,
        "The extra `runtime`: our ConnectionManager over real sockets, on a real clock; --jobs 4 saves time.",
        lambda: "available" if find_spec("websockets") else "missing: install connref[runtime]",
        lambda: [sys.executable, "-m", "connref_adapters.drivers.runtime"],
    )
    return (reference, runtime, *(_npm_driver(name) for name in sdks.NAMES))


def resolve(value: str) -> list[str]:
    """The command line, as a list, that `--driver VALUE` stands for.

    NAME@VERSION asks for another published version of an SDK than the pinned one. A name that ships wins over a
    program of that name. Raises `DriverNameError` for an empty value, unbalanced quotes, or a program that does not
    exist, and suggests the name that may have been meant. For the name of an SDK's driver it raises `InstallError`
    when that SDK cannot be had.
    """
    from connref_adapters import sdks

    if sdks.is_sdk(value.strip()):
        return sdks.command(value.strip())
    for driver in shipped_drivers():
        if driver.name == value.strip():
            return driver.command()
    try:
        command = shlex.split(value)
    except ValueError as error:
        raise DriverNameError(f"--driver {value!r} cannot be split into words: {error}") from None
    if not command:
        raise DriverNameError(f"--driver is empty: give a command line, or one of {_names()}")
    if shutil.which(command[0]) is None:
        raise DriverNameError(_not_found(command))
    return command


def _not_found(command: list[str]) -> str:
    text = f"--driver: program {command[0]!r} was not found, or is not executable"
    names = [driver.name for driver in shipped_drivers()]
    close = get_close_matches(command[0].lower(), names, n=1) if len(command) == 1 else []
    if close:
        return f"{text}; did you mean {close[0]!r}?"
    return f"{text}; give a command line, or one of {_names()}"


def _names() -> str:
    return ", ".join(driver.name for driver in shipped_drivers())


def _npm_driver(name: str) -> ShippedDriver:
    from connref_adapters import sdks

    return ShippedDriver(
        name, sdks.requirements(name), lambda: sdks.availability(name), lambda: sdks.command(name)
    )
