"""Profiles come by the name of one that ships, or out of a file; what is wrong is said with the file and the field."""

from __future__ import annotations

from pathlib import Path

import pytest

from connref.errors import UsageError
from connref.profiles import DOCUMENT_PROFILE
from connref_adapters import sdks
from connref_adapters.profiles import load_profile, shipped_names, shipped_profile

OWN = """
[profile]
name = "acme"
package = "acme-chat"
versions = ">=1"
title = "Acme"
modes = ["manual"]
"""


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_profile_is_right_and_named_as_its_file(name: str) -> None:
    assert shipped_profile(name).name == name
    assert load_profile(name) == shipped_profile(name)


@pytest.mark.parametrize("name", shipped_names()[1:])
def test_every_promise_has_a_page_and_its_section(name: str) -> None:
    for table, source in shipped_profile(name).citations.items():
        assert source.page.startswith("https://"), table
        assert source.section, table


def test_every_client_that_ships_with_a_vendor_of_its_own_has_a_profile() -> None:
    assert set(sdks.NAMES) - set(sdks.VENDOR) <= set(shipped_names())


def test_the_document_comes_first() -> None:
    assert shipped_names()[0] == DOCUMENT_PROFILE.name
    assert shipped_profile("document") is DOCUMENT_PROFILE


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN, "utf-8")
    assert load_profile(str(path)).package == "acme-chat"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OWN + "color = 3", "profile.color is 3: no such field"),
        ("[profile", "is no TOML"),
        (None, "No such file"),
    ],
)
def test_a_wrong_file_is_named_with_its_field(tmp_path: Path, text: str | None, said: str) -> None:
    path = tmp_path / "own.toml"
    if text is not None:
        path.write_text(text, "utf-8")
    with pytest.raises(UsageError) as raised:
        load_profile(str(path))
    assert str(path) in str(raised.value)
    assert said in str(raised.value)


def test_an_unknown_name_is_said_with_what_there_is() -> None:
    with pytest.raises(UsageError, match="did you mean 'document'"):
        load_profile("documents")
    with pytest.raises(UsageError, match="there are document"):
        load_profile("xyz")
