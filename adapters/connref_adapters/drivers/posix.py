"""Whether this system can have a driver as a child process: said at its start, not found out in the middle of a run."""

from __future__ import annotations

import select

from connref_adapters.drivers.faults import FaultReason, Trouble

NEEDS_POSIX = (
    "a driver as a child process needs a POSIX system (select.poll): run the kit in WSL or a container, or let the "
    "driver run by itself and attach it with --driver tcp://… or --listen"
)


def check_posix() -> None:
    """Raises `Trouble` on a system that is not POSIX."""
    if not hasattr(select, "poll"):
        raise Trouble(FaultReason.START, NEEDS_POSIX)
