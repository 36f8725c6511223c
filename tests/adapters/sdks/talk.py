"""Plays a session with a driver program: all requests in at once, all replies out, one process."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

import pytest

LIMIT_S = 60
_FIELDS = {
    "login": "user",
    "connect": "call",
    "disconnect": "call",
    "ping": "call",
    "network_handover": "notice",
    "server_close": "code",
    "server_message": "message",
}
_AS_JSON = {"server_close", "network_handover"}

Reply = dict[str, Any]
Seen = tuple[int, str, Mapping[str, Any]]


def story(mode: str | None, steps: str) -> list[dict[str, Any]]:
    """The requests of a case: "+100" advances by 100 ms, "login:alice" is an input with its own field."""
    requests: list[dict[str, Any]] = [{"op": "reset", "mode": mode}]
    for word in steps.split():
        if word.startswith("+"):
            requests.append({"op": "advance", "ms": int(word[1:])})
            continue
        name, _, value = word.partition(":")
        request: dict[str, Any] = {"op": "do", "input": name}
        if name in _FIELDS:
            request[_FIELDS[name]] = json.loads(value) if name in _AS_JSON else value
        requests.append(request)
    return requests


def raw(command: Sequence[str], requests: Sequence[Mapping[str, Any]]) -> str:
    """What the driver writes when it is sent all requests at once and then `bye`; it has to end well."""
    lines = [
        json.dumps({"id": number, **request}) for number, request in enumerate([*requests, {"op": "bye"}], 1)
    ]
    ended = subprocess.run(
        command, input="\n".join(lines) + "\n", capture_output=True, text=True, timeout=LIMIT_S, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def replies(command: Sequence[str], requests: Sequence[Mapping[str, Any]]) -> list[Reply]:
    """The replies, `bye` left out; ids are checked to be in order and each line to stand for one request."""
    read = [json.loads(line) for line in raw(command, requests).splitlines()]
    assert [reply["id"] for reply in read] == list(range(1, len(requests) + 2))
    return read[:-1]


def seen(command: Sequence[str], mode: str | None, steps: str) -> list[Seen]:
    """Everything observed in one case, the SDK's own status left out: (at, kind, other fields)."""
    found: list[Seen] = []
    for reply in replies(command, story(mode, steps)):
        assert reply["ok"], reply
        for observation in reply["observations"]:
            fields = dict(observation)
            at, kind = fields.pop("at"), fields.pop("kind")
            if kind != "status":
                found.append((at, kind, fields))
    return found


def short(observations: Sequence[Seen]) -> list[str]:
    """The same as lines of text: `50 socket_open 1`."""
    return [
        " ".join([str(at), kind, *(str(value) for value in fields.values())])
        for at, kind, fields in observations
    ]


def unavailable(reason: str) -> NoReturn:
    """A test that cannot be run here is skipped on a developer's machine and fails in continuous integration."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"needed in continuous integration: {reason}")
    pytest.skip(reason)
