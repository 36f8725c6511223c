"""What the extra `fleet` brings, imported where it is used; without it, one clear line instead of a traceback."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from connref.errors import UsageError


class MissingExtraError(UsageError):
    """A package of the extra is not installed."""


def needed(module: str) -> Any:  # noqa: ANN401 - these packages have no types
    """A module of the extra. Raises `MissingExtraError`."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        raise MissingExtraError(
            f"fleets need the package {package}, which is not installed; pip install 'connref[fleet]' brings it"
        ) from error
