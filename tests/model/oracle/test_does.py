"""What an SDK can do instead: the wrong SDKs show each kind of it in their stories."""

from __future__ import annotations

import pytest
from tests.model.oracle.playing import case_of, judged

from connref.oracle.does import Does
from fakes.wrong import WRONG


@pytest.mark.parametrize(
    ("name", "does"),
    [
        ("grace-one-ms-early", Does.GOES_DOWN),
        ("grace-never-ends", Does.STAYS_UP),
        ("login-not-saved", Does.WRONG_USER),
        ("reopen-connects-in-manual", Does.COMES_UP),
        ("success-without-user", Does.SUCCESS),
        ("fetches-missed-messages", Does.DELIVERS_LOST),
        ("auto-ignores-network-return", Does.STAYS_DOWN),
        ("error-though-up", Does.ERROR),
        ("connect-when-up-leaks", Does.SECOND_SOCKET),
        ("listener-added-twice", Does.DELIVERS_TWICE),
        ("second-message-overtakes", Does.DISORDERS),
        ("connect-reports-twice", Does.SECOND_OUTCOME),
        ("aborted-connect-lost", Does.NO_OUTCOME),
        ("throws-on-abort", Does.THROWS),
        ("hangs-offline", Does.DIES),
    ],
)
def test_a_story_of_a_wrong_sdk_shows_it(name: str, does: Does) -> None:
    defect = WRONG[name]
    violation = judged(defect.driver(), case_of(defect.mode, defect.story)).violation
    assert violation is not None
    assert violation.does is does


def test_each_completes_the_same_sentence() -> None:
    assert len({each.value for each in Does}) == len(Does)
    assert all(each.value.split()[0].endswith("s") for each in Does)
