"""A story is told from the events alone, and a step says what it was."""

from __future__ import annotations

import pytest

from connref.spec.vocabulary import Event, Wish
from connref.verify.monitor import Due, Seen, Story, View

UP, DOWN = View(Wish.WANTED, up=True), View(Wish.UNWANTED, up=False)


def story(*events: Event | None) -> Story:
    told = Story()
    for event in events:
        told = told.after(event)
    return told


@pytest.mark.parametrize(
    ("events", "told"),
    [
        ((Event.INIT,), Story(started=True)),
        ((Event.LOGIN,), Story()),
        ((Event.INIT, Event.LOGIN), Story(started=True, user=True)),
        ((Event.REOPEN, Event.BACKGROUND), Story(started=True, user=True, background=True)),
        ((Event.BACKGROUND, Event.REOPEN, Event.FOREGROUND), Story(started=True, user=True)),
        ((Event.REOPEN, Event.LOGOUT, None), Story(started=True)),
        ((Event.REOPEN, Event.BACKGROUND, Event.KILL), Story()),
        ((Event.REOPEN, Event.INIT, Event.PING, Event.LOST), Story(started=True, user=True)),
    ],
)
def test_story(events: tuple[Event | None, ...], told: Story) -> None:
    assert story(*events) == told


def test_ready_is_a_user_in_the_foreground_of_a_running_app() -> None:
    assert story(Event.REOPEN).ready
    assert not story(Event.REOPEN, Event.BACKGROUND).ready
    assert not story(Event.INIT).ready


def test_a_step_says_what_it_was() -> None:
    here, there = story(Event.REOPEN), story(Event.REOPEN, Event.BACKGROUND)
    entered = Seen(Event.BACKGROUND, UP, DOWN, here, there, None, Due.UNSET)
    assert (entered.enters, entered.goes_down, entered.returns, entered.comes_up) == (
        True,
        True,
        False,
        False,
    )
    returned = Seen(Event.FOREGROUND, DOWN, UP, there, here, None, Due.UNSET)
    assert (returned.enters, returned.goes_down, returned.returns, returned.comes_up) == (
        False,
        False,
        True,
        True,
    )
    again = Seen(Event.BACKGROUND, UP, UP, there, there, None, Due.UNSET)
    assert not again.enters


def test_leave_to_go_on_is_a_wish_too() -> None:
    assert View(Wish.ALLOWED, up=False).wants
    assert not DOWN.wants
