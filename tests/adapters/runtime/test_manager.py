"""The manager as an application uses it: calls, callbacks, listeners, messages and logins."""

from __future__ import annotations

import asyncio

import pytest
from tests.adapters.runtime.app import AUTO, TOKEN, App, app
from tests.adapters.runtime.loops import on_loop, settle

from connref.effects import Status
from connref_adapters.runtime import (
    CallFailedError,
    ChatMessage,
    ConnectionChange,
    ConnectionListener,
    LoginRejectedError,
    NotConnectedError,
    PendingCall,
    RefusedError,
)
from connref_adapters.storage import MemorySessionStore, Secret, Session, StorageError


@on_loop
async def test_auto_mode_is_the_default_and_connects_at_login() -> None:
    async with app(AUTO) as here:
        assert here.manager.status is Status.CONNECTED
        assert here.server.tokens == [TOKEN]
        assert await here.manager.get_logged_in_user() == "anna"


@on_loop
async def test_manual_mode_waits_for_connect() -> None:
    async with app() as here:
        assert here.manager.status is Status.DISCONNECTED
        await here.manager.connect()
        assert here.manager.status is Status.CONNECTED
        await here.manager.ping()
        assert here.server.pings == 1
        await here.manager.disconnect()
        await settle()
        assert here.server.open_peers == []
        assert here.server.peers[0].closed_by_client == 1000


@on_loop
async def test_reopened_app_finds_its_user_and_token_again() -> None:
    async with app(AUTO) as here:
        store = here.store
    again = App(store=store)
    async with again.manager as manager:
        assert await manager.init(AUTO) == "anna"
        await settle()
        assert again.server.tokens == [TOKEN]


@on_loop
async def test_logout_forgets_user_and_token() -> None:
    async with app(AUTO) as here:
        await here.manager.logout()
        assert here.store.load() is None
        assert await here.manager.get_logged_in_user() is None
        assert here.server.open_peers == []


@on_loop
async def test_calls_report_by_callback_as_well_and_each_may_be_left_out() -> None:
    async with app() as here:
        told: list[object] = []
        here.manager.ping(on_error=told.append)
        here.manager.ping()
        call = here.manager.connect(on_success=lambda _: told.append("connected"))
        await settle()
        assert isinstance(told[0], CallFailedError)
        assert told[1:] == ["connected"]
        assert call.done
        assert call.error is None


@on_loop
async def test_failure_is_raised_where_the_call_is_awaited_each_time() -> None:
    async with app(user=None) as here:
        call = here.manager.connect()
        for _ in range(2):
            with pytest.raises(CallFailedError, match="log a user in first"):
                await call


@on_loop
async def test_calls_before_init_fail_and_lifecycle_before_init_counts() -> None:
    async with app(None) as here:
        with pytest.raises(CallFailedError, match=r"call init\(\) first"):
            await here.manager.connect()
        with pytest.raises(RefusedError, match="not initialised"):
            await here.manager.login("anna", TOKEN)
        here.manager.app_entered_background()
        await here.manager.init(AUTO)
        await here.manager.login("anna", TOKEN)
        await settle()
        assert here.server.peers == []
        here.manager.app_entered_foreground()
        await settle()
        assert here.manager.status is Status.CONNECTED


@on_loop
async def test_cancelling_an_await_leaves_the_call_alone() -> None:
    async with app() as here:
        here.server.mute = True
        call = here.manager.connect()
        waiting = asyncio.ensure_future(wait_for(call))
        await settle()
        waiting.cancel()
        await asyncio.wait([waiting])
        assert not call.done
        here.server.unmute()
        await call
        assert here.manager.status is Status.CONNECTED


async def wait_for(call: PendingCall[None]) -> None:
    await call


@on_loop
async def test_callbacks_that_raise_disturb_nobody(caplog: pytest.LogCaptureFixture) -> None:
    def raise_it(_: object) -> None:
        raise ZeroDivisionError

    async with app() as here:
        told: list[ConnectionChange] = []
        here.manager.add_connection_listener(ConnectionListener(raise_it, raise_it, raise_it))
        here.manager.add_connection_listener(ConnectionListener(connected=told.append))
        here.manager.add_message_listener(raise_it)
        await here.manager.connect(raise_it, raise_it)
        here.server.message("1")
        await settle()
        assert [change.status for change in told] == [Status.CONNECTED]
    assert caplog.text.count("a callback of the application raised") == 4


@on_loop
async def test_calls_out_of_a_callback_follow_one_another() -> None:
    async with app() as here:
        order: list[str] = []

        def connected(_: ConnectionChange) -> None:
            here.manager.disconnect(on_success=lambda _: order.append("disconnected"))
            order.append("connected")

        here.manager.add_connection_listener(ConnectionListener(connected=connected))
        await here.manager.connect(on_success=lambda _: order.append("connect reported"))
        await settle()
        assert order == ["connected", "connect reported", "disconnected"]
        assert here.server.open_peers == []


