"""What a chat server is given: its settings, checked when they are made, and the login tokens that are good."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from dataclasses import dataclass

from connref.errors import UsageError

MOST_MESSAGE_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Where the server listens, and its limits.

    `port` 0 lets the operating system choose. `handshake_timeout_s` seconds are given to a client for its request,
    `auth_timeout_s` for its auth frame, `close_timeout_s` to a closing handshake, `stop_timeout_s` to the end of all of
    them at a stop. `origins` are the web origins whose pages may connect, beside the server's own. A frame of more than
    `max_message_bytes` bytes closes the connection with 1009. `outbox` frames wait for a slow client before it is
    dropped.
    Raises `UsageError` for a host beyond the loopback unless `allow_remote` says so.
    """

    host: str = "127.0.0.1"
    port: int = 0
    allow_remote: bool = False
    handshake_timeout_s: float = 10.0
    auth_timeout_s: float = 10.0
    stop_timeout_s: float = 3.0
    origins: tuple[str, ...] = ()
    close_timeout_s: float = 1.0
    max_message_bytes: int = MOST_MESSAGE_BYTES
    outbox: int = 1024

    def __post_init__(self) -> None:
        if not (self.allow_remote or is_loopback(self.host)):
            raise UsageError(
                f"serve: {self.host!r} is not on the loopback, and this server is for demonstrations and tests, "
                "without TLS; say --allow-remote (allow_remote=True) if it shall be reached from other machines"
            )


def is_loopback(host: str) -> bool:
    """Whether this address is reached from this machine only."""
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


class Tokens:
    """The tokens that are good, by their digest, so that neither a dump nor a comparison gives one away."""

    def __init__(self) -> None:
        self._users: dict[bytes, str] = {}

    def issue(self, user: str) -> str:
        """A new token for this user, from the operating system's source of secrets."""
        token = secrets.token_urlsafe(24)
        self.accept(user, token)
        return token

    def accept(self, user: str, token: str) -> None:
        """Take a token that somebody else issued."""
        self._users[_digest(token)] = user

    def revoke(self, user: str) -> None:
        """None of this user's tokens is good any more; open connections stay."""
        self._users = {digest: owner for digest, owner in self._users.items() if owner != user}

    def user_of(self, token: str) -> str | None:
        """Whose token this is, None for one that is not good."""
        return self._users.get(_digest(token))


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
