"""Whose an exception is: the driver's own, or the SDK's (the driver protocol).

The innermost frame of its trace tells, those of Python's own library left out: a misspelt method of the SDK, or a slip
in a callback that the SDK calls, is raised in the driver's own files; what the SDK raises, in others.
"""

from __future__ import annotations

import sys
import sysconfig
import traceback
from collections.abc import Collection
from pathlib import Path
from typing import Any

from connref_adapters.drivers.messages import ErrorKind

_LIBRARY = Path(sysconfig.get_paths()["stdlib"]).resolve()


def is_own(error: BaseException, own: Collection[Path]) -> bool:
    """Whether it was raised in one of these files, or below one of these folders."""
    raised = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    others = [Path(name).resolve() for name in raised if not _is_python(name)]
    return not others or any(others[-1] == path or path in others[-1].parents for path in own)


def _is_python(name: str) -> bool:
    path = Path(name).resolve()
    return name.startswith("<frozen ") or (_LIBRARY in path.parents and "site-packages" not in path.parts)


def error_reply(request: Any, error: BaseException, own: Collection[Path]) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """The reply to a request at which this was raised, of kind `driver` or `crash`; its trace goes to the log."""
    traceback.print_exception(error, file=sys.stderr)
    kind = ErrorKind.DRIVER if is_own(error, own) else ErrorKind.CRASH
    message = f"{type(error).__name__}: {error}"
    return {"id": request.get("id"), "ok": False, "error": {"kind": kind.value, "message": message}}
