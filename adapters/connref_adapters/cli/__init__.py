"""The command `connref`: one small module per command, loaded when that command is asked for."""

from connref_adapters.cli.main import main

__all__ = ["main"]
