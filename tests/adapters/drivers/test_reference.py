"""The reference driver speaks the driver protocol in full, in process and over pipes, and shows every reading."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from connref.errors import DefinitionError
from connref.protocol import InputName, ObservationKind, Profile, observation_from_json
from connref.spec.interpretations import INTERPRETATIONS, reading
from connref.world import Latencies
from connref_adapters.drivers.hello import hello_from_reply
from connref_adapters.drivers.reference import ReferenceDriver, driver_from_arguments, main

AT_ONCE = Latencies(0, 0, 0, 0)


class Kit:
    """A kit's side in a few words: `say("do", input="init")` gives the observations."""

    def __init__(self, mode: str | None = "manual", **choices: str) -> None:
        options = {name.replace("_", "-"): option for name, option in choices.items()}
        self.driver = ReferenceDriver(reading=reading(options), latencies=AT_ONCE)
        self.seen: list[dict[str, Any]] = []
        self.say("reset", mode=mode)

    def say(self, op: str, **fields: object) -> list[dict[str, Any]]:
        reply = self.driver.request({"id": 1, "op": op, **fields})
        assert reply["ok"], reply
        self.seen += reply["observations"]
        return reply["observations"]

    def play(self, text: str) -> list[dict[str, Any]]:
        """`init, connect c, 100`: inputs with their field, or milliseconds; returns what the last one showed."""
        shown: list[dict[str, Any]] = []
        for words in text.split(","):
            name, *rest = words.split()
            if name.isdecimal():
                shown = self.say("advance", ms=int(name))
                continue
            fields: dict[str, object] = {}
            if rest:
                field = {"login": "user", "server_close": "code", "server_message": "message"}.get(
                    name, "call"
                )
                fields[field] = int(rest[0]) if rest[0].isdecimal() else rest[0]
            shown = self.say("do", input=name, **fields)
        return shown

    def kinds(self, *kinds: str) -> list[dict[str, Any]]:
        return [each for each in self.seen if each["kind"] in kinds]


UP = "init, login anna, connect first"


def test_hello_lists_all_inputs_and_observations() -> None:
    reply = ReferenceDriver(profile=Profile(grace_ms=500)).request({"id": 9, "op": "hello", "protocol": 1})
    hello = hello_from_reply(reply)
    assert reply["id"] == 9
    assert hello.inputs == set(InputName)
    assert hello.observes == set(ObservationKind)
    assert hello.profile == Profile(grace_ms=500)


def test_a_reset_isolates() -> None:
    kit = Kit()
    kit.play(f"{UP}, background, 7")
    assert kit.driver.request({"id": 2, "op": "reset", "mode": "auto"}) == {
        "id": 2, "ok": True, "now": 0, "observations": [], "next": None,
    }  # fmt: skip
    assert kit.play("init") == [{"at": 0, "kind": "user", "value": None}]
    first = kit.play("login anna")
    assert first[0] == {"at": 0, "kind": "socket_opening", "socket": 1}


def test_next_is_the_next_armed_timer() -> None:
    kit = Kit()
    kit.play(f"{UP}, background")
    assert kit.driver.request({"id": 3, "op": "advance", "ms": 5})["next"] == 30_000


@pytest.mark.parametrize(
    "request_",
    [
        {"op": "fly"},
        {"op": "do", "input": "levitate"},
        {"op": "do", "input": "connect"},
        {"op": "do", "input": "server_close", "code": 5},
        {"op": "advance", "ms": -1},
        {"op": "advance", "ms": "1"},
        {"op": "reset", "mode": "semi"},
        {"op": "hello", "protocol": 2},
    ],
)
def test_what_is_no_request_is_answered_with_an_error_and_changes_nothing(
    request_: dict[str, object],
) -> None:
    kit = Kit()
    reply = kit.driver.request({"id": 4, **request_})
    assert reply["id"] == 4
    assert not reply["ok"]
    assert reply["error"]["kind"] == "protocol"
    assert kit.play("init") == [{"at": 0, "kind": "user", "value": None}]


