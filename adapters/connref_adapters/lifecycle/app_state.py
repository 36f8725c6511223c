"""The app in the background or in the foreground, as a toolkit or a terminal's signals say it.

A source is anything with `subscribe`. Three toolkits, each on the thread of its own main loop:

    # Kivy: App.on_pause and App.on_resume
    state = AppState()
    class ChatApp(App):
        def on_pause(self): state.background(); return True
        def on_resume(self): state.foreground()

    # Qt: QGuiApplication.applicationStateChanged
    qt_app.applicationStateChanged.connect(
        lambda now: state.foreground() if now == Qt.ApplicationState.ApplicationActive else state.background())

    # BeeWare: toga.Window.on_hide and on_show
    window.on_hide = lambda window: state.background()
    window.on_show = lambda window: state.foreground()

    unbind = bind_app_state(manager, state)

A terminal is a source too, for demonstrations on POSIX: SIGTSTP (Ctrl-Z) is the background, SIGCONT (fg) the
foreground.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Protocol

Notice = Callable[[], None]


class AppStateListener(Protocol):
    """What is told of the app's state; a `ConnectionManager` is one."""

    def app_entered_background(self) -> None:
        """The app is in the background."""
        ...

    def app_entered_foreground(self) -> None:
        """The app is in the foreground."""
        ...


class AppStateSource(Protocol):
    """Says when the app enters the background and the foreground."""

    def subscribe(self, background: Notice, foreground: Notice) -> Notice:
        """Call one of these on each change, on any thread; returns what ends it."""
        ...


class AppState:
    """A source that a toolkit's callbacks drive; its methods may be called on any thread."""

    def __init__(self) -> None:
        self._subscribers: list[tuple[Notice, Notice]] = []

    def background(self) -> None:
        """The app enters the background."""
        for background, _ in tuple(self._subscribers):
            background()

    def foreground(self) -> None:
        """The app enters the foreground."""
        for _, foreground in tuple(self._subscribers):
            foreground()

    def subscribe(self, background: Notice, foreground: Notice) -> Notice:
        """See `AppStateSource.subscribe`."""
        pair = (background, foreground)
        self._subscribers.append(pair)
        return lambda: self._subscribers.remove(pair) if pair in self._subscribers else None


def bind_app_state(listener: AppStateListener, source: AppStateSource) -> Notice:
    """Tell the listener, on the running event loop, what the source says; returns what ends it."""
    loop = asyncio.get_running_loop()

    def on_loop(notice: Notice) -> Notice:
        def tell() -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(notice)

        return tell

    return source.subscribe(
        on_loop(listener.app_entered_background), on_loop(listener.app_entered_foreground)
    )


@contextmanager
def following_signals(listener: AppStateListener, *, stop_after_s: float | None = None) -> Generator[None]:
    """Tell the listener of the signals while the body runs, on the running event loop.

    The process goes on after Ctrl-Z, so that the grace can be watched; with `stop_after_s` it really stops, that many
    seconds later. Raises `NotImplementedError` where the event loop has no signals.
    """
    loop = asyncio.get_running_loop()

    def suspended() -> None:
        listener.app_entered_background()
        if stop_after_s is not None:
            loop.call_later(stop_after_s, os.kill, os.getpid(), signal.SIGSTOP)

    loop.add_signal_handler(signal.SIGTSTP, suspended)
    loop.add_signal_handler(signal.SIGCONT, listener.app_entered_foreground)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGTSTP)
        loop.remove_signal_handler(signal.SIGCONT)
