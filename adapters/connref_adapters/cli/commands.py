"""Every command of `connref`, one declaration each. A command's module is imported only when it is asked for.

A module of a command has two functions: `add_arguments(parser)` declares its options, and `run(args)` does the work and
returns the exit status.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast


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
    Command("check", "judge recorded sessions without a driver", "check"),
    Command("compare", "put several results side by side", "compare"),
    Command("cases", "list the cases that a run plays", "cases"),
    Command("drivers", "list the drivers that ship, with what each needs", "drivers"),
    Command("driver", "write the skeleton of a driver of your own", "driver"),
    Command("verify", "prove the model: every requirement, every reading, every history", "verify"),
    Command("draw", "draw the charts: overviews, requirements, readings, paths, coverage", "draw"),
    Command("vectors", "write the policy tables and timed traces as JSON for other languages", "vectors"),
    Command("explorer", "write the explorer, a page in which the policy is tried out by hand", "explorer"),
    Command("demo", "tell a manual-mode background story on a fake clock", "demo"),
    Command("serve", "run a small chat server on the loopback, with faults on command", "serve"),
    Command("chat", "keep a real connection to that server, live on the terminal", "chat"),
)
"""In the order in which `connref --help` lists them."""
