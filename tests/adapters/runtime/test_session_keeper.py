"""The store follows what the machine says, and a session that was not approved never gets there."""

from __future__ import annotations

from tests.adapters.runtime.loops import on_loop

from connref_adapters.runtime.session_keeper import CredentialIsToken, SessionKeeper
from connref_adapters.storage import MemorySessionStore, Secret, Session

ANNA = Session("anna", Secret("a"))


@on_loop
async def test_session_counts_once_the_machine_says_so_and_is_stored_once() -> None:
    store = MemorySessionStore()
    keeper = SessionKeeper(store, CredentialIsToken())
    assert await keeper.load() is None
    await keeper.authenticate("anna", Secret("a"))
    await keeper.written()
    assert (store.load(), keeper.token().reveal()) == (None, "")
    keeper.save()
    assert keeper.token() == Secret("a")
    await keeper.written()
    assert store.load() == ANNA
    store.clear()
    await keeper.written()
    assert store.load() is None


@on_loop
async def test_refused_login_leaves_the_former_session() -> None:
    store = MemorySessionStore()
    store.save(ANNA)
    keeper = SessionKeeper(store, CredentialIsToken())
    assert await keeper.load() == "anna"
    await keeper.authenticate("ben", Secret("b"))
    await keeper.written()
    assert (keeper.token(), store.load()) == (Secret("a"), ANNA)


@on_loop
async def test_forgotten_session_leaves_the_store() -> None:
    store = MemorySessionStore()
    store.save(ANNA)
    keeper = SessionKeeper(store, CredentialIsToken())
    await keeper.load()
    keeper.forget()
    assert keeper.token().reveal() == ""
    await keeper.written()
    assert store.load() is None
