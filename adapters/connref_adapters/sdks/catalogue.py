"""Which SDKs have a driver that ships, where it stands, and which version of which package it drives.

The pinned version stands in the `package.json` or `requirements.in` beside each driver, and nowhere else.
`NAME@VERSION` asks for another one that is published.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from connref.errors import ConnrefError

_HERE = Path(__file__).parent
_VERSION = re.compile(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?")

_WITH_PAGES = {"react-native": "react_native", "javascript": "javascript"}
_CLIENTS = {
    "ably": "ably",
    "centrifuge": "centrifuge",
    "ionic": "ionic",
    "partysocket": "partysocket",
    "phoenix": "phoenix",
    "pusher-js": "pusher_js",
    "reconnecting-websocket": "reconnecting_websocket",
    "sendbird": "sendbird",
    "signalr": "signalr",
    "socket.io-client": "socket_io_client",
    "stream-chat": "stream_chat",
}
_PYTHON = {"centrifuge-python": "centrifuge_python", "python-socketio": "python_socketio"}
_FOLDERS = {**_WITH_PAGES, **_CLIENTS, **_PYTHON}

WITH_PAGES: tuple[str, ...] = tuple(_WITH_PAGES)
"""The SDKs whose findings are told on a page each: those that the document is about."""

VENDOR: tuple[str, ...] = (*_WITH_PAGES, "ionic")
"""The SDKs of the vendor whose document is modelled, and so judged by it (docs/profiles.md)."""

NAMES: tuple[str, ...] = tuple(_FOLDERS)
"""The names under which `connref run --driver NAME` knows the drivers of published SDKs."""


class InstallError(ConnrefError):
    """A published SDK cannot be had; the message says what to do about it."""


class UnknownSdkError(InstallError):
    """There is no driver of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no SDK driver {name!r}; there are {', '.join(NAMES)}")
        self.name = name


class VersionFormError(InstallError):
    """What stands behind the @ is no version that can be published."""

    def __init__(self, sdk: Sdk, version: str) -> None:
        super().__init__(
            f"{sdk.name}@{version}: {version!r} is no version; give one in full, such as {sdk.name}@{sdk.version}"
        )
        self.version = version


@dataclass(frozen=True, slots=True)
class Sdk:
    """One published SDK: the driver's name and folder, the package and its version, pinned here or asked for."""

    name: str
    folder: Path
    package: str
    version: str
    pinned: bool = True

    @property
    def program(self) -> Path:
        """The driver's program."""
        return self.folder / ("driver.py" if self.in_python else "driver.mjs")

    @property
    def in_python(self) -> bool:
        """Whether it is a package of Python; else it is one of npm."""
        return self.name in _PYTHON


def is_sdk(value: str) -> bool:
    """Whether `value` is the name of a driver here, alone or with a version behind an @."""
    return value.partition("@")[0] in _FOLDERS


def find(value: str) -> Sdk:
    """The SDK that NAME or NAME@VERSION stands for. Raises `UnknownSdkError` or `VersionFormError`."""
    name, at, version = value.partition("@")
    if name not in _FOLDERS:
        raise UnknownSdkError(name)
    sdk = _pinned(name, _HERE / _FOLDERS[name])
    if not at or version == sdk.version:
        return sdk
    if not _VERSION.fullmatch(version):
        raise VersionFormError(sdk, version)
    return Sdk(name, sdk.folder, sdk.package, version, pinned=False)


def sockets() -> Sdk:
    """Real WebSockets, as a package of its own: what a driver needs for real time."""
    return _pinned("real-time", _HERE / "world" / "sockets")


def _pinned(name: str, folder: Path) -> Sdk:
    if name in _PYTHON:
        package, _, version = (folder / "requirements.in").read_text("utf-8").splitlines()[0].partition("==")
        return Sdk(name, folder, package, version)
    wanted: dict[str, str] = json.loads((folder / "package.json").read_text("utf-8"))["dependencies"]
    ((package, version),) = wanted.items()
    return Sdk(name, folder, package, version)
