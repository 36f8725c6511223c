"""Login tokens: who may open a connection, without the tokens themselves ever being shown."""

from __future__ import annotations

import hashlib
import secrets


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
