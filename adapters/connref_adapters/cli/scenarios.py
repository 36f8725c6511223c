"""Reads a tester's own cases from a TOML file, and names the file, the case and the column of whatever is wrong there.

Each `[[scenario]]` has `id`, `mode` (`manual`, `auto`, or `default` where the app chooses none), `story` (in the
notation of `connref.cases.notation`), `requirement` and `proves`.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from connref.cases.notation import parse
from connref.cases.own import Scenario, own_cases
from connref.errors import DefinitionError, UsageError
from connref.protocol import MODES, Profile

_TABLE = "scenario"
_FIELDS = ("id", "mode", "story", "requirement", "proves")


def load_scenarios(path: Path) -> tuple[Scenario, ...]:
    """The scenarios of a file, in order. Raises `UsageError` for a file that cannot be read or has a mistake."""
    tables = _tables(path)
    scenarios = tuple(_scenario(path, number, table) for number, table in enumerate(tables, 1))
    doubled = [name for name, count in Counter(each.id for each in scenarios).items() if count > 1]
    if doubled:
        raise UsageError(f"--scenarios {path}: two cases are called {doubled[0]!r}; give each its own id")
    check_scenarios(path, scenarios, Profile())
    return scenarios


def check_scenarios(path: Path | None, scenarios: Sequence[Scenario], profile: Profile) -> None:
    """Raises `UsageError` for the first story that cannot be told to an SDK with this profile."""
    try:
        for _ in own_cases(scenarios, profile):
            pass
    except DefinitionError as error:
        raise UsageError(f"--scenarios {path}: {error}") from error


def _tables(path: Path) -> Sequence[object]:
    try:
        body = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(
            f"--scenarios {path}: {error.strerror}; name a TOML file that can be read"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"--scenarios {path}: is no TOML: {error}") from error
    others = [name for name in body if name != _TABLE]
    if others:
        raise UsageError(
            f"--scenarios {path}: {others[0]!r} is not known; write each case under [[{_TABLE}]]"
        )
    tables = body.get(_TABLE, [])
    if not isinstance(tables, list) or not tables:
        raise UsageError(f"--scenarios {path}: it has no case; write each under [[{_TABLE}]]")
    return cast("list[object]", tables)


def _scenario(path: Path, number: int, table: object) -> Scenario:
    where = f"--scenarios {path}: {_TABLE} {number}"
    if not isinstance(table, dict):
        raise UsageError(f"{where}: is no table; write each case under [[{_TABLE}]]")
    body = cast("dict[str, Any]", table)
    for problem in _problems(body):
        raise UsageError(f"{where}: {problem}")
    named = f"{where} ({body['id']})"
    if body["mode"] not in MODES:
        raise UsageError(f"{named}: mode: there is no {body['mode']!r}; choose {', '.join(MODES)}")
    try:
        story = parse(body["story"])
    except DefinitionError as error:
        raise UsageError(f"{named}: story: {error}") from error
    try:
        return Scenario(body["id"], MODES[body["mode"]], story, body["requirement"], body["proves"])
    except DefinitionError as error:
        raise UsageError(f"{named}: {error}") from error


def _problems(body: Mapping[str, Any]) -> Iterator[str]:
    for name in _FIELDS:
        if name not in body:
            yield f"{name} is missing; a case has {', '.join(_FIELDS)}"
        elif not isinstance(body[name], str):
            yield f"{name}: {body[name]!r} is no text; put it between quotes"
    for name in body:
        if name not in _FIELDS:
            yield f"{name!r} is not known; a case has {', '.join(_FIELDS)}"
