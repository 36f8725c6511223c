"""How a login is checked: an `Authenticator` turns a user and a credential into the token for the socket."""

from __future__ import annotations

from typing import Protocol

from connref_adapters.storage.secret import Secret


class Authenticator(Protocol):
    """The application's way to its login backend."""

    async def login(self, user: str, credential: Secret) -> Secret:
        """The token for the auth frame. Raises `LoginRejectedError` where the credential is not accepted."""
        ...


class CredentialIsToken:
    """For backends that hand tokens out by another way: the credential is the token, and the socket checks it."""

    async def login(self, user: str, credential: Secret) -> Secret:
        """See `Authenticator.login`."""
        del user
        return credential
