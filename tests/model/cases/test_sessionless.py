"""Stories for an SDK without a session are the same, without a login, and none is about who is logged in."""

from __future__ import annotations

from connref.cases.catalogue import listed_cases
from connref.cases.sessionless import in_variant
from connref.protocol import Case, Do, InputName, Mode, Profile
from connref.spec.variant import DOCUMENT, variant

NOBODY = variant({"session": ("none",)})


def story(*inputs: InputName) -> Case:
    steps = tuple(Do(each, "alice" if each is InputName.LOGIN else None) for each in inputs)
    return Case("a/b", Mode.MANUAL, steps, "MAN-CONNECT", "It is so.")


def test_the_one_login_is_left_out_and_stories_about_users_are_not_told() -> None:
    once = story(InputName.INIT, InputName.LOGIN, InputName.BACKGROUND)
    twice = story(InputName.INIT, InputName.LOGIN, InputName.LOGIN)
    out = story(InputName.INIT, InputName.LOGIN, InputName.LOGOUT)
    assert list(in_variant([once, twice, out], DOCUMENT)) == [once, twice, out]
    assert list(in_variant([once, twice, out], NOBODY)) == [story(InputName.INIT, InputName.BACKGROUND)]


def test_no_case_of_the_catalogue_logs_anybody_in() -> None:
    cases = list(listed_cases(Profile(variant=NOBODY), only=("MAN-CONNECT",)))
    inputs = {step.input for case in cases for step in case.steps if isinstance(step, Do)}
    assert InputName.CONNECT in inputs
    assert not inputs & {InputName.LOGIN, InputName.LOGOUT}
