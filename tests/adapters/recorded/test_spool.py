"""What is put aside comes back as it was, in order, and takes no memory of its own."""

from __future__ import annotations

from connref.oracle.diagnosis import CaseVerdict, Violation
from connref.oracle.does import Does
from connref.protocol import Mode
from connref_adapters.recorded.result import SessionFailure, SessionResult, SessionVerdict
from connref_adapters.recorded.spool import Spool, Spooled

RIGHT = CaseVerdict(None, (3, 5), frozenset({"MAN-CONNECT"}))
VIOLATION = Violation("MAN-GRACE", 5, "up", "down", Does.GOES_DOWN, policy=True)
WRONG = CaseVerdict(VIOLATION, (), frozenset({"MAN-GRACE"}))


def conforms(number: int, verdict: CaseVerdict = RIGHT) -> Spooled:
    result = SessionResult(
        f"s{number}", "f", number, number + 9, 8, 0, SessionVerdict.CONFORMS, tested=verdict.tested
    )
    return Spooled(result, ("acme", "1"), Mode.MANUAL, verdict, 1_000 + number)


def test_sessions_come_back_in_order() -> None:
    failed = SessionResult(
        "w", "f", 1, 9, 8, 1, SessionVerdict.FAIL, WRONG.tested, SessionFailure.of(VIOLATION, 7)
    )
    doubtful = SessionResult(
        "d", "f", 1, 9, 8, 1, SessionVerdict.INCONCLUSIVE, reason="line 3 could not be used"
    )
    every = [
        conforms(1),
        conforms(2, CaseVerdict(None, (9,), frozenset())),
        Spooled(failed, None, Mode.AUTO, WRONG, 5),
        conforms(3),
        Spooled(doubtful, ("acme", "2"), None, RIGHT, 7),
        conforms(4)._replace(mode=None),
    ]
    spool = Spool()
    for each in every:
        spool.write(each)
    assert list(spool.read()) == every
    assert list(spool.read()) == every
    spool.close()


def test_thousands_that_are_alike_take_a_few_bytes_each() -> None:
    import tracemalloc

    tracemalloc.start()
    spool = Spool()
    for number in range(20_000):
        spool.write(conforms(number))
    grown = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert grown < 1 << 20
    assert sum(1 for _ in spool.read()) == 20_000
    spool.close()
