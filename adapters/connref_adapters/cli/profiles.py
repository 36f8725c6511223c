"""List the profiles that ship: the name for --profile, whose promises they are, and in which modes they judge."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from connref.profiles import VendorProfile
from connref.protocol import MODES
from connref_adapters.cli.output import emit


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options: there are none."""
    del parser


def run(args: Namespace) -> int:
    """Carry `connref profiles` out."""
    from connref_adapters.profiles import shipped_names, shipped_profile

    del args
    for profile in map(shipped_profile, shipped_names()):
        emit(_told(profile))
    emit(
        "\nAny other value of --profile is a TOML file; `connref profile check FILE` says what is wrong with it.\n"
    )
    return 0


def _told(profile: VendorProfile) -> str:
    modes = ", ".join(name for name, mode in MODES.items() if mode in profile.modes)
    return f"{profile.name}\n    of:    {profile.package}, versions {profile.versions}\n    modes: {modes}\n"
