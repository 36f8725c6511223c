"""The vendors' server halves, frame by frame: what each protocol's own documentation says the server answers."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from connref_adapters.sdks.catalogue import find

HERE = Path(__file__).parent
HALVES = find("javascript").folder.parent / "halves"
END = "\x1e"

Told = list[list[Any]]


def told(node: str, half: str, *acts: tuple[str, object] | tuple[str]) -> Told:
    """What the half of that file does when this happens, in order."""
    lines = "\n".join(json.dumps(act) for act in acts)
    arguments = [node, str(HERE / "halves.mjs"), half, (HALVES / f"{half}.mjs").as_uri()]
    ended = subprocess.run(arguments, input=lines, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def frame(**fields: object) -> str:
    return json.dumps(fields)


def test_plain_says_the_text_and_nothing_else(node: str) -> None:
    assert told(node, "plain", ("open",), ("receive", "x"), ("message", "hi")) == [["message", "hi"]]


def test_pusher_approves_at_open_answers_pings_and_sends_to_subscribers(node: str) -> None:
    subscribe = frame(event="pusher:subscribe", data={"channel": "chat"})
    seen = told(
        node,
        "pusher",
        ("open",),
        ("message", "early"),
        ("receive", frame(event="pusher:ping", data={})),
        ("receive", subscribe),
        ("message", "hi"),
    )
    assert [kind for kind, _ in seen] == ["authenticate", "message", "pong", "send", "message"]
    approved, rejected = (json.loads(seen[0][1][name]) for name in ("approved", "rejected"))
    assert approved["event"] == "pusher:connection_established"
    assert json.loads(approved["data"]) == {"socket_id": "1.7", "activity_timeout": 120}
    assert (json.loads(rejected["data"])["code"], seen[0][1]["code"]) == (4001, 4001)
    assert seen[1][1] is None
    assert json.loads(seen[2][1])["event"] == "pusher:pong"
    assert json.loads(seen[3][1])["event"] == "pusher_internal:subscription_succeeded"
    assert json.loads(json.loads(seen[4][1])["data"]) == {"text": "hi"}


def test_phoenix_answers_heartbeats_and_joins_with_their_references(node: str) -> None:
    seen = told(
        node,
        "phoenix",
        ("receive", json.dumps([None, "3", "phoenix", "heartbeat", {}])),
        ("receive", json.dumps(["4", "4", "room:chat", "phx_join", {}])),
        ("message", "hi"),
    )
    ok: dict[str, object] = {"status": "ok", "response": {}}
    assert [[kind, json.loads(text)] for kind, text in seen] == [
        ["pong", [None, "3", "phoenix", "phx_reply", ok]],
        ["send", ["4", "4", "room:chat", "phx_reply", ok]],
        ["message", [None, None, "room:chat", "message", {"text": "hi"}]],
    ]


def test_centrifuge_reads_commands_on_lines_and_pings_by_itself(node: str) -> None:
    both = frame(id=1, connect={}) + "\n" + frame(id=2, subscribe={"channel": "chat"})
    seen = told(
        node, "centrifuge", ("receive", both), ("after", 25_000), ("after", 25_000), ("message", "hi")
    )
    assert [kind for kind, _ in seen] == ["authenticate", "send", "send", "send", "message"]
    assert json.loads(seen[0][1]["approved"])["connect"]["ping"] == 25
    assert seen[0][1]["code"] == 3500
    assert json.loads(seen[1][1]) == {"id": 2, "subscribe": {}}
    assert [text for _, text in seen[2:4]] == ["{}", "{}"]
    assert json.loads(seen[4][1])["push"] == {"channel": "chat", "pub": {"data": {"text": "hi"}}}


def test_socketio_opens_approves_the_namespace_and_pings(node: str) -> None:
    seen = told(
        node, "socketio", ("open",), ("receive", '40{"token":"x"}'), ("receive", "3"), ("after", 25_000)
    )
    assert seen[0][1].startswith('0{"sid":')
    assert json.loads(seen[0][1][1:])["pingTimeout"] == 20_000
    assert seen[1] == [
        "authenticate",
        {
            "approved": '40{"sid":"s7"}',
            "rejected": '44{"message":"unauthorized"}',
            "code": 1000,
            "reason": "",
        },
    ]
    assert seen[2:] == [["send", "2"]]
    assert told(node, "socketio", ("message", "hi")) == [["message", '42["message","hi"]']]


def test_signalr_shakes_hands_once_and_pings(node: str) -> None:
    handshake = frame(protocol="json", version=1) + END
    seen = told(
        node,
        "signalr",
        ("receive", handshake),
        ("receive", frame(type=6) + END),
        ("after", 15_000),
        ("message", "m"),
    )
    assert [kind for kind, _ in seen] == ["authenticate", "send", "message"]
    assert (seen[0][1]["approved"], seen[0][1]["rejected"]) == ("{}" + END, '{"error":"unauthorized"}' + END)
    assert json.loads(seen[1][1].removesuffix(END)) == {"type": 6}
    assert json.loads(seen[2][1].removesuffix(END))["arguments"] == ["m"]


def test_ably_connects_at_open_and_answers_by_action(node: str) -> None:
    seen = told(
        node,
        "ably",
        ("open",),
        ("receive", frame(action=0, id="h")),
        ("receive", frame(action=10, channel="chat")),
        ("receive", frame(action=7)),
        ("message", "hi"),
    )
    assert json.loads(seen[0][1]["approved"])["action"] == 4
    assert json.loads(seen[0][1]["rejected"])["error"]["code"] == 40101
    assert [(kind, json.loads(text)["action"]) for kind, text in seen[1:]] == [
        ("pong", 0),
        ("send", 11),
        ("send", 8),
        ("message", 15),
    ]


@pytest.mark.parametrize(
    ("half", "ping"),
    [("stream", '[{"type":"health.check"}]'), ("sendbird", 'PING{"id":5}')],
)
def test_halves_that_are_assumptions_approve_at_open_and_answer_pings(
    node: str, half: str, ping: str
) -> None:
    seen = told(node, half, ("open",), ("receive", ping), ("message", "hi"))
    assert [kind for kind, _ in seen] == ["authenticate", "pong", "message"]
    assert "alice" in seen[0][1]["approved"]
    assert "hi" in seen[2][1]
    assert "assumption" in (HALVES / f"{half}.mjs").read_text("utf-8")
