"""Structured logs: every transition with its requirement, as fields and as JSON, and nothing private."""

from __future__ import annotations

import io
import json
import logging
from typing import Any

import pytest
from tests.adapters.observability.watching import TEXT, TOKEN, USER, story
from tests.adapters.runtime.loops import on_loop

from connref.spec.requirements import REQUIREMENTS
from connref_adapters.observability import JsonFormatter, StructuredLog, json_handler


async def logged(level: int) -> tuple[str, list[dict[str, Any]]]:
    stream = io.StringIO()
    logger = logging.Logger("story", level)  # noqa: LOG001 - one that no other test sees
    logger.addHandler(json_handler(stream))
    await story(StructuredLog(logger))
    return stream.getvalue(), [json.loads(line) for line in stream.getvalue().splitlines()]


@on_loop
async def test_each_transition_names_its_requirement() -> None:
    _, lines = await logged(logging.INFO)
    transitions = [line for line in lines if "requirement" in line]
    assert {line["requirement"] for line in transitions} <= set(REQUIREMENTS)
    last = [line for line in transitions if line["chart"] == "policy"][
        -2
    ]  # the last is the end of the process
    assert {key: last[key] for key in ("requirement", "event", "target", "level", "at_ms")} == {
        "requirement": "MAN-GRACE-ENDS", "event": "deadline", "target": "idle_background", "level": "INFO",
        "at_ms": last["at_ms"],
    }  # fmt: skip
    assert last["message"] == "MAN-GRACE-ENDS: grace → idle_background"
    assert lines[0]["message"] == "started"
    assert lines[-1]["message"] == "closed"


@on_loop
async def test_troubles_are_warnings() -> None:
    _, lines = await logged(logging.WARNING)
    assert {line["level"] for line in lines} == {"WARNING"}
    assert {line["message"] for line in lines} == {"socket closed", "socket failed", "credentials rejected"}


@on_loop
async def test_everything_is_there_at_debug_and_nothing_private() -> None:
    text, lines = await logged(logging.DEBUG)
    assert {"socket opening", "socket given up", "connect: success", "ping: error"} <= {
        line["message"] for line in lines
    }
    for private in (TEXT, TOKEN, USER):
        assert private not in text


@on_loop
async def test_usual_logger_is_the_runtimes(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "connref.runtime")
    await story(StructuredLog())
    assert {record.name for record in caplog.records} == {"connref.runtime"}


def test_exceptions_and_plain_records_are_json_too() -> None:
    record = logging.LogRecord(
        "app",
        logging.ERROR,
        "",
        1,
        "went %s",
        ("wrong",),
        (ZeroDivisionError, ZeroDivisionError("by zero"), None),
    )
    body = json.loads(JsonFormatter().format(record))
    assert body["message"] == "went wrong"
    assert "ZeroDivisionError" in body["exception"]
