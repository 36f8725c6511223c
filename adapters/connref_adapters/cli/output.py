"""What a command prints: results on standard output, everything else on standard error.

Everything passes `harmless` on its way, so that no text from outside steers a terminal or a CI service. A character
that a stream's encoding lacks is written as its escape. A reader that goes away (`| head`) ends the
output, not the command: its files are still written and its exit status is still true.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import TextIO

from connref_adapters.safe_text import harmless


def make_safe() -> None:
    """Let no character end the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def emit(text: str) -> None:
    """Write to standard output."""
    with standard_output() as stream:
        stream.write(harmless(text))


@contextmanager
def standard_output() -> Generator[TextIO]:
    """Standard output, for one that goes on when nobody reads it any more."""
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        forget_output()


def emit_error(text: str) -> None:
    """Write a line, or a paragraph, to standard error."""
    with suppress(BrokenPipeError):
        sys.stderr.write(harmless(text.rstrip("\n")) + "\n")
        sys.stderr.flush()


def flush() -> None:
    """Write out what argparse printed by itself."""
    with standard_output():
        pass


def forget_output() -> None:
    """Send the rest of standard output nowhere, so that the interpreter does not complain at its end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
