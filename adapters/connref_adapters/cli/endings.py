"""How a command ends: each error becomes one paragraph on standard error and an exit status, never a traceback."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable

from connref_adapters.cli.output import emit_error, flush, forget_output

WELL = 0
DOES_NOT_HOLD = 1
WRONG_USE = 2
INTERRUPTED = 130
PIPE_CLOSED = 141

DEBUG = "CONNREF_DEBUG"
"""The environment variable that asks for the traceback of an error."""


def guarded(work: Callable[[], int]) -> int:
    """What `work` returns, or the status of the way in which it failed."""
    try:
        status = work()
        flush()
    except SystemExit as ending:  # argparse, after it printed its help or its error
        flush()
        return ending.code if isinstance(ending.code, int) else WELL
    except KeyboardInterrupt:
        emit_error("connref: interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        forget_output()
        return PIPE_CLOSED
    except Exception as error:  # noqa: BLE001 - this is the last place where anything can be said about it
        return _failed(error)
    return status


def _failed(error: Exception) -> int:
    from connref.errors import ConnrefError

    if os.environ.get(DEBUG):
        emit_error(traceback.format_exc())
    if isinstance(error, ConnrefError):
        emit_error(f"connref: {error}")
    elif isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename is not None else ""
        emit_error(f"connref: {where}{error.strerror or error}; check that it exists and may be used")
    else:
        emit_error(
            f"connref: internal error, {type(error).__name__}: {error}; "
            f"{DEBUG}=1 in the environment shows where it comes from"
        )
    return WRONG_USE
