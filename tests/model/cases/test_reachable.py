"""The committed masks say what the paths of the state space come to, whatever the numbers of the profile."""

from __future__ import annotations

import pytest
from tests import reachable

from connref.cases.reachable import known_pairs, known_rows, masks_of
from connref.cases.state_space import reachable_pairs, reachable_rows
from connref.protocol import Mode, Profile

# The shortest grace that counts as long, on an exact clock with a bound below it and on a coarse clock with one above
# it; and the shortest grace of all.
PROFILES = (
    Profile(grace_ms=10, reconnect_bound_ms=1),
    Profile(grace_ms=20, tolerance_ms=1),
    Profile(grace_ms=126, tolerance_ms=20),
)


def test_the_committed_masks_are_fresh() -> None:
    assert reachable.PLACE.read_text("utf-8") == reachable.module(), "stale: run `make reachable`"


@pytest.mark.parametrize("profile", PROFILES, ids=str)
@pytest.mark.parametrize("mode", Mode)
def test_they_hold_for_every_profile(profile: Profile, mode: Mode) -> None:
    assert known_pairs(profile, mode) == reachable_pairs(profile, mode)
    assert known_rows(profile, mode) == reachable_rows(profile, mode)


def test_nothing_is_searched_for_where_the_grace_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("connref.cases.reachable.reachable_pairs")
    assert known_pairs(Profile(grace_ms=210, tolerance_ms=20), Mode.MANUAL)


def test_pairs_come_back_as_they_were_written(monkeypatch: pytest.MonkeyPatch) -> None:
    some = frozenset(sorted(reachable_pairs(Profile(), Mode.AUTO), key=str)[::7])
    written = masks_of(Mode.AUTO, some)
    monkeypatch.setattr("connref.cases.reachable._MASKS", {(Mode.AUTO, True): written})
    assert known_pairs(Profile(), Mode.AUTO) == some
    assert known_rows(Profile(), Mode.AUTO) == {first for first, _ in some}
