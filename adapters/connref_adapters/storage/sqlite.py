"""The session in one SQLite file (SES-LOGIN-SAVES): atomic, readable by its owner only, with a schema version.

Every save is one transaction with a full sync, so that a process killed at any instant leaves the session of before or
of after. A file that is damaged or newer is never overwritten: it is set aside and the error says as what. Whose file
it is is found out before anything is touched: what belongs to somebody else is refused as it is.

No error text repeats what SQLite says, because SQLite quotes values of rows, and a value is a token.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Generator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from connref_adapters.storage.base import (
    CorruptStoreError,
    CredentialStore,
    ForeignStoreError,
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
MAGIC = b"SQLite format 3\0"
ID_AT = slice(68, 72)
"""Where the header of an SQLite file holds the application's number."""
SURROUNDINGS: Mapping[int, str] = {
    sqlite3.SQLITE_BUSY: "another process holds it",
    sqlite3.SQLITE_LOCKED: "another process holds it",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "it may not be written",
    sqlite3.SQLITE_PERM: "it may not be opened",
    sqlite3.SQLITE_AUTH: "it may not be opened",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    sqlite3.SQLITE_IOERR: "the disk reports an error",
    sqlite3.SQLITE_NOLFS: "the disk cannot hold it",
    sqlite3.SQLITE_PROTOCOL: "another process holds it",
    sqlite3.SQLITE_NOMEM: "there is no memory left",
    sqlite3.SQLITE_INTERRUPT: "the work was interrupted",
    sqlite3.SQLITE_TOOBIG: "the user or token is too long",
}
"""SQLite's errors that are no damage of the file, in our words; every other error is damage."""
TABLE = """CREATE TABLE session (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    user TEXT NOT NULL,
    token TEXT
)"""
SAVED = "SELECT typeof(user), CAST(user AS BLOB), typeof(token), CAST(token AS BLOB) FROM session"


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
            row = _saved(database)
        if row is None:
            return None
        user, saved = row
        token = Secret(saved) if saved is not None else self._token_of(user)
        return None if token is None else Session(user, token)

    def save(self, session: Session) -> None:
        """See `SessionStore.save`."""
        token: str | None = session.token.reveal()
        if not (_is_unicode(session.user) and _is_unicode(session.token.reveal())):
            raise StorageError(f"session store {self.path}: the user or token is no valid Unicode text")
        if self._credentials is not None:
            # The token first: a session in the file always has one.
            self._credentials.put(session.user, session.token)
            token = None
        with self._opened() as database, database:
            database.execute("INSERT OR REPLACE INTO session VALUES (1, ?, ?)", (session.user, token))

    def clear(self) -> None:
        """See `SessionStore.clear`."""
        with self._opened() as database, database:
            row = _saved(database)
            database.execute("DELETE FROM session")
        if row is not None and self._credentials is not None:
            self._credentials.delete(row[0])

    def _token_of(self, user: str) -> Secret | None:
        return None if self._credentials is None else self._credentials.get(user)

    @contextmanager
    def _opened(self) -> Generator[sqlite3.Connection]:
        """The database, checked; every error leaves as a `StorageError` in our words, the database closed by then."""
        try:
            self._make_private()
            with closing(sqlite3.connect(self.path, timeout=WAIT_S)) as database:
                _prepare(database)
                yield database
        except _NewerError as found:
            raise NewerStoreError(self.path, self._set_aside(), found.version, SCHEMA_VERSION) from None
        except _ForeignError as found:
            raise ForeignStoreError(self.path, str(found)) from None
        except (_DamagedError, UnicodeDecodeError):
            # SQLite's own text about a damaged schema can be undecodable, too.
            raise CorruptStoreError(self.path, self._set_aside(), "it is damaged") from None
        except OverflowError:
            raise StorageError(f"session store {self.path}: the user or token is too long") from None
        except sqlite3.Error as error:
            raise self._failure(error) from None
        except OSError as error:
            raise StorageError(f"session store {self.path}: {error.strerror}; check its folder") from None

    def _failure(self, error: sqlite3.Error) -> StorageError:
        # Extended codes say more in their higher bits.
        said = SURROUNDINGS.get(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF)
        if said is None:
            return CorruptStoreError(self.path, self._set_aside(), "it is damaged, or no session store")
        return StorageError(f"session store {self.path}: {said}; check the disk and the folder")

    def _make_private(self) -> None:
        """The file exists, is ours, and only its owner may read it, before anything is written into it."""
        descriptor = _opened_as_file(self.path)
        try:
            _check_owner(
                os.pread(descriptor, 100, 0) if hasattr(os, "pread") else os.read(descriptor, 100), self.path
            )
            if hasattr(os, "fchmod"):
                os.fchmod(descriptor, OWNER_ONLY)
        finally:
            os.close(descriptor)

    def _set_aside(self) -> Path:
        """Rename the file, and what SQLite keeps beside it, to the first free name. Raises `StorageError`."""
        number = 1
        while (kept := self.path.with_name(f"{self.path.name}.aside-{number}")).exists():
            number += 1
        try:
            self.path.rename(kept)
            for suffix in SIDE_FILES:
                beside = self.path.with_name(self.path.name + suffix)
                if beside.exists():
                    beside.rename(kept.with_name(kept.name + suffix))
        except OSError as error:
            raise StorageError(
                f"session store {self.path}: it is damaged or newer, and cannot be renamed: {error.strerror}; "
                "move it away yourself"
            ) from None
        return kept


