"""A login that cannot be saved, or that stops half-way, is undone; the application always hears of its end."""

from __future__ import annotations

import asyncio

import pytest
from tests.adapters.runtime.app import TOKEN, App, app
from tests.adapters.runtime.loops import on_loop

from connref_adapters.runtime import StoppedError
from connref_adapters.storage import MemorySessionStore, Secret, Session, StorageError

ANNA = Session("anna", Secret(TOKEN))
WHATEVER: list[BaseException] = [
    StorageError("disk full"),
    OSError(28, "No space left on device"),
    ZeroDivisionError(),
    asyncio.CancelledError(),
]


class FailingStore(MemorySessionStore):
    """Raises on the first save: before anything was kept, or after all was."""

    def __init__(self, error: BaseException, *, kept: bool) -> None:
        super().__init__()
        self.error: BaseException | None = error
        self._kept = kept

    def save(self, session: Session) -> None:
        error, self.error = self.error, None
        if error is None or self._kept:
            super().save(session)
        if error is not None:
            raise error


@pytest.mark.parametrize("error", WHATEVER, ids=repr)
@pytest.mark.parametrize("kept", [False, True])
@on_loop
async def test_login_is_undone_whatever_the_save_raises(*, error: BaseException, kept: bool) -> None:
    store = FailingStore(error, kept=kept)
    async with app(user=None, here=App(store)) as here:
        expected = type(error) if isinstance(error, Exception) else StoppedError
        with pytest.raises(expected):
            await here.manager.login("anna", TOKEN)
        assert await here.manager.get_logged_in_user() is None
        assert store.load() is None, "nobody who was told that the login failed is logged in after a restart"
        assert await here.manager.login("anna", TOKEN) == "anna"
    assert store.load() == ANNA


class Stopping:
    """An authenticator that awaits a task of its own, which somebody cancels."""

    async def login(self, user: str, credential: Secret) -> Secret:
        work = asyncio.ensure_future(asyncio.sleep(3600))
        work.cancel()
        await work
        return credential


@on_loop
async def test_a_task_that_is_cancelled_within_the_login_ends_the_call() -> None:
    async with app(user=None, here=App(authenticator=Stopping())) as here:
        told: list[Exception] = []
        with pytest.raises(StoppedError, match="call again"):
            await here.manager.login("anna", TOKEN, on_error=told.append)
        assert [type(error) for error in told] == [StoppedError]
        assert await here.manager.get_logged_in_user() is None
