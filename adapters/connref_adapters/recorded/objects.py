"""A line as a JSON object, and in one phrase what is wrong with one that is none or holds no event."""

from __future__ import annotations

import json
from typing import Any, cast

from connref.errors import ProtocolError
from connref_adapters.recorded.lines import BadLine, Unended

_SHOWN = 80


class NotAnObject(Exception):
    """A line that is no JSON object, and why."""


def json_object(line: str | BadLine) -> dict[str, Any]:
    """A line as a JSON object. Raises `NotAnObject`."""
    if isinstance(line, BadLine):
        raise NotAnObject(line.problem)
    try:
        body, end = cast("tuple[object, int]", _scan(line))
    except (ValueError, RecursionError):
        body = _decoded_slowly(line)
    else:
        if end != len(line) and not line[end:].isspace():
            body = _decoded_slowly(line)
    if type(body) is not dict:
        raise NotAnObject(f"not an object: {_short(body)}")
    return cast("dict[str, Any]", body)


def problem_of(error: Exception) -> str:
    """What is wrong with a line."""
    if isinstance(error, ProtocolError):
        return f"{error.field}: {error.expected} (it is {_short(error.value)})"
    return str(error)


_scan = json.JSONDecoder().raw_decode
_decode = json.JSONDecoder().decode


def _decoded_slowly(line: str) -> object:
    try:
        return _decode(line)
    except RecursionError:
        raise NotAnObject("not JSON: nested too deeply") from None
    except ValueError as error:
        what = (
            "cut off: the file ends within this line" if isinstance(line, Unended) else f"not JSON: {error}"
        )
        raise NotAnObject(what) from None


def _short(value: object) -> str:
    text = ascii(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
