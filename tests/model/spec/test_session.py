"""The session's chart: complete, told of storage, and kept by the charts of both modes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from connref.protocol import Mode
from connref.semantics.table import SESSION_LOCATIONS, combinations, compile_table, session_table
from connref.spec.interpretations import DEFAULT, reading
from connref.spec.session import SESSION
from connref.spec.vocabulary import Event, Session, Storage

SESSION_EVENTS = (Event.INIT, Event.REOPEN, Event.LOGIN, Event.LOGOUT, Event.KILL)


def branch(
    location: str, event: Event, choices: Mapping[str, str] | None = None
) -> tuple[str, tuple[Storage, ...]]:
    taken = session_table()[location, event].branch(dict(reading(dict(choices or {})).choices))
    return taken.destination, taken.stores


def test_every_declared_transition_is_a_branch_and_every_row_is_decided() -> None:
    rows = session_table().values()
    assert {each for row in rows for each in row.branches} == set(SESSION.transitions)
    for row in rows:
        assert {row.branch(choices) for choices in combinations(row.names)} == set(row.branches)


def test_what_can_come_where() -> None:
    alive = {Event.INIT, Event.LOGIN, Event.LOGOUT, Event.KILL}
    events = {
        name: {event for where, event in session_table() if where == name} for name in SESSION.locations
    }
    assert events == {
        "running": alive | {Event.REOPEN},
        "ready": alive,
        "logged_in": alive,
        "not_running": {Event.INIT, Event.REOPEN},
    }


def test_each_mode_moves_the_session_as_its_chart_says() -> None:
    """Both charts go through the same events: where a mode's transition leads, the session stands there too."""
    for mode in Mode:
        table = compile_table(mode)
        for (name, event, _), row in table.rows.items():
            before = SESSION_LOCATIONS[table.locations[name].session]
            ours = session_table().get((before, event))
            after = {table.locations[each.destination].session for each in row.branches}
            if event is Event.KILL:
                assert after == {Session.NOT_INITIALISED}
            elif ours is None:
                assert event not in SESSION_EVENTS
                assert after == {table.locations[name].session}
            else:
                assert after == {SESSION.locations[each.destination].session for each in ours.branches}


def test_a_login_saves_a_logout_forgets_and_init_reports() -> None:
    assert branch("ready", Event.LOGIN) == ("logged_in", (Storage.SAVE,))
    assert branch("logged_in", Event.LOGOUT) == ("ready", (Storage.FORGET,))
    assert branch("not_running", Event.REOPEN) == ("logged_in", (Storage.REPORT,))
    assert branch("running", Event.LOGIN) == ("running", (Storage.REFUSE,))
    assert branch("logged_in", Event.KILL) == ("not_running", ())


@pytest.mark.parametrize(
    ("event", "name", "option", "stores"),
    [
        (Event.LOGIN, "login-again", "ignored", ()),
        (Event.LOGIN, "login-again", "error", (Storage.REFUSE,)),
        (Event.LOGIN, "login-again", "switches", (Storage.SAVE,)),
        (Event.INIT, "init-again", "error", (Storage.REFUSE, Storage.REPORT)),
        (Event.INIT, "init-again", "ignored", (Storage.REPORT,)),
    ],
)
def test_what_comes_again_is_for_the_reading(
    event: Event, name: str, option: str, stores: tuple[Storage, ...]
) -> None:
    assert branch("logged_in", event, {name: option}) == ("logged_in", stores)


def test_the_default_reading_is_one_of_them() -> None:
    assert session_table()["logged_in", Event.LOGIN].branch(dict(DEFAULT.choices))
