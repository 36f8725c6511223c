"""The end of a driver's log: a position stays true when the beginning is no longer kept."""

from __future__ import annotations

from connref_adapters.drivers.log import LOG_BYTES, LogTail


def test_what_came_since_a_position_is_told() -> None:
    log = LogTail()
    log.add(b"before\n")
    position = log.position
    assert log.since(position) == ""
    log.add(b"one\n")
    log.add(b"two \xff\n")
    assert log.since(position) == "one\ntwo \ufffd\n"
    assert log.since(0) == "before\none\ntwo \ufffd\n"


def test_of_more_than_is_kept_the_end_is_told() -> None:
    log = LogTail()
    log.add(b"first\n")
    position = log.position
    for _ in range(9):
        log.add(b"x" * LOG_BYTES)
    assert log.position == 6 + 9 * LOG_BYTES
    late = log.position
    log.add(b"last\n")
    assert len(log.since(0)) == LOG_BYTES
    assert log.since(position) == log.since(0)
    assert log.since(late) == "last\n"
