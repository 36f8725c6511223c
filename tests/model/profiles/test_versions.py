"""A profile says for which versions it speaks, and all of its comparisons have to hold."""

from __future__ import annotations

import pytest

from connref.errors import ProfileError
from connref.profiles.versions import check_versions, speaks_of


@pytest.mark.parametrize(
    ("versions", "version", "among"),
    [
        ("any", "0.1", True),
        (">=5", "5", True),
        (">=5", "10.0.11", True),
        (">=5", "4.9.9", False),
        (">=5 <11", "11.0.0", False),
        (">=5 <11", "10.99", True),
        ("=4.0.12", "4.0.12", True),
        ("=4", "4.0.0", True),
        (">1.2", "1.2.0-beta.1", False),
        ("<=2", "2.0.1", False),
        (">=5", "unknown", True),
    ],
)
def test_versions_are_compared_by_their_numbers(versions: str, version: str, *, among: bool) -> None:
    check_versions(versions, "field")
    assert speaks_of(versions, version) is among


@pytest.mark.parametrize("versions", ["five", ">= 5", "5", ">=5,<6"])
def test_what_is_no_comparison_is_named(versions: str) -> None:
    with pytest.raises(ProfileError) as raised:
        check_versions(versions, "profile.versions")
    assert raised.value.field == "profile.versions"
