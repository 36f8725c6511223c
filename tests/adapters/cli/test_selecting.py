"""What --only may say."""

from __future__ import annotations

import pytest

from connref.errors import UsageError
from connref_adapters.cli.selecting import check_selection


@pytest.mark.parametrize("wish", ["MAN-GRACE", "connect-when-up", "race", "race/opening+0", "MAN-*"])
def test_what_selects_a_case_is_taken(wish: str) -> None:
    check_selection([wish])


@pytest.mark.parametrize(
    ("wish", "hint"),
    [
        ("MAN-GRASE", "did you mean MAN-GRACE"),
        ("man-connect", "did you mean MAN-CONNECT"),
        ("conect-when-up", "did you mean connect-when-up"),
        ("race/opening+0/backgruond", "did you mean race/"),
        ("xyzzy", "`connref cases` lists them all"),
        ("", "`connref cases` lists them all"),
    ],
)
def test_what_selects_none_is_refused_with_near_matches(wish: str, hint: str) -> None:
    with pytest.raises(UsageError) as refused:
        check_selection(["MAN-GRACE", wish])
    assert f"--only {wish}: there is no such" in str(refused.value)
    assert hint in str(refused.value)
