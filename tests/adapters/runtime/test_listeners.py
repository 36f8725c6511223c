"""What connection listeners are told: the status, and the reason in words for every input that there is."""

from __future__ import annotations

from typing import get_args

from connref.effects import Status
from connref.inputs import (
    Background,
    Call,
    Closed,
    ClosedBy,
    Connect,
    Disconnect,
    Input,
    Ping,
    SocketFact,
    Tick,
)
from connref.protocol import Mode
from connref.semantics.table import compile_table
from connref.spec.link import LINK
from connref_adapters.runtime.listeners import (
    TIMES,
    WORDS,
    ConnectionChange,
    ConnectionListener,
    ConnectionListeners,
    change_of,
    reason_of,
)


def test_every_input_but_time_and_closing_has_words() -> None:
    kinds = {*get_args(Input)} - {Call, SocketFact} | {*get_args(Call), *get_args(SocketFact)}
    assert set(WORDS) == kinds - {Tick, Closed}


def test_every_event_of_time_has_words() -> None:
    links = {rule.event.value for rule in LINK.transitions}
    assert {"retry_due", "open_timeout", "ping_timeout"} <= links
    assert set(TIMES) == {"retry_due", "open_timeout", "ping_timeout", "deadline"}
    assert reason_of(Tick(), []) == "time passed"


def test_close_says_who_and_with_which_code() -> None:
    assert reason_of(Closed(1, 4401), []) == "the server closed the socket (code 4401)"
    assert reason_of(Closed(1, 1006, ClosedBy.NETWORK), []) == "the network closed the socket (code 1006)"


def test_requirement_is_the_policys_where_it_took_part() -> None:
    rules = (rule for row in compile_table(Mode.AUTO).rows.values() for rule in row.branches)
    policy = next(rule for rule in rules if rule.requirement == "AUTO-BACKGROUND")
    link = next(rule for rule in LINK.transitions if rule.requirement == "RES-ONE-SOCKET")
    assert change_of(Status.DISCONNECTED, Background(), [link, policy], 7) == ConnectionChange(
        Status.DISCONNECTED, "the app entered the background", "AUTO-BACKGROUND", 7
    )
    assert change_of(Status.DISCONNECTED, Background(), [link], 7).requirement == "RES-ONE-SOCKET"
    assert change_of(Status.DISCONNECTED, Background(), [], 7).requirement is None


def test_each_status_has_its_callback_and_each_may_be_left_out() -> None:
    listeners = ConnectionListeners()
    told: list[str] = []
    listeners.add(
        ConnectionListener(
            lambda change: told.append("up " + change.reason),
            lambda change: told.append("on its way " + change.reason),
            lambda change: told.append("down " + change.reason),
        )
    )
    listeners.add(ConnectionListener())
    for status in Status:
        listeners.tell(ConnectionChange(status, "now", None, 0))
    assert told == ["up now", "on its way now", "down now"]


def test_words_fit_calls() -> None:
    assert [WORDS[kind] for kind in (Connect, Disconnect, Ping)] == [
        "connect() was called",
        "disconnect() was called",
        "ping() was called",
    ]
