"""What the demonstration remembers of a manager."""

from __future__ import annotations

import random

from connref.effects import Api, ReportOutcome, Result
from connref.inputs import Background, Connect, Init, Login, Opened
from connref.protocol import Mode
from connref.semantics.machine import ConnectionMachine
from connref_adapters.chat import Screen
from connref_adapters.chat.screen import KEPT
from connref_adapters.runtime import AppSettingsBuilder
from connref_adapters.transports import Endpoint

SETTINGS = AppSettingsBuilder(Endpoint("ws://127.0.0.1:1/chat")).build()


def new_screen() -> Screen:
    return Screen("anna", "ws://127.0.0.1:1/chat", "manual", 30_000)


def test_transitions_are_told_with_their_requirement() -> None:
    screen = new_screen()
    machine = ConnectionMachine(Mode.MANUAL, jitter=random.Random(1).random, on_transition=screen.transition)
    screen.started(1_000, SETTINGS, None)
    for received in (Init(), Login("anna"), Connect("c"), Opened(1), Background(), Background()):
        machine.handle(received, 1_500)
    told = [(each.at, each.words, each.requirement) for each in screen.happenings]
    assert told[0] == (0, "init()", "")
    assert told[-1] == (500, "policy: connected → grace", "MAN-GRACE")
    assert (500, "socket: opening → up", "MAN-CONNECT") in told


def test_outcomes_are_told_with_their_detail() -> None:
    screen = new_screen()
    screen.started(0, SETTINGS, "anna")
    screen.carried_out(5, ReportOutcome("c", Api.PING, Result.ERROR, "there is no connection"))
    screen.carried_out(6, ReportOutcome("c", Api.CONNECT, Result.SUCCESS))
    screen.closed(7)
    assert [each.words for each in screen.happenings] == [
        "init() found anna",
        "ping() reports error: there is no connection",
        "connect() reports success",
        "the manager is closed",
    ]


def test_only_the_latest_are_kept_and_every_one_is_announced() -> None:
    screen = new_screen()
    announced: list[None] = []
    screen.changed = lambda: announced.append(None)
    for number in range(KEPT + 5):
        screen.add(number, str(number))
    screen.say(1, "hello")
    assert [screen.happenings[0].words, len(screen.happenings)] == ["5", KEPT]
    assert len(announced) == KEPT + 6


def test_nothing_that_a_terminal_obeys_gets_through() -> None:
    screen = new_screen()
    screen.say(1, "bert: \x1b]0;evil\x07\u202ename\n你好")
    assert screen.messages[0].words == "bert: \\x1b]0;evil\\x07\\u202ename\\x0a你好"
    screen.add(1, "error: \x1b[2J")
    assert "\x1b" not in screen.happenings[0].words
