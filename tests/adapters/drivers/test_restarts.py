"""What a connection gets over: one fault in all, and the first cut at each request."""

from __future__ import annotations

import pytest

from connref_adapters.drivers.faults import DriverFault, FaultReason, RequestPlace, Trouble
from connref_adapters.drivers.restarts import HOPELESS, Restarts


def fault(reason: FaultReason, step: int = 1) -> DriverFault:
    return DriverFault(Trouble(reason, "so"), RequestPlace("{}", "case", step, 9))


def test_one_fault_is_got_over() -> None:
    restarts = Restarts(1)
    first = fault(FaultReason.EXIT)
    assert restarts.gets_over(first)
    assert not restarts.gets_over(fault(FaultReason.TIMEOUT))
    assert restarts.recovered == [first]


@pytest.mark.parametrize("reason", sorted(HOPELESS))
def test_what_no_restart_mends_is_not_tried_again(reason: FaultReason) -> None:
    assert not Restarts(9).gets_over(fault(reason))


def test_a_cut_counts_by_the_request_and_not_as_a_fault() -> None:
    restarts = Restarts(0)
    assert [restarts.gets_over(fault(FaultReason.CUT, step)) for step in (1, 2, 3, 2)] == [
        True,
        True,
        True,
        False,
    ]
    assert restarts.recovered == []
