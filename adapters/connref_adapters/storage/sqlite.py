"""The session in one SQLite file (SES-LOGIN-SAVES): atomic, readable by its owner only, with a schema version.

Every save is one transaction with a full sync, so that a process killed at any instant leaves the session of before or
of after. A file that is damaged or newer is never overwritten: it is set aside and the error says as what.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from connref_adapters.storage.base import (
    CorruptStoreError,
    CredentialStore,
    NewerStoreError,
    Session,
    StorageError,
)
from connref_adapters.storage.secret import Secret

SCHEMA_VERSION = 1
APPLICATION_ID = 0x434E5246
"""Tells a session store from any other SQLite file ("CNRF")."""
OWNER_ONLY = 0o600
WAIT_S = 5.0
"""How long another process may hold the file."""
SIDE_FILES = ("-journal", "-wal", "-shm")
DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
TABLE = """
CREATE TABLE session (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    user TEXT NOT NULL,
    token TEXT
)
"""


class SqliteSessionStore:
    """See `SessionStore`. `path` is the file; its folder has to exist. May be used from any one thread at a time.

    With `credentials` the token goes there and the file holds the user only; a user whose token is gone from there
    counts as logged out.
    """

    def __init__(self, path: Path, credentials: CredentialStore | None = None) -> None:
        self.path = path
        self._credentials = credentials

    def load(self) -> Session | None:
        """See `SessionStore.load`. Raises `CorruptStoreError` or `NewerStoreError` for a file that was set aside."""
        with self._opened() as database:
            row = database.execute("SELECT user, token FROM session").fetchone()
        if row is None:
            return None
        token = Secret(row[1]) if row[1] is not None else self._token_of(row[0])
        return None if token is None else Session(row[0], token)

    def save(self, session: Session) -> None:
        """See `SessionStore.save`."""
        token: str | None = session.token.reveal()
        if self._credentials is not None:
            # The token first: a session in the file always has one.
            self._credentials.put(session.user, session.token)
            token = None
        with self._opened() as database, database:
            database.execute("INSERT OR REPLACE INTO session VALUES (1, ?, ?)", (session.user, token))

    def clear(self) -> None:
        """See `SessionStore.clear`."""
        with self._opened() as database, database:
            row = database.execute("SELECT user FROM session").fetchone()
            database.execute("DELETE FROM session")
        if row is not None and self._credentials is not None:
            self._credentials.delete(row[0])

    def _token_of(self, user: str) -> Secret | None:
        return None if self._credentials is None else self._credentials.get(user)

    @contextmanager
    def _opened(self) -> Generator[sqlite3.Connection]:
        """The database, checked; every error of SQLite leaves as a `StorageError`, the database closed by then."""
        try:
            self._make_private()
            with closing(sqlite3.connect(self.path, timeout=WAIT_S)) as database:
                _prepare(database)
                yield database
        except _NewerError as found:
            raise NewerStoreError(self.path, self._set_aside(), found.version, SCHEMA_VERSION) from None
        except _ForeignError:
            raise CorruptStoreError(self.path, self._set_aside(), "it belongs to another program") from None
        except _DamagedError:
            raise CorruptStoreError(self.path, self._set_aside(), "it is damaged") from None
        except UnicodeEncodeError:
            raise StorageError(
                f"session store {self.path}: the user or token is no valid Unicode text"
            ) from None
        except sqlite3.DatabaseError as error:
            if (getattr(error, "sqlite_errorcode", 0) & 0xFF) in DAMAGE:
                raise CorruptStoreError(
                    self.path, self._set_aside(), "it is damaged, or no session store"
                ) from None
            raise StorageError(f"session store {self.path}: {error}; check the disk and the folder") from None
        except OSError as error:
            raise StorageError(f"session store {self.path}: {error.strerror}; check its folder") from None

    def _make_private(self) -> None:
        """The file exists and only its owner may read it, before anything is written into it."""
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), OWNER_ONLY)
        try:
            if hasattr(os, "fchmod"):
                os.fchmod(descriptor, OWNER_ONLY)
        finally:
            os.close(descriptor)

    def _set_aside(self) -> Path:
        """Rename the file, and what SQLite keeps beside it, to the first free name."""
        number = 1
        while (kept := self.path.with_name(f"{self.path.name}.aside-{number}")).exists():
            number += 1
        self.path.rename(kept)
        for suffix in SIDE_FILES:
            beside = self.path.with_name(self.path.name + suffix)
            if beside.exists():
                beside.rename(kept.with_name(kept.name + suffix))
        return kept


class _DamagedError(Exception):
    """The file is ours, and no longer whole."""


class _ForeignError(Exception):
    """The file is a database, and not ours."""


class _NewerError(Exception):
    """The file was written by a newer version."""

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.version = version


def _prepare(database: sqlite3.Connection) -> None:
    """Check whose file it is and of which version; make the table in a new one."""
    database.execute("PRAGMA synchronous = FULL")
    # A former token must not stay readable in a page that is free again.
    database.execute("PRAGMA secure_delete = ON")
    # A file that was cut short can look like an empty one.
    if database.execute("PRAGMA quick_check").fetchone()[0] != "ok":
        raise _DamagedError
    version = _pragma(database, "user_version")
    if version == 0:
        _create(database)
    elif _pragma(database, "application_id") != APPLICATION_ID:
        raise _ForeignError
    elif version > SCHEMA_VERSION:
        raise _NewerError(version)
    elif database.execute("SELECT 1 FROM sqlite_schema WHERE name = 'session'").fetchone() is None:
        raise _ForeignError


def _create(database: sqlite3.Connection) -> None:
    """One transaction, so that a kill leaves an empty file or a whole store; no foreign table is touched."""
    database.execute("BEGIN IMMEDIATE")
    with database:
        if _pragma(database, "user_version") == SCHEMA_VERSION:
            # Another process was faster.
            return
        if database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            raise _ForeignError
        database.execute(TABLE)
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _pragma(database: sqlite3.Connection, name: str) -> int:
    return int(database.execute(f"PRAGMA {name}").fetchone()[0])
