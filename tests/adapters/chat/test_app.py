"""The demonstration at work, over a real server on the loopback: keys in, and what the screen then knows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

from tests.adapters.server.talking import run

from connref.effects import Status
from connref.protocol import Profile
from connref_adapters.chat import ChatApp, Screen
from connref_adapters.runtime import AppSettingsBuilder, SystemClock
from connref_adapters.server import ChatServer
from connref_adapters.storage import Secret
from connref_adapters.transports import Endpoint

GRACE_MS = 400


class Session:
    """The app with a person in front of it."""

    def __init__(self, app: ChatApp, server: ChatServer) -> None:
        self.app = app
        self.server = server

    def press(self, letters: str) -> None:
        for letter in letters:
            self.app.press(letter)

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(30):
            while not holds():  # noqa: ASYNC110 - the screen is looked at, as a person does
                await asyncio.sleep(0.005)

    def told(self, words: str) -> bool:
        return any(words in each.words for each in self.app.screen.happenings)

    def said(self, words: str) -> bool:
        return any(words in each.words for each in self.app.screen.messages)


@asynccontextmanager
async def session() -> AsyncGenerator[Session]:
    drawn: list[ChatApp] = []
    async with ChatServer() as server:
        screen = Screen("anna", server.url, "manual", GRACE_MS)
        app = ChatApp(screen, SystemClock(), drawn.append)
        settings = (
            AppSettingsBuilder(Endpoint(server.url))
            .auto_establish_socket_connection(False)
            .profile(Profile(grace_ms=GRACE_MS))
            .build()
        )
        running = asyncio.create_task(app.run(settings, Secret(server.tokens.issue("anna"))))
        made = Session(app, server)
        await made.until(lambda: app.manager.state == "idle")
        yield made
        app.press("q")
        await running
        assert drawn
        assert server.sockets == 0 or not server.users


def test_the_keys_connect_and_disconnect() -> None:
    async def story() -> None:
        async with session() as person:
            person.press("c")
            await person.until(lambda: person.told("connect() reports success"))
            person.press("d")
            await person.until(lambda: person.told("disconnect() reports success"))
            assert person.app.manager.status is Status.DISCONNECTED

    run(story())


def test_in_the_background_the_grace_runs_out() -> None:
    async def story() -> None:
        async with session() as person:
            person.press("c")
            await person.until(lambda: person.app.manager.status is Status.CONNECTED)
            person.press("b")
            assert person.app.screen.background
            assert person.app.manager.due_in_ms is not None
            await person.until(lambda: person.app.manager.status is Status.DISCONNECTED)
            assert any(each.requirement == "MAN-GRACE-ENDS" for each in person.app.screen.happenings)

    run(story())


def test_a_ping_and_a_return_save_it() -> None:
    async def story() -> None:
        async with session() as person:
            person.press("c")
            await person.until(lambda: person.app.manager.status is Status.CONNECTED)
            person.press("bp")
            await person.until(lambda: person.told("ping() reports success"))
            person.press("f")
            await asyncio.sleep(GRACE_MS * 2 / 1000)
            assert person.app.manager.status is Status.CONNECTED
            assert not person.app.screen.background

    run(story())


def test_the_network_goes_and_comes_back() -> None:
    async def story() -> None:
        async with session() as person:
            person.press("c")
            await person.until(lambda: person.app.manager.status is Status.CONNECTED)
            person.press("n")
            assert not person.app.screen.network
            await person.until(lambda: person.app.manager.status is Status.CONNECTING)
            person.press("n")
            await person.until(lambda: person.app.manager.status is Status.CONNECTED)

    run(story())


def test_a_message_goes_out_and_comes_in() -> None:
    async def story() -> None:
        async with session() as person:
            person.press("sanna too early\n")
            await person.until(lambda: person.told("there is no connection"))
            person.press("c")
            await person.until(lambda: person.app.manager.status is Status.CONNECTED)
            person.press("s")
            person.press("anna hello quitx\x7f!")
            assert person.app.screen.typing == "anna hello quit!"
            person.press("\n")
            assert person.app.screen.typing is None
            await person.until(lambda: person.said("anna: hello quit!"))
            assert person.said("to anna: hello quit!")
            person.press("sanna\n")
            person.press("s\x1b")
            assert len(person.app.screen.messages) == 2

    run(story())


def test_a_key_that_means_nothing_changes_nothing() -> None:
    async def story() -> None:
        async with session() as person:
            before = list(person.app.screen.happenings)
            person.press("xyz\t1")
            await asyncio.sleep(0.02)
            assert list(person.app.screen.happenings) == before

    run(story())
