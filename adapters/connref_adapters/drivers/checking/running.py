"""Asks a driver all checks, one after another; a fault of the driver is a finding of the check that met it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from connref_adapters.drivers.checking.bench import Bench
from connref_adapters.drivers.checking.checks import CHECKS, Check, why_not
from connref_adapters.drivers.faults import DriverFault, Trouble


@dataclass(frozen=True, slots=True)
class Checked:
    """What one check found. `problems` is empty for a right driver; `not_asked` says why it could not be asked."""

    name: str
    problems: tuple[str, ...] = ()
    to_do: str = ""
    not_asked: str | None = None


def check_driver(bench: Bench, only: Collection[str] = ()) -> Iterator[Checked]:
    """The outcome of each check, or of those named `only`, as it is known.

    Ends early where the driver does not even introduce itself.
    """
    try:
        bench.hello  # noqa: B018 - starts the driver
    except DriverFault as fault:
        yield Checked(CHECKS[0].name, (str(fault),), CHECKS[0].to_do)
        return
    for check in CHECKS:
        if not only or check.name in only:
            yield _asked(check, bench)


def _asked(check: Check, bench: Bench) -> Checked:
    try:
        if (reason := why_not(check, bench)) is not None:
            return Checked(check.name, not_asked=reason)
        return Checked(check.name, tuple(check.find(bench)), check.to_do)
    except DriverFault as fault:
        bench.connection.close()
        return Checked(check.name, (str(fault),), check.to_do)
    except Trouble as trouble:
        return Checked(check.name, (f"{trouble.reason}: {trouble.detail}",), check.to_do)
