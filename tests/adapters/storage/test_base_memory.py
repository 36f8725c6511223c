"""The stores in memory hold to the same contract as those on the device."""

from __future__ import annotations

from connref_adapters.storage import MemoryCredentialStore, MemorySessionStore, Secret, Session


def test_session_store_keeps_the_latest_session() -> None:
    store = MemorySessionStore()
    assert store.load() is None
    store.save(Session("anna", Secret("a")))
    store.save(Session("ben", Secret("b")))
    assert store.load() == Session("ben", Secret("b"))
    store.clear()
    assert store.load() is None


def test_credential_store_keeps_one_token_for_each_user() -> None:
    store = MemoryCredentialStore()
    store.put("anna", Secret("a"))
    store.put("anna", Secret("b"))
    assert store.get("anna") == Secret("b")
    assert store.get("ben") is None
    store.delete("anna")
    store.delete("anna")
    assert store.get("anna") is None
