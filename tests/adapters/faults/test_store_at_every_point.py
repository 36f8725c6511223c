"""The session store, each of its calls failing once: the session of before or of after, and no token in any text."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.adapters.faults.injection import (
    Injector,
    Proxy,
    at_every_point,
    kill_itself,
    killed_there,
    no_space,
)

from connref_adapters.storage import Secret, Session, SqliteSessionStore, StorageError
from connref_adapters.storage import sqlite as module

ANNA, BEN = Session("anna", Secret("token-of-anna")), Session("ben", Secret("token-of-ben"))
OS_CALLS = frozenset({"open", "fstat", "pread", "fchmod", "close"})
Record = Callable[[str, object], None]
Act = Callable[[SqliteSessionStore], object]
ACTS: dict[str, tuple[Session | None, Act, Session | None]] = {
    "first save": (None, lambda store: store.save(ANNA), ANNA),
    "save": (ANNA, lambda store: store.save(BEN), BEN),
    "clear": (ANNA, SqliteSessionStore.clear, None),
    "load": (ANNA, SqliteSessionStore.load, ANNA),
}


def full(name: str) -> None:
    if name in OS_CALLS:
        raise no_space()
    error = sqlite3.OperationalError("full, of token-of-anna and token-of-ben")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    raise error


def cancelled(_: str) -> None:
    raise asyncio.CancelledError


def injected(monkeypatch: pytest.MonkeyPatch, injector: Injector) -> None:
    class Connection(sqlite3.Connection):
        def execute(self, *given: object) -> sqlite3.Cursor:
            return injector.wrapped("execute", super().execute)(*given)  # pyright: ignore[reportArgumentType]

        def __exit__(self, kind: object, error: object, trace: object) -> bool:  # pyright: ignore[reportIncompatibleMethodOverride]
            if kind is None:
                try:
                    injector.point("commit")
                except BaseException:
                    self.rollback()
                    raise
            return super().__exit__(kind, error, trace)  # pyright: ignore[reportArgumentType]

    class Library(Proxy):
        def connect(self, path: Path | str, *, timeout: float = 5.0, uri: bool = False) -> sqlite3.Connection:
            injector.point("connect")
            return sqlite3.connect(path, timeout=timeout, uri=uri, factory=Connection)

    monkeypatch.setattr(module, "os", Proxy(os, injector, OS_CALLS))
    monkeypatch.setattr(module, "sqlite3", Library(sqlite3, injector, frozenset()))


def prepared(path: Path, before: Session | None) -> SqliteSessionStore:
    for file in path.parent.iterdir():
        file.unlink()
    store = SqliteSessionStore(path)
    if before is not None:
        store.save(before)
    return store


def check_next_start(path: Path, *possible: Session | None) -> None:
    assert SqliteSessionStore(path).load() in possible
    assert list(path.parent.glob("*.aside-*")) == []


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("fail", [full, cancelled])
def test_what_fails_leaves_before_or_after(
    act: str,
    fail: Callable[[str], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Record,
) -> None:
    before, do, after = ACTS[act]
    path = tmp_path / "session.db"

    def play(injector: Injector) -> None:
        store = prepared(path, before)
        with monkeypatch.context() as patched:
            injected(patched, injector)
            try:
                do(store)
            except (StorageError, asyncio.CancelledError) as error:
                told = "".join(traceback.format_exception(error))
                assert "token-of" not in told
            else:
                assert injector.struck is None, injector.struck
        check_next_start(path, before, after)

    struck = at_every_point(fail, play)
    assert {"open", "close", "connect", "execute"} <= set(struck)
    record_property("points", len(struck))


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
@pytest.mark.parametrize("act", ACTS)
def test_what_is_killed_leaves_before_or_after(
    act: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Record
) -> None:
    before, do, after = ACTS[act]
    path = tmp_path / "session.db"
    killed = 0
    for at in range(1, 100):
        store = prepared(path, before)

        def play(store: SqliteSessionStore = store, at: int = at) -> None:
            injected(monkeypatch, Injector(at, kill_itself))
            do(store)

        if killed_there(play) != signal.SIGKILL:
            break
        killed += 1
        check_next_start(path, before, after)
    assert killed > 5
    record_property("points", killed)
