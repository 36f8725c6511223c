"""Our own runtime behind the driver protocol: a ConnectionManager over real sockets, on a real clock.

    python -m connref_adapters.drivers.runtime --grace-ms 400

Each reset makes a device with a storage file and a chat server of its own on the loopback. All of it runs in one
thread, only while a request is being carried out, on a clock that leaves out what the machine did meanwhile.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
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
from connref_adapters.drivers.own_time import TwoLoops
from connref_adapters.drivers.runtime_device import TRANSPORTS, DeviceSettings, RuntimeDevice
from connref_adapters.drivers.serve import serve
from connref_adapters.server import ChatServer

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
        self._loops = TwoLoops()
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
        self._loops.own.resume()
        with self._folder, closing(self._loops):
            self._retire()

    def request(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Answer one request. A request that cannot be carried out gets an error reply of kind `protocol`."""
        number = request.get("id")
        self._loops.own.resume()
        try:
            body = self._answer(request)
        except (ProtocolError, UsageError) as error:
            return {"id": number, "ok": False, "error": {"kind": "protocol", "message": str(error)}}
        except Exception as error:  # noqa: BLE001 - whatever it is, the kit is told whose it is
            return error_reply(request, error, OWN_FOLDERS)
        finally:
            self._loops.own.pause()
        return {"id": number, "ok": True, **body}

    def _answer(self, request: Mapping[str, Any]) -> dict[str, Any]:
        match request.get("op"):
            case "do" | "advance":
                return self._step(request)
            case "reset":
                return self._reset(request.get("mode"))
            case "hello":
                return self._hello(request)
            case "bye":
                self._retire()
                return {}
            case op:
                raise ProtocolError("op", op, "expected hello, reset, do, advance or bye")

    def _step(self, request: Mapping[str, Any]) -> dict[str, Any]:
        device = self._device
        if device is None:
            raise ProtocolError("op", request["op"], "the first request after hello is a reset")
        step = step_from_request(request)
        if isinstance(step, Advance):
            device.advance(step.ms)
        else:
            device.do(step)
        return _drained(device)

    def _reset(self, mode: object) -> dict[str, Any]:
        if mode not in ("auto", "manual", None):
            raise ProtocolError("mode", mode, 'expected "auto", "manual" or null')
        self._retire()
        self._devices += 1
        settings = DeviceSettings(self._profile, Path(self._folder.name), self._transport, self._seed)
        self._device = RuntimeDevice(
            self._loops, None if mode is None else Mode(mode), settings, self._devices
        )
        self._device.open()
        return _drained(self._device)

    def _retire(self) -> None:
        device, self._device = self._device, None
        if device is not None:
            device.close()

    def _hello(self, request: Mapping[str, Any]) -> dict[str, Any]:
        if request.get("protocol") != PROTOCOL:
            raise ProtocolError(
                "protocol", request.get("protocol"), f"this driver speaks protocol {PROTOCOL}"
            )
        return {
            "implementation": {"name": "connref-runtime", "version": __version__, "language": "python"},
            "clock": "real",
            "tolerance_ms": self._profile.tolerance_ms,
            "inputs": [name.value for name in InputName],
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
