"""The entry: finding commands, the list of them, and what every one of them has in common."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.adapters.cli.command import Connref, connref_alone

from connref import __version__
from connref_adapters.cli.main import COMMANDS, Parser


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",), ("help",)])
def test_the_overview_lists_every_command(connref: Connref, arguments: tuple[str, ...]) -> None:
    ended = connref(*arguments)
    assert ended.status == 0
    assert all(f"  {command.name} " in ended.out and command.help in ended.out for command in COMMANDS)


def test_version(connref: Connref) -> None:
    assert connref("--version").out == f"connref {__version__}\n"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("runn", "no command 'runn'; did you mean 'run'?"),
        ("xyzzy", "no command 'xyzzy'; there are run, replay,"),
        ("--driver", "no command '--driver'"),
    ],
)
def test_an_unknown_command_is_explained(connref: Connref, word: str, said: str) -> None:
    assert said in connref.refuses(word)


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_command_has_help(connref: Connref, name: str) -> None:
    ended = connref(name, "--help")
    assert ended.status == 0
    assert ended.out.startswith(f"usage: connref {name}")


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_command_explains_an_unknown_option(connref: Connref, name: str) -> None:
    assert f"see `connref {name}" in connref.refuses(name, "--no-such-option", "x")


def test_only_an_option_that_was_not_understood_is_told_of_quotes() -> None:
    parser = Parser(prog="p")
    parser.add_argument("--driver")
    with pytest.raises(SystemExit) as ended:
        parser.error("unrecognized arguments: x")
    assert ended.value.code == 2


def test_as_a_program_it_ends_with_the_status_of_the_command() -> None:
    assert connref_alone("--version").returncode == 0
    assert connref_alone("nix").returncode == 2


def test_the_list_of_commands_loads_none_of_them() -> None:
    program = (
        "import sys; from connref_adapters.cli import main; main([]); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert "connref_adapters.cli.main" in done.stderr.split()
    assert not {"connref", "connref_adapters.cli.run", "rich"} & set(done.stderr.split())
