"""The screen of the demonstration, as text."""

from __future__ import annotations

import pytest
from rich.console import Console

from connref.effects import Status
from connref_adapters.chat import Key, Screen, view


def drawn(
    screen: Screen,
    status: Status = Status.CONNECTED,
    due: int | None = None,
    height: int = 24,
    width: int = 110,
) -> str:
    console = Console(width=width, height=height, record=True, color_system=None, force_terminal=False)
    with console.capture() as capture:
        console.print(view(screen, status, "grace", due, height), height=height)
    return capture.get()


def new_screen() -> Screen:
    return Screen("anna", "ws://127.0.0.1:1/chat", "manual", 30_000)


@pytest.mark.parametrize("status", Status)
def test_the_head_says_how_it_stands(status: Status) -> None:
    text = drawn(new_screen(), status)
    for words in ("anna, manual mode", "ws://127.0.0.1:1/chat", status.value, "grace", "in the foreground"):
        assert words in text


def test_the_deadline_counts_down_in_the_background() -> None:
    screen = new_screen()
    screen.background = True
    assert "deadline in 12.3 s" in drawn(screen, due=12_340)
    screen.background = False
    assert "next by itself in 0.4 s" in drawn(screen, due=400)
    assert "nothing is due" in drawn(screen)


def test_a_lost_network_is_seen() -> None:
    screen = new_screen()
    screen.network = False
    assert "lost" in drawn(screen)


@pytest.mark.parametrize("width", [80, 110, 200])
def test_every_key_is_on_the_screen(width: int) -> None:
    text = drawn(new_screen(), width=width)
    assert all(f"{key.letter} {key.words}" in text for key in Key)


def test_a_line_being_typed_takes_the_place_of_the_keys() -> None:
    screen = new_screen()
    screen.typing = "bert he"
    text = drawn(screen)
    assert "bert he" in text
    assert "Enter sends" in text


def test_the_latest_happenings_and_messages_are_shown_as_far_as_they_fit() -> None:
    screen = new_screen()
    for number in range(40):
        screen.add(number * 100, f"happening {number}", "MAN-GRACE")
    screen.say(2_500, "bert: [b]no markup[/b]")
    text = drawn(screen)
    assert "happening 39" in text
    assert "happening 20" not in text
    assert "MAN-GRACE" in text
    assert "bert: [b]no markup[/b]" in text
    assert len(text.splitlines()) <= 24
