"""Recordings for tests: what the kit plays on a fake, written as sessions, and texts of lines judged at once."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from typing import Any, TextIO

from connref.protocol import Case, Do
from connref_adapters.drivers import Hello, Playback
from connref_adapters.recorded.checker import Checker
from connref_adapters.recorded.lines import read_lines
from connref_adapters.recorded.result import CheckSummary, Malformed, SessionResult
from connref_adapters.recorded.writer import SessionWriter

HEADER: dict[str, Any] = {"session": "s", "mode": "manual", "tolerance_ms": 0}


def record(stream: TextIO, case: Case, playback: Playback, hello: Hello) -> None:
    """A case as it was played, as one session with an end."""
    writer = SessionWriter(stream, case.id, case.mode, hello.profile, observes=hello.observes)
    now = 0
    for index, reply in enumerate(playback.replies):
        step = case.steps[index - 1] if index else None
        if isinstance(step, Do):
            writer.input(now, step)
        for seen in reply.observations:
            writer.observation(seen)
        now = reply.now
    writer.end(now)


class Checked:
    """All that a checker says of recordings."""

    def __init__(self, *files: bytes, window_ms: int = 0) -> None:
        self.sessions: list[SessionResult] = []
        self.malformed: list[Malformed] = []
        checker = Checker(self.sessions.append, self.malformed.append, window_ms=window_ms)
        for number, content in enumerate(files, start=1):
            checker.read(f"file{number}", read_lines(io.BytesIO(content)))
        self.summary: CheckSummary = checker.finish()

    @property
    def problems(self) -> list[tuple[int, str]]:
        """The unusable lines, by number."""
        return [(line.line, line.problem) for line in self.malformed]


def lines(*bodies: dict[str, Any] | str) -> bytes:
    """A recording: objects are written as JSON, texts as they are."""
    texts = (body if isinstance(body, str) else json.dumps(body) for body in bodies)
    return "".join(f"{text}\n" for text in texts).encode()


def events(at: int, *words: str) -> Iterable[dict[str, Any]]:
    """Inputs at one instant, with their own field after an equals sign."""
    fields = {
        "login": "user",
        "connect": "call",
        "disconnect": "call",
        "ping": "call",
        "server_message": "message",
    }
    for word in words:
        name, _, value = word.partition("=")
        yield {"at": at, "input": name} | ({fields[name]: value} if value else {})


CONNECTED: tuple[dict[str, Any], ...] = (
    *events(0, "init", "login=u", "connect=c"),
    {"at": 40, "kind": "socket_open", "socket": 1},
    {"at": 40, "kind": "outcome", "call": "c", "api": "connect", "result": "success"},
)
"""A session in manual mode until the connection is up, at 40 ms."""

CLOSED: dict[str, Any] = {"kind": "socket_closed", "socket": 1, "by": "client"}
