"""The keys of the demonstration, and how single keys are read from a terminal."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from enum import Enum
from typing import TextIO


class Key(Enum):
    """What each key does: the key itself, and its words for the screen."""

    BACKGROUND = ("b", "background")
    FOREGROUND = ("f", "foreground")
    PING = ("p", "ping")
    CONNECT = ("c", "connect")
    DISCONNECT = ("d", "disconnect")
    NETWORK = ("n", "network lost/back")
    SAY = ("s", "say")
    QUIT = ("q", "quit")

    @property
    def letter(self) -> str:
        """The key to press."""
        return self.value[0]

    @property
    def words(self) -> str:
        """What it does."""
        return self.value[1]

    @classmethod
    def of(cls, letter: str) -> Key | None:
        """The key with this letter, large or small; None for one that does nothing."""
        return next((key for key in cls if key.letter == letter.lower()), None)


ENTER = "\r\n"
ERASE = "\x7f\x08"
ESCAPE = "\x1b"


class LineEditor:
    """A line being typed, one key at a time."""

    def __init__(self) -> None:
        self.text = ""

    def press(self, letter: str) -> str | None:
        """Take a key; the whole line once Enter ends it, and an empty one where Escape gives it up."""
        if letter in ENTER:
            return self.text
        if letter == ESCAPE:
            return ""
        if letter in ERASE:
            self.text = self.text[:-1]
        elif letter.isprintable():
            self.text += letter
        return None


class KeyReader:
    """Hands each key pressed on a terminal to a function. Ctrl-C and Ctrl-Z stay signals."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = sys.stdin if stream is None else stream

    @contextmanager
    def reading(self, press: Callable[[str], None]) -> Generator[None]:
        """Read keys on the running event loop while the body runs; the terminal is as before afterwards."""
        import termios
        import tty

        descriptor = self._stream.fileno()
        before = termios.tcgetattr(descriptor)
        loop = asyncio.get_running_loop()

        def read() -> None:
            for letter in os.read(descriptor, 1024).decode("utf-8", "ignore"):
                press(letter)

        tty.setcbreak(descriptor)
        loop.add_reader(descriptor, read)
        try:
            yield
        finally:
            loop.remove_reader(descriptor)
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
