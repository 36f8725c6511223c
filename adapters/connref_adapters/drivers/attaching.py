"""How a driver is reached, by what `--driver`, `--listen` and `--host` say: started, dialled, waited for, or split."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from connref.errors import UsageError
from connref_adapters.drivers.address import Address, address, is_address
from connref_adapters.drivers.attached import TcpDialer, TcpListener
from connref_adapters.drivers.channel import Channel
from connref_adapters.drivers.faults import DriverFault, Trouble
from connref_adapters.drivers.process import ProcessChannel
from connref_adapters.drivers.registry import resolve
from connref_adapters.drivers.split import Halves, SplitChannel

Opener = Callable[[], Channel]


@dataclass(frozen=True, slots=True)
class Reach:
    """Where the driver is: a command, a name or an address, or where to listen for it; and the host half, if split.

    `remote` and `token` let an address lie beyond the loopback.
    """

    driver: str | None = None
    listen: str | None = None
    host: str | None = None
    remote: bool = False
    token: str | None = None


def opener(reach: Reach, patience_s: float, told: Callable[[str], None], held: ExitStack) -> Opener:
    """What opens the channel to a driver, each time anew. A listener is closed with `held`.

    `told` hears a line about where a driver is waited for. Raises `UsageError` for what cannot be meant,
    `DriverNameError` or `InstallError` where there is nothing to start, `DriverFault` where no one can be waited for.
    """
    if (reach.driver is None) is (reach.listen is None):
        raise UsageError("give --driver, or --listen for a driver that dials in")
    try:
        app = (
            _listening(reach, patience_s, told, held)
            if reach.listen
            else _reached(reach, reach.driver, patience_s, held)
        )
        if reach.host is None:
            return app
        halves = Halves(_reached(reach, reach.host, patience_s, held, "--host"), app)
        return lambda: SplitChannel(halves)
    except Trouble as trouble:
        raise DriverFault(trouble) from None


def _reached(
    reach: Reach, text: str | None, patience_s: float, held: ExitStack, option: str = "--driver"
) -> Opener:
    text = text or ""
    if not is_address(text):
        command = resolve(text)
        return lambda: ProcessChannel(command)
    where = address(text, option, remote=reach.remote, token=reach.token)
    made = (TcpDialer if where.scheme == "tcp" else _websockets().WebSocketDialer)(where, patience_s)
    held.callback(made.close)
    return made


def _listening(reach: Reach, patience_s: float, told: Callable[[str], None], held: ExitStack) -> Opener:
    where: Address = address(reach.listen or "", "--listen", remote=reach.remote, token=reach.token)

    def tell(at: str) -> None:
        told(f"waiting for a driver at {at}")

    made = (TcpListener if where.scheme == "tcp" else _websockets().WebSocketListener)(
        where, patience_s, tell
    )
    held.callback(made.close)
    return made


def _websockets():  # noqa: ANN202 - a module
    """The module that needs the library. Raises `UsageError` where the extra is not installed."""
    try:
        from connref_adapters.drivers import attached_ws
    except ModuleNotFoundError as error:
        raise UsageError(f"ws:// needs the extra `runtime` (pip install connref[runtime]): {error}") from None
    return attached_ws
