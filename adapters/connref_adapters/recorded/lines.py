"""The lines of a recording: read in constant memory, each with its number, whatever the file holds.

A file that is open in binary mode, plain or packed, is cut into lines. A line that cannot be read as text takes its
place as a `BadLine`, so that the rest of the file is still read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from connref_adapters.recorded.unpack import Broken, Readable, unpacked

LONGEST_LINE = 1 << 20
"""How many bytes a line may have, its end not counted (the driver protocol)."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line without text, and why."""

    problem: str


class BrokenOff(BadLine):
    """Where a file cannot be read any more: what came after is lost."""


class Unended(str):
    """The text of a last line that has no end: whoever wrote it may have been cut off."""

    __slots__ = ()


Lines = Iterator[tuple[int, str | BadLine]]
"""Line numbers from 1, each with the line's text or what is wrong with it. Empty lines are left out."""


def read_lines(file: Readable) -> Lines:
    """The lines of a recording, unpacked if it is gzip or zstd. A last line without an end is given like any other.

    What cannot be read any more (a damaged archive, a disk) is the last, a `BadLine`: nothing is raised.
    """
    number = 1
    cutter = _Cutter()
    begun = False
    try:
        for block in unpacked(file):
            text = block if begun else block.removeprefix(_BYTE_ORDER_MARK)
            begun = begun or bool(block)
            for line in cutter.lines(text):
                if line and line != "\r":
                    yield number, line
                number += 1
    except Broken as error:
        yield number, BrokenOff(f"the file cannot be read from here on: {error}")
        return
    rest = cutter.rest()
    if rest:
        yield number, rest


class _Cutter:
    """Cuts blocks into lines. Holds one line at most, and of one that is too long nothing."""

    def __init__(self) -> None:
        self._kept = b""
        self._dropping = False

    def lines(self, block: bytes) -> Iterator[str | BadLine]:
        """The lines that end in this block."""
        end = block.rfind(b"\n")
        if end < 0:
            self._keep(block)
            return
        whole, rest = self._kept + block[:end], block[end + 1 :]
        self._kept = b""
        first = whole.find(b"\n")
        if self._dropping or (first if first >= 0 else len(whole)) > LONGEST_LINE:
            self._dropping = False
            yield _TOO_LONG
            if first < 0:
                self._keep(rest)
                return
            whole = whole[first + 1 :]
        yield from _texts(whole)
        self._keep(rest)

    def rest(self) -> str | BadLine:
        """What stands after the last line end."""
        if self._dropping or len(self._kept) > LONGEST_LINE:
            return _TOO_LONG
        text = _text(self._kept)
        return Unended(text) if isinstance(text, str) else text

    def _keep(self, part: bytes) -> None:
        if not self._dropping:
            self._kept += part
        if len(self._kept) > LONGEST_LINE + 1:  # one more: the line may end in \r\n
            self._kept, self._dropping = b"", True


_TOO_LONG = BadLine("longer than 1 MiB")


def _texts(whole: bytes) -> Iterator[str | BadLine]:
    """The lines, decoded all at once where that goes well."""
    try:
        yield from whole.decode().split("\n")
    except UnicodeDecodeError:
        for line in whole.split(b"\n"):
            yield _text(line)


def _text(line: bytes) -> str | BadLine:
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        return BadLine(f"not UTF-8: byte 0x{line[error.start]:02x} at position {error.start}")
