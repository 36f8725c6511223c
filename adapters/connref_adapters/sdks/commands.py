"""How the driver of a published SDK is started, what it needs, and whether this machine has that."""

from __future__ import annotations

from connref_adapters.sdks.catalogue import InstallError, find, sockets
from connref_adapters.sdks.install import install, is_installed, runner_of

_ASYNCIO = "connref_adapters.drivers.asyncio_client"


class NoRealTimeError(InstallError):
    """The driver of this client has no real time."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the driver of {name} runs in virtual time alone: leave --real out")


def command(value: str) -> list[str]:
    """The command line that starts the driver NAME or NAME@VERSION, with its packages installed first if need be.

    The first call for a version takes seconds and the network; later calls take one look at a folder.
    Raises `UnknownSdkError` for a name that is not in `NAMES`, and another `InstallError` when the SDK cannot be had.
    """
    sdk = find(value)
    installed = install(sdk)
    program = ["-m", _ASYNCIO, sdk.folder.name] if sdk.in_python else [str(sdk.program)]
    return [installed.runner, *program, "--packages", str(installed.packages)]


def real_command(value: str) -> list[str]:
    """As `command`, but that the SDK runs in real time, over real sockets on the loopback.

    Raises as `command` does, and `NoRealTimeError` for a client that has virtual time alone.
    """
    if find(value).in_python:
        raise NoRealTimeError(value)
    return [*command(value), "--real", str(install(sockets()).packages)]


def requirements(name: str) -> str:
    """One sentence: what the driver `name` needs. Raises `UnknownSdkError`."""
    sdk = find(name)
    if sdk.in_python:
        return (
            f"pip, and the network on first use: {sdk.package} {sdk.version} is then fetched under its own licence and "
            "kept in the cache folder."
        )
    return (
        f"Node 18 or newer with npm, and the network on first use: {sdk.package} {sdk.version} is then fetched "
        "from npm under its own licence and kept in the cache folder."
    )


def availability(name: str) -> str:
    """In words: whether the driver `name` can be used on this machine now. Raises `UnknownSdkError`."""
    sdk = find(name)
    try:
        runner_of(sdk)
    except InstallError as error:
        return f"not available: {error}"
    return "available" if is_installed(sdk) else "available; its SDK is fetched on first use"
