"""Writes a session as `recorded.format` reads it, a line at a time, for applications that record what they do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from connref.errors import ClockError, ProtocolError, UsageError
from connref.protocol import INPUT_FIELDS, Do, Mode, Observation, ObservationKind, Profile
from connref_adapters.recorded.header import LEAST_RECORDED, Header, header_from_json


class SessionWriter:
    """Writes one session to a text stream, a line for each event at once. The stream is neither flushed nor closed.

    `observes` names the kinds that are recorded whenever they occur; by default all but what only a server sees
    (`ping_sent`). `version` is the implementation's name and version. Raises `UsageError` for what no reader could use,
    `ClockError` for an instant earlier than one already written; nothing is written then.
    """

    def __init__(
        self,
        stream: TextIO,
        session: str,
        mode: Mode | None,
        profile: Profile = Profile(),  # noqa: B008 - a frozen value
        *,
        observes: Iterable[ObservationKind] = frozenset(ObservationKind) - {ObservationKind.PING_SENT},
        version: tuple[str, str] | None = None,
        user: str | None = None,
    ) -> None:
        self._stream = stream
        self._latest = 0
        self._ended = False
        kinds = frozenset(observes)
        if missing := LEAST_RECORDED - kinds:
            raise UsageError(f"a session has to record {', '.join(sorted(missing))}")
        body = _header_body(Header(session, mode, profile, kinds, version, user))
        try:
            header_from_json(body)
        except ProtocolError as error:
            raise UsageError(str(error)) from error
        self._write(body)

    def input(self, at: int, done: Do) -> None:
        """The input was applied at `at` (ms since the session began)."""
        body: dict[str, Any] = {"at": self._in_order(at), "input": done.input.value}
        if done.value is not None:
            body[INPUT_FIELDS[done.input][0]] = done.value
        self._write(body)

    def observation(self, seen: Observation) -> None:
        """Something was seen at `seen.at` (ms since the session began)."""
        self._in_order(seen.at)
        self._write(seen.to_json())

    def end(self, at: int) -> None:
        """Nothing else happened up to and with `at`; the session is over, and nothing can be written after it."""
        self._write({"at": self._in_order(at), "end": True})
        self._ended = True

    def _in_order(self, at: int) -> int:
        if self._ended:
            raise UsageError("the session has ended; begin another with a SessionWriter of its own")
        if type(at) is not int or at < self._latest:
            raise ClockError(at, self._latest)
        self._latest = at
        return at

    def _write(self, body: Mapping[str, Any]) -> None:
        self._stream.write(_encode(body) + "\n")


_encode = json.JSONEncoder(separators=(", ", ": ")).encode


def _header_body(header: Header) -> dict[str, Any]:
    profile = header.profile
    body: dict[str, Any] = {
        "session": header.session,
        "mode": None if header.mode is None else header.mode.value,
        "tolerance_ms": profile.tolerance_ms,
        "profile": {"grace_ms": profile.grace_ms, "reconnect_bound_ms": profile.reconnect_bound_ms},
    }
    if header.observes is not None:
        body["observes"] = [kind.value for kind in ObservationKind if kind in header.observes]
    if header.version is not None:
        body["implementation"] = dict(zip(("name", "version"), header.version, strict=True))
    if header.user is not None:
        body["user"] = header.user
    return body
