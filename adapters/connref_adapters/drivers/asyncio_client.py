"""The program of a driver for a client on asyncio: python -m ….drivers.asyncio_client FOLDER --packages DIR.

The packages come first on the path, before anything that may need one of them is imported.
"""

from __future__ import annotations

import logging
import sys
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from connref.errors import ProtocolError
from connref.protocol import Advance, step_from_request
from connref_adapters import sdks
from connref_adapters.drivers.mistakes import error_reply
from connref_adapters.drivers.serve import serve

if TYPE_CHECKING:
    from connref_adapters.sdks.asyncio_world.device import Device, Platform

OWN = (Path(__file__).resolve(), Path(sdks.__file__).resolve().parent)
"""What is around the client here, and is not the client."""


class AsyncioDriver:
    """Answers every request of the driver protocol."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._device: Device | None = None

    def request(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Answer one request."""
        try:
            return {"id": request.get("id"), "ok": True, **self._carried_out(request)}
        except Exception as error:  # noqa: BLE001 - whose it is, the trace tells
            return error_reply(request, error, OWN)

    def _carried_out(self, request: Mapping[str, Any]) -> dict[str, Any]:
        match request.get("op"):
            case "hello":
                return self._hello()
            case "bye":
                self._end()
                return {}
            case "reset":
                self._end()
                self._device = device = self._made()
            case _:
                device = self._stepped(request)
        return {"now": device.now, "observations": device.taken()}

    def _made(self) -> Device:
        from connref_adapters.sdks.asyncio_world.device import Device

        return Device(self._platform)

    def _end(self) -> None:
        if self._device is not None:
            self._device.end()
        self._device = None

    def _stepped(self, request: Mapping[str, Any]) -> Device:
        if self._device is None:
            raise ProtocolError("op", request.get("op"), "a reset must come first")
        step = step_from_request(request)
        if isinstance(step, Advance):
            self._device.advance(step.ms)
        else:
            fields = {name: value for name, value in request.items() if name not in ("id", "op", "input")}
            self._device.apply(step.input.value, fields)
        return self._device

    def _hello(self) -> dict[str, Any]:
        from connref_adapters.sdks.asyncio_world.device import INPUTS, OBSERVES

        platform = self._platform
        outcome = ("outcome",) if platform.outcomes else ()
        return {
            "implementation": {"name": platform.name, "version": platform.version, "language": "python"},
            "clock": "virtual",
            "tolerance_ms": 1,
            "inputs": list(INPUTS),
            "observes": [*OBSERVES, *outcome],
            "modes": ["manual"],
            "outcomes": list(platform.outcomes),
            **({} if platform.profile is None else {"profile_name": platform.profile}),
        }


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer for the client whose driver is in that folder of `sdks`, until bye; the exit status."""
    parser = ArgumentParser()
    parser.add_argument("folder", help="the folder of the driver")
    parser.add_argument("--packages", required=True, help="the folder in which the client is installed")
    asked = parser.parse_args(arguments)
    sys.path.insert(0, asked.packages)
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR)
    driver = import_module(f"connref_adapters.sdks.{asked.folder}.driver")
    platform = driver.platform(import_module(driver.MODULE))
    return serve(AsyncioDriver(platform), sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    sys.exit(main())
