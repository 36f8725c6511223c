"""Phase one by itself: what it puts aside and what it counts."""

from __future__ import annotations

import io

from tests.adapters.recorded.recording import CLOSED, CONNECTED, HEADER, events, lines

from connref_adapters.recorded.automata import Automata
from connref_adapters.recorded.lines import read_lines
from connref_adapters.recorded.part import Counts, Part
from connref_adapters.recorded.result import Malformed, SessionVerdict
from connref_adapters.recorded.spool import Spool, Spooled

WRONG = lines(HEADER, *CONNECTED, "{", *events(1_000, "background"), {**CLOSED, "at": 2_000})
RIGHT = lines({**HEADER, "session": "r"}, *CONNECTED)


def test_sessions_are_put_aside_and_added_up() -> None:
    spool, problems = Spool(), list[Malformed]()
    part = Part(spool, problems.append, automata=Automata())
    assert part.read("f", read_lines(io.BytesIO(RIGHT + WRONG))) == (True, True)
    written = [each for each in spool.read() if isinstance(each, Spooled)]
    assert [each.result.verdict for each in written] == [SessionVerdict.CONFORMS, SessionVerdict.INCONCLUSIVE]
    assert [each.closed_by for each in written] == [16, 16]
    assert part.counts.events == 12
    assert [problem.line for problem in problems] == [13]
    assert part.counts.malformed == 1
    spool.close()


def test_a_file_without_a_session_is_not_usable() -> None:
    part = Part(Spool(), lambda _: None, automata=None)
    assert part.read("f", read_lines(io.BytesIO(b"noise\n"))) == (True, False)
    assert part.counts.foreign == {"not JSON": 1}


def test_counts_add_up_in_any_order() -> None:
    counted: list[Counts] = []
    for content in (RIGHT, WRONG):
        spool = Spool()
        part = Part(spool, lambda _: None, automata=None)
        part.read("f", read_lines(io.BytesIO(content)))
        spool.close()
        counted.append(part.counts)
    one, other = Counts(), Counts()
    for counts in counted:
        one.add(counts)
    for counts in reversed(counted):
        other.add(counts)
    assert (one.events, one.malformed) == (other.events, other.malformed) == (12, 1)
    assert one.versions[None].interpretations() == other.versions[None].interpretations()


def test_it_is_told_how_far_the_reading_is() -> None:
    told: list[int] = []
    spool = Spool()
    part = Part(spool, lambda _: None, automata=Automata(), advance=told.append)
    beats = ({"at": at, "kind": "status", "value": "connected"} for at in range(50, 9_050))
    part.read("f", read_lines(io.BytesIO(lines(HEADER, *CONNECTED, *beats))))
    spool.close()
    assert told == [4_095, 4_096]
