"""The public surface is what `connref/__init__.py` lists, no more and no less, as in h11 and websockets."""

from __future__ import annotations

import types

import connref

LAZY = {
    *("AutoModeChart", "LinkChart", "ManualModeChart", "SessionChart"),
    *("FAIR", "Latencies", "Simulation"),
}
"""What is imported when it is first asked for."""


def test_all_lists_every_public_name_that_the_package_binds() -> None:
    bound = {
        name
        for name, value in vars(connref).items()
        if not name.startswith("_")
        and name not in LAZY
        and not isinstance(value, types.ModuleType)
        and name != "annotations"
    }
    assert set(connref.__all__) - {"__version__"} == bound | LAZY


def test_all_has_no_repeats() -> None:
    """Its order is ruff's to check (RUF022)."""
    assert len(connref.__all__) == len(set(connref.__all__))


def test_every_listed_name_exists_and_is_documented() -> None:
    for name in connref.__all__:
        value = getattr(connref, name)
        if isinstance(value, type | types.FunctionType):
            assert value.__doc__, f"connref.{name} has no docstring"
