"""Stores that live as long as the object: for tests, and for applications that must leave no trace."""

from __future__ import annotations

from connref_adapters.storage.base import Session
from connref_adapters.storage.secret import Secret


class MemorySessionStore:
    """See `SessionStore`. The same object, handed to the next manager, plays the device's storage."""

    def __init__(self) -> None:
        self._session: Session | None = None

    def load(self) -> Session | None:
        """See `SessionStore.load`."""
        return self._session

    def save(self, session: Session) -> None:
        """See `SessionStore.save`."""
        self._session = session

    def clear(self) -> None:
        """See `SessionStore.clear`."""
        self._session = None


class MemoryCredentialStore:
    """See `CredentialStore`."""

    def __init__(self) -> None:
        self._tokens: dict[str, Secret] = {}

    def get(self, user: str) -> Secret | None:
        """See `CredentialStore.get`."""
        return self._tokens.get(user)

    def put(self, user: str, token: Secret) -> None:
        """See `CredentialStore.put`."""
        self._tokens[user] = token

    def delete(self, user: str) -> None:
        """See `CredentialStore.delete`."""
        self._tokens.pop(user, None)
