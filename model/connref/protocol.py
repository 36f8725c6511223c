"""The data that the conformance kit speaks: cases made of steps, and what a driver observed (the driver protocol).

A `Case` is a list of steps for one device; a `Step` is one request of the driver protocol (`do` or `advance`);
an `Observation` is one entry of a reply. All three are plain data, so that they can be listed, replayed,
exported and shrunk alike. Times are integers of milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connref.errors import ProtocolError
from connref.spec.variant import DOCUMENT, Variant
from connref.spec.vocabulary import InputName, Mode, ObservationKind

CALLS = frozenset({InputName.CONNECT, InputName.DISCONNECT, InputName.PING})
"""The inputs that are API calls with callbacks, and so carry a `call` id."""

MODES: Mapping[str, Mode | None] = {**{mode.value: mode for mode in Mode}, "default": None}
"""The modes by the names that a person or a hello calls them; under `default` the app chooses none."""

INPUT_FIELDS: Mapping[InputName, tuple[str, type]] = {
    InputName.LOGIN: ("user", str),
    InputName.CONNECT: ("call", str),
    InputName.DISCONNECT: ("call", str),
    InputName.PING: ("call", str),
    InputName.NETWORK_HANDOVER: ("notice", bool),
    InputName.SERVER_CLOSE: ("code", int),
    InputName.SERVER_MESSAGE: ("message", str),
}
"""The one field that an input carries beside its name, and its type; inputs that are not here carry none."""

CLOSE_CODES = frozenset({*range(1000, 1004), *range(1005, 1015), *range(3000, 5000)})
"""The codes that `server_close` may carry; 1005 is a close frame without a code, 1006 an end without a close frame."""

CLOSE_CODES_IN_WORDS = "a close code is 1000 to 1003, 1005 to 1014 or 3000 to 4999"


@dataclass(frozen=True, slots=True)
class Do:
    """One input applied at the present instant.

    `value` is the input's own field (user, call, code, notice or message), None for an input that has none.
    """

    input: InputName
    value: str | int | None = None

    def request(self) -> dict[str, Any]:
        """The request of the protocol, without its id."""
        body: dict[str, Any] = {"op": "do", "input": self.input.value}
        if self.value is not None:
            body[INPUT_FIELDS[self.input][0]] = self.value
        return body


@dataclass(frozen=True, slots=True)
class Advance:
    """The clock moves on by `ms` milliseconds (never negative)."""

    ms: int

    def request(self) -> dict[str, Any]:
        """The request of the protocol, without its id."""
        return {"op": "advance", "ms": self.ms}


Step = Do | Advance

LONGEST_WAIT_MS = 300_000


def in_waits(ms: int) -> tuple[Advance, ...]:
    """As few steps as let `ms` milliseconds go by, none of more than `LONGEST_WAIT_MS`; none at all for 0.

    One reply has to hold all that an SDK does in one step, within the longest line of the protocol.
    """
    whole, rest = divmod(ms, LONGEST_WAIT_MS)
    return (Advance(LONGEST_WAIT_MS),) * whole + ((Advance(rest),) if rest else ())


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that a driver saw, `at` milliseconds after the reset; fields that a kind lacks are None."""

    at: int
    kind: ObservationKind
    socket: int | None = None
    by: str | None = None
    call: str | None = None
    api: str | None = None
    result: str | None = None
    detail: str | None = None
    message: str | None = None
    value: str | None = None
    input: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The observation as the protocol writes it; `user` keeps an explicit null."""
        body: dict[str, Any] = {"at": self.at, "kind": self.kind.value}
        for name in ("socket", "by", "call", "api", "result", "detail", "message", "value", "input"):
            field = getattr(self, name)
            if field is not None or (name == "value" and self.kind is ObservationKind.USER):
                body[name] = field
        return body


@dataclass(frozen=True, slots=True)
class Profile:
    """The numbers of the document as the implementation under test documents them, in milliseconds.

    `grace_ms` is the background grace, `reconnect_bound_ms` is R, `tolerance_ms` is T (docs/judging.md). `variant` is
    what of the product line it documents.
    """

    grace_ms: int = 30_000
    reconnect_bound_ms: int = 60_000
    tolerance_ms: int = 0
    variant: Variant = DOCUMENT


@dataclass(frozen=True, slots=True)
class Case:
    """One story to play on a fresh device, with the requirement that it puts to the test.

    `id` is unique in a run and stable between runs; `requirement` is the ID it aims at; `proves` says in one
    sentence what is known when it passes; `mode` is None where the app does not choose.
    """

    id: str
    mode: Mode | None
    steps: tuple[Step, ...]
    requirement: str
    proves: str


def step_from_request(body: Mapping[str, Any]) -> Step:
    """Read a step from a request as `Do.request` and `Advance.request` write it.

    Raises `ProtocolError`, naming the field at fault, for anything that the protocol does not know.
    """
    op = body.get("op")
    if op == "advance":
        return Advance(_milliseconds(body, "ms"))
    if op != "do":
        raise ProtocolError("op", op, 'expected "do" or "advance"')
    return do_from_fields(body)


def do_from_fields(body: Mapping[str, Any]) -> Do:
    """Read an input from an object with `input` and its own field. Raises `ProtocolError`."""
    try:
        name = InputName(body.get("input"))
    except ValueError:
        raise ProtocolError("input", body.get("input"), "not an input of the protocol") from None
    if name not in INPUT_FIELDS:
        return Do(name)
    field, kind = INPUT_FIELDS[name]
    value = body.get(field)
    if type(value) is not kind:
        raise ProtocolError(field, value, f"{name.value} needs {field}, of type {kind.__name__}")
    if name is InputName.SERVER_CLOSE and value not in CLOSE_CODES:
        raise ProtocolError(field, value, CLOSE_CODES_IN_WORDS)
    return Do(name, value)


def observation_from_json(body: Mapping[str, Any]) -> Observation:
    """Read an observation from a reply or a recorded session; unknown fields are ignored. Raises `ProtocolError`."""
    try:
        kind = ObservationKind(body.get("kind"))
    except ValueError:
        raise ProtocolError("kind", body.get("kind"), "not an observation of the protocol") from None
    at = _milliseconds(body, "at")
    for name, allowed in _REQUIRED_FIELDS.get(kind, _NOTHING).items():
        if name not in body or not _fits(body[name], allowed):
            raise ProtocolError(name, body.get(name), f"{kind.value} needs {name}")
    if kind is ObservationKind.THREW and not isinstance(body.get("call", body.get("input")), str):
        raise ProtocolError("call", body.get("call"), "threw needs call or input")
    socket = body.get("socket")
    if socket is not None and (not isinstance(socket, int) or isinstance(socket, bool)):
        raise ProtocolError("socket", socket, "a socket number is an integer")
    texts = {name: value for name, value in body.items() if name in _TEXT_FIELDS and isinstance(value, str)}
    return Observation(at, kind, socket, **texts)


_TEXT_FIELDS = frozenset({"by", "call", "api", "result", "detail", "message", "value", "input"})

_NOTHING: Mapping[str, tuple[str | None, ...] | type] = {}

_REQUIRED_FIELDS: Mapping[ObservationKind, Mapping[str, tuple[str | None, ...] | type]] = {
    ObservationKind.SOCKET_CLOSED: {"by": ("client", "server", "network")},
    ObservationKind.STATUS: {"value": ("connected", "connecting", "disconnected")},
    ObservationKind.OUTCOME: {
        "call": str,
        "api": ("connect", "disconnect", "ping"),
        "result": ("success", "error"),
    },
    ObservationKind.DELIVERED: {"message": str},
    ObservationKind.USER: {"value": object},
}


def _fits(value: object, allowed: tuple[str | None, ...] | type) -> bool:
    if isinstance(allowed, tuple):
        return value in allowed
    return isinstance(value, allowed)


def _milliseconds(body: Mapping[str, Any], name: str) -> int:
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ProtocolError(name, value, "an integer of milliseconds, 0 or more")
    return value
