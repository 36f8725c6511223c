"""Lines of a recording: numbered, unpacked, bounded in memory, and none lost to a bad neighbour."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connref_adapters.recorded.lines import LONGEST_LINE, BadLine, BrokenOff, Unended, read_lines


def read(content: bytes) -> list[tuple[int, str | BadLine]]:
    return list(read_lines(io.BytesIO(content)))


@given(st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]))), st.booleans())
def test_every_line_comes_with_its_number(texts: list[str], packed: bool) -> None:
    content = "".join(f"{text}\n" for text in texts).encode()
    expected = [
        (number, text.removeprefix("\ufeff") if number == 1 else text) for number, text in enumerate(texts, 1)
    ]
    expected = [(number, text) for number, text in expected if text not in ("", "\r")]
    assert read(gzip.compress(content) if packed else content) == expected


def test_a_last_line_without_an_end_says_so() -> None:
    ended, unended = read(b"one\ntwo")
    assert ended == (1, "one")
    assert unended == (2, "two")
    assert isinstance(unended[1], Unended)
    assert not isinstance(ended[1], Unended)


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert read(b"\xef\xbb\xbfone\n") == [(1, "one")]


@pytest.mark.parametrize("size", [LONGEST_LINE + 1, LONGEST_LINE + 2, 3 * LONGEST_LINE])
@pytest.mark.parametrize("before", [b"", b"x\n", b"x\n" * 200_000])
def test_a_line_over_the_limit_is_left_out_alone(size: int, before: bytes) -> None:
    number = before.count(b"\n") + 1
    found = read(before + b"y" * size + b"\nafter\n")
    assert found[number - 1 :] == [(number, BadLine("longer than 1 MiB")), (number + 1, "after")]


@pytest.mark.parametrize("before", [b"", b"x\n", b"x\n" * 200_000])
def test_a_line_of_exactly_the_limit_is_read(before: bytes) -> None:
    found = read(before + b"y" * LONGEST_LINE + b"\nafter\n")
    assert [len(str(line)) for _, line in found[-2:]] == [LONGEST_LINE, 5]


def test_a_file_that_ends_within_a_line_over_the_limit() -> None:
    assert read(b"one\n" + b"y" * (LONGEST_LINE + 9)) == [(1, "one"), (2, BadLine("longer than 1 MiB"))]


def test_a_line_that_is_not_utf_8_is_left_out_alone() -> None:
    first, bad, last = read(b"one\n\xff\xfe\nthree\n")
    assert first == (1, "one")
    assert bad == (2, BadLine("not UTF-8: byte 0xff at position 0"))
    assert last == (3, "three")


def test_a_line_across_blocks_is_one_line() -> None:
    text = "ä" * 300_000
    assert read(f"{text}\n{text}\n".encode()) == [(1, text), (2, text)]


def test_an_archive_that_breaks_off_keeps_what_came_before() -> None:
    packed = gzip.compress(b"".join(b"line %d\n" % number for number in range(200_000)))
    found = read(packed[: len(packed) // 2])
    assert found[0] == (1, "line 0")
    assert isinstance(found[-1][1], BadLine)
    assert "cannot be read from here on" in found[-1][1].problem
    assert [number for number, _ in found] == list(range(1, len(found) + 1))


def test_a_disk_that_fails_is_told_at_its_line() -> None:
    class Failing(io.BytesIO):
        def __init__(self) -> None:
            super().__init__()
            self.blocks: Iterator[bytes] = iter([b"one\ntw"])

        def read(self, size: int | None = -1, /) -> bytes:
            block = next(self.blocks, None)
            if block is None:
                raise OSError("input/output error")
            return block

    first, bad = list(read_lines(Failing()))
    assert first == (1, "one")
    assert bad == (2, BrokenOff("the file cannot be read from here on: input/output error"))


def test_memory_stays_small_however_long_a_line_is() -> None:
    import tracemalloc

    class Endless(io.BytesIO):
        left = 60

        def read(self, size: int | None = -1, /) -> bytes:
            self.left -= 1
            return b"y" * (1 << 20) if self.left > 0 else b""

    tracemalloc.start()
    try:
        assert list(read_lines(Endless())) == [(1, BadLine("longer than 1 MiB"))]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 << 20