@on_loop
async def test_long_chain_of_calls_out_of_callbacks_ends() -> None:
    async with app() as here:
        left = 5_000

        def again(_: object) -> None:
            nonlocal left
            left -= 1
            if left:
                here.manager.ping(again, again)

        here.manager.ping(again, again)
        assert left == 0


@on_loop
async def test_listeners_hear_why_and_stop_hearing_when_removed() -> None:
    async with app() as here:
        told: list[ConnectionChange] = []
        remove = here.manager.add_connection_listener(
            ConnectionListener(told.append, told.append, told.append)
        )
        await here.manager.connect()
        here.manager.app_entered_background()
        await here.clock.advance(30_000)
        assert [(change.status.value, change.reason, change.requirement) for change in told] == [
            ("connecting", "connect() was called", "MAN-CONNECT"),
            ("connected", "the server authenticated the socket", "MAN-CONNECT"),
            ("disconnected", "the grace in the background is over", "MAN-GRACE-ENDS"),
        ]
        remove()
        remove()
        here.manager.app_entered_foreground()
        await here.manager.connect()
        assert len(told) == 3


@on_loop
async def test_deadline_that_passed_while_the_device_slept_comes_before_the_call_that_notices() -> None:
    async with app() as here:
        await here.manager.connect()
        here.manager.app_entered_background()
        assert here.manager.due_in_ms == 30_000
        here.clock.jump(31_000)
        with pytest.raises(CallFailedError, match="no connection"):
            await here.manager.ping()
        assert here.server.pings == 0
        assert here.manager.due_in_ms is None


@on_loop
async def test_messages_reach_listeners_and_streams_once_and_nothing_after_disconnect() -> None:
    async with app() as here:
        heard: list[ChatMessage] = []
        here.manager.add_message_listener(heard.append)
        await here.manager.connect()
        with here.manager.messages() as stream:
            for number in "123":
                here.server.message(number)
            await settle()
            assert [(await anext(stream)).id for _ in range(2)] == ["1", "2"]
            await here.manager.disconnect()
            here.server.peers[0].send('{"type": "message", "id": "4", "from": "server", "text": "late"}')
            await settle()
            stream.close()
            assert [message async for message in stream] == []
        assert [message.id for message in heard] == ["1", "2", "3"]


@on_loop
async def test_message_is_sent_while_connected_only() -> None:
    async with app() as here:
        with pytest.raises(NotConnectedError):
            await here.manager.send_message("ben", "hello")
        await here.manager.connect()
        await here.manager.send_message("ben", "hello")
        assert here.server.heard_messages == [{"type": "message", "to": "ben", "text": "hello"}]


class Backend:
    """An authenticator that knows one credential."""

    async def login(self, user: str, credential: Secret) -> Secret:
        await asyncio.sleep(0)
        if credential != Secret("password"):
            raise LoginRejectedError(user)
        return Secret(f"issued to {user}")


@on_loop
async def test_authenticator_turns_the_credential_into_the_token() -> None:
    async with app(AUTO, None, App(authenticator=Backend())) as here:
        with pytest.raises(LoginRejectedError):
            await here.manager.login("anna", "wrong")
        assert await here.manager.get_logged_in_user() is None
        assert await here.manager.login("anna", Secret("password")) == "anna"
        await settle()
        assert here.server.tokens == ["issued to anna"]


@on_loop
async def test_second_login_is_refused_and_changes_nothing() -> None:
    async with app(AUTO) as here:
        with pytest.raises(RefusedError):
            await here.manager.login("ben", "other")
        assert here.store.load() == Session("anna", Secret(TOKEN))
        here.server.close(1001)
        await here.clock.advance(1_000)
        assert here.server.tokens == [TOKEN, TOKEN]


class FullDisk(MemorySessionStore):
    full = True

    def save(self, session: Session) -> None:
        if self.full:
            raise StorageError("disk full")
        super().save(session)


@on_loop
async def test_login_that_cannot_be_saved_is_undone() -> None:
    store = FullDisk()
    async with app(AUTO, None, App(store)) as here:
        with pytest.raises(StorageError, match="disk full"):
            await here.manager.login("anna", TOKEN)
        assert await here.manager.get_logged_in_user() is None
        await settle()
        assert here.server.open_peers == []
        store.full = False
        await here.manager.login("anna", TOKEN)
        await settle()
        assert here.manager.status is Status.CONNECTED


class Unreadable(MemorySessionStore):
    fails = 1

    def load(self) -> Session | None:
        if self.fails:
            self.fails -= 1
            raise StorageError("set aside")
        return super().load()


@on_loop
async def test_init_that_cannot_read_the_store_can_be_repeated() -> None:
    async with app(None, here=App(Unreadable())) as here:
        with pytest.raises(StorageError):
            await here.manager.init(AUTO)
        assert await here.manager.init(AUTO) is None
