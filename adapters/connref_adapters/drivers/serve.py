"""The other side of the pipe, for drivers written in Python.

Example::

    sys.exit(serve(MyDriver(), sys.stdin.buffer, sys.stdout.buffer))

`MyDriver` has one method, `request(dict) -> dict`, which answers every request of the driver protocol.
"""

from __future__ import annotations

from typing import BinaryIO

from connref_adapters.drivers.channel import Body, SupportsRequest, decode_line, encode_json

READ_BYTES = 1 << 16
HELD_BYTES = 1 << 16
"""Replies are held back for one write while further requests wait to be carried out, up to this much."""


def serve(driver: SupportsRequest, stdin: BinaryIO, stdout: BinaryIO, *, held_bytes: int = HELD_BYTES) -> int:
    """Carry requests out until bye; return the exit status: 0 after bye, 1 when the kit went away before it.

    `stdin` and `stdout` are binary streams, as `sys.stdin.buffer`. A reply without an id gets the request's.
    A driver on a real clock says `held_bytes=0`: each reply is then written at once, as the kit's time limit wants.
    What `driver.request` raises, and a request line that cannot be read, is passed on to the caller once the
    replies so far are written: the traceback on standard error is what the kit will show.
    """
    held = bytearray()
    partial = b""
    try:
        while chunk := _read_some(stdin):
            *lines, partial = (partial + chunk).split(b"\n")
            for line in lines:
                request = decode_line(line)
                held += _reply_line(driver, request)
                if request.get("op") == "bye":
                    return 0
                if len(held) >= held_bytes:
                    _write(stdout, held)
            _write(stdout, held)
        return 1
    finally:
        _write(stdout, held)


def _read_some(stdin: BinaryIO) -> bytes:
    """What is there, at least one byte; nothing at the end."""
    read1 = getattr(stdin, "read1", None)
    return read1(READ_BYTES) if read1 is not None else stdin.readline()


def _reply_line(driver: SupportsRequest, request: Body) -> bytes:
    reply = driver.request(request)
    if "id" not in reply:
        reply = {"id": request.get("id"), **reply}
    return encode_json(reply).encode() + b"\n"


def _write(stdout: BinaryIO, held: bytearray) -> None:
    stdout.write(held)
    stdout.flush()
    held.clear()
