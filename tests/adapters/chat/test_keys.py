"""The keys of the demonstration."""

from __future__ import annotations

import asyncio
import os
import pty
import termios

import pytest

from connref_adapters.chat import Key, KeyReader
from connref_adapters.chat.keys import LineEditor


def test_every_key_has_a_letter_of_its_own() -> None:
    letters = [key.letter for key in Key]
    assert len(set(letters)) == len(letters)
    assert all(Key.of(key.letter.upper()) is key is Key.of(key.letter) for key in Key)
    assert Key.of("x") is None


def test_a_line_is_typed_corrected_and_entered() -> None:
    editor = LineEditor()
    assert all(editor.press(letter) is None for letter in "bert hx\x7fi\t")
    assert editor.text == "bert hi"
    assert editor.press("\n") == "bert hi"
    assert editor.press("\x1b") == ""


def test_single_keys_are_read_and_the_terminal_is_as_before() -> None:
    ours, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)

    async def story() -> str:
        pressed: list[str] = []
        enough = asyncio.Event()

        def press(letter: str) -> None:
            pressed.append(letter)
            if len(pressed) == 3:
                enough.set()

        with os.fdopen(theirs, "r", closefd=False) as stream, KeyReader(stream).reading(press):
            os.write(ours, b"cb")
            os.write(ours, b"q")
            async with asyncio.timeout(30):
                await enough.wait()
        return "".join(pressed)

    try:
        assert asyncio.run(story()) == "cbq"
        assert termios.tcgetattr(theirs) == before
    finally:
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize("word", ["background", "foreground", "ping", "connect", "disconnect", "network"])
def test_there_is_a_key_for_everything_that_moves_the_model(word: str) -> None:
    assert any(key.words.startswith(word) for key in Key)
