"""The app is followed by the events alone, and a step says what it was."""

from __future__ import annotations

import pytest

from connref.spec.vocabulary import Event, Wish
from connref.verify.monitor import AppState, Due, Step, View

UP, DOWN = View(Wish.WANTED, up=True), View(Wish.UNWANTED, up=False)


def app_after(*events: Event | None) -> AppState:
    app = AppState()
    for event in events:
        app = app.after(event)
    return app


@pytest.mark.parametrize(
    ("events", "app"),
    [
        ((Event.INIT,), AppState(started=True)),
        ((Event.LOGIN,), AppState()),
        ((Event.INIT, Event.LOGIN), AppState(started=True, user=True)),
        ((Event.REOPEN, Event.BACKGROUND), AppState(started=True, user=True, background=True)),
        ((Event.BACKGROUND, Event.REOPEN, Event.FOREGROUND), AppState(started=True, user=True)),
        ((Event.REOPEN, Event.LOGOUT, None), AppState(started=True)),
        ((Event.REOPEN, Event.BACKGROUND, Event.KILL), AppState()),
        ((Event.REOPEN, Event.INIT, Event.PING, Event.LOST), AppState(started=True, user=True)),
    ],
)
def test_app_is_followed_by_its_events(events: tuple[Event | None, ...], app: AppState) -> None:
    assert app_after(*events) == app


def test_ready_is_a_user_in_the_foreground_of_a_running_app() -> None:
    assert app_after(Event.REOPEN).ready
    assert not app_after(Event.REOPEN, Event.BACKGROUND).ready
    assert not app_after(Event.INIT).ready


def test_a_step_says_what_it_was() -> None:
    here, there = app_after(Event.REOPEN), app_after(Event.REOPEN, Event.BACKGROUND)
    entered = Step(Event.BACKGROUND, UP, DOWN, here, there, None, Due.UNSET)
    assert (entered.enters, entered.goes_down, entered.returns, entered.comes_up) == (
        True,
        True,
        False,
        False,
    )
    returned = Step(Event.FOREGROUND, DOWN, UP, there, here, None, Due.UNSET)
    assert (returned.enters, returned.goes_down, returned.returns, returned.comes_up) == (
        False,
        False,
        True,
        True,
    )
    again = Step(Event.BACKGROUND, UP, UP, there, there, None, Due.UNSET)
    assert not again.enters


def test_leave_to_go_on_is_a_wish_too() -> None:
    assert View(Wish.ALLOWED, up=False).wants
    assert not DOWN.wants
