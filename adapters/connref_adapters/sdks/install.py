"""Installs the pinned packages of an SDK driver into the user's cache, once, with npm.

The one source is the `package.json` beside each driver; its lock file pins the content by hash.

The folder is `CACHE/sdks/NAME-VERSION-HASH`, with the first letters of the lock file's hash; CACHE is $CONNREF_CACHE,
or connref/ in $XDG_CACHE_HOME or ~/.cache. npm works in a folder beside it that is renamed when all is there, so that a
half-made installation is never seen; a lock keeps two runs from doing the work twice. No script of a package is run
while it is installed.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from connref.errors import ConnrefError

_HERE = Path(__file__).parent
_FOLDERS = {"react-native": "react_native", "javascript": "javascript"}

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
    ((package, version),) = wanted.items()
    return PinnedSdk(name, folder, package, version)


__all__ = [
    "InstallError",
    "Installed",
    "NodeMissingError",
    "NodeTooOldError",
    "NpmFailedError",
    "NpmMissingError",
    "UnknownSdkError",
    "cache_folder",
    "find_node",
    "install",
    "is_installed",
]

LEAST_NODE = 18
"""The oldest major version of Node with which the drivers are run."""

NPM_LIMIT_S = 180
"""How long npm may take before it counts as failed; it waits long for a network that is not there."""

_NODE_LIMIT_S = 20
_SHOWN_NPM_LINES = 12
_MANIFESTS = ("package.json", "package-lock.json")


class NodeMissingError(InstallError):
    """There is no `node` on the PATH."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"the {name} driver needs Node {LEAST_NODE} or newer, and there is no `node` on the PATH: install it"
        )


class NodeTooOldError(InstallError):
    """The `node` on the PATH is too old, or does not tell its version."""

    def __init__(self, name: str, found: str) -> None:
        super().__init__(
            f"the {name} driver needs Node {LEAST_NODE} or newer, and the `node` on the PATH says {found!r}: "
            "install a newer one, or put it first on the PATH"
        )
        self.found = found


class NpmMissingError(InstallError):
    """There is no `npm` on the PATH."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"the {name} driver fetches its SDK with npm, and there is no `npm` on the PATH: "
            "install it (most packages of Node bring it)"
        )


class NpmFailedError(InstallError):
    """npm could not fetch the packages: no network, an index that lacks them, or a full disk."""

    def __init__(self, sdk: PinnedSdk, reason: str, output: str) -> None:
        tail = "\n".join(f"    {line}" for line in output.strip().splitlines()[-_SHOWN_NPM_LINES:])
        super().__init__(
            f"npm could not install {sdk.package} {sdk.version} for the {sdk.name} driver ({reason}); is the network "
            f"there, and does npm reach its registry (`npm ping`)? npm said:\n{tail or '    nothing'}"
        )
        self.output = output


@dataclass(frozen=True, slots=True)
class Installed:
    """An installation that can be used: the `node` to run, and the folder that holds `node_modules`."""

    node: str
    packages: Path


def install(sdk: PinnedSdk) -> Installed:
    """Make sure that the packages of `sdk` are there. Raises an `InstallError` that says what is missing."""
    node = find_node(sdk.name)
    target = _folder(sdk)
    if not target.is_dir():
        with _lock(target):
            if not target.is_dir():  # another run may have done it while this one waited
                _fetch(sdk, target)
    return Installed(node, target)


def is_installed(sdk: PinnedSdk) -> bool:
    """Whether the packages of `sdk` are in the cache already."""
    return _folder(sdk).is_dir()


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where connref keeps what it can fetch again."""
    if own := environment.get("CONNREF_CACHE"):
        return Path(own).expanduser().absolute()
    if shared := environment.get("XDG_CACHE_HOME"):
        return Path(shared) / "connref"
    return Path.home() / ".cache" / "connref"


def _folder(sdk: PinnedSdk) -> Path:
    return cache_folder(os.environ) / "sdks" / f"{sdk.name}-{sdk.version}-{_fingerprint(sdk)}"


def _fingerprint(sdk: PinnedSdk) -> str:
    """Changes with the lock file, so that new content is never served from an old folder."""
    return hashlib.sha256((sdk.folder / "package-lock.json").read_bytes()).hexdigest()[:8]


def find_node(name: str) -> str:
    """The `node` on the PATH. Raises `NodeMissingError` or `NodeTooOldError`."""
    node = shutil.which("node")
    if node is None:
        raise NodeMissingError(name)
    try:
        asked = subprocess.run(
            [node, "--version"], capture_output=True, text=True, timeout=_NODE_LIMIT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NodeTooOldError(name, str(error)) from error
    version = re.match(r"v(\d+)\.", asked.stdout)
    if version is None or int(version[1]) < LEAST_NODE:
        raise NodeTooOldError(name, asked.stdout.strip() or asked.stderr.strip())
    return node


def _fetch(sdk: PinnedSdk, target: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise NpmMissingError(sdk.name)
    with tempfile.TemporaryDirectory(prefix=f"{target.name}.", dir=target.parent) as folder:
        made = Path(folder) / "made"
        made.mkdir()
        for manifest in _MANIFESTS:
            shutil.copy(sdk.folder / manifest, made)
        _run_npm(npm, sdk, made)
        made.rename(target)


def _run_npm(npm: str, sdk: PinnedSdk, folder: Path) -> None:
    """Raises `NpmFailedError`."""
    arguments = [
        npm,
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--no-progress",
        "--loglevel=error",
    ]
    try:
        done = subprocess.run(
            arguments, cwd=folder, capture_output=True, text=True, timeout=NPM_LIMIT_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise NpmFailedError(sdk, f"no end after {NPM_LIMIT_S} s", str(error.stderr or "")) from error
    except OSError as error:
        raise NpmFailedError(sdk, "it cannot be started", str(error)) from error
    if done.returncode != 0:
        raise NpmFailedError(sdk, f"exit status {done.returncode}", done.stderr or done.stdout)


@contextmanager
def _lock(target: Path) -> Generator[None]:
    """One installation of `target` at a time, between processes as well; the lock file stays, empty."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        file = target.with_name(f"{target.name}.lock").open("w")
    except OSError as error:
        raise InstallError(
            f"cannot write to the cache folder {target.parent}: {error}; set CONNREF_CACHE to a folder of your own"
        ) from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
