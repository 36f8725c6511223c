"""Without the extra there is one clear line."""

from __future__ import annotations

import pytest

from connref_adapters.fleet.extra import MissingExtraError, needed


def test_what_is_there_is_given() -> None:
    assert needed("json").loads("1") == 1


def test_what_is_not_there_is_named_with_what_brings_it() -> None:
    with pytest.raises(
        MissingExtraError, match=r"package no_such_package, .* pip install 'connref\[fleet\]'"
    ):
        needed("no_such_package.part")
