"""The recording of an application: it says what happened, passes the check, and holds no secret."""

from __future__ import annotations

import io
import json
from typing import Any

from tests.adapters.observability.watching import TEXT, TOKEN, story
from tests.adapters.runtime.loops import on_loop

from connref_adapters.observability import SessionLog
from connref_adapters.observability.session_log import ServerNotes
from connref_adapters.recorded.checker import Checker, Malformed
from connref_adapters.recorded.lines import read_lines
from connref_adapters.recorded.result import SessionResult, SessionVerdict


async def recorded(tolerance_ms: int = 20) -> tuple[str, list[dict[str, Any]]]:
    stream = io.StringIO()
    await story(SessionLog(stream, "s-1", tolerance_ms=tolerance_ms, version=("chat", "1.0")))
    return stream.getvalue(), [json.loads(line) for line in stream.getvalue().splitlines()]


@on_loop
async def test_header_names_session_mode_numbers_and_version() -> None:
    _, (header, *_) = await recorded()
    assert header["session"] == "s-1"
    assert header["mode"] == "manual"
    assert header["tolerance_ms"] == 20
    assert header["profile"] == {"grace_ms": 30_000, "reconnect_bound_ms": 60_000}
    assert header["implementation"] == {"name": "chat", "version": "1.0"}
    assert "ping_sent" not in header["observes"]


@on_loop
async def test_time_counts_from_init_and_what_the_server_did_is_told_from_its_effect() -> None:
    _, (_, *events) = await recorded()
    assert events[0] == {"at": 0, "input": "init"}
    told = [event["input"] for event in events if event.get("input", "").startswith("server")]
    assert told == [
        "server_message", "server_close", "server_refuse", "server_accept", "server_mute", "server_unmute",
        "server_close", "server_reject", "server_approve",
    ]  # fmt: skip
    assert events[-1]["end"] is True
    kinds = [event.get("input") or event.get("kind") for event in events]
    assert kinds[kinds.index("server_refuse") + 1] == "socket_failed"
    assert kinds[kinds.index("server_mute") + 1] == "socket_closed"
    assert kinds[-2:] == ["kill", None]


@on_loop
async def test_recording_conforms_and_holds_no_text_and_no_token() -> None:
    # All that happens in the story happens at whole seconds, which a finer clock would not show.
    text, _ = await recorded(tolerance_ms=1_000)
    results: list[SessionResult] = []
    bad: list[Malformed] = []
    checker = Checker(results.append, bad.append)
    checker.read("story", read_lines(io.BytesIO(text.encode())))
    checker.finish()
    assert bad == []
    assert [result.verdict for result in results] == [SessionVerdict.CONFORMS]
    assert TEXT not in text
    assert TOKEN not in text


def test_notes_of_the_server_are_written_once_until_an_opening_succeeds() -> None:
    notes = ServerNotes()
    assert notes.fair() == []
    assert [name.value for name in (*notes.refuse(), *notes.refuse(), *notes.mute(), *notes.reject())] == [
        "server_refuse",
        "server_mute",
        "server_reject",
    ]
    assert [name.value for name in notes.fair()] == ["server_accept", "server_unmute", "server_approve"]
    assert notes.fair() == []
    assert [name.value for name in notes.refuse()] == ["server_refuse"]
