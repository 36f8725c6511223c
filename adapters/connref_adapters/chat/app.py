"""The demonstration at work: keys in, calls of the manager out, and the screen kept fresh."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import assert_never

from connref.errors import ConnrefError
from connref_adapters.chat.keys import Key, LineEditor
from connref_adapters.chat.screen import Screen
from connref_adapters.runtime import AppSettings, ChatMessage, Clock, ConnectionManager
from connref_adapters.storage import MemorySessionStore, Secret

REFRESH_S = 0.1
"""How often the countdown moves."""


class ChatApp:
    """One person's session: press keys with `press`, and `draw` is called when there is something new to see."""

    def __init__(self, screen: Screen, clock: Clock, draw: Callable[[ChatApp], None]) -> None:
        self.screen = screen
        self.manager = ConnectionManager(store=MemorySessionStore(), clock=clock, observers=[screen])
        self._clock = clock
        self._draw = draw
        self._changed = asyncio.Event()
        self._quit = asyncio.Event()
        self._editor: LineEditor | None = None
        self._sending: set[asyncio.Task[None]] = set()
        screen.changed = self._changed.set
        self.manager.add_message_listener(self._take)

    async def run(self, settings: AppSettings, token: Secret) -> None:
        """From login until `Key.QUIT`. Raises what init and login report."""
        async with self.manager:
            await self.manager.init(settings)
            await self.manager.login(self.screen.user, token)
            while not self._quit.is_set():
                self._draw(self)
                await self._news()
            for task in self._sending:
                task.cancel()

    def quit(self) -> None:
        """End, as `Key.QUIT` does."""
        self._quit.set()
        self._changed.set()

    def press(self, letter: str) -> None:
        """One key: a command, or a letter of the line being typed."""
        if self._editor is not None:
            self._type(self._editor, letter)
        elif (key := Key.of(letter)) is not None:
            self._obey(key)
        self._changed.set()

    def app_entered_background(self) -> None:
        """The terminal says so, or the key."""
        self.screen.background = True
        self.manager.app_entered_background()

    def app_entered_foreground(self) -> None:
        """The terminal says so, or the key."""
        self.screen.background = False
        self.manager.app_entered_foreground()

    def _obey(self, key: Key) -> None:
        match key:
            case Key.BACKGROUND:
                self.app_entered_background()
            case Key.FOREGROUND:
                self.app_entered_foreground()
            case Key.PING:
                self.manager.ping()
            case Key.CONNECT:
                self.manager.connect()
            case Key.DISCONNECT:
                self.manager.disconnect()
            case Key.NETWORK:
                self._toggle_network()
            case Key.SAY:
                self._editor = LineEditor()
                self.screen.typing = ""
            case Key.QUIT:
                self.quit()
            case _:
                assert_never(key)

    def _toggle_network(self) -> None:
        self.screen.network = not self.screen.network
        if self.screen.network:
            self.manager.network_available()
        else:
            self.manager.network_lost()

    def _type(self, editor: LineEditor, letter: str) -> None:
        line = editor.press(letter)
        self.screen.typing = editor.text
        if line is None:
            return
        self._editor = self.screen.typing = None
        to, _, text = line.strip().partition(" ")
        if text:
            task = asyncio.get_running_loop().create_task(self._send(to, text))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    async def _send(self, to: str, text: str) -> None:
        try:
            await self.manager.send_message(to, text)
        except ConnrefError as error:
            self.screen.add(self._clock.now(), str(error))
        else:
            self.screen.say(self._clock.now(), f"to {to}: {text}")

    def _take(self, message: ChatMessage) -> None:
        self.screen.say(self._clock.now(), f"{message.sender}: {message.text}")

    async def _news(self) -> None:
        """Wait until something changed; while something is due, only until the countdown has to move."""
        try:
            async with asyncio.timeout(None if self.manager.due_in_ms is None else REFRESH_S):
                await self._changed.wait()
        except TimeoutError:
            return
        self._changed.clear()
