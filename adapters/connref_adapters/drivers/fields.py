"""Fields of a line, read one by one: what is not as the driver protocol has it raises `ProtocolError` and names it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar, cast

from connref.errors import ProtocolError

_Name = TypeVar("_Name", bound=StrEnum)


def object_of(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The object in that field."""
    value = body.get(name)
    if not isinstance(value, dict):
        raise ProtocolError(name, value, "an object")
    return cast("dict[str, Any]", value)


def text_of(body: Mapping[str, Any], name: str, prefix: str = "") -> str:
    """The text in that field; `prefix` stands before its name in a message."""
    value = body.get(name)
    if not isinstance(value, str):
        raise ProtocolError(f"{prefix}{name}", value, "a text")
    return value


def milliseconds_of(body: Mapping[str, Any], name: str, prefix: str = "") -> int:
    """The time in that field: a whole number of milliseconds, 0 or more."""
    value = body.get(name)
    if type(value) is not int or value < 0:
        raise ProtocolError(f"{prefix}{name}", value, "an integer of milliseconds, 0 or more")
    return value


def names_of(body: Mapping[str, Any], name: str) -> list[str]:
    """The list of names in that field."""
    listed = body.get(name)
    if not isinstance(listed, list):
        raise ProtocolError(name, listed, "a list of names")
    return [str(each) for each in cast("list[Any]", listed)]


def known_names(listed: list[str], names: type[_Name]) -> tuple[frozenset[_Name], list[str]]:
    """Those names that this protocol knows, and those that it does not."""
    known = frozenset(each for each in names if each.value in listed)
    return known, [name for name in listed if name not in set(names)]
