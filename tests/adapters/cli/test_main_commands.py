"""The declarations of the commands."""

from __future__ import annotations

from argparse import ArgumentParser

import pytest

from connref_adapters.cli.main import COMMANDS, Command


def test_names_are_unique_and_of_one_word() -> None:
    names = [command.name for command in COMMANDS]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() for name in names)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_command_says_what_it_is_for_and_takes_options(command: Command) -> None:
    module = command.load()
    assert (module.__doc__ or "").strip()
    module.add_arguments(ArgumentParser())
    assert callable(module.run)
