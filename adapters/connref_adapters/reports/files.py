"""The files of a run: written as a whole or not at all, and read field by field, so that an error names the field."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, cast

from connref.errors import ConnrefError


class ReportError(ConnrefError):
    """Root of the errors about reports, results files and baselines."""


class UnknownIdError(ReportError):
    """A report names a requirement or an interpretation that the catalogue does not have: a fault of the runner."""

    def __init__(self, what: str, id_: str) -> None:
        super().__init__(f"the report names {what} {id_!r}, which docs/requirements.md does not have")
        self.what = what
        self.id = id_


class FileMissingError(ReportError):
    """A file that was named is not there, or cannot be read."""

    def __init__(self, path: str, problem: str, advice: str) -> None:
        super().__init__(f"{path}: {problem}; {advice}")
        self.path = path
        self.problem = problem


class FileFormatError(ReportError):
    """A file is there and is not what it should be; `field` is the path to the field at fault, "" for the whole."""

    def __init__(self, path: str, field: str, problem: str) -> None:
        where = f"{path}: field {field}" if field else path
        super().__init__(f"{where}: {problem}")
        self.path = path
        self.field = field
        self.problem = problem


class WriteError(ReportError):
    """A report could not be written; names the file and the operating system's reason."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"cannot write {path}: {reason}; choose a place that can be written")
        self.path = path
        self.reason = reason


_E = TypeVar("_E", bound=StrEnum)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Node:
    """A value inside a JSON file, with the file and the path to it for messages."""

    file: str
    path: str
    value: Any

    def fault(self, problem: str) -> FileFormatError:
        """The error that this value is wrong."""
        return FileFormatError(self.file, self.path, problem)

    def has(self, name: str) -> bool:
        """Whether this object has a field of that name."""
        return isinstance(self.value, dict) and name in self.mapping()

    def get(self, name: str) -> Node:
        """The field of that name. Raises `FileFormatError` where this is no object or lacks the field."""
        body = self.mapping()
        if name not in body:
            raise Node(self.file, _join(self.path, name), None).fault("missing")
        return body[name]

    def mapping(self) -> dict[str, Node]:
        """The fields of this object, in order. Raises `FileFormatError`."""
        if not isinstance(self.value, dict):
            raise self._wrong("an object")
        body = cast("dict[str, Any]", self.value)
        return {name: Node(self.file, _join(self.path, name), value) for name, value in body.items()}

    def items(self) -> list[Node]:
        """The entries of this list. Raises `FileFormatError`."""
        if not isinstance(self.value, list):
            raise self._wrong("a list")
        entries = cast("list[Any]", self.value)
        return [Node(self.file, f"{self.path}[{index}]", value) for index, value in enumerate(entries)]

    def text(self) -> str:
        """This string. Raises `FileFormatError`."""
        if not isinstance(self.value, str):
            raise self._wrong("a string")
        return self.value

    def texts(self) -> tuple[str, ...]:
        """This list of strings. Raises `FileFormatError`."""
        return tuple(entry.text() for entry in self.items())

    def integer(self, least: int | None = None) -> int:
        """This integer, at least `least`. Raises `FileFormatError`."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self._wrong("an integer")
        if least is not None and self.value < least:
            raise self._wrong(f"{least} or more")
        return self.value

    def boolean(self) -> bool:
        """This truth value. Raises `FileFormatError`."""
        if not isinstance(self.value, bool):
            raise self._wrong("true or false")
        return self.value

    def number(self) -> float:
        """This number, 0 or more. Raises `FileFormatError`."""
        if isinstance(self.value, bool) or not isinstance(self.value, (int, float)) or not self.value >= 0:
            raise self._wrong("a number, 0 or more")
        return float(self.value)

    def choice(self, options: type[_E]) -> _E:
        """This string as a member of an enumeration. Raises `FileFormatError`."""
        try:
            return options(self.value)
        except ValueError:
            raise self._wrong("one of " + ", ".join(options)) from None

    def optional(self, read: Callable[[Node], _T]) -> _T | None:
        """None where this is null, else what `read` makes of it."""
        return None if self.value is None else read(self)

    def _wrong(self, belongs: str) -> FileFormatError:
        shown = json.dumps(self.value)
        return self.fault(f"is {shown if len(shown) <= 60 else shown[:60] + '…'}, expected {belongs}")  # noqa: PLR2004


def read_json(path: Path, schema: str, advice: str) -> Node:
    """The root of a JSON file whose `schema` field is `schema`.

    Raises `FileMissingError` (with `advice` on where such a file comes from) and `FileFormatError`.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise FileMissingError(str(path), error.strerror or str(error), advice) from error
    try:
        value: Any = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise FileFormatError(str(path), "", f"not JSON ({error}); {advice}") from None
    root = Node(str(path), "", value)
    found = root.get("schema")
    if found.value != schema:
        older = "an older connref wrote it; " if _family(found.value) == _family(schema) else ""
        raise found.fault(f"is {json.dumps(found.value)}, expected {json.dumps(schema)}; {older}{advice}")
    return root


def _family(schema: object) -> str:
    """The name of a schema without its number."""
    return str(schema).rpartition("/")[0]


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def write_file(path: Path, content: bytes) -> None:
    """Replace a file as a whole, so that a reader never sees half of it. Raises `WriteError`."""
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch.write_bytes(content)
        scratch.replace(path)
    except BaseException as error:
        # An interrupt leaves no half-written file either.
        with suppress(OSError):
            scratch.unlink()
        if isinstance(error, OSError):
            raise WriteError(str(path), error.strerror or str(error)) from error
        raise
