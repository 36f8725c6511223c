"""What differs between two collected states: first difference first, each with its file and its place in the file.

JSON is compared value by value, anything else line by line. Order counts, of names in an object too, because users see
it; only lists whose items have ids are matched by id, so that one new case is one difference.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import zip_longest
from pathlib import Path
from typing import TypeAlias, cast

from tests.same.kinds import VOLATILE

WIDTH = 70
"""How much is shown of a value that differs, from a little before the first difference."""
BEFORE = 25
ABSENT = "(absent)"

Object: TypeAlias = dict[str, object]
Pair: TypeAlias = tuple[str, str, str]
"""A place inside a file, and what stands there in either state."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place at which two states differ; `place` is a path into JSON or a line number."""

    file: str
    place: str
    base: str
    here: str

    def __str__(self) -> str:
        base, here = _excerpts(self.base, self.here)
        return f"{self.file}#{self.place}\n    base  {base}\n    here  {here}"


def differences(kind: str, base: Path, here: Path) -> Iterator[Difference]:
    """What differs between a kind's folder in two collected states, by file in the order of their names."""
    names = {path.relative_to(root).as_posix() for root in (base, here) for path in _files(root / kind)}
    for name in sorted(names):
        yield from (found for found in _of_files(name, base / name, here / name) if not _volatile(found))


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _volatile(found: Difference) -> bool:
    return any(fnmatchcase(f"{found.file}#{found.place}", pattern) for pattern in VOLATILE)


def _of_files(name: str, base: Path, here: Path) -> Iterator[Difference]:
    if not (base.is_file() and here.is_file()):
        yield Difference(name, "", *("a file" if path.is_file() else ABSENT for path in (base, here)))
    elif base.read_bytes() != here.read_bytes():
        compare = _COMPARISONS.get(base.suffix, _of_lines)
        pairs = list(compare(_text(base), _text(here))) or [("", "other layout", "other layout")]
        yield from (Difference(name, *pair) for pair in pairs)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _of_json(base: str, here: str) -> Iterator[Pair]:
    return _of_values("", json.loads(base), json.loads(here))


def _of_json_lines(base: str, here: str) -> Iterator[Pair]:
    return _of_values("", *([json.loads(line) for line in text.splitlines()] for text in (base, here)))


_COMPARISONS = {".json": _of_json, ".jsonl": _of_json_lines}


def _of_lines(base: str, here: str) -> Iterator[Pair]:
    """The first line that differs; what follows it may only have moved."""
    pairs = zip_longest(base.split("\n"), here.split("\n"), fillvalue=ABSENT)
    for number, (old, new) in enumerate(pairs, 1):
        if old != new:
            yield str(number), old, new
            return


def _of_values(place: str, base: object, here: object) -> Iterator[Pair]:
    objects, lists = [_object(base), _object(here)], [_list(base), _list(here)]
    if objects[0] is not None and objects[1] is not None:
        yield from _of_objects(place, objects[0], objects[1])
    elif lists[0] is not None and lists[1] is not None:
        yield from _of_lists(place, lists[0], lists[1])
    elif type(base) is not type(here) or base != here:
        yield place, _shown(base), _shown(here)


def _object(value: object) -> Object | None:
    return cast("Object", value) if isinstance(value, dict) else None


def _list(value: object) -> list[object] | None:
    return cast("list[object]", value) if isinstance(value, list) else None


def _of_objects(place: str, base: Object, here: Object) -> Iterator[Pair]:
    for name in [*base, *(name for name in here if name not in base)]:
        yield from _of_values(f"{place}/{name}", base.get(name, ABSENT), here.get(name, ABSENT))
    shared = [name for name in base if name in here]
    moved = [name for name in here if name in base]
    first = next((pair for pair in zip(shared, moved, strict=True) if pair[0] != pair[1]), None)
    if first is not None:
        yield f"{place}/(order)", *first


def _of_lists(place: str, base: list[object], here: list[object]) -> Iterator[Pair]:
    by_id = [_by_id(items) for items in (base, here)]
    if by_id[0] and by_id[1]:
        yield from _of_objects(place, by_id[0], by_id[1])
        return
    for number, (old, new) in enumerate(zip_longest(base, here, fillvalue=ABSENT)):
        yield from _of_values(f"{place}/{number}", old, new)


def _by_id(items: list[object]) -> Object | None:
    """The items by their ids; None where not every one has an id of its own."""
    objects = [_object(item) or {} for item in items]
    named: Object = {str(item["id"]): item for item in objects if "id" in item}
    return named if len(named) == len(items) else None


def _shown(value: object) -> str:
    return ABSENT if value is ABSENT else json.dumps(value, ensure_ascii=False)


def _excerpts(base: str, here: str) -> list[str]:
    """Both texts from a little before the first difference."""
    first = next((at for at, (old, new) in enumerate(zip_longest(base, here)) if old != new), 0)
    begin = max(0, first - BEFORE)
    return [
        f"{'…' if begin else ''}{text[begin : begin + WIDTH]}{'…' if len(text) > begin + WIDTH else ''}"
        for text in (base, here)
    ]
