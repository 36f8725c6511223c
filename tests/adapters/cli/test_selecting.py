"""What --only and --exclude may say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from connref.errors import UsageError
from connref_adapters.cli.selecting import check_selection
from connref_adapters.kit.play import RunSettings

WISHES = [
    "MAN-GRACE",
    "MAN",
    "MAN-PING",
    "auto",
    "default",
    "connect-when-up",
    "race",
    "race/opening+0",
    "MAN-*",
]


@pytest.mark.parametrize("wish", WISHES)
def test_what_selects_a_case_is_taken(wish: str) -> None:
    check_selection(RunSettings(only=(wish,)))
    check_selection(RunSettings(exclude=(wish,)))


@pytest.mark.parametrize("option", ["only", "exclude"])
@pytest.mark.parametrize(
    ("wish", "hint"),
    [
        ("MAN-GRASE", "did you mean MAN-GRACE"),
        ("man-connect", "did you mean MAN-CONNECT"),
        ("conect-when-up", "did you mean connect-when-up"),
        ("manuel", "did you mean manual"),
        ("race/opening+0/backgruond", "did you mean race/"),
        ("xyzzy", "`connref cases` lists them all"),
        ("", "`connref cases` lists them all"),
    ],
)
def test_what_selects_none_is_refused_with_near_matches(option: str, wish: str, hint: str) -> None:
    with pytest.raises(UsageError) as refused:
        check_selection(replace(RunSettings(), **{option: ("MAN-GRACE", wish)}))
    assert f"--{option} {wish}: there is no such" in str(refused.value)
    assert hint in str(refused.value)


def test_something_has_to_be_left() -> None:
    with pytest.raises(UsageError, match="--exclude leaves nothing to ask"):
        check_selection(RunSettings(only=("MAN-GRACE",), exclude=("MAN",)))
