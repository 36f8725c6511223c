"""Which messages must come, may come, never come (EVT-DELIVERED, EVT-LOST)."""

from __future__ import annotations

from connref.oracle.does import Does
from connref.oracle.messages import Messages
from connref.spec.messages import Fate


def sent(*fates: Fate) -> Messages:
    messages = Messages()
    for number, fate in enumerate(fates):
        messages.send(f"m{number}", number, fate)
    return messages


def test_what_is_owed_is_fine_once() -> None:
    messages = sent(Fate.OWED)
    assert messages.deliver("m0") is None
    assert messages.deliver("m0") == ("EVT-DELIVERED", "message 'm0' delivered twice", Does.DELIVERS_TWICE)
    assert messages.overdue(100) is None


def test_what_was_sent_while_down_never_comes() -> None:
    broken = sent(Fate.LOST).deliver("m0")
    assert broken is not None
    assert broken[0] == "EVT-LOST"
    assert broken[2] is Does.DELIVERS_LOST


def test_what_was_never_sent_never_comes() -> None:
    broken = sent().deliver("m0")
    assert broken is not None
    assert broken[0] == "EVT-DELIVERED"
    assert broken[2] is Does.INVENTS_MESSAGE


def test_what_is_owed_comes_in_order() -> None:
    broken = sent(Fate.OWED, Fate.OWED).deliver("m1")
    assert broken is not None
    assert broken[0] == "EVT-DELIVERED"
    assert broken[2] is Does.DISORDERS


def test_what_may_come_may_come_in_any_order() -> None:
    messages = sent(Fate.MAY_COME, Fate.OWED)
    assert messages.deliver("m1") is None
    assert messages.deliver("m0") is None


def test_what_is_owed_is_overdue_from_its_limit_on() -> None:
    messages = sent(Fate.MAY_COME, Fate.OWED)
    assert messages.overdue(0) is None
    late = messages.overdue(1)
    assert late is not None
    assert late.text == "m1"


def test_an_excuse_turns_what_is_owed_into_what_may_come() -> None:
    messages = sent(Fate.OWED, Fate.OWED)
    messages.excuse()
    assert messages.overdue(100) is None
    assert messages.deliver("m1") is None
    assert messages.deliver("m0") is None
