"""What can go wrong with report files: each error says what, where, and what to do."""

from __future__ import annotations

from connref.errors import ConnrefError


class ReportError(ConnrefError):
    """Root of the errors about reports, results files and baselines."""


class UnknownIdError(ReportError):
    """A report names a requirement or an interpretation that the catalogue does not have: a fault of the runner."""

    def __init__(self, what: str, id_: str) -> None:
        super().__init__(f"the report names {what} {id_!r}, which REQUIREMENTS.md does not have")
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
