"""Fetches packages with npm: the pinned ones at the hashes of their lock file, others at the version that is asked for.

No script of a package is run while it is installed.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

from connref_adapters.sdks.catalogue import InstallError, Sdk

LEAST_NODE = 18
"""The oldest major version of Node with which the drivers are run."""

NPM_LIMIT_S = 180
"""How long npm may take before it counts as failed; it waits long for a network that is not there."""

_NODE_LIMIT_S = 20
_SHOWN_NPM_LINES = 12
_MANIFEST, _LOCK = "package.json", "package-lock.json"
_FLAGS = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-progress", "--loglevel=error")
_NO_SUCH_VERSION = re.compile(r"\b(ETARGET|E404)\b")


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

    def __init__(self, sdk: Sdk, reason: str, output: str) -> None:
        tail = "\n".join(f"    {line}" for line in output.strip().splitlines()[-_SHOWN_NPM_LINES:])
        super().__init__(
            f"npm could not install {sdk.package} {sdk.version} for the {sdk.name} driver ({reason}); is the network "
            f"there, and does npm reach its registry (`npm ping`)? npm said:\n{tail or '    nothing'}"
        )
        self.output = output


class NoSuchVersionError(InstallError):
    """The registry that npm asks has no such version."""

    def __init__(self, sdk: Sdk) -> None:
        super().__init__(
            f"npm finds no version {sdk.version} of {sdk.package}; `npm view {sdk.package} versions` lists those that "
            "are published"
        )


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


def fingerprint(sdk: Sdk) -> str:
    """Changes with what pins the content, so that new content is never served from an old folder."""
    pins = (sdk.folder / _LOCK).read_bytes() if sdk.pinned else _manifest(sdk).encode()
    return hashlib.sha256(pins).hexdigest()[:8]


def fetch(sdk: Sdk, folder: Path) -> None:
    """Fill `folder` with the packages of `sdk`. Raises an `InstallError`."""
    npm = shutil.which("npm")
    if npm is None:
        raise NpmMissingError(sdk.name)
    (folder / _MANIFEST).write_text(_manifest(sdk), "utf-8")
    if sdk.pinned:
        shutil.copy(sdk.folder / _LOCK, folder)
    _run([npm, "ci" if sdk.pinned else "install", *_FLAGS], sdk, folder)


def _manifest(sdk: Sdk) -> str:
    """The driver's package.json, with the version that is asked for."""
    manifest = json.loads((sdk.folder / _MANIFEST).read_text("utf-8"))
    manifest["dependencies"][sdk.package] = sdk.version
    return json.dumps(manifest, indent=2)


def _run(arguments: list[str], sdk: Sdk, folder: Path) -> None:
    try:
        done = subprocess.run(
            arguments, cwd=folder, capture_output=True, text=True, timeout=NPM_LIMIT_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise NpmFailedError(sdk, f"no end after {NPM_LIMIT_S} s", str(error.stderr or "")) from error
    except OSError as error:
        raise NpmFailedError(sdk, "it cannot be started", str(error)) from error
    if done.returncode == 0:
        return
    if _NO_SUCH_VERSION.search(done.stderr):
        raise NoSuchVersionError(sdk)
    raise NpmFailedError(sdk, f"exit status {done.returncode}", done.stderr or done.stdout)
