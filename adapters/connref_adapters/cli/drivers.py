"""List the drivers that ship: the name for --driver, whether it can be used here, and what it needs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from connref_adapters.cli.output import emit


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options: there are none."""
    del parser


def run(args: Namespace) -> int:
    """Carry `connref drivers` out."""
    from connref_adapters.drivers import shipped_drivers

    del args
    for driver in shipped_drivers():
        emit(f"{driver.name}\n    here:  {driver.here()}\n    needs: {driver.needs}\n")
    emit(
        "\nAny other value of --driver is a command line; `connref driver init` writes a driver to begin with.\n"
    )
    return 0
