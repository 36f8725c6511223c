"""Where to connect and within which limits: an `Endpoint`, checked when it is made, so that no credential leaks.

The certificate of the server is always verified; there is no switch for it. A private authority is named by
`ca_file`. Without TLS (`ws://`) only the loopback can be reached, unless `allow_cleartext` says so in so many words.
"""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from connref.errors import UsageError

LARGEST_MESSAGE = 1 << 20


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A WebSocket server, and the limits of a connection to it.

    `headers` may hold secrets and are never shown. `open_timeout_s` seconds bound TCP, TLS and the opening handshake:
    a backstop, for the machine's own limit (`RetryPolicy.open_timeout_ms`) normally ends an opening first.
    `close_timeout_s` seconds bound the closing handshake. A message of more than `max_message_bytes` bytes closes the
    connection with code 1009. `queued_messages` are read ahead; beyond them TCP slows the server down.
    Raises `UsageError` for a URL that cannot be used or a limit that is not positive.
    """

    url: str
    subprotocols: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    ca_file: Path | None = None
    allow_cleartext: bool = False
    open_timeout_s: float = 60.0
    close_timeout_s: float = 2.0
    max_message_bytes: int = LARGEST_MESSAGE
    queued_messages: int = 16

    def __post_init__(self) -> None:
        self._check_url(urlsplit(self.url))
        for name in ("open_timeout_s", "close_timeout_s", "max_message_bytes", "queued_messages"):
            if getattr(self, name) <= 0:
                raise UsageError(f"endpoint: {name} is {getattr(self, name)!r}; give a number above 0")

    def _check_url(self, parts: SplitResult) -> None:
        # The URL itself may hold a password, so no message repeats it whole.
        if parts.scheme not in ("ws", "wss") or not parts.hostname:
            raise UsageError(
                f"endpoint: {parts.scheme or 'no'} URL; give one such as wss://chat.example/socket"
            )
        if parts.username is not None or parts.password is not None:
            raise UsageError("endpoint: the URL holds a user or password; credentials go into login()")
        if parts.query or parts.fragment:
            raise UsageError(
                "endpoint: the URL holds a query or fragment, which servers log; use headers or login()"
            )
        if self.secure or self.allow_cleartext or self.on_loopback:
            return
        raise UsageError(
            f"endpoint: ws://{parts.hostname} would send credentials in the clear; use wss:// or allow_cleartext"
        )

    @property
    def secure(self) -> bool:
        """Whether the connection runs over TLS."""
        return urlsplit(self.url).scheme == "wss"

    @property
    def on_loopback(self) -> bool:
        """Whether the host is this machine, by address or as `localhost`."""
        host = urlsplit(self.url).hostname or ""
        if host == "localhost":
            return True
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return False

    def tls(self) -> ssl.SSLContext | None:
        """A context that verifies chain and host name; None without TLS. Raises `UsageError` for a bad `ca_file`."""
        if not self.secure:
            return None
        try:
            context = ssl.create_default_context(cafile=None if self.ca_file is None else str(self.ca_file))
        except (OSError, ssl.SSLError) as error:
            raise UsageError(
                f"endpoint: ca_file {self.ca_file}: {error}; give a file of PEM certificates"
            ) from None
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context
