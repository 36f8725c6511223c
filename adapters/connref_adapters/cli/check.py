"""Judge recorded sessions the same way, without a driver.

Each file holds JSON lines: a line with `session`, `mode` and `tolerance_ms` for each session, then its inputs and
observations in order of time.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    from connref_adapters.kit.check import add_check_arguments

    add_check_arguments(parser)


def run(args: Namespace) -> int:
    """Carry `connref check` out."""
    from connref_adapters.kit.check import run_check

    return run_check(args)
