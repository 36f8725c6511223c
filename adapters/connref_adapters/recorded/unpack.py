"""What a recording holds, unpacked block by block (plain, gzip or zstd), as far as it goes.

A packed file is fed to its decompressor in pieces so small that what comes out of one stays small as well, whatever
the file claims. Of an archive that ends too soon, or is damaged, what stands before is given; then `Broken` says so.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

_BLOCK = 1 << 18
_GZIP_PIECE = 1 << 14
"""gzip makes at most about a thousand bytes of one: 16 MiB of such a piece."""
_ZSTD_PIECE = 1 << 9
"""zstd makes at most 32 KiB of one: 16 MiB of such a piece."""
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_EITHER = zlib.MAX_WBITS | 16
"""The header and the check sum are those of gzip."""


class Readable(Protocol):
    """A file that is open in binary mode, or what counts what is read of it."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, none at the end."""
        ...


class Broken(Exception):
    """The file cannot be read from here on, and why."""


class _Frame(Protocol):
    """The decompressor of one frame: a packed file may have several, one after the other."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, /) -> bytes: ...


def unpacked(file: Readable) -> Iterator[bytes]:
    """The content in blocks. Raises `Broken` after the last one that can be had."""
    blocks = _read(file)
    head = next(blocks, b"")
    while 0 < len(head) < len(_ZSTD) and (more := next(blocks, b"")):
        head += more
    if head.startswith(_GZIP):
        yield from _unpacked(head, blocks, lambda: zlib.decompressobj(_EITHER), _GZIP_PIECE)
    elif head.startswith(_ZSTD):
        yield from _unpacked(head, blocks, _zstd_frame, _ZSTD_PIECE)
    else:
        yield head
        yield from blocks


def _read(file: Readable) -> Iterator[bytes]:
    try:
        while block := file.read(_BLOCK):
            yield block
    except OSError as error:
        raise Broken(str(error)) from error


def _zstd_frame() -> _Frame:
    import zstandard

    return zstandard.ZstdDecompressor().decompressobj()


def _unpacked(
    head: bytes, blocks: Iterator[bytes], begin: Callable[[], _Frame], piece: int
) -> Iterator[bytes]:
    frame: _Frame | None = None
    for packed in _pieces(head, blocks, piece):
        rest = packed
        while rest:
            frame = frame or begin()
            try:
                content = frame.decompress(rest)
            except (
                Exception
            ) as error:  # each library has errors of its own, and none of ours can come from there
                raise Broken(f"the archive is damaged: {error}") from error
            if content:
                yield content
            rest = frame.unused_data if frame.eof else b""
            frame = None if frame.eof else frame
    if frame is not None:
        raise Broken("the archive ends too soon")


def _pieces(head: bytes, blocks: Iterator[bytes], size: int) -> Iterator[bytes]:
    block: bytes | None = head
    while block is not None:
        for start in range(0, len(block), size):
            yield block[start : start + size]
        block = next(blocks, None)
