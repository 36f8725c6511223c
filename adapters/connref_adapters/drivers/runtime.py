"""Our own runtime behind the driver protocol: a ConnectionManager over real sockets, on a real clock.

A driver on a real clock shares its machine with others. Here the server, the SDK and the clock live in one loop; what
the operating system takes away from it, it takes away from all three, as if the whole little world had been stopped.
So that time is left out: while no request is being carried out, while the process waits for a processor, and by how
much a wait lasted longer than it was asked to. What remains is what the SDK itself was late.

    python -m connref_adapters.drivers.runtime --grace-ms 400

Each reset makes a device with a storage file and a chat server of its own on the loopback. All of it runs in one event
loop, and only while a request is being carried out (`OwnTimeLoop`).
"""

from __future__ import annotations

import argparse
import asyncio
import selectors
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from inspect import getfile
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from connref import __version__
from connref.errors import ConnrefError, ProtocolError, UsageError
from connref.protocol import Advance, InputName, Mode, ObservationKind, Profile, step_from_request
from connref.semantics.machine import ConnectionMachine
from connref.semantics.retry import RetryPolicy
from connref_adapters.drivers.mistakes import error_reply
from connref_adapters.drivers.runtime_device import LACKING, TRANSPORTS, DeviceSettings, RuntimeDevice
from connref_adapters.drivers.serve import serve
from connref_adapters.server import ChatServer


class OwnTime:
    """Seconds that went by for the loop: its waits, as long as they were asked to be, and its own work on a processor.

    It never goes back. Work before `resume` does not count. Belongs to the thread of the loop.
    """

    def __init__(self) -> None:
        self._past = 0.0
        self._worked = time.thread_time()

    def time(self) -> float:
        """The present instant in seconds."""
        return self._past + time.thread_time() - self._worked

    def resume(self) -> None:
        """Go on from where it was stopped."""
        self._worked = time.thread_time()

    def pause(self) -> None:
        """Keep the present instant until `resume`."""
        self._past = self.time()
        self._worked = time.thread_time()

    def waited(self, seconds: float, asked: float | None) -> None:
        """A wait is over that was to last `asked` seconds at the most, None for no limit."""
        self._past += seconds if asked is None else min(seconds, max(asked, 0.0))


class _WatchfulSelector(selectors.DefaultSelector):
    """Tells an `OwnTime` of the loop's waits."""

    def __init__(self, own: OwnTime) -> None:
        super().__init__()
        self._own = own

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        started = time.perf_counter()
        ready = super().select(timeout)
        self._own.waited(time.perf_counter() - started, timeout)
        return ready


class OwnTimeLoop(asyncio.SelectorEventLoop):
    """A loop whose timers and `time()` follow an `OwnTime`."""

    def __init__(self, own: OwnTime) -> None:
        super().__init__(_WatchfulSelector(own))
        self._own = own

    def time(self) -> float:
        """The present instant in seconds, for everything that waits in this loop."""
        return self._own.time()


PROTOCOL = 1
SHORT_PROFILE = Profile(grace_ms=400, reconnect_bound_ms=600, tolerance_ms=40)
"""Short enough for hundreds of cases in a minute. The tolerance is what a socket on the loopback takes, with room."""


OWN_FOLDERS = tuple(Path(name).resolve().parent for name in (__file__, getfile(ChatServer)))
"""What is around the SDK here, and is not the SDK: the driver and its server."""


