"""Who is logged in, with which token: how a login is checked, and how the store follows what the machine says."""

from __future__ import annotations

import asyncio
from typing import Protocol

from connref_adapters.storage.base import Session, SessionStore
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


NO_TOKEN = Secret("")


class SessionKeeper:
    """The session in memory, and in the store as soon as `written` has been awaited.

    `lock` makes init, login and logout follow one another.
    """

    def __init__(self, store: SessionStore, authenticator: Authenticator) -> None:
        self.lock = asyncio.Lock()
        self._store = store
        self._authenticator = authenticator
        self._session: Session | None = None
        self._candidate: Session | None = None
        self._stale = False

    def token(self) -> Secret:
        """The token of whoever is logged in."""
        return NO_TOKEN if self._session is None else self._session.token

    async def load(self) -> str | None:
        """The saved user. Raises `StorageError`."""
        self._session = await asyncio.to_thread(self._store.load)
        return None if self._session is None else self._session.user

    async def authenticate(self, user: str, credential: Secret) -> None:
        """Ask the backend for a token, which counts from `save` on. Raises what the authenticator raises."""
        token = await self._authenticator.login(user, credential)
        self._candidate = Session(user, token)

    def save(self) -> None:
        """The machine says that the one who was authenticated last is logged in (SES-LOGIN-SAVES)."""
        self._session, self._candidate = self._candidate, None
        self._stale = True

    def forget(self) -> None:
        """The machine says that nobody is logged in (SES-NO-USER)."""
        self._session = None
        self._stale = True

    async def written(self) -> None:
        """Bring the store up to date. Raises `StorageError`."""
        if not self._stale:
            return
        if self._session is None:
            await asyncio.to_thread(self._store.clear)
        else:
            await asyncio.to_thread(self._store.save, self._session)
        self._stale = False
