"""Installs the packages of an SDK driver into the user's cache, once.

The folder is `CACHE/sdks/NAME-VERSION-HASH`, with the first letters of the hash of what pins its content; CACHE is
$CONNREF_CACHE, or connref/ in $XDG_CACHE_HOME or ~/.cache. The packages are fetched into a folder beside it that is
renamed when all is there, so that a half-made installation is never seen; a lock keeps two runs from doing the work
twice.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import IO

from connref_adapters.sdks import npm, pip
from connref_adapters.sdks.catalogue import InstallError, Sdk


@dataclass(frozen=True, slots=True)
class Installed:
    """An installation that can be used: the program that runs the driver, and the folder of the packages."""

    runner: str
    packages: Path


def runner_of(sdk: Sdk) -> str:
    """The program that runs the driver. Raises an `InstallError` where it is not there."""
    if not sdk.in_python:
        return npm.find_node(sdk.name)
    pip.check(sdk.name)
    return sys.executable


def install(sdk: Sdk) -> Installed:
    """Make sure that the packages of `sdk` are there. Raises an `InstallError` that says what is missing."""
    runner = runner_of(sdk)
    target = _folder(sdk)
    if not target.is_dir():
        with _lock(target):
            if not target.is_dir():  # another run may have done it while this one waited
                _fetch(sdk, target)
    return Installed(runner, target)


def is_installed(sdk: Sdk) -> bool:
    """Whether the packages of `sdk` are in the cache already."""
    return _folder(sdk).is_dir()


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where connref keeps what it can fetch again."""
    if own := environment.get("CONNREF_CACHE"):
        return Path(own).expanduser().absolute()
    if shared := environment.get("XDG_CACHE_HOME"):
        return Path(shared) / "connref"
    return Path.home() / ".cache" / "connref"


def _registry(sdk: Sdk) -> ModuleType:
    return pip if sdk.in_python else npm


def _folder(sdk: Sdk) -> Path:
    return cache_folder(os.environ) / "sdks" / f"{sdk.name}-{sdk.version}-{_registry(sdk).fingerprint(sdk)}"


def _fetch(sdk: Sdk, target: Path) -> None:
    with tempfile.TemporaryDirectory(prefix=f"{target.name}.", dir=target.parent) as folder:
        made = Path(folder) / "made"
        made.mkdir()
        _registry(sdk).fetch(sdk, made)
        made.rename(target)


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
        _hold(file)
        yield


def _hold(file: IO[str]) -> None:
    """Wait for the lock on this file. A system without such locks goes without: its users install one at a time."""
    try:
        import fcntl
    except ModuleNotFoundError:
        return
    fcntl.flock(file, fcntl.LOCK_EX)
