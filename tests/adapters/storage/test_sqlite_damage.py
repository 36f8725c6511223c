"""A damaged store is set aside, tells no credential and locks nobody out; what is no store is not touched."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from connref_adapters.storage import (
    CorruptStoreError,
    ForeignStoreError,
    MemoryCredentialStore,
    NewerStoreError,
    Secret,
    Session,
    SqliteSessionStore,
    StorageError,
)
from connref_adapters.storage.sqlite import SCHEMA_VERSION

TOKEN = "s3cr3t-0f-4nn4-kn0wn-t0-n0b0dy-3ls3"  # noqa: S105
ANNA = Session("anna", Secret(TOKEN))
BEN = Session("ben", Secret("another"))
FRAGMENT = 6
"""So many letters of a token are told from other text."""
POSIX = pytest.mark.skipif(os.name != "posix", reason="file modes and devices are POSIX")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "session.db"


@pytest.fixture
def whole(path: Path) -> bytes:
    SqliteSessionStore(path).save(ANNA)
    return path.read_bytes()


def flips(whole: bytes) -> Iterator[bytes]:
    """The file with one bit flipped: three of each byte of the row, one of each of the header, some of the schema."""
    saved, schema = whole.index(TOKEN.encode()), whole.index(b"CREATE TABLE")
    places = [(place, bit) for place in range(saved - 12, saved + len(TOKEN)) for bit in (0, 5, 7)]
    places += [(place, place % 8) for place in (*range(112), *range(schema - 30, schema + 120, 4))]
    for place, bit in places:
        flipped = bytearray(whole)
        flipped[place] ^= 1 << bit
        yield bytes(flipped)


def hides_the_token(error: BaseException) -> bool:
    """Whether no fragment of the token stands in the error, or in what led to it."""
    texts: list[str] = []
    told: BaseException | None = error
    while told is not None:
        texts += [str(told), repr(told)]
        told = told.__cause__ or told.__context__
    fragments = [TOKEN[start : start + FRAGMENT] for start in range(len(TOKEN) - FRAGMENT + 1)]
    return not any(fragment in text for fragment in fragments for text in texts)


def complaint(path: Path) -> CorruptStoreError | NewerStoreError | None:
    try:
        SqliteSessionStore(path).load()
    except (CorruptStoreError, NewerStoreError) as error:
        return error
    return None


def test_one_flipped_bit_is_set_aside_or_read_and_tells_nothing(path: Path, whole: bytes) -> None:
    caught = 0
    for flipped in flips(whole):
        path.write_bytes(flipped)
        if (error := complaint(path)) is not None:
            caught += 1
            assert hides_the_token(error)
            assert error.kept.read_bytes() == flipped
            assert not path.exists()
            error.kept.unlink()
    assert caught > len(TOKEN), "a letter with its highest bit set is no text any more"


def test_a_flipped_bit_in_the_token_does_not_lock_the_user_out(path: Path, whole: bytes) -> None:
    damaged = bytearray(whole)
    damaged[whole.index(TOKEN.encode())] ^= 0x80
    path.write_bytes(damaged)
    with pytest.raises(CorruptStoreError):
        SqliteSessionStore(path).clear()
    SqliteSessionStore(path).save(BEN)
    assert SqliteSessionStore(path).load() == BEN


SCHEMAS = {
    "a column is missing": "CREATE TABLE session (one INTEGER PRIMARY KEY CHECK (one = 1), user TEXT NOT NULL)",
    "a column is renamed": "CREATE TABLE session (one INTEGER PRIMARY KEY, user TEXT NOT NULL, tokem TEXT)",
    "another table": "CREATE TABLE other (x)",
}


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_a_schema_that_is_not_ours_under_our_number_is_damage(path: Path, whole: bytes, schema: str) -> None:
    assert whole
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DROP TABLE session")
        database.execute(schema)
    with pytest.raises(CorruptStoreError) as caught:
        SqliteSessionStore(path).load()
    assert caught.value.kept.exists()
    SqliteSessionStore(path).save(BEN)
    assert SqliteSessionStore(path).load() == BEN


def test_a_schema_page_that_is_no_text_is_damage(path: Path, whole: bytes) -> None:
    path.write_bytes(whole.replace(b"CREATE TABLE session (", b"CREATE TABLE ses\xff\xfe\xfdn ("))
    with pytest.raises(CorruptStoreError) as caught:
        SqliteSessionStore(path).load()
    assert hides_the_token(caught.value)
    assert SqliteSessionStore(path).load() is None


@pytest.mark.parametrize("value", [b"\x00\x01", 7, 2.5], ids=["blob", "integer", "float"])
@pytest.mark.parametrize("column", ["user", "token"])
def test_a_value_of_another_type_is_damage(path: Path, whole: bytes, column: str, value: object) -> None:
    assert whole
    with closing(sqlite3.connect(path)) as database, database:
        # TEXT columns turn numbers into text, so that only the stored type of a blob differs.
        database.execute(f"UPDATE session SET {column} = CAST(? AS BLOB)", (value,))  # noqa: S608
    with pytest.raises(CorruptStoreError):
        SqliteSessionStore(path).load()


def test_damage_that_cannot_be_set_aside_says_what_to_do(
    path: Path, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(whole[:5000])

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(self), None, str(target))

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(StorageError, match="Permission denied; move it away yourself"):
        SqliteSessionStore(path).load()
    assert path.read_bytes() == whole[:5000]


def theirs(path: Path, version: int, number: int, *, wal: bool = False, empty: bool = False) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        if wal:
            database.execute("PRAGMA journal_mode = WAL")
        database.execute(f"PRAGMA application_id = {number}")
        database.execute(f"PRAGMA user_version = {version}")
        database.execute("CREATE TABLE session (user, token)")
        if empty:
            database.execute("DROP TABLE session")


@POSIX
@pytest.mark.parametrize("version", [0, SCHEMA_VERSION, 7])
@pytest.mark.parametrize("number", [0, 42])
@pytest.mark.parametrize("kind", ["plain", "wal", "empty"])
def test_a_database_of_another_program_is_refused_untouched(
    path: Path, version: int, number: int, kind: str
) -> None:
    theirs(path, version, number, wal=kind == "wal", empty=kind == "empty")
    path.chmod(0o644)
    before = (path.read_bytes(), path.stat().st_mode, path.stat().st_mtime_ns, sorted(path.parent.iterdir()))
    for use in USES:
        with pytest.raises(ForeignStoreError, match="the database of another program"):
            use(SqliteSessionStore(path))
    after = (path.read_bytes(), path.stat().st_mode, path.stat().st_mtime_ns, sorted(path.parent.iterdir()))
    assert after == before


USES: list[Callable[[SqliteSessionStore], object]] = [
    SqliteSessionStore.load,
    SqliteSessionStore.clear,
    lambda store: store.save(ANNA),
]


@POSIX
@pytest.mark.parametrize("kind", ["fifo", "folder", "link to a device"])
def test_what_is_no_ordinary_file_is_refused_untouched(path: Path, kind: str) -> None:
    match kind:
        case "fifo":
            os.mkfifo(path, 0o644)
        case "folder":
            path.mkdir(mode=0o755)
        case _:
            path.symlink_to("/dev/null")
    before = path.lstat()
    for use in USES:
        with pytest.raises(ForeignStoreError, match="check the path"):
            use(SqliteSessionStore(path))
    after = path.lstat()
    assert (after.st_mode, after.st_ino, after.st_mtime_ns) == (
        before.st_mode,
        before.st_ino,
        before.st_mtime_ns,
    )


@POSIX
def test_a_device_is_refused_before_it_is_opened() -> None:
    before = Path("/dev/null").stat().st_mode
    with pytest.raises(ForeignStoreError, match="device"):
        SqliteSessionStore(Path("/dev/null")).save(ANNA)
    assert Path("/dev/null").stat().st_mode == before
    assert stat.S_ISCHR(before)


def test_a_user_that_is_too_long_is_no_damage(
    path: Path, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert whole
    former = sqlite3.connect

    def small(path: Path, timeout: float) -> sqlite3.Connection:
        database = former(path, timeout=timeout)
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 1_000)
        return database

    monkeypatch.setattr(sqlite3, "connect", small)
    with pytest.raises(StorageError, match="too long") as caught:
        SqliteSessionStore(path).save(Session("ben", Secret("x" * 2_000)))
    assert not isinstance(caught.value, CorruptStoreError)
    assert SqliteSessionStore(path).load() == ANNA


def test_a_key_store_of_any_kind_tells_no_token() -> None:
    from keyring.backends.fail import Keyring

    from connref_adapters.storage.keyring_store import KeyringCredentialStore

    class Broken(Keyring):
        def set_password(self, service: str, username: str, password: str) -> None:
            raise OSError(f"bus refused {password}")

    with pytest.raises(StorageError) as caught:
        KeyringCredentialStore("chat", Broken()).put("anna", Secret(TOKEN))
    assert TOKEN not in str(caught.value)


def test_the_damaged_file_does_not_lose_the_key_store(path: Path) -> None:
    keys = MemoryCredentialStore()
    store = SqliteSessionStore(path, keys)
    store.save(ANNA)
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(CorruptStoreError):
        store.load()
    assert keys.get("anna") == Secret(TOKEN)


def test_a_token_that_is_no_text_is_told_by_kind_only(path: Path) -> None:
    with pytest.raises(StorageError, match="no valid Unicode") as caught:
        SqliteSessionStore(path).save(Session("anna", Secret(TOKEN + "\ud800")))
    assert hides_the_token(caught.value)
