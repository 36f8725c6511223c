"""What "saves the user locally" needs of a store (SES-LOGIN-SAVES), and the stores that live as long as the object.

The methods may block, on the disk for instance; the runtime calls them one after the other on a thread of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from connref.errors import ConnrefError
from connref_adapters.storage.secret import Secret


@dataclass(frozen=True, slots=True)
class Session:
    """Who is logged in, and the token that the server gave for it."""

    user: str
    token: Secret


class SessionStore(Protocol):
    """Keeps at most one session over the death of the process."""

    def load(self) -> Session | None:
        """The saved session, None where nobody is logged in. Raises `StorageError`."""
        ...

    def save(self, session: Session) -> None:
        """Keep this session in place of any other: wholly or not at all. Raises `StorageError`."""
        ...

    def clear(self) -> None:
        """Forget the session. Raises `StorageError`."""
        ...


class CredentialStore(Protocol):
    """Keeps the tokens apart from the sessions, such as in the operating system's key store."""

    def get(self, user: str) -> Secret | None:
        """The user's token, None where there is none. Raises `StorageError`."""
        ...

    def put(self, user: str, token: Secret) -> None:
        """Keep the token in place of any other of this user. Raises `StorageError`."""
        ...

    def delete(self, user: str) -> None:
        """Forget the user's token; nothing happens where there is none. Raises `StorageError`."""
        ...


class StorageError(ConnrefError):
    """The session could not be loaded or saved; the text says where and what to do, and holds no credential."""


class CorruptStoreError(StorageError):
    """The file is damaged, or no database at all. It was set aside, unchanged, as `kept`; the next load starts anew."""

    def __init__(self, path: Path, kept: Path, detail: str) -> None:
        super().__init__(
            f"session store {path}: {detail}; it is kept as {kept.name}, the user has to log in again"
        )
        self.path = path
        self.kept = kept


class ForeignStoreError(StorageError):
    """The path is a device, a folder, a link or another program's database. Nothing about it was changed."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(
            f"session store {path}: it is {found}, and was left as it is; check the path, and name another file"
        )
        self.path = path


class NewerStoreError(StorageError):
    """The file was written by a newer version. It was set aside, unchanged, as `kept`."""

    def __init__(self, path: Path, kept: Path, version: int, known: int) -> None:
        super().__init__(
            f"session store {path}: its schema is version {version}, this program knows {known}; it is kept as "
            f"{kept.name}: rename it back after an update of the program, or log in again"
        )
        self.path = path
        self.kept = kept
        self.version = version


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
