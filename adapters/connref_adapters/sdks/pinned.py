"""Which SDKs there are drivers for, and which version of each package is pinned.

The one source is the `package.json` beside each driver; its lock file pins the content by hash.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from connref.errors import ConnrefError

_HERE = Path(__file__).parent
_FOLDERS = {"react-native": "react_native", "javascript": "javascript"}
_TOOL = "@sinonjs/fake-timers"

NAMES: tuple[str, ...] = tuple(_FOLDERS)
"""The names under which `connref run --driver NAME` knows these drivers."""


class InstallError(ConnrefError):
    """An SDK from npm cannot be had; the message says what to do about it."""


class UnknownSdkError(InstallError):
    """There is no driver of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no SDK driver {name!r}; there are {', '.join(NAMES)}")
        self.name = name


@dataclass(frozen=True, slots=True)
class PinnedSdk:
    """One SDK from npm: the driver's name and folder, the package and its pinned version."""

    name: str
    folder: Path
    package: str
    version: str

    @property
    def program(self) -> Path:
        """The driver's program for Node."""
        return self.folder / "driver.mjs"


def pinned(name: str) -> PinnedSdk:
    """The SDK that the driver `name` drives. Raises `UnknownSdkError`."""
    if name not in _FOLDERS:
        raise UnknownSdkError(name)
    folder = _HERE / _FOLDERS[name]
    wanted: dict[str, str] = json.loads((folder / "package.json").read_text("utf-8"))["dependencies"]
    (package, version), *_ = ((key, value) for key, value in wanted.items() if key != _TOOL)
    return PinnedSdk(name, folder, package, version)
