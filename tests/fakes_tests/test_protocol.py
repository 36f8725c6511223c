"""The fakes speak the driver protocol: hello, replies, errors, what is hidden, and the child process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from connref.protocol import InputName, ObservationKind, observation_from_json
from fakes import RIGHT, FakeDriver, Options, random_right
from fakes.device import Device
from fakes.stories import CONNECTED, play, seen

_EVERYTHING = (
    "connect=early init login=u connect=c1 connect=c2 +5000 ping=p1 background ping=p2 +100 server_message=m1 "
    "network_down +2000 network_up foreground connect=c3 +5000 server_close=1000 +5000 server_reject connect=c4 "
    "+5000 server_approve disconnect=d1 server_mute connect=c5 +5000 server_unmute +100 server_refuse "
    "server_accept kill init +100 logout background +40000"
)


@pytest.mark.parametrize("name", RIGHT)
@pytest.mark.parametrize("mode", ["auto", "manual", None])
def test_every_reply_is_well_formed(name: str, mode: str | None) -> None:
    options = RIGHT[name]
    now = 0
    for reply in play(FakeDriver(options), mode, _EVERYTHING):
        if not reply["ok"]:
            assert reply["error"]["kind"] == "unsupported"
            assert reply["error"]["message"].split()[-1] in options.unsupported_inputs
            continue
        assert ("next" in reply) is options.announces_next
        assert reply.get("next") is None or reply["next"] > reply["now"]
        for body in reply["observations"]:
            observation = observation_from_json(body)
            assert observation.to_json() == body
            assert now <= observation.at <= reply["now"]
            assert observation.kind.value not in options.unobserved
            assert (observation.socket is not None) is (
                options.sockets_numbered and "socket" in observation.kind
            )
            now = observation.at
        now = reply["now"]


def test_hello_names_all_that_the_kit_must_know() -> None:
    options = Options(
        tick_ms=250, grace_ms=9_000, unsupported_inputs=frozenset({"kill"}), unobserved=frozenset({"status"})
    )
    reply = FakeDriver(options, name="mine").request({"id": 7, "op": "hello", "protocol": 1})
    assert reply == {
        "id": 7,
        "ok": True,
        "implementation": {"name": "mine", "version": "1", "language": "python"},
        "clock": "virtual",
        "tolerance_ms": 250,
        "inputs": [
            n.value for n in InputName if n is not InputName.KILL and hasattr(Device, f"do_{n.value}")
        ],
        "observes": [k.value for k in ObservationKind if k is not ObservationKind.STATUS],
        "profile": {"grace_ms": 9_000, "reconnect_bound_ms": 60_000},
    }


@pytest.mark.parametrize(
    ("request_", "complaint"),
    [
        ({"op": "hello", "protocol": 2}, "protocol is 2"),
        ({"op": "restart"}, "op is 'restart'"),
        ({"op": "reset", "mode": "both"}, "mode is 'both'"),
        ({"op": "advance", "ms": -1}, "ms is -1"),
        ({"op": "advance", "ms": True}, "ms is True"),
        ({"op": "do", "input": "reboot"}, "input is 'reboot'"),
        ({"op": "do", "input": "login"}, "user is None"),
        ({"op": "do", "input": "server_close", "code": 2000}, "code is 2000"),
        ({"op": "do", "input": "connect", "call": "used"}, "call 'used' is not unique"),
    ],
)
def test_a_wrong_request_is_refused_and_changes_nothing(request_: dict[str, Any], complaint: str) -> None:
    driver = FakeDriver(Options())
    play(driver, "manual", "init login=u connect=used +100")
    reply = driver.request({"id": 1, **request_})
    assert reply["ok"] is False
    assert reply["error"]["kind"] == "protocol"
    assert complaint in reply["error"]["message"]
    assert driver.request({"id": 2, "op": "advance", "ms": 0})["now"] == 100


@pytest.mark.parametrize(
    "text", ["init kill background", "init network_down login=u", "init server_mute logout"]
)
def test_an_input_that_the_kit_must_not_send_is_refused_unless_told_otherwise(text: str) -> None:
    assert play(FakeDriver(Options()), "auto", text)[-1]["error"]["kind"] == "protocol"
    assert play(FakeDriver(Options(), strict=False), "auto", text)[-1]["ok"] is True


def test_nothing_before_the_first_reset() -> None:
    reply = FakeDriver(Options()).request({"id": 1, "op": "do", "input": "init"})
    assert reply["error"] == {"kind": "protocol", "message": "no reset yet"}


def test_bye_finishes() -> None:
    driver = FakeDriver(Options())
    assert driver.request({"id": 3, "op": "bye"}) == {"id": 3, "ok": True}
    assert driver.finished


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("mode", ["auto", "manual"])
def test_a_reset_isolates_and_the_same_requests_give_the_same_replies(seed: int, mode: str) -> None:
    options = random_right(seed)
    used, fresh = FakeDriver(options), FakeDriver(options)
    play(used, "manual" if mode == "auto" else "auto", _EVERYTHING)
    play(used, mode, CONNECTED + "server_mute server_refuse server_reject network_down background")
    assert play(used, mode, _EVERYTHING) == play(fresh, mode, _EVERYTHING)


def test_the_child_process_gives_the_same_replies() -> None:
    requests = [
        {"id": 1, "op": "hello", "protocol": 1},
        {"id": 2, "op": "reset", "mode": "auto"},
        {"id": 3, "op": "do", "input": "init"},
        {"id": 4, "op": "do", "input": "login", "user": "ü"},
        {"id": 5, "op": "advance", "ms": 100},
        {"id": 6, "op": "bye"},
    ]
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    root = Path(__file__).parents[2]
    paths = f"{root / 'model'}:{root / 'tests'}"
    done = subprocess.run(
        [sys.executable, "-m", "fakes", "plain"],
        input=lines,
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": paths},
        timeout=60,
    )
    driver = FakeDriver(RIGHT["plain"], name="plain")
    assert [json.loads(line) for line in done.stdout.splitlines()] == [driver.request(r) for r in requests]
    assert done.stderr == ""


def test_an_unknown_name_is_told_apart_from_a_fault() -> None:
    from fakes.__main__ import main

    assert main(["nobody"]) == 2


def test_the_default_mode_is_auto() -> None:
    text = "init login=u +100 background foreground +100"
    assert seen(FakeDriver(Options()), None, text) == seen(FakeDriver(Options()), "auto", text)
