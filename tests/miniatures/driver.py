"""A driver in miniature, and every way to break it: `python driver.py DEFECT [FLAG]`, or in process.

It needs the standard library alone, so that it starts fast and shares nothing with what it tests. The defect
strikes at the ping whose call is "strike" (those named hello-… and bye-… at that request). With FLAG, a path,
it strikes only while that file is missing, and creates it: once, that is, and not again after a restart.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

INPUTS = [
    *("init", "login", "logout", "connect", "disconnect", "ping", "background", "foreground", "kill"),
    *("suspend", "resume", "network_handover"),
    *("network_down", "network_up", "server_close", "server_mute", "server_unmute", "server_refuse"),
    *("server_accept", "server_reject", "server_approve", "server_message"),
]
KINDS = [
    *("socket_opening", "socket_open", "socket_closed", "socket_failed", "ping_sent", "status", "outcome"),
    *("threw", "delivered", "user"),
]
STRIKE = "strike"
Body = dict[str, Any]


class Miniature:
    """Replies to every request at once. Not an SDK: it reports what shows that requests arrived in order."""

    def __init__(self, **hello: object) -> None:
        self.now = 0
        self.hello = hello

    def request(self, request: Body) -> Body:
        reply: Body = {"id": request["id"], "ok": True}
        match request["op"]:
            case "hello":
                return reply | self.introduction() | self.hello
            case "bye":
                return reply
            case "reset":
                self.now = 0
            case "advance":
                self.now += request["ms"]
            case _:
                return self.do(reply, request)
        return reply | {"now": self.now, "observations": [], "next": self.now + 5}

    def do(self, reply: Body, request: Body) -> Body:
        if request["input"] == "kill":
            return {"id": request["id"], "ok": False, "error": {"kind": "crash", "message": "SDK is gone"}}
        if request["input"] == "logout":
            return {"id": request["id"], "ok": False, "error": {"kind": "unsupported", "message": "no way"}}
        return reply | {"now": self.now, "observations": self.seen(request)}

    def seen(self, request: Body) -> list[Body]:
        if "call" in request:
            outcome = {"at": self.now, "kind": "outcome", "call": request["call"], "api": request["input"]}
            return [outcome | {"result": "success"}, {"at": self.now, "kind": "socket_open", "socket": 1}]
        if "message" in request:
            return [{"at": self.now, "kind": "delivered", "message": request["message"]}]
        return []

    def introduction(self) -> Body:
        return {
            "implementation": {"name": "miniature", "version": "1.0", "language": "python"},
            "clock": "virtual",
            "tolerance_ms": 0,
            "inputs": INPUTS,
            "observes": KINDS,
        }


def write(data: bytes) -> None:
    while data:
        data = data[os.write(1, data) :]


def line(body: object) -> bytes:
    return json.dumps(body).encode() + b"\n"


def leave(status: int, log: str = "") -> None:
    sys.stderr.write(log)
    sys.stderr.flush()
    os._exit(status)


def pour(first: bytes) -> None:
    """Reply, and then write without end."""
    write(first)
    while True:
        write(b"still here\n" * 1_000)


def sleep() -> None:
    time.sleep(60)


def grandchild() -> None:
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    leave(4)


def chatter(reply: Body) -> None:
    sys.stderr.write("".join(f"log line {number}\n" for number in range(20_000)))
    leave(9, "the very last words\n")


# What a defect writes instead of the reply: a change of the reply, or something else altogether.
CHANGES: dict[str, Body] = {
    "wrong-id": {"id": 999_999},
    "true-id": {"id": True},
    "text-id": {"id": "7"},
    "no-ok": {"ok": "yes"},
    "no-now": {"now": None},
    "text-now": {"now": "0"},
    "negative-now": {"now": -1},
    "now-behind": {"now": 99},
    "now-ahead": {"now": 101},
    "observations-missing": {"observations": None},
    "observations-text": {"observations": "none"},
    "observation-number": {"observations": [7]},
    "observation-unknown": {"observations": [{"at": 100, "kind": "socket_opne"}]},
    "observation-lacks-field": {"observations": [{"at": 100, "kind": "outcome", "call": "c"}]},
    "observation-late": {"observations": [{"at": 101, "kind": "socket_open"}]},
    "observation-early": {"observations": [{"at": 99, "kind": "socket_open"}]},
    "next-past": {"next": 99},
    "next-text": {"next": "soon"},
    "error-kind": {"ok": False, "error": {"kind": "sulk", "message": "not today"}},
    "error-bare": {"ok": False},
    "strict-socket": {"observations": [{"at": 100, "kind": "threw", "call": "c"}]},
    "hello-error": {"ok": False, "error": {"kind": "unsupported", "message": "protocol 2 only"}},
    "hello-protocol": {"protocol": 2},
    "hello-clock": {"clock": "sundial"},
    "hello-tolerance": {"tolerance_ms": None},
    "hello-observes": {"observes": ["socket_open"]},
    "hello-inputs": {"inputs": "all"},
    "hello-implementation": {"implementation": {"name": "x"}},
    "hello-profile": {"profile": {"grace_ms": -1}},
    "bye-error": {"ok": False, "error": {"kind": "crash", "message": "no"}},
}
ACTIONS: dict[str, Callable[[Body], object]] = {
    "hang": lambda _: sleep(),
    "bye-endless": lambda reply: pour(line(reply)),
    "half-line": lambda reply: (write(line(reply)[:20]), sleep()),
    "exit": lambda _: leave(3, "cannot go on\n"),
    "half-line-exit": lambda reply: (write(line(reply)[:20]), leave(3)),
    "signal": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "garbage": lambda _: write(b"Listening on port 80\n"),
    "blank": lambda _: write(b"\n"),
    "not-utf8": lambda _: write(b'{"id": "\xff"}\n'),
    "list": lambda _: write(b"[1]\n"),
    "deep": lambda _: write(b"[" * 100_000 + b"\n"),
    "long-line": lambda reply: write(line(reply | {"pad": "x" * (1 << 20)})),
    "endless": lambda _: (write(b"x" * (1 << 21)), sleep()),
    "twice": lambda reply: write(line(reply) * 2),
    "close-input": lambda reply: (os.close(0), write(line(reply)), sleep()),
    "close-output": lambda _: (os.close(1), sleep()),
    "grandchild": lambda _: grandchild(),
    "chatter": chatter,
    "hello-hang": lambda _: sleep(),
    "hello-exit": lambda _: leave(1, "ImportError: no SDK\n"),
    "hello-banner": lambda reply: write(b"Miniature SDK 1.0\n" + line(reply)),
    "bye-hang": lambda reply: (write(line(reply)), sleep()),
    "bye-mute": lambda _: sleep(),
    "bye-status": lambda reply: (write(line(reply)), leave(5)),
    "bye-extra": lambda reply: write(line(reply) + b"so long\n"),
    "bye-gone": lambda _: leave(0),
}


def strikes(request: Body, defect: str, flag: Path | None) -> bool:
    stage, _, _ = defect.partition("-")
    due = request["op"] == stage if stage in {"hello", "bye"} else request.get("call") == STRIKE
    if not (defect and due) or (flag is not None and flag.exists()):
        return False
    if flag is not None:
        flag.touch()
    return True


def main(defect: str = "", flag: str | None = None) -> None:
    driver = Miniature()
    for text in iter(sys.stdin.readline, ""):
        request = json.loads(text)
        reply = driver.request(request)
        if not strikes(request, defect, Path(flag) if flag else None):
            write(line(reply))
        elif defect in CHANGES:
            write(line(reply | CHANGES[defect]))
        else:
            ACTIONS[defect](reply)
        if request["op"] == "bye":
            return


if __name__ == "__main__":
    main(*sys.argv[1:])