def test_before_a_reset_there_is_nothing_to_do() -> None:
    reply = ReferenceDriver().request({"id": 1, "op": "advance", "ms": 1})
    assert "reset" in reply["error"]["message"]


def test_a_call_in_a_dead_process_is_the_kits_mistake() -> None:
    kit = Kit()
    kit.play("init, kill")
    reply = kit.driver.request({"id": 1, "op": "do", "input": "connect", "call": "c"})
    assert reply["error"]["kind"] == "protocol"


def test_every_observation_can_be_read_back() -> None:
    kit = Kit(call_before_init="throws", auth_rejected="retries")
    kit.play(
        f"ping early, {UP}, ping p, server_message m, server_reject, network_down, network_up, 9000, kill, init"
    )
    read = [observation_from_json(each) for each in kit.seen]
    assert {each.kind for each in read} == set(ObservationKind)
    assert [each.to_json() for each in read] == kit.seen


def test_kill_ends_the_socket_and_init_finds_the_user() -> None:
    kit = Kit("auto")
    kit.play("init, login anna, kill")
    assert kit.kinds("socket_closed") == [{"at": 0, "kind": "socket_closed", "socket": 1, "by": "client"}]
    assert {"at": 0, "kind": "user", "value": "anna"} in kit.play("init")
    assert kit.kinds("socket_open")[-1]["socket"] == 2


def outcome(kit: Kit, call: str) -> str:
    found = [each["result"] for each in kit.kinds("outcome") if each["call"] == call]
    threw = ["threw" for each in kit.kinds("threw") if each["call"] == call]
    return " ".join([*found, *threw]) or "nothing"


def is_up(kit: Kit) -> str:
    changes = kit.kinds("socket_open", "socket_closed")
    return "up" if changes and changes[-1]["kind"] == "socket_open" else "down"


EXHIBITS: list[tuple[str, str, dict[str, str]]] = [
    ("ping-at-deadline", f"{UP}, background, 30000, ping c, 1, ?", {"inclusive": "up", "exclusive": "down"}),
    (
        "return-at-deadline",
        f"{UP}, background, 30000, foreground, 1, ?",
        {"inclusive": "up", "exclusive": "down"},
    ),
    ("ping-in-foreground", f"{UP}, ping c", {"sends": "success", "error": "error", "nothing": "nothing"}),
    ("ping-when-down", "init, login anna, ping c", {"error": "error", "success": "success"}),
    ("connect-when-up", f"{UP}, connect c", {"success": "success", "error": "error"}),
    (
        "connect-while-opening",
        "init, login anna, server_refuse, connect a, connect c, server_accept, 9000",
        {"joins": "success", "error": "error"},
    ),
    (
        "connect-in-background",
        "init, login anna, background, 10000, connect e, 20000, ?",
        {
            "refused": "down",
            "grace-from-open": "up",
            "grace-from-call": "up",
            "grace-from-entry": "down",
            "held": "up",
        },
    ),
    (
        "connect-offline",
        "init, login anna, network_down, connect c, network_up",
        {"waits": "success", "fails": "error"},
    ),
    ("disconnect-when-down", "init, login anna, disconnect c", {"success": "success", "error": "error"}),
    (
        "background-while-opening",
        "init, login anna, server_mute, connect c, background, 10000, server_unmute, 20000, ?",
        {"aborts": "down", "grace-from-entry": "down", "grace-from-open": "up"},
    ),
    (
        "background-while-waiting",
        f"{UP}, network_down, background, network_up, ?",
        {"gives-up": "down", "grace-from-entry": "up"},
    ),
    (
        "background-again",
        f"{UP}, background, 20000, background, 10000, ?",
        {"ignored": "down", "restarts": "up"},
    ),
    ("server-close", f"{UP}, server_close 1000, 9000, ?", {"reconnects": "up", "stays-down": "down"}),
    (
        "auth-rejected",
        "init, login anna, server_reject, connect c, server_approve, 9000, ?",
        {"stops": "down", "retries": "up"},
    ),
    ("call-before-init", "connect c", {"error": "error", "throws": "threw", "nothing": "nothing"}),
]
AUTO_EXHIBITS: list[tuple[str, str, dict[str, str]]] = [
    (
        "ping-in-auto",
        "init, login anna, ping c",
        {"sends": "success", "error": "error", "nothing": "nothing"},
    ),
    (
        "connect-in-auto",
        "init, login anna, background, connect c, ?",
        {"refused": "down", "opens-until-foreground": "up"},
    ),
    (
        "disconnect-in-auto",
        "init, login anna, disconnect c, background, foreground, ?",
        {"ignored": "up", "until-foreground": "up", "until-connect": "down"},
    ),
]


