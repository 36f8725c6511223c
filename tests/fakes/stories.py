"""Stories in one line: ``init login=u connect=c1 +100 background +29_999`` as the steps of the protocol."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from connref.protocol import INPUT_FIELDS, Advance, Do, InputName, Step
from fakes.driver import FakeDriver
from fakes.options import Options

SIGNED_IN = "init login=u "
CONNECTED = "init login=u connect=c0 +100 "
IN_GRACE = CONNECTED + "background "


def story(text: str) -> tuple[Step, ...]:
    """Read a story: `+n` advances, anything else is an input, with its own field after an equals sign."""
    return tuple(_step(word) for word in text.split())


def _step(word: str) -> Step:
    if word.startswith("+"):
        return Advance(int(word[1:]))
    name, _, value = word.partition("=")
    kind = InputName(name)
    if kind in INPUT_FIELDS:
        return Do(kind, value == "true" if INPUT_FIELDS[kind][1] is bool else INPUT_FIELDS[kind][1](value))
    return Do(kind)


def play(driver: FakeDriver, mode: str | None, text: str) -> list[dict[str, Any]]:
    """Reset, play a story, and give all replies. An error reply is given like any other."""
    replies = [driver.request({"id": 0, "op": "reset", "mode": mode})]
    for number, step in enumerate(story(text), start=1):
        replies.append(driver.request({"id": number, **step.request()}))
    return replies


def seen(driver: FakeDriver, mode: str | None, text: str) -> list[dict[str, Any]]:
    """Play a story that goes well, and give all observations. Raises `ValueError` for an error reply."""
    replies = play(driver, mode, text)
    for reply in replies:
        if not reply["ok"]:
            raise ValueError(f"step {reply['id']}: {reply['error']}")
    return [observation for reply in replies for observation in reply["observations"]]


def brief(observations: list[dict[str, Any]]) -> list[str]:
    """The observations in words, without status and without what merely begins."""
    words: list[str] = []
    for body in observations:
        match body:
            case {"kind": "status" | "socket_opening"}:
                continue
            case {"kind": "outcome", "call": call, "result": result}:
                text = f"{call} {result}"
            case {"kind": "threw", "call": call}:
                text = f"{call} threw"
            case {"kind": "user", "value": value}:
                text = f"user {value}"
            case _:
                text = str(body["kind"]).removeprefix("socket_")
        words.append(f"{body['at']} {text}")
    return words


def end_of(mode: str, text: str, since: int, options: Mapping[str, Any]) -> list[str]:
    """Play a story, and say what happened from that instant on."""
    return brief([o for o in seen(FakeDriver(Options(**options)), mode, text) if o["at"] >= since])