class _DamagedError(Exception):
    """The file is ours, and no longer whole."""


class _ForeignError(Exception):
    """The file is somebody else's; the text says what it is."""


class _NewerError(Exception):
    """The file was written by a newer version."""

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.version = version


def _opened_as_file(path: Path) -> int:
    """A descriptor of the file, made where there is none. Raises `_ForeignError` for what is no ordinary file."""
    with suppress(FileNotFoundError):
        # Looked at before it is opened: opening a device can already do something.
        _check_kind(path.lstat().st_mode)
    careful = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | careful, OWNER_ONLY)
    try:
        _check_kind(os.fstat(descriptor).st_mode)
    except _ForeignError:
        os.close(descriptor)
        raise
    return descriptor


def _check_kind(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise _ForeignError("a link" if stat.S_ISLNK(mode) else "a folder or device, no ordinary file")


def _check_owner(header: bytes, path: Path) -> None:
    """Whether this is a database of another program. What is no database at all, or ours, is looked at later."""
    if not header.startswith(MAGIC) or header[ID_AT] == APPLICATION_ID.to_bytes(4, "big"):
        return
    # Immutable: SQLite neither locks it nor repairs anything in it.
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        if not _has_our_table(database):
            raise _ForeignError("the database of another program")
    # Our table under another number: a store of ours whose number is damaged.
    raise _DamagedError


def _has_our_table(database: sqlite3.Connection) -> bool:
    # As bytes: a damaged name may be no text, and an error about it would quote it.
    schema = database.execute("SELECT CAST(name AS BLOB), CAST(sql AS BLOB) FROM sqlite_schema").fetchall()
    return schema == [(b"session", TABLE.encode())]


def _saved(database: sqlite3.Connection) -> tuple[str, str | None] | None:
    """The user and token of the one row: the only place where a value leaves the file. Raises `_DamagedError`."""
    row = database.execute(SAVED).fetchone()
    if row is None:
        return None
    kind_of_user, user, kind_of_token, token = row
    if kind_of_user != "text" or kind_of_token not in ("text", "null"):
        raise _DamagedError
    return _text(user), None if token is None else _text(token)


def _text(value: bytes) -> str:
    # Compared, not caught: a `UnicodeDecodeError` would carry the value along.
    text = value.decode(errors="replace")
    if text.encode() != value:
        raise _DamagedError
    return text


def _is_unicode(text: str) -> bool:
    return text.encode(errors="replace").decode() == text


def _prepare(database: sqlite3.Connection) -> None:
    """Check its version and its wholeness; make the table in a new one."""
    database.execute("PRAGMA synchronous = FULL")
    # A former token must not stay readable in a page that is free again.
    database.execute("PRAGMA secure_delete = ON")
    # A file that was cut short can look like an empty one.
    if database.execute("PRAGMA quick_check").fetchone()[0] != "ok":
        raise _DamagedError
    version = _pragma(database, "user_version")
    if version == 0:
        _create(database)
    elif version > SCHEMA_VERSION:
        raise _NewerError(version)
    elif not _has_our_table(database):
        raise _DamagedError


def _create(database: sqlite3.Connection) -> None:
    """One transaction, so that a kill leaves an empty file or a whole store."""
    database.execute("BEGIN IMMEDIATE")
    with database:
        if _pragma(database, "user_version") == SCHEMA_VERSION:
            # Another process was faster.
            return
        if database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            raise _DamagedError
        database.execute(TABLE)
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _pragma(database: sqlite3.Connection, name: str) -> int:
    return int(database.execute(f"PRAGMA {name}").fetchone()[0])
