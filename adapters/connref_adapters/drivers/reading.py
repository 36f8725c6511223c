"""Reads the replies to one case: holds each line to the schema if `--strict`, and knows what follows an error reply."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from connref.errors import ProtocolError
from connref_adapters.drivers.channel import Body, encode_json
from connref_adapters.drivers.faults import FaultReason, Trouble
from connref_adapters.drivers.hello import PROTOCOL_VERSION, Hello, hello_from_reply
from connref_adapters.drivers.messages import (
    ClockFault,
    ErrorKind,
    Playback,
    PlaybackStatus,
    Reply,
    Timeline,
    error_from_reply,
)

SCHEMA_FILE = "protocol.schema.json"


@cache
def protocol_schema() -> Mapping[str, Any]:
    """The shipped schema (draft 2020-12). `$defs` has `request`, `reply_hello`, `reply_step`, `reply_bye` …."""
    from importlib.resources import files

    return json.loads(files(__package__ or "").joinpath(SCHEMA_FILE).read_text(encoding="utf-8"))


def definition(name: str) -> Mapping[str, Any]:
    """One definition of the schema as a schema of its own."""
    schema = protocol_schema()
    return {"$schema": schema["$schema"], "$ref": f"#/$defs/{name}", "$defs": schema["$defs"]}


class Strict:
    """Validates requests and replies. Building one imports `jsonschema`, so it is built only when asked for."""

    def __init__(self) -> None:
        # jsonschema ships no complete types; what is used of it is typed here.
        validator: Any = import_module("jsonschema").Draft202012Validator
        self._best_match: Any = import_module("jsonschema.exceptions").best_match
        self._validators: dict[str, Any] = {
            name: validator(definition(name))
            for name in ("request", "reply_hello", "reply_step", "reply_bye")
        }

    def check_request(self, request: Mapping[str, Any]) -> None:
        """Raises `ProtocolError`: a request that the schema forbids is the fault of the case, not the driver."""
        if (wrong := self._first_error("request", request)) is not None:
            field, expected = wrong
            raise ProtocolError(field, encode_json(request), expected)

    def check_reply(self, op: str, reply: Mapping[str, Any]) -> None:
        """The reply to a request of this `op`. Raises `Trouble`, naming the field."""
        name = {"hello": "reply_hello", "bye": "reply_bye"}.get(op, "reply_step")
        if (wrong := self._first_error(name, reply)) is not None:
            field, expected = wrong
            raise Trouble(FaultReason.SCHEMA, f"field {field!r}: {expected}")

    def _first_error(self, name: str, line: Mapping[str, Any]) -> tuple[str, str] | None:
        """The field and what is wrong with it, of the error deepest in the line."""
        error = self._best_match(self._validators[name].iter_errors(line))
        if error is None:
            return None
        path = ".".join(str(part) for part in error.absolute_path)
        return path or "(the line)", error.message


def hello_request(ident: int, token: str | None = None) -> Body:
    """The request for an introduction; a token is told where both sides have to know one."""
    request: Body = {"id": ident, "op": "hello", "protocol": PROTOCOL_VERSION}
    return request if token is None else {**request, "token": token}


def introduction(reply: Body, received: str | None, token: str | None = None) -> Hello:
    """The reply to hello, `received` as that text. Raises `Trouble` for one that the kit cannot use.

    Where a token was told, the reply has to repeat it.
    """
    if token is not None and reply.get("token") != token:
        raise Trouble(FaultReason.TOKEN, "its hello does not repeat the token")
    try:
        if not reply["ok"]:
            kind, message = error_from_reply(reply)
            raise Trouble(FaultReason.HELLO, f"hello was answered with an error, {kind}: {message}")
        return hello_from_reply(reply)
    except ProtocolError as error:
        raise Trouble(FaultReason.HELLO, str(error), received) from None


def expect_goodbye(reply: Body) -> None:
    """The reply to bye. Raises `Trouble` for an error."""
    if not reply["ok"]:
        raise Trouble(FaultReason.NO_GOODBYE, "bye was answered with an error")


class CaseReader:
    """Takes the replies to one case in order. `taken` counts them, the ignored ones too.

    `decided` is set by the first error reply: what follows up to the next reset is ignored.
    """

    def __init__(self, hello: Hello) -> None:
        self.hello = hello
        self.taken = 0
        self.decided: Playback | None = None
        self._timeline = Timeline(hello.clock, hello.tolerance_ms)
        self._replies: list[Reply] = []

    def take(self, body: Body, advanced: int) -> None:
        """Take the next reply, to a request that moved the clock by `advanced` ms. Raises `Trouble`."""
        if self.decided is None:
            try:
                if body["ok"]:
                    self._replies.append(self._timeline.read(body, advanced))
                else:
                    self.decided = self._error(body)
            except ClockFault as error:
                raise Trouble(FaultReason.CLOCK, str(error)) from None
            except ProtocolError as error:
                raise Trouble(FaultReason.FIELD, str(error)) from None
        self.taken += 1

    @property
    def suspended_at_reset(self) -> bool:
        """Whether the device was suspended before the case could begin."""
        decided = self.decided
        return (
            decided is not None and decided.status is PlaybackStatus.SUSPENDED and decided.failed_step is None
        )

    def playback(self) -> Playback:
        """How the case played, once the last reply is taken."""
        return self.decided or Playback(tuple(self._replies))

    def _error(self, body: Body) -> Playback:
        kind, message = error_from_reply(body)
        try:
            status = PlaybackStatus(ErrorKind(kind).value)
        except ValueError:
            raise Trouble(FaultReason.ERROR_KIND, f"{kind!r}, with the message: {message}") from None
        failed_step = self.taken - 1 if self.taken else None
        return Playback(tuple(self._replies), status, message, failed_step)
