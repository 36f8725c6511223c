"""Tokens in the key store, and what is said where there is none or it is locked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked, PasswordDeleteError

from connref_adapters.storage import Secret, StorageError
from connref_adapters.storage.keyring_store import KeyringCredentialStore

TOKEN = Secret("token of anna")


class MemoryKeyring(KeyringBackend):
    """A key store of the operating system, as far as keyring is concerned."""

    priority = 1.0  # pyright: ignore[reportAssignmentType] - as the library's own back ends do

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.held:
            raise PasswordDeleteError("not there")
        del self.held[service, username]


class LockedKeyring(MemoryKeyring):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("locked with token of anna inside")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked(f"cannot store {password}")

    def delete_password(self, service: str, username: str) -> None:
        raise KeyringLocked("locked")


def test_token_goes_to_the_service_and_comes_back() -> None:
    backend = MemoryKeyring()
    store = KeyringCredentialStore("chat", backend)
    store.put("anna", TOKEN)
    assert backend.held == {("chat", "anna"): "token of anna"}
    assert store.get("anna") == TOKEN
    assert store.get("ben") is None
    store.delete("anna")
    store.delete("anna")
    assert store.get("anna") is None


USES: list[Callable[[KeyringCredentialStore], object]] = [
    lambda store: store.get("anna"),
    lambda store: store.put("anna", TOKEN),
    lambda store: store.delete("anna"),
]


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("backend", [LockedKeyring, NoKeyring])
def test_failure_says_what_to_do_and_holds_no_token(
    use: Callable[[KeyringCredentialStore], object], backend: type[KeyringBackend]
) -> None:
    with pytest.raises(StorageError, match="unlock or install") as caught:
        use(KeyringCredentialStore("chat", backend()))
    assert "token of anna" not in str(caught.value)
