"""Whether a case puts to the test what it aims at, by the reference's playing it."""

from __future__ import annotations

import pytest

from connref.protocol import Case, Mode, Profile
from connref_adapters.kit.rehearsal import Rehearsal
from fakes.stories import story

SHORT = Profile(grace_ms=400, reconnect_bound_ms=600, tolerance_ms=40)


def put_to_the_test(words: str, requirement: str, profile: Profile = SHORT, mode: Mode = Mode.MANUAL) -> bool:
    return Rehearsal(profile).tests(Case("c", mode, story(words), requirement, ""))


@pytest.mark.parametrize(("wait", "tested"), [(500, True), (300, False)])
def test_what_falls_due_is_tested(wait: int, tested: bool) -> None:
    words = f"init login=u connect=c +200 background +{wait}"
    assert put_to_the_test(words, "MAN-GRACE-ENDS") is tested


def test_what_never_arises_is_not() -> None:
    assert not put_to_the_test("init +100 background +641", "AUTO-BACKGROUND", mode=Mode.AUTO)


def test_a_bound_too_short_for_any_retry_is_no_obstacle() -> None:
    assert put_to_the_test(
        "init login=u", "INP-ROBUST", Profile(grace_ms=400, reconnect_bound_ms=1, tolerance_ms=40)
    )
