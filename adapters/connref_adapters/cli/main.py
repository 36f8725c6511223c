"""The entry of the command line: finds the command, reads its options, and turns every ending into an exit status.

A module of a command has two functions: `add_arguments(parser)` declares its options, and `run(args)` does the work and
returns the exit status.
"""

from __future__ import annotations

import argparse
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from typing import NoReturn, Protocol, cast

from connref_adapters.cli.endings import WRONG_USE, guarded
from connref_adapters.cli.output import emit, emit_error, make_safe


class CommandModule(Protocol):
    """What the module of a command has."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options of the command."""
        ...

    def run(self, args: Namespace) -> int:
        """Carry the command out. Returns the exit status; raises `ConnrefError` for wrong use."""
        ...


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, one line for the list of commands, and the module that carries it out."""

    name: str
    help: str
    module: str

    def load(self) -> CommandModule:
        """Import the module."""
        return cast("CommandModule", import_module(f"connref_adapters.cli.{self.module}"))


COMMANDS: tuple[Command, ...] = (
    Command("run", "judge an SDK behind a driver", "run"),
    Command("replay", "play one counterexample of a results.json again", "replay"),
    Command("learn", "learn the state diagram that an SDK has, and print what is promised of it", "learn"),
    Command("check", "judge recorded sessions without a driver", "check"),
    Command("fleet", "make recordings of a whole fleet, of any size", "fleet"),
    Command("compare", "put several results side by side", "compare"),
    Command("badge", "write the verdict of a run as an SVG for a README", "badge"),
    Command("cases", "list the cases that a run plays", "cases"),
    Command("profiles", "list the profiles that ship: by whose promises an SDK can be judged", "profiles"),
    Command("profile", "check a profile of your own, or print the JSON Schema of profiles", "profile"),
    Command("drivers", "list the drivers that ship, with what each needs", "drivers"),
    Command("driver", "write the skeleton of a driver of your own", "driver"),
    Command("verify", "prove the model: every requirement, every reading, every history", "verify"),
    Command("draw", "draw the charts: overviews, requirements, readings, paths, coverage", "draw"),
    Command("vectors", "write the policy tables and timed traces as JSON for other languages", "vectors"),
    Command("export", "write the model for other tools: SCXML, XState, Promela, UPPAAL", "export"),
    Command("explorer", "write the explorer, a page in which the policy is tried out by hand", "explorer"),
    Command("demo", "tell a manual-mode background story on a fake clock", "demo"),
    Command("serve", "run a small chat server on the loopback, with faults on command", "serve"),
    Command("chat", "keep a real connection to that server, live on the terminal", "chat"),
)
"""In the order in which `connref --help` lists them."""


_ABOUT = (
    "A formal reference model of a chat SDK's WebSocket connection, and a kit that judges any SDK against it."
)

_QUOTES = ' (a command line is one word of the shell: --driver "node my-driver.mjs")'


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one paragraph instead of after a page of usage."""

    def error(self, message: str) -> NoReturn:
        """End with status 2."""
        hint = (
            _QUOTES
            if message.startswith("unrecognized") and "--driver" in self._option_string_actions
            else ""
        )
        self.exit(WRONG_USE, f"{self.prog}: {message}{hint}; see `{self.prog} --help`\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run `connref ARGUMENTS…` and return the exit status: 0 well, 1 does not hold, 2 wrong use or a fault.

    Nothing is raised: an error is one paragraph on standard error.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    make_safe()
    return guarded(lambda: _dispatch(arguments))


def _dispatch(arguments: list[str]) -> int:
    first = arguments[0] if arguments else "--help"
    if first in ("-h", "--help", "help"):
        emit(_overview())
        return 0
    if first == "--version":
        from connref import __version__

        emit(f"connref {__version__}\n")
        return 0
    command = next((each for each in COMMANDS if each.name == first), None)
    if command is None:
        emit_error(_unknown(first))
        return WRONG_USE
    return _carry_out(command, arguments[1:])


def _carry_out(command: Command, arguments: list[str]) -> int:
    module = command.load()
    parser = Parser(
        prog=f"connref {command.name}",
        description=module.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    module.add_arguments(parser)
    return module.run(parser.parse_args(arguments))


def _overview() -> str:
    width = max(len(command.name) for command in COMMANDS)
    lines = [f"  {command.name:<{width}}  {command.help}" for command in COMMANDS]
    return "\n".join(
        [
            "usage: connref COMMAND …  (connref COMMAND --help tells its options)",
            "",
            _ABOUT,
            "",
            *lines,
            "",
            "  --version, --help",
            "",
        ]
    )


def _unknown(word: str) -> str:
    names = [command.name for command in COMMANDS]
    close = get_close_matches(word, names, n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(names)}"
    return f"connref: there is no command {word!r}; {hint}"
