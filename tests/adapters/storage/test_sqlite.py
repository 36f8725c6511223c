"""The session file: what is saved is found again, by nobody else, never half; what is no session file stays whole."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from connref_adapters.storage.sqlite import APPLICATION_ID, SCHEMA_VERSION

ANNA = Session("anna", Secret("token of anna"))
BEN = Session("ben", Secret("token of ben"))
POSIX = pytest.mark.skipif(os.name != "posix", reason="file modes and kill -9 are POSIX")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "session.db"


def test_new_file_holds_nobody(path: Path) -> None:
    assert SqliteSessionStore(path).load() is None


def test_saved_session_is_found_by_the_next_process(path: Path) -> None:
    SqliteSessionStore(path).save(ANNA)
    assert SqliteSessionStore(path).load() == ANNA


def test_save_replaces_and_clear_forgets(path: Path) -> None:
    store = SqliteSessionStore(path)
    store.save(ANNA)
    store.save(BEN)
    assert store.load() == BEN
    store.clear()
    assert store.load() is None
    store.clear()


@settings(max_examples=30)
@given(user=st.text(), token=st.text())
def test_any_text_survives(tmp_path_factory: pytest.TempPathFactory, user: str, token: str) -> None:
    store = SqliteSessionStore(tmp_path_factory.mktemp("any") / "session.db")
    try:
        store.save(Session(user, Secret(token)))
    except StorageError:
        assert any(0xD800 <= ord(letter) <= 0xDFFF for letter in user + token)
    else:
        assert store.load() == Session(user, Secret(token))


@POSIX
def test_file_is_for_its_owner_only_from_the_first_moment(path: Path) -> None:
    former = os.umask(0)
    try:
        SqliteSessionStore(path).load()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.chmod(0o644)
        SqliteSessionStore(path).save(ANNA)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    finally:
        os.umask(former)


@POSIX
def test_link_in_place_of_the_file_is_refused(path: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").touch()
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ForeignStoreError, match="a link"):
        SqliteSessionStore(path).save(ANNA)


def test_former_token_is_wiped_from_the_file(path: Path) -> None:
    store = SqliteSessionStore(path)
    store.save(ANNA)
    assert b"token of anna" in path.read_bytes()
    store.save(BEN)
    assert b"token of anna" not in path.read_bytes()
    store.clear()
    assert b"token of ben" not in path.read_bytes()


@pytest.mark.parametrize(
    "content", [b"no database at all, but quite some text" * 40, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_damaged_file_is_set_aside_unchanged_and_named(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(CorruptStoreError) as caught:
        SqliteSessionStore(path).load()
    assert caught.value.kept.read_bytes() == content
    assert caught.value.kept.name in str(caught.value)
    assert SqliteSessionStore(path).load() is None


def test_damage_is_noticed_by_save_too_and_every_damaged_file_is_kept(path: Path) -> None:
    for number in (1, 2, 3):
        path.write_bytes(b"damaged %d" % number * 60)
        with pytest.raises(CorruptStoreError) as caught:
            SqliteSessionStore(path).save(ANNA)
        assert caught.value.kept.name == f"session.db.aside-{number}"
    kept = sorted(path.parent.glob("*.aside-*"))
    assert [file.read_bytes()[:9] for file in kept] == [b"damaged 1", b"damaged 2", b"damaged 3"]


@pytest.mark.parametrize("length", [50, 100, 4000, 4096, 4196, 8000])
def test_truncated_file_is_damaged(path: Path, length: int) -> None:
    SqliteSessionStore(path).save(ANNA)
    whole = path.read_bytes()
    path.write_bytes(whole[:length])
    with pytest.raises(CorruptStoreError):
        SqliteSessionStore(path).load()


def test_newer_file_is_set_aside_and_can_be_renamed_back(path: Path) -> None:
    SqliteSessionStore(path).save(ANNA)
    with sqlite3.connect(path) as database:
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    database.close()
    content = path.read_bytes()
    with pytest.raises(NewerStoreError, match=f"version {SCHEMA_VERSION + 1}") as caught:
        SqliteSessionStore(path).load()
    assert caught.value.kept.read_bytes() == content
    assert SqliteSessionStore(path).load() is None


def test_our_file_without_our_table_is_damaged(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute("CREATE TABLE other (x)")
    database.close()
    with pytest.raises(CorruptStoreError):
        SqliteSessionStore(path).load()


def test_missing_folder_says_where_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"nowhere.*check its folder"):
        SqliteSessionStore(tmp_path / "nowhere" / "session.db").load()


def test_error_texts_hold_no_token(path: Path) -> None:
    path.write_bytes(b"damaged" * 100)
    with pytest.raises(CorruptStoreError) as caught:
        SqliteSessionStore(path).save(ANNA)
    assert "token of anna" not in str(caught.value) + repr(caught.value)


def test_token_can_live_elsewhere(path: Path) -> None:
    keys = MemoryCredentialStore()
    store = SqliteSessionStore(path, keys)
    store.save(ANNA)
    assert b"token of anna" not in path.read_bytes()
    assert SqliteSessionStore(path, keys).load() == ANNA
    keys.delete("anna")
    assert store.load() is None
    store.save(ANNA)
    store.clear()
    assert keys.get("anna") is None


WRITER = """
import sys
from pathlib import Path
from connref_adapters.storage import Secret, Session, SqliteSessionStore
store = SqliteSessionStore(Path(sys.argv[1]))
print("ready", flush=True)
number = 0
while True:
    number += 1
    user = f"user {number}"
    if number % 5:
        store.save(Session(user, Secret(f"token of {user}")))
    else:
        store.clear()
    print(number, flush=True)
"""


@POSIX
def test_kill_at_any_instant_leaves_the_session_of_before_or_of_after(path: Path) -> None:
    seed = random.Random(20)
    for round_number in range(8):
        # From the second round on the file is there; in the first the kill may hit its creation.
        last = killed_writer(
            path, after_lines=seed.randrange(1 if round_number else 0, 40), burn=seed.randrange(20_000)
        )
        session = SqliteSessionStore(path).load()
        after = [None if number % 5 == 0 else f"user {number}" for number in (last, last + 1)]
        if last:
            assert (session and session.user) in after
        if session is not None:
            assert session.token == Secret(f"token of {session.user}")
    assert not list(path.parent.glob("*.aside-*"))


def killed_writer(path: Path, *, after_lines: int, burn: int) -> int:
    """Let a process write sessions and kill it in the middle; returns the number of the last confirmed write."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        for _ in range(after_lines):
            writer.stdout.readline()
        for _ in range(burn):
            pass
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read().split(b"\n")
    whole = [int(line) for line in rest[:-1] if line]
    return whole[-1] if whole else after_lines
