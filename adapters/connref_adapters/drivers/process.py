"""A driver as a child process: JSON lines over pipes that never block, and its log drained beside them.

One thread and one poll serve all three pipes, so a driver that writes much, logs much or stops reading
cannot lock the kit up, and nothing is left running when the channel is closed.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from threading import Lock
from typing import Any

from connref_adapters.drivers.channel import Body, decode_line, encode_json
from connref_adapters.drivers.faults import FaultReason, Trouble
from connref_adapters.drivers.log import LogTail
from connref_adapters.drivers.posix import check_posix

MAX_LINE_BYTES = 1 << 20  # of one line of the protocol

MAX_SHOWN_BYTES = 200
"""How much of a line that should not be there is kept."""

READ_BYTES = 1 << 18
EAGER_WRITE_BYTES = 1 << 14
EXIT_CHECK_S = (
    0.2  # how often to look whether a silent driver has ended while a child of its own holds its pipes
)


class ProcessChannel:
    """Starts `command` in a process group of its own. Raises `Trouble` if it cannot be started."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = _start(command)
        self._lines: deque[bytes] = deque()
        self._last: bytes | None = None
        self._partial = b""
        self._outgoing = bytearray()
        self._log = LogTail()
        self._input_closed = False
        self._guard = Lock()
        self._in, self._out, self._err = _pipes(self._process)
        self._poll = select.poll()
        self._poll.register(self._in, 0)  # an input that the driver closes is reported unasked
        for pipe in (self._out, self._err):
            self._poll.register(pipe, select.POLLIN)

    def post(self, requests: Sequence[Mapping[str, Any]]) -> None:
        """Send requests as far as the pipe takes them; the rest goes out while replies are awaited."""
        for request in requests:
            self._outgoing += encode_json(request).encode() + b"\n"
        if len(self._outgoing) >= EAGER_WRITE_BYTES:
            self._write()

    def receive(self, limit_s: float) -> Body:
        """The next reply. Raises `Trouble`: none within `limit_s` seconds, unreadable, or the driver ended."""
        if not self._lines:
            self._await_line(limit_s)
        self._last = line = self._lines.popleft()
        if len(line) > MAX_LINE_BYTES:
            raise _too_long(line)
        return decode_line(line)

    def last_received(self) -> str | None:
        """The last line as it came."""
        return None if self._last is None else self._last.decode(errors="replace")

    def finish(self, limit_s: float) -> None:
        """Close standard input and wait for exit 0. Raises `Trouble` for anything else, output included."""
        self._write()
        self._shut_input()
        deadline = time.monotonic() + limit_s
        while not self._ended():
            if (left := deadline - time.monotonic()) <= 0:
                raise Trouble(FaultReason.NO_GOODBYE, f"still running {limit_s:g} s after bye")
            self._pump(min(left, 0.01))
            self._check_silent()
        self._drain()
        self._check_silent()
        if self._status() != 0:
            raise Trouble(FaultReason.NO_GOODBYE, f"after bye it {self.exit_status()}")

    def _check_silent(self) -> None:
        """Nothing comes after the reply to bye, and nobody waits for the end of what has none."""
        if self._lines or self._partial:
            extra = self._lines[0] if self._lines else self._partial
            received = extra[:MAX_SHOWN_BYTES].decode(errors="replace")
            raise Trouble(FaultReason.UNASKED, "a line after the reply to bye", received)

    def kill(self) -> None:
        """Kill the driver and all that it started, from any thread."""
        with self._guard:
            if self._process.returncode is None:
                self._kill_group()

    def _kill_group(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def close(self) -> None:
        """Kill, reap, close the pipes. Ends in bounded time; may be called again."""
        self.kill()
        with self._guard:
            self._process.wait()
        for pipe in filter(None, (self._process.stdin, self._process.stdout, self._process.stderr)):
            pipe.close()

    def exit_status(self) -> str | None:
        """How the process ended, in words; None while it runs."""
        status = self._status()
        if status is None:
            return None
        return f"exited with status {status}" if status >= 0 else f"was killed by {_signal_name(-status)}"

    def log_tail(self) -> str:
        """The last 64 KiB of standard error."""
        if not self._process.stdout or not self._process.stdout.closed:
            self._drain()
        return self._log.since(0)

    def log_position(self) -> int:
        """How many bytes came on standard error so far."""
        self._read_whole_log()
        return self._log.position

    def log_since(self, position: int) -> str:
        """What came on standard error after so many bytes, the last 64 KiB of it."""
        self._read_whole_log()
        return self._log.since(position)

    def _await_line(self, limit_s: float) -> None:
        deadline = time.monotonic() + limit_s
        timeout = 0.0  # a first look that does not wait: while the kit was busy the driver may have replied
        while not self._lines:
            open_output, anything = self._pump(timeout)
            if self._lines:
                return
            if len(self._partial) > MAX_LINE_BYTES:
                raise _too_long(self._partial)
            if not open_output or (not anything and self._ended()):
                self._drain()  # it may have replied between that look and its end
                if self._lines:
                    return
                raise self._ending(deadline)
            left = deadline - time.monotonic()
            if left <= 0:
                raise self._silence(limit_s)
            timeout = min(left, EXIT_CHECK_S)

    def _pump(self, timeout_s: float) -> tuple[bool, bool]:
        """Write and read what can be; whether standard output is still open, and whether anything came."""
        if self._outgoing:
            self._write()
        events = dict(self._poll.poll(timeout_s * 1000))
        if events.get(self._in, 0) & (select.POLLERR | select.POLLHUP):
            self._shut_input()
        open_output = self._out not in events or self._read_output()
        if self._err in events:
            self._read_log()
        return open_output, bool(events)

    def _write(self) -> None:
        """Write until the pipe is full; have poll tell when there is room for the rest."""
        try:
            while self._outgoing and not self._input_closed:
                del self._outgoing[: os.write(self._in, self._outgoing)]
        except BlockingIOError:
            self._poll.modify(self._in, select.POLLOUT)
        except BrokenPipeError:
            self._shut_input()
        else:
            if not self._input_closed:
                self._poll.modify(self._in, 0)

    def _shut_input(self) -> None:
        self._outgoing.clear()
        if not self._input_closed:
            self._input_closed = True
            self._forget(self._in)
            if self._process.stdin is not None:
                self._process.stdin.close()

    def _forget(self, pipe: int) -> None:
        with suppress(KeyError):
            self._poll.unregister(pipe)

    def _read_output(self) -> bool:
        """Take in one chunk of standard output; false at its end."""
        try:
            chunk = os.read(self._out, READ_BYTES)
        except BlockingIOError:
            return True
        if not chunk:
            self._forget(self._out)
            return False
        *lines, rest = chunk.split(b"\n")
        if lines:
            lines[0] = self._partial + lines[0]
            self._lines.extend(lines)
            self._partial = rest
        else:
            self._partial += rest
        return True

    def _read_log(self) -> bool:
        """Take in one chunk of standard error; false when there is no more for now."""
        try:
            chunk = os.read(self._err, READ_BYTES)
        except BlockingIOError:
            return False
        if not chunk:
            self._forget(self._err)
            return False
        self._log.add(chunk)
        return True

    def _read_whole_log(self) -> None:
        """Take in what is on standard error by now; of one that writes without end, a part."""
        for _ in range(16):
            if not self._read_log():
                break

    def _drain(self) -> None:
        """Take in what an ended driver left in its pipes, and not for ever what a child of its own may add."""
        self._read_whole_log()
        for _ in range(16):
            before = len(self._partial), len(self._lines)
            if not self._read_output() or before == (len(self._partial), len(self._lines)):
                break

    def _status(self) -> int | None:
        """The exit status, negative for a signal; None while it runs. What it leaves running is killed."""
        with self._guard:
            ran = self._process.returncode is None
            status = self._process.poll()
            if ran and status is not None:
                self._kill_group()  # now or never: later its number may belong to another group
            return status

    def _ended(self) -> bool:
        return self._status() is not None

    def _ending(self, deadline: float) -> Trouble:
        """Standard output has ended: the process ends as well, if it is given a moment."""
        patience = min(deadline, time.monotonic() + 1.0)
        while not self._ended() and time.monotonic() < patience:
            time.sleep(0.002)
        left = self._partial.decode(errors="replace") or None
        if (status := self.exit_status()) is None:
            return Trouble(FaultReason.EXIT, "it closed its standard output and still runs", left)
        return Trouble(FaultReason.EXIT, f"it {status} before it replied", left)

    def _silence(self, limit_s: float) -> Trouble:
        left = self._partial.decode(errors="replace") or None
        if self._input_closed:
            return Trouble(FaultReason.INPUT_CLOSED, "it reads no requests any more", left)
        detail = f"nothing came within {limit_s:g} s" if left is None else f"no line end within {limit_s:g} s"
        return Trouble(FaultReason.TIMEOUT, detail, left)


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    check_posix()
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=pipe, bufsize=0, start_new_session=True
        )
    except FileNotFoundError:
        raise Trouble(FaultReason.START, f"program {command[0]!r} was not found") from None
    except PermissionError:
        raise Trouble(FaultReason.START, f"program {command[0]!r} is not executable") from None
    except (OSError, ValueError) as error:
        raise Trouble(FaultReason.START, f"program {command[0]!r}: {error}") from None


def _pipes(process: subprocess.Popen[bytes]) -> tuple[int, int, int]:
    """The three pipes as non-blocking file descriptors."""
    pipes = (process.stdin, process.stdout, process.stderr)
    stdin, stdout, stderr = numbers = [pipe.fileno() for pipe in pipes if pipe]
    for number in numbers:
        os.set_blocking(number, False)
    return stdin, stdout, stderr


def _too_long(line: bytes) -> Trouble:
    detail = f"a line of more than {MAX_LINE_BYTES} bytes"
    return Trouble(FaultReason.TOO_LONG, detail, line[:MAX_SHOWN_BYTES].decode(errors="replace"))


def _signal_name(number: int) -> str:
    named = number in set(signal.Signals)
    return f"signal {number} ({signal.Signals(number).name})" if named else f"signal {number}"