class RuntimeDriver:
    """Answers every request of the driver protocol; a context manager, which leaves no socket, task or file behind.

    `profile` is in ms. Raises `DefinitionError` where no retry policy fits its reconnect bound.
    """

    def __init__(
        self, profile: Profile = SHORT_PROFILE, transport: str = "websockets", seed: int = 0
    ) -> None:
        RetryPolicy.within(profile.reconnect_bound_ms)
        self._profile = profile
        self._transport = transport
        self._seed = seed
        self._own = OwnTime()
        self._runner = asyncio.Runner(loop_factory=lambda: OwnTimeLoop(self._own))
        self._folder = tempfile.TemporaryDirectory(prefix="connref-runtime-")
        self._device: RuntimeDevice | None = None
        self._devices = 0
        for mode in Mode:
            # The charts are compiled on first use, and no device should have to wait for that.
            ConnectionMachine(mode, jitter=lambda: 0.0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the last device."""
        with self._runner, self._folder:
            self._own.resume()
            self._runner.run(self._retire())

    def request(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Answer one request. A request that cannot be carried out gets an error reply of kind `protocol`."""
        number = request.get("id")
        self._own.resume()
        try:
            body = self._runner.run(self._answer(request))
        except (ProtocolError, UsageError) as error:
            return {"id": number, "ok": False, "error": {"kind": "protocol", "message": str(error)}}
        except Exception as error:  # noqa: BLE001 - whatever it is, the kit is told whose it is
            return error_reply(request, error, OWN_FOLDERS)
        finally:
            self._own.pause()
        return {"id": number, "ok": True, **body}

    async def _answer(self, request: Mapping[str, Any]) -> dict[str, Any]:
        match request.get("op"):
            case "do" | "advance":
                return await self._step(request)
            case "reset":
                return await self._reset(request.get("mode"))
            case "hello":
                return self._hello(request)
            case "bye":
                await self._retire()
                return {}
            case op:
                raise ProtocolError("op", op, "expected hello, reset, do, advance or bye")

    async def _step(self, request: Mapping[str, Any]) -> dict[str, Any]:
        device = self._device
        if device is None:
            raise ProtocolError("op", request["op"], "the first request after hello is a reset")
        step = step_from_request(request)
        if isinstance(step, Advance):
            await device.advance(step.ms)
        else:
            await device.do(step)
        return _drained(device)

    async def _reset(self, mode: object) -> dict[str, Any]:
        if mode not in ("auto", "manual", None):
            raise ProtocolError("mode", mode, 'expected "auto", "manual" or null')
        await self._retire()
        self._devices += 1
        settings = DeviceSettings(self._profile, Path(self._folder.name), self._transport, self._seed)
        self._device = RuntimeDevice(None if mode is None else Mode(mode), settings, self._devices)
        await self._device.open()
        return _drained(self._device)

    async def _retire(self) -> None:
        device, self._device = self._device, None
        if device is not None:
            await device.close()

    def _hello(self, request: Mapping[str, Any]) -> dict[str, Any]:
        if request.get("protocol") != PROTOCOL:
            raise ProtocolError(
                "protocol", request.get("protocol"), f"this driver speaks protocol {PROTOCOL}"
            )
        return {
            "implementation": {"name": "connref-runtime", "version": __version__, "language": "python"},
            "clock": "real",
            "tolerance_ms": self._profile.tolerance_ms,
            "inputs": [name.value for name in InputName if name not in LACKING],
            "observes": [kind.value for kind in ObservationKind],
            "profile": {
                "grace_ms": self._profile.grace_ms,
                "reconnect_bound_ms": self._profile.reconnect_bound_ms,
            },
        }


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the protocol on standard input and output; the exit status is 0 after bye, 2 for wrong use."""
    options = _parser().parse_args(arguments)
    profile = Profile(options.grace_ms, options.reconnect_bound_ms, options.tolerance_ms)
    try:
        with RuntimeDriver(profile, options.transport, options.seed) as driver:
            return serve(driver, sys.stdin.buffer, sys.stdout.buffer, held_bytes=0)
    except ConnrefError as error:
        sys.stderr.write(f"runtime driver: {error}\n")
        return 2


def _drained(device: RuntimeDevice) -> dict[str, Any]:
    # First what was seen, then the time: nothing that was seen lies after it.
    return {"observations": device.drain(), "now": device.clock.now()}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="runtime", description="connref's own runtime behind the driver protocol."
    )
    for name, default, words in (
        ("grace", SHORT_PROFILE.grace_ms, "a connection is kept in the background"),
        ("reconnect-bound", SHORT_PROFILE.reconnect_bound_ms, "a reconnection may take"),
        ("tolerance", SHORT_PROFILE.tolerance_ms, "the clock and a socket on the loopback may be late"),
    ):
        parser.add_argument(
            f"--{name}-ms",
            type=int,
            default=default,
            metavar="MS",
            help=f"how long {words} (default {default})",
        )
    parser.add_argument(
        "--transport", choices=list(TRANSPORTS), default="websockets", help="default websockets"
    )
    parser.add_argument("--seed", type=int, default=0, help="of the jitter between retries (default 0)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
