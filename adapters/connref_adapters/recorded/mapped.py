"""Lines of another log on their way to sessions: each becomes an event by the first rule that fits, or is counted.

A session begins with the first of its events: the header of the mapping is put before it. What fits no rule is counted
by its shape: its text with numbers and quoted parts left out, so that lines of one kind are counted together.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from connref_adapters.recorded.lines import BadLine, Lines
from connref_adapters.recorded.mapping import EventRule, Mapped

ONE_SESSION = "log"
"""The name of the session of a log that names none."""
_MOST_SHAPES = 1_000
_LONGEST_SHAPE = 60
_INTEGERS = frozenset({"socket", "code"})
_VARIES = re.compile(r"'[^']*'|\"[^\"]*\"|0x[0-9a-fA-F]+|[0-9a-fA-F]{8,}|\d+")


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one line or record: the event, or why there is none."""

    event: Mapping[str, Any] | None
    why: str


class Mapper:
    """Maps the lines of recordings. `unmatched` counts those that fit no rule, by shape."""

    def __init__(self, mapping: Mapped) -> None:
        self._mapping = mapping
        self.unmatched: Counter[str] = Counter()

    def lines(self, lines: Lines) -> Lines:
        """The same lines as a recording has them; those that cannot be read at all stay as they are."""
        begun: set[str] = set()
        for number, line in lines:
            if isinstance(line, BadLine):
                yield number, line
                continue
            for became in self.became(line):
                if became.event is None:
                    self._count(became.why)
                    continue
                name = str(became.event["session"])
                if name not in begun:
                    begun.add(name)
                    yield number, json.dumps({"session": name, **self._mapping.header})
                yield number, json.dumps(became.event)

    def became(self, line: str) -> Iterator[Became]:
        """What becomes of a line: of a JSON line with several records, of each."""
        rule = self._mapping.line
        if rule.pattern is not None:
            found = rule.pattern.search(line)
            if found is None:
                yield Became(None, shape(line))
                return
            yield self._event(found.groupdict(), line)
            return
        try:
            body: object = json.loads(line)
        except (ValueError, RecursionError):
            yield Became(None, shape(line))
            return
        for record in [body] if rule.records is None else rule.records.all(body):
            yield self._event({name: path.first(record) for name, path in rule.paths.items()}, record)

    def _event(self, parts: Mapping[str, Any], record: object) -> Became:
        message = str(parts.get("message") or "")
        for rule in self._mapping.rules:
            fields = _fields(rule, message, record)
            if fields is not None:
                at = self._instant(parts.get("at"))
                session = fields.get("session") or parts.get("session") or ONE_SESSION
                return Became({**fields, "at": at, "session": str(session)}, "")
        return Became(None, shape(message or json.dumps(record)))

    def _instant(self, at: Any) -> Any:  # noqa: ANN401 - as the line has it; what is wrong with it the recording says
        rule = self._mapping.line
        if rule.time is not None and isinstance(at, str):
            try:
                # A leap year stands in for one that the log leaves out: only what lies between instants counts.
                return datetime.strptime(f"2000 {at}", f"%Y {rule.time}").replace(tzinfo=UTC).isoformat()
            except ValueError:
                return at
        if isinstance(at, str) and rule.unit.value in ("ms", "us", "ns") and at.isdecimal():
            return int(at)
        if isinstance(at, str) and rule.unit.value == "s":
            return float(at) if re.fullmatch(r"\d+(\.\d+)?", at) else at
        return at

    def _count(self, what: str) -> None:
        known = what in self.unmatched or len(self.unmatched) < _MOST_SHAPES
        self.unmatched[what if known else "other lines"] += 1


def explained(mapper: Mapper, lines: Lines) -> Iterator[str]:
    """What becomes of each line, in one line of words."""
    for number, line in lines:
        if isinstance(line, BadLine):
            yield f"{number}: {line.problem}"
            continue
        for became in mapper.became(line):
            if became.event is None:
                yield f"{number}: no rule fits: {became.why}"
            else:
                yield f"{number}: {json.dumps(became.event)}"


def shape(text: str) -> str:
    """A text without what varies between lines of one kind."""
    short = _VARIES.sub("#", text)
    return short if len(short) <= _LONGEST_SHAPE else f"{short[:_LONGEST_SHAPE]}…"


def _fields(rule: EventRule, message: str, record: object) -> dict[str, Any] | None:
    """The fields that a rule makes of a line, None where it does not fit."""
    found = None if rule.match is None else rule.match.search(message)
    if rule.match is not None and found is None:
        return None
    there = [(path.first(record), pattern) for path, pattern in rule.where]
    if not all(value is not None and pattern.search(_text(value)) for value, pattern in there):
        return None
    groups = (
        {} if found is None else {name: text for name, text in found.groupdict().items() if text is not None}
    )
    if rule.embedded:
        return _embedded(groups.get("json", message))
    taken = {name: value for name, path in rule.sources if (value := path.first(record)) is not None}
    fields = {name: _typed(name, value) for name, value in {**groups, **taken, **rule.fields}.items()}
    # A log says nothing where nobody is logged in; a recording says null.
    return {"value": None, **fields} if fields.get("kind") == "user" else fields


def _embedded(text: str) -> dict[str, Any] | None:
    try:
        body: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", body) if isinstance(body, dict) else None


def _typed(name: str, value: Any) -> Any:  # noqa: ANN401 - as the line has it
    if name in _INTEGERS and isinstance(value, str) and value.isdecimal():
        return int(value)
    return value if name in _INTEGERS or not isinstance(value, int) or isinstance(value, bool) else str(value)


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
