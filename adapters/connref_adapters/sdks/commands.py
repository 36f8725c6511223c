"""How the driver of a published SDK is started, what it needs, and whether this machine has that."""

from __future__ import annotations

from connref_adapters.sdks.catalogue import InstallError, find, sockets
from connref_adapters.sdks.install import install, is_installed
from connref_adapters.sdks.npm import find_node


def command(value: str) -> list[str]:
    """The command line that starts the driver NAME or NAME@VERSION, with its packages installed first if need be.

    The first call for a version takes seconds and the network; later calls take one look at a folder.
    Raises `UnknownSdkError` for a name that is not in `NAMES`, and another `InstallError` when the SDK cannot be had.
    """
    sdk = find(value)
    installed = install(sdk)
    return [installed.node, str(sdk.program), "--packages", str(installed.packages)]


def real_command(value: str) -> list[str]:
    """As `command`, but that the SDK runs in real time, over real sockets on the loopback. Raises as `command` does."""
    return [*command(value), "--real", str(install(sockets()).packages)]


def requirements(name: str) -> str:
    """One sentence: what the driver `name` needs. Raises `UnknownSdkError`."""
    sdk = find(name)
    return (
        f"Node 18 or newer with npm, and the network on first use: {sdk.package} {sdk.version} is then fetched "
        "from npm under its own licence and kept in the cache folder."
    )


def availability(name: str) -> str:
    """In words: whether the driver `name` can be used on this machine now. Raises `UnknownSdkError`."""
    sdk = find(name)
    try:
        find_node(name)
    except InstallError as error:
        return f"not available: {error}"
    return "available" if is_installed(sdk) else "available; its SDK is fetched on first use"
