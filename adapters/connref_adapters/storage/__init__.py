"""Where the logged-in user is kept between two runs of an application (SES-LOGIN-SAVES)."""

from connref_adapters.storage.base import (
    CorruptStoreError,
    CredentialStore,
    ForeignStoreError,
    MemoryCredentialStore,
    MemorySessionStore,
    NewerStoreError,
    Session,
    SessionStore,
    StorageError,
)
from connref_adapters.storage.secret import Secret
from connref_adapters.storage.sqlite import SqliteSessionStore

__all__ = [
    "CorruptStoreError",
    "CredentialStore",
    "ForeignStoreError",
    "MemoryCredentialStore",
    "MemorySessionStore",
    "NewerStoreError",
    "Secret",
    "Session",
    "SessionStore",
    "SqliteSessionStore",
    "StorageError",
]
