"""The program of a driver of the asyncio world: python -m …asyncio_world.program FOLDER --packages DIR.

The packages come first on the path, before anything that may need one of them is imported.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from importlib import import_module


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer for the client whose driver is in that folder of `sdks`, until bye; the exit status."""
    parser = ArgumentParser()
    parser.add_argument("folder", help="the folder of the driver")
    parser.add_argument("--packages", required=True, help="the folder in which the client is installed")
    asked = parser.parse_args(arguments)
    sys.path.insert(0, asked.packages)
    driver = import_module(f"connref_adapters.sdks.{asked.folder}.driver")
    device = import_module("connref_adapters.sdks.asyncio_world.device")
    return int(device.drive(driver.platform(import_module(driver.MODULE))))


if __name__ == "__main__":
    sys.exit(main())
