"""Fetches packages with pip: the pinned ones at their hashes, others at the version that is asked for; builds none."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from connref_adapters.sdks.catalogue import InstallError, Sdk

PIP_LIMIT_S = 180
"""How long pip may take before it counts as failed."""

_PINS, _WISHES = "requirements.txt", "requirements.in"
_FLAGS = ("--no-input", "--disable-pip-version-check", "--quiet", "--only-binary", ":all:")
_NO_SUCH_VERSION = re.compile(r"No matching distribution found")
_REACHED = re.compile(r"from versions: (?!none)")


class PipMissingError(InstallError):
    """The Python that runs connref has no pip."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"the {name} driver fetches its client with pip, which {sys.executable} does not have: "
            "install it (`python -m ensurepip`)"
        )


class PipFailedError(InstallError):
    """pip could not fetch the packages."""

    def __init__(self, sdk: Sdk, reason: str, output: str) -> None:
        said = output.strip().splitlines()
        super().__init__(
            f"pip could not install {sdk.package} {sdk.version} for the {sdk.name} driver ({reason}); is the network "
            f"there, and does pip reach its index? pip said: {said[-1] if said else 'nothing'}"
        )
        self.output = output


class NoSuchReleaseError(InstallError):
    """The index that pip asks has no such version."""

    def __init__(self, sdk: Sdk) -> None:
        super().__init__(
            f"pip finds no version {sdk.version} of {sdk.package}; `pip index versions {sdk.package}` lists those that "
            "are published"
        )


def check(name: str) -> None:
    """Raises `PipMissingError` where there is no pip."""
    if find_spec("pip") is None:
        raise PipMissingError(name)


def fingerprint(sdk: Sdk) -> str:
    """Changes with what pins the content, and with the Python that it is for."""
    pins = (sdk.folder / _PINS).read_bytes() if sdk.pinned else "\n".join(wishes(sdk)).encode()
    return hashlib.sha256(pins + sys.version.encode()).hexdigest()[:8]


def wishes(sdk: Sdk) -> list[str]:
    """What is asked for where nothing is pinned: the version, and what else the driver needs."""
    first, *others = (sdk.folder / _WISHES).read_text("utf-8").split()
    return [f"{first.partition('==')[0]}=={sdk.version}", *others]


def fetch(sdk: Sdk, folder: Path) -> None:
    """Fill `folder` with the packages of `sdk`. Raises an `InstallError`."""
    pins = ["--require-hashes", "--requirement", str(sdk.folder / _PINS)]
    wanted = pins if sdk.pinned else wishes(sdk)
    _run([sys.executable, "-m", "pip", "install", *_FLAGS, "--target", str(folder), *wanted], sdk)


def _run(arguments: list[str], sdk: Sdk) -> None:
    try:
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=PIP_LIMIT_S, check=False)
    except subprocess.TimeoutExpired as error:
        raise PipFailedError(sdk, f"no end after {PIP_LIMIT_S} s", str(error.stderr or "")) from error
    if done.returncode == 0:
        return
    if _NO_SUCH_VERSION.search(done.stderr) and _REACHED.search(done.stderr):
        raise NoSuchReleaseError(sdk)
    raise PipFailedError(sdk, f"exit status {done.returncode}", done.stderr)
