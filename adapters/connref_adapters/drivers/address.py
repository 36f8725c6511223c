"""Addresses of attached drivers: `tcp://HOST:PORT` to dial or to listen at, `ws://HOST:PORT` likewise.

A driver can do all that its device can, so nobody is let in by accident: beyond the loopback an address is refused
unless that is asked for, and then both sides have to know a token.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from connref.errors import UsageError

SCHEMES = ("tcp", "ws")
SHORTEST_TOKEN = 16
"""Characters of a token: what is shorter is guessed."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a driver listens, or the kit does. `token` is None on the loopback, where none is needed."""

    scheme: str
    host: str
    port: int
    token: str | None = None

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    @property
    def on_loopback(self) -> bool:
        """Whether nobody but this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False


def is_address(text: str) -> bool:
    """Whether a text is meant as an address, and not as a command line."""
    return "://" in text.split(maxsplit=1)[0] if text.strip() else False


def address(text: str, option: str, *, remote: bool = False, token: str | None = None) -> Address:
    """Read an address that was given to an option (`--driver`, `--listen`).

    Raises `UsageError`, naming the option, for what is none; for one beyond the loopback without `remote` and a token.
    """
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise UsageError(f"{option} {text!r}: {error}; write tcp://HOST:PORT or ws://HOST:PORT") from None
    if parts.scheme not in SCHEMES or not host or port is None or parts.path not in ("", "/"):
        raise UsageError(f"{option} {text!r} is no address; write tcp://HOST:PORT or ws://HOST:PORT")
    found = Address(parts.scheme, host, port, token)
    if not found.on_loopback and not (remote and token):
        raise UsageError(
            f"{option} {text!r} is beyond this machine: add --remote and a --token that the driver knows too, "
            "or forward the port (adb forward, ssh -L) and use 127.0.0.1"
        )
    if token is not None and len(token) < SHORTEST_TOKEN:
        raise UsageError(f"--token has {len(token)} characters; give {SHORTEST_TOKEN} or more")
    return found
