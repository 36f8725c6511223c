"""What a connection to a driver gets over: one fault in all, and each first cut of an attached driver.

The driver protocol and "Attached and split drivers": after a fault one restart is tried; a broken connection is no
fault, unless it breaks a second time at the same request.
"""

from __future__ import annotations

from connref_adapters.drivers.faults import DriverFault, FaultReason

HOPELESS = frozenset({FaultReason.START, FaultReason.CHANGED, FaultReason.ATTACH, FaultReason.TOKEN})
"""What no restart mends."""


class Restarts:
    """Decides after each fault whether to start the driver again; `recovered` has those that a restart got over."""

    def __init__(self, most: int) -> None:
        self.recovered: list[DriverFault] = []
        self._most = most
        self._cut = set[str]()

    def gets_over(self, fault: DriverFault) -> bool:
        """Whether the driver is to be started again; the fault is then over."""
        if fault.reason is FaultReason.CUT:
            at = "" if fault.request is None else f"{fault.request.case_id} {fault.request.step}"
            first = at not in self._cut
            self._cut.add(at)
            return first
        if fault.reason in HOPELESS or len(self.recovered) >= self._most:
            return False
        self.recovered.append(fault)
        return True
