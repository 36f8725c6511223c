"""Several processes: the same words as from one, whatever is in the files; and what becomes of an interrupt."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from benchmarks import check_speed
from tests.adapters.recorded.recording import CONNECTED, HEADER, lines

from connref_adapters.recorded import crew
from connref_adapters.recorded.crew import How, Metered, Stopped, judge_files, shares_of, size_of
from connref_adapters.recorded.elsewhere import WHOLE, Share
from connref_adapters.recorded.result import SessionVerdict
from connref_adapters.recorded.spool import Spooled


def test_files_come_back_in_order_with_what_was_judged(tmp_path: Path) -> None:
    text = io.StringIO()
    check_speed.write_bad_fleet(text, 2_000, 7)
    first, last = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    first.write_text(text.getvalue())
    last.write_bytes(lines(HEADER, *CONNECTED))
    read, events, verdicts = 0, 0, list[SessionVerdict]()

    def advance(size: int, count: int) -> None:
        nonlocal read, events
        read, events = read + size, events + count

    names = [str(first), str(tmp_path / "none"), str(last)]
    files = judge_files(names, 2, How(), advance)
    for name, file in zip(names, files, strict=True):
        assert file.name == name
        assert file.usable is (file.problem is None)
        for share in file.shares:
            entries = list(share.spool.read())
            verdicts += [each.result.verdict for each in entries if isinstance(each, Spooled)]
            share.spool.close()
    assert read == first.stat().st_size + last.stat().st_size
    assert verdicts.count(SessionVerdict.FAIL) > 3
    assert verdicts[-1] is SessionVerdict.CONFORMS


def test_an_interrupt_leaves_what_was_judged_so_far(tmp_path: Path) -> None:
    place = tmp_path / "a.jsonl"
    place.write_bytes(lines(HEADER, *CONNECTED))
    told = 0

    def interrupted(_size: int, _events: int) -> None:
        nonlocal told
        told += 1
        if told == 1:
            raise KeyboardInterrupt

    found = list[str]()
    with pytest.raises(KeyboardInterrupt):
        found.extend(file.name for file in judge_files([str(place)] * 3, 1, How(), interrupted))
    assert len(found) <= 3


def test_a_large_file_that_stands_alone_is_judged_in_shares(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "a.jsonl"
    place.write_bytes(lines(HEADER, *CONNECTED))
    assert shares_of([str(place)], 2) == [[WHOLE]]
    monkeypatch.setattr(crew, "_LEAST_SHARED", 1)
    assert shares_of([str(place)], 2) == [[Share(0, 2), Share(1, 2)]]
    assert shares_of([str(place)] * 2, 2) == [[WHOLE], [WHOLE]]


def test_a_metered_file_is_read_as_long_as_that_is_wanted() -> None:
    seen: list[int] = []

    def goes_on(size: int) -> bool:
        seen.append(size)
        return len(seen) < 2

    file = Metered(io.BytesIO(b"abcdef"), goes_on)
    assert file.read(4) == b"abcd"
    with pytest.raises(Stopped):
        file.read(4)
    assert seen == [4, 2]


def test_what_is_no_file_has_no_size(tmp_path: Path) -> None:
    assert size_of(str(tmp_path)) == size_of(str(tmp_path / "none")) == 0
