"""A file in shares: whatever it holds, the shares together say what one reader says."""

from __future__ import annotations

import io
import random
from typing import Any

import pytest
from tests.adapters.recorded.recording import CLOSED, CONNECTED, events, lines

from connref.errors import ProtocolError
from connref_adapters.recorded.automata import Automata
from connref_adapters.recorded.checker import Checker
from connref_adapters.recorded.elsewhere import WHOLE, Elsewhere, Share
from connref_adapters.recorded.header import header_from_json
from connref_adapters.recorded.lines import read_lines
from connref_adapters.recorded.part import Counts, Part
from connref_adapters.recorded.report import JsonReport
from connref_adapters.recorded.spool import Spool

ODD = ['{"at": 5', '{"session": "s3", "at": 1, "input": "ping"}', "noise", '{"at": 9, "kind": "odd"}']
NAMES = [f"s{number}" for number in range(12)]


def sessions(rng: random.Random) -> bytes:
    """Sessions that interleave and name their lines, some wrong, with lines in between that cannot be used."""
    waiting: list[list[dict[str, Any] | str]] = []
    for name in NAMES:
        story = [*CONNECTED, *events(1_000, "background"), {**CLOSED, "at": rng.choice([2_000, 31_000])}]
        story.append({"at": 40_000, "end": True} if rng.random() < 0.5 else {"at": 39_000, "kind": "status"})
        header = {"session": name, "mode": "manual", "tolerance_ms": 0}
        waiting.append([header, *({"session": name, **body} for body in story)])
    mixed: list[dict[str, Any] | str] = []
    while waiting:
        story = rng.choice(waiting)
        mixed.append(story.pop(0))
        if rng.random() < 0.05:
            mixed.append(
                rng.choice(
                    [
                        '{"at": 5',
                        '{"session": "s3", "at": 1, "input": "ping"}',
                        "noise",
                        '{"at": 9, "kind": "odd"}',
                    ]
                )
            )
        waiting = [each for each in waiting if each]
    return lines(*mixed)


def told(content: bytes, shares: int, window_ms: int) -> str:
    stream = io.StringIO()
    report = JsonReport(stream)
    checker = Checker(report.session, report.malformed)
    counts, spools = Counts(), list[Spool]()
    for share in [Share(number, shares) for number in range(shares)]:
        spool = Spool()
        part = Part(spool, spool.write, automata=Automata(), window_ms=window_ms)
        part.read("f", read_lines(io.BytesIO(content)), share)
        counts.add(part.counts)
        spools.append(spool)
    checker.add(counts, spools)
    report.summary(checker.finish(), 0)
    return stream.getvalue()


@pytest.mark.parametrize("seed", range(6))
def test_shares_together_say_what_one_reader_says(seed: int) -> None:
    content = sessions(random.Random(seed))
    whole = told(content, 1, 0)
    assert whole.count('"type": "session"') == len(NAMES)
    assert told(content, 3, 0).splitlines() == whole.splitlines()


def test_so_they_do_where_lines_come_late() -> None:
    content = sessions(random.Random(9))
    assert sorted(told(content, 2, 500).splitlines()) == sorted(told(content, 1, 500).splitlines())


def test_each_session_is_in_one_share() -> None:
    for name in NAMES:
        assert sum(Share(number, 5).has(name) for number in range(5)) == 1
    assert all(WHOLE.has(name) for name in NAMES)
    assert WHOLE.first
    assert not Share(1, 2).first


def test_one_that_is_judged_elsewhere_knows_when_it_has_ended() -> None:
    session = Elsewhere(header_from_json({"session": "s", "mode": None}), 1)
    assert session.quick(2, 5, "init", None)
    session.feed(3, 5, {"at": 5, "input": "init"})
    with pytest.raises(ProtocolError):
        session.feed(4, 4, {"at": 4, "end": True})
    assert not session.ended
    session.feed(5, 6, {"at": 6, "end": True})
    assert session.ended
    assert not session.quick(6, 7, "init", None)
    assert session.last_line == 5
