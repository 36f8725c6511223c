r"""Mappings: how lines of another log become events of sessions, read from TOML.

extends = "logcat"              # a mapping that ships; its event rules come after these

[line]
format = "text"                 # or "json"
pattern = '^(?P<at>\S+) (?P<message>.*)$'   # of a text: groups at, message and session (optional)
unit = "iso8601"                # of at: ms, s, us, ns, iso8601; or time = "%H:%M:%S.%f"
records = "logs[]"              # of a JSON line that holds several; at, message, session are paths then

[header]                        # what begins every session
mode = "manual"
tolerance_ms = 1000

[[event]]                       # the first rule that fits a line has it
input = "connect"               # or kind = "socket_open", or embedded = true: the message holds the event as JSON
match = 'connect\(\) as (?P<call>\w+)'     # of the message: its groups are fields
where = { "level" = "^info$" }  # of a JSON line: what has to stand at a path
from = { call = "request.id" }  # of a JSON line: fields by their paths
set = { result = "success" }    # fields that are always so
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from connref.errors import ProtocolError, UsageError
from connref_adapters.recorded.header import header_from_json
from connref_adapters.recorded.instants import Unit
from connref_adapters.recorded.json_path import JsonPath

_FOLDER = files("connref_adapters.recorded") / "maps"
SHIPPED = ("logcat", "oslog", "browser-console", "node-console", "otlp")
"""The mappings that come along, by name."""


@dataclass(frozen=True, slots=True)
class LineRule:
    """How a line is taken apart: `pattern` of a text, or paths into JSON."""

    pattern: re.Pattern[str] | None
    records: JsonPath | None
    paths: Mapping[str, JsonPath]
    unit: Unit
    time: str | None


@dataclass(frozen=True, slots=True)
class EventRule:
    """How a line becomes an event: what has to be there, and where the fields come from."""

    match: re.Pattern[str] | None
    where: tuple[tuple[JsonPath, re.Pattern[str]], ...]
    sources: tuple[tuple[str, JsonPath], ...]
    fields: Mapping[str, Any]
    embedded: bool = False


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mapping: how lines are taken apart, how each session begins, and the rules in order."""

    line: LineRule
    header: Mapping[str, Any]
    rules: tuple[EventRule, ...] = field(default=())


def load_mapping(name: str) -> Mapped:
    """The mapping that ships under this name, or that of a file. Raises `UsageError` that names the place."""
    return _mapped(_merged(name, ()), name)


def _merged(name: str, seen: Sequence[str]) -> dict[str, Any]:
    if name in seen:
        raise UsageError(f"{name}: extends itself")
    body = _read(name)
    base = body.pop("extends", None)
    if base is None:
        return body
    if not isinstance(base, str):
        raise UsageError(f"{name}: extends names a mapping, one of {', '.join(SHIPPED)}, or a file")
    if base not in SHIPPED and name not in SHIPPED:
        base = str(Path(name).parent / base)
    under = _merged(base, [*seen, name])
    return {
        "line": {**under.get("line", {}), **body.get("line", {})},
        "header": {**under.get("header", {}), **body.get("header", {})},
        "event": [*body.get("event", []), *under.get("event", [])],
    }


def _read(name: str) -> dict[str, Any]:
    try:
        text = (_FOLDER / f"{name}.toml" if name in SHIPPED else Path(name)).read_text(encoding="utf-8")
        return tomllib.loads(text)
    except OSError as error:
        what = f"name a file, or one that ships: {', '.join(SHIPPED)}"
        raise UsageError(f"{name}: {error.strerror or error}; {what}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{name}: not TOML: {error}") from error


def _mapped(body: Mapping[str, Any], name: str) -> Mapped:
    try:
        header = dict(_table(body, "header"))
        line = _line(_table(body, "line"))
        unit = Unit.ISO8601 if line.time is not None else line.unit
        header = {"mode": None, **header, "unit": unit.value}
        header_from_json({**header, "session": "any"})
        return Mapped(line, header, _rules(body.get("event")))
    except re.error as error:
        raise UsageError(f"{name}: {error.pattern!r} is no regular expression: {error}") from error
    except (UsageError, ProtocolError) as error:
        raise UsageError(f"{name}: {error}") from error


def _line(body: Mapping[str, Any]) -> LineRule:
    form = body.get("format", "text")
    unit = body.get("unit", Unit.ISO8601.value)
    if form not in ("text", "json") or unit not in [*Unit]:
        raise UsageError(f"line: format is text or json, and unit one of {', '.join(Unit)}")
    time = body.get("time")
    if form == "json":
        names = [name for name in ("at", "message", "session") if name in body]
        paths = {name: JsonPath(str(body[name])) for name in names}
        if "at" not in paths:
            raise UsageError("line.at: the path of the instant in a JSON line")
        records = JsonPath(str(body["records"])) if "records" in body else None
        return LineRule(None, records, paths, Unit(unit), time)
    pattern = re.compile(str(body.get("pattern", "")))
    if not {"at", "message"} <= set(pattern.groupindex):
        raise UsageError("line.pattern: a regular expression with the groups at and message")
    return LineRule(pattern, None, {}, Unit(unit), time)


def _rules(events: object) -> tuple[EventRule, ...]:
    if not isinstance(events, list) or not events:
        raise UsageError("event: a mapping needs rules, each under [[event]]")
    return tuple(_event(each) for each in cast("list[Any]", events))


def _event(body: Any) -> EventRule:  # noqa: ANN401 - checked here
    if not isinstance(body, dict):
        raise UsageError("event: rules stand under [[event]]")
    rule = cast("dict[str, Any]", body)
    sources, fixed = _table(rule, "from"), dict(_table(rule, "set"))
    kinds = [name for name in ("input", "kind", "end", "embedded") if name in rule or name in sources]
    if len(kinds) != 1:
        raise UsageError(f"event: {rule} needs one of input, kind, end = true, embedded = true")
    (kind,) = kinds
    match = rule.get("match")
    if match is None and not rule.get("where"):
        raise UsageError(f"event: {rule} needs match or where: else it would fit every line")
    if kind in rule and kind != "embedded":
        fixed[kind] = rule[kind]
    return EventRule(
        None if match is None else re.compile(str(match)),
        tuple((JsonPath(path), re.compile(str(text))) for path, text in _table(rule, "where").items()),
        tuple((name, JsonPath(str(path))) for name, path in sources.items()),
        fixed,
        kind == "embedded",
    )


def _table(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = body.get(name, {})
    if not isinstance(found, dict):
        raise UsageError(f"{name}: a table")
    return cast("Mapping[str, Any]", found)
