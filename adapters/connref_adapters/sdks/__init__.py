"""Drivers for chat SDKs that are published on npm, and what a run needs to start one.

    >>> sorted(NAMES)
    ['javascript', 'react-native']

The programs beside this module speak the driver protocol (the driver protocol); the packages that they drive are
installed on demand, at a pinned version, and never shipped. README.md tells how each driver works.
"""

from __future__ import annotations

from connref_adapters.sdks.install import (
    NAMES,
    InstallError,
    NodeMissingError,
    NodeTooOldError,
    NpmFailedError,
    NpmMissingError,
    UnknownSdkError,
    find_node,
    install,
    is_installed,
    pinned,
)

__all__ = [
    "NAMES",
    "InstallError",
    "NodeMissingError",
    "NodeTooOldError",
    "NpmFailedError",
    "NpmMissingError",
    "UnknownSdkError",
    "availability",
    "command",
    "install",
    "requirements",
]


def command(name: str) -> list[str]:
    """The command line that starts the driver `name`, with its packages installed first if need be.

    The first call for a version takes seconds and the network; later calls take one look at a folder.
    Raises `UnknownSdkError` for a name that is not in `NAMES`, and another `InstallError` when the SDK cannot be had.
    """
    sdk = pinned(name)
    installed = install(sdk)
    return [installed.node, str(sdk.program), "--packages", str(installed.packages)]


def requirements(name: str) -> str:
    """One sentence: what the driver `name` needs. Raises `UnknownSdkError`."""
    sdk = pinned(name)
    return (
        f"Node 18 or newer with npm, and the network on first use: {sdk.package} {sdk.version} is then fetched "
        "from npm under its own licence and kept in the cache folder."
    )


def availability(name: str) -> str:
    """In words: whether the driver `name` can be used on this machine now. Raises `UnknownSdkError`."""
    sdk = pinned(name)
    try:
        find_node(name)
    except InstallError as error:
        return f"not available: {error}"
    return "available" if is_installed(sdk) else "available; its SDK is fetched on first use"
