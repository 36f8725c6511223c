"""Tokens in the operating system's key store, through `keyring` (extra `keyring`)."""

from __future__ import annotations

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from connref_adapters.storage.base import StorageError
from connref_adapters.storage.secret import Secret


class KeyringCredentialStore:
    """See `CredentialStore`. `service` names the application there; `backend` None takes the system's own.

    Where the system has no key store, every call raises `StorageError`: tokens are never written elsewhere in silence.
    """

    def __init__(self, service: str, backend: KeyringBackend | None = None) -> None:
        self._service = service
        self._backend = backend

    def get(self, user: str) -> Secret | None:
        """See `CredentialStore.get`."""
        try:
            token = self._keyring().get_password(self._service, user)
        except Exception as error:  # noqa: BLE001 - back ends raise errors of their own libraries too
            raise self._failure("read", error) from None
        return None if token is None else Secret(token)

    def put(self, user: str, token: Secret) -> None:
        """See `CredentialStore.put`."""
        try:
            self._keyring().set_password(self._service, user, token.reveal())  # pyright: ignore[reportUnknownMemberType]
        except Exception as error:  # noqa: BLE001 - back ends raise errors of their own libraries too
            raise self._failure("write", error) from None

    def delete(self, user: str) -> None:
        """See `CredentialStore.delete`."""
        try:
            self._keyring().delete_password(self._service, user)
        except PasswordDeleteError:
            return
        except Exception as error:  # noqa: BLE001 - back ends raise errors of their own libraries too
            raise self._failure("delete", error) from None

    def _keyring(self) -> KeyringBackend:
        return keyring.get_keyring() if self._backend is None else self._backend

    def _failure(self, verb: str, error: Exception) -> StorageError:
        # Texts of back ends are not ours: only the kind of the error is passed on.
        return StorageError(
            f"key store, service {self._service!r}: cannot {verb} a token ({type(error).__name__}); unlock or install "
            "a key store, or keep the token in the session file"
        )
