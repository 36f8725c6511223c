"""Check a profile of your own, and say what it chooses; or print the JSON Schema of profiles.

connref profile check my-sdk.toml
connref profile schema

Exit status: 0 for a profile that can be judged by, 2 for one with a field that cannot, which is named.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from connref.profiles import VendorProfile, schema
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.cli.output import emit


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    kinds = parser.add_subparsers(dest="action", required=True, metavar="check|schema")
    check = kinds.add_parser("check", help="read a profile and say what it chooses", allow_abbrev=False)
    check.add_argument("profile", metavar="NAME|FILE", help="a TOML file, or a profile that ships")
    kinds.add_parser("schema", help="print the JSON Schema of profiles", allow_abbrev=False)


def run(args: Namespace) -> int:
    """Carry `connref profile` out."""
    from connref_adapters.profiles import load_profile

    if args.action == "schema":
        emit(json.dumps(schema(), indent=2) + "\n")
        return 0
    emit("".join(f"{line}\n" for line in _told(load_profile(args.profile))))
    return 0


def _told(profile: VendorProfile) -> Iterator[str]:
    numbers = profile.numbers
    yield f"{profile.name}: {profile.title} ({profile.package}, versions {profile.versions})"
    yield f"  grace {numbers.grace_ms} ms, reconnect bound {numbers.reconnect_bound_ms} ms"
    for name, options in numbers.variant.chosen:
        yield f"  {name}: {', '.join(options)}"
    for name in REQUIREMENTS:
        if name in numbers.variant.unjudged:
            yield f"  {name}: not promised"
        elif name in numbers.variant.by_retry:
            yield f"  {name}: as [retry] says"
    for table, citation in profile.citations.items():
        yield f"  [{table}] {citation.text}"