@pytest.mark.parametrize(
    ("mode", "name", "story", "option", "expected"),
    [
        (mode, name, story, option, expected)
        for mode, rows in (("manual", EXHIBITS), ("auto", AUTO_EXHIBITS))
        for name, story, by_option in rows
        for option, expected in by_option.items()
    ],
)
def test_each_reading_is_what_is_seen(mode: str, name: str, story: str, option: str, expected: str) -> None:
    kit = Kit(mode, **{name: option})
    kit.play(story.removesuffix(", ?"))
    assert (is_up(kit) if story.endswith("?") else outcome(kit, "c")) == expected


def test_the_exhibits_show_every_option_of_what_they_exhibit() -> None:
    for name, _, by_option in [*EXHIBITS, *AUTO_EXHIBITS]:
        assert set(by_option) == set(INTERPRETATIONS[name].options)


def test_a_ping_counts_from_the_instant_that_the_reading_says() -> None:
    for option, down_at in (("called", 50_000), ("answered", 50_700)):
        driver = ReferenceDriver(
            reading=reading({"ping-counts-when": option}), latencies=Latencies(0, 0, 700, 0)
        )
        kit = Kit()
        kit.driver = driver
        kit.say("reset", mode="manual")
        kit.play(f"{UP}, background, 20000, ping c, 60000")
        assert [each["at"] for each in kit.kinds("socket_closed")] == [down_at]


def test_a_command_line_makes_the_driver_that_it_says() -> None:
    words = (
        "--reading ping-at-deadline=inclusive --reading background-again=restarts "
        "--open-ms 1 --auth-ms 2 --reply-ms 3 --message-ms 4 --grace-ms 500 --reconnect-bound-ms 900 --seed 6"
    )
    driver = driver_from_arguments(words.split())
    assert driver.reading == reading({"ping-at-deadline": "inclusive", "background-again": "restarts"})
    assert driver.latencies == Latencies(1, 2, 3, 4)
    assert driver.profile == Profile(500, 900)
    assert driver.seed == 6
    assert driver.request({"id": 1, "op": "reset", "mode": None})["ok"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--reading inclusive", "ID=OPTION"),
        ("--reading ping-at-deadline=maybe", "inclusive, exclusive"),
        ("--reading no-such-thing=x", "ping-at-deadline"),
        ("--open-ms -5", "open_ms"),
        ("--reconnect-bound-ms 1", "reconnect bound"),
    ],
)
def test_wrong_use_is_told_and_ends_with_status_2(
    words: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(DefinitionError, match=message):
        driver_from_arguments(words.split())
    assert main(words.split()) == 2
    assert message in capsys.readouterr().err


def test_it_serves_json_lines_as_a_process() -> None:
    requests = [
        {"id": 1, "op": "hello", "protocol": 1},
        {"id": 2, "op": "reset", "mode": None},
        {"id": 3, "op": "do", "input": "init"},
        {"id": 4, "op": "do", "input": "login", "user": "anna"},
        {"id": 5, "op": "advance", "ms": 100},
        {"id": 6, "op": "bye"},
    ]
    done = subprocess.run(
        [sys.executable, "-m", "connref_adapters.drivers.reference", "--open-ms", "40", "--auth-ms", "2"],
        input="".join(json.dumps(each) + "\n" for each in requests),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert [reply["id"] for reply in replies] == [1, 2, 3, 4, 5, 6]
    assert all(reply["ok"] for reply in replies)
    assert {"at": 42, "kind": "socket_open", "socket": 1} in replies[4]["observations"]
