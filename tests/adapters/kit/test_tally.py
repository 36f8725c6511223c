"""What a run counts: cases judged, cases left unplayed with the reason, and the driver's own mistakes."""

from __future__ import annotations

from connref.oracle.diagnosis import CaseVerdict
from connref.protocol import Advance, Case, Mode
from connref_adapters.drivers import Playback, PlaybackStatus
from connref_adapters.kit.tally import MOST_MISTAKES, Tally


def case(number: int = 1) -> Case:
    return Case(f"A/{number}", Mode.MANUAL, (Advance(1), Advance(2)), "MAN-GRACE", "")


def refused(status: PlaybackStatus, message: str = "no", log: str = "") -> Playback:
    return Playback((), status, message, None, log)


def test_judged_cases_are_counted_by_what_they_aim_at() -> None:
    tally = Tally()
    for number in range(3):
        tally.judge(case(number), CaseVerdict(None, (), frozenset()))
    assert (tally.cases, tally.steps, tally.cases_for("MAN-GRACE")) == (3, 6, 3)
    assert set(tally.played) == {"A/0", "A/1", "A/2"}


def test_a_case_is_counted_for_all_that_it_tested_and_for_what_it_aims_at_once() -> None:
    tally = Tally()
    tally.judge(case(1), CaseVerdict(None, (), frozenset({"MAN-GRACE", "EVT-LOST"})))
    tally.judge(case(2), CaseVerdict(None, (), frozenset({"EVT-LOST"})))
    assert tally.tested["MAN-GRACE"] == {"A/1"}
    assert tally.tested["EVT-LOST"] == {"A/1", "A/2"}
    assert (tally.cases_for("MAN-GRACE"), tally.cases_for("EVT-LOST"), tally.cases_for("INP-ROBUST")) == (
        2,
        2,
        0,
    )


def test_what_was_left_unplayed_is_counted_by_its_reason() -> None:
    tally = Tally()
    for status in (PlaybackStatus.UNSUPPORTED, PlaybackStatus.UNSUPPORTED, PlaybackStatus.SUSPENDED):
        tally.leave_unplayed(case(), refused(status))
    assert tally.unplayed["MAN-GRACE"] == 3
    assert tally.refused == {PlaybackStatus.UNSUPPORTED: 2, PlaybackStatus.SUSPENDED: 1}
    assert (tally.cases, tally.misled, tally.mistakes) == (0, 0, {})


def test_mistakes_are_told_by_their_words_and_not_without_end() -> None:
    tally = Tally()
    for number in range(2 * MOST_MISTAKES):
        tally.leave_unplayed(case(number), refused(PlaybackStatus.DRIVER, f"mistake {number // 2}", "trace"))
    tally.leave_unplayed(case(99), refused(PlaybackStatus.DRIVER, "one more"))
    assert tally.misled == 2 * MOST_MISTAKES + 1
    assert [mistake.case.id for mistake in tally.mistakes.values()] == [
        f"A/{2 * n}" for n in range(MOST_MISTAKES)
    ]
    assert tally.mistakes["mistake 0"].log == "trace"
