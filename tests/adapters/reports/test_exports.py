"""The public surface of the reports is what `__all__` lists."""

from __future__ import annotations

import types

from connref_adapters import reports


def test_all_is_what_the_package_binds() -> None:
    bound = {
        name
        for name, value in vars(reports).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    }
    assert set(reports.__all__) == bound
    assert list(reports.__all__) == sorted(reports.__all__)


def test_everything_public_is_documented() -> None:
    assert all(getattr(reports, name).__doc__ for name in reports.__all__)
