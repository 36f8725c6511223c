"""Letters made into steps, and observations made into labels."""

from __future__ import annotations

import pytest

from connref.learning import Letter, Moment, Output
from connref.learning.moment import events, heard, horizon_ms
from connref.protocol import Do, InputName, Mode, Observation, ObservationKind, Profile

OPEN, CLOSED, OUTCOME = ObservationKind.SOCKET_OPEN, ObservationKind.SOCKET_CLOSED, ObservationKind.OUTCOME


def start(mode: Mode = Mode.MANUAL, profile: Profile | None = None) -> Moment:
    return Moment(mode, profile or Profile())


def after(moment: Moment, *letters: Letter) -> Moment:
    for letter in letters:
        moment = moment.after_input(letter)
    return moment


def up_in_background(at: int = 1_000, profile: Profile | None = None) -> Moment:
    """Signed in and connected at once; the background is entered at `at`."""
    moment = after(start(profile=profile), Letter.INIT, Letter.LOGIN, Letter.CONNECT)
    _, moment = heard(moment, [Observation(0, OPEN)])
    return after(moment.at(at), Letter.BACKGROUND)


def down(moment: Moment, at: int, by: str = "client") -> Output:
    return heard(moment, [Observation(at, CLOSED, by=by)])[0]


def test_a_letter_becomes_an_input_with_a_name_of_its_own() -> None:
    moment = after(start(), Letter.INIT)
    assert moment.step(Letter.LOGIN) == Do(InputName.LOGIN, "login-2")
    moment = after(moment, Letter.LOGIN, Letter.CONNECT)
    assert moment.step(Letter.CONNECT) == Do(InputName.CONNECT, "connect-4")
    assert moment.step(Letter.CLOSE) == Do(InputName.SERVER_CLOSE, 1000)
    assert moment.step(Letter.NEXT) is None


def test_what_the_protocol_forbids_is_no_step() -> None:
    assert start().step(Letter.LOGIN) is None
    offline = after(start(), Letter.INIT, Letter.NETWORK_DOWN)
    assert offline.step(Letter.LOGIN) is None
    dead = after(start(), Letter.INIT, Letter.KILL)
    assert dead.step(Letter.CONNECT) is None
    assert dead.step(Letter.INIT) == Do(InputName.INIT)


def test_moments_do_not_share_an_environment() -> None:
    before = after(start(), Letter.INIT)
    after(before, Letter.KILL)
    assert before.step(Letter.CONNECT) is not None


@pytest.mark.parametrize(
    ("seen", "label"),
    [
        (Observation(0, OPEN), "up"),
        (Observation(0, CLOSED, by="client"), "down"),
        (Observation(0, OUTCOME, call="connect-3", api="connect", result="success"), "success"),
        (Observation(0, OUTCOME, call="connect-1", api="connect", result="error"), "connect error"),
        (Observation(0, ObservationKind.PING_SENT), "ping sent"),
        (Observation(0, ObservationKind.USER, value=None), "no user"),
        (Observation(0, ObservationKind.USER, value="anna"), "user"),
        (Observation(0, ObservationKind.DELIVERED, message="m"), "message"),
        (Observation(0, ObservationKind.THREW, call="connect-3", detail="x"), "throws"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_each_event_has_a_label(seen: Observation, label: str) -> None:
    assert heard(start(), [seen], "connect-3")[0] == (label,)


def test_attempts_and_status_are_hidden_and_labels_are_a_set() -> None:
    hidden = [
        Observation(0, ObservationKind.SOCKET_OPENING),
        Observation(0, ObservationKind.STATUS, value="connecting"),
    ]
    assert events(hidden) == []
    assert heard(start(), [*hidden, Observation(0, OPEN), Observation(0, OPEN)])[0] == ("up",)


def test_coming_back_is_early_enough_or_late() -> None:
    moment = after(start().at(5_000), Letter.NETWORK_UP)
    assert heard(moment, [Observation(65_000, OPEN)])[0] == ("up",)
    assert heard(moment, [Observation(65_001, OPEN)])[0] == ("up, late",)


def test_a_deadline_in_the_background_is_told_by_the_grace() -> None:
    moment = up_in_background()
    assert down(moment, 31_000) == ("down at the grace",)
    assert down(moment, 31_001) == ("down 1 ms after the grace",)
    assert down(moment, 1_000) == ("down",)
    assert down(moment, 46_000) == ("down background + 45 s",)
    assert down(moment, 9_000, by="network") == ("down",)


def test_an_answered_ping_ends_the_graces_before_it() -> None:
    moment = after(up_in_background().at(30_999), Letter.PING)
    assert down(moment, 31_000) == ("down at the grace",), "unanswered, it may count or not"
    _, moment = heard(moment, [Observation(31_024, OUTCOME, call="ping-5", api="ping", result="success")])
    assert down(moment, 60_999) == ("down at the grace",), "counted from the call"
    assert down(moment, 61_024) == ("down at the grace",), "counted from the answer"
    assert down(moment, 31_030) == ("down early",)


def test_a_connect_that_finds_a_connection_begins_no_grace() -> None:
    moment = after(up_in_background().at(11_000), Letter.CONNECT)
    assert down(moment, 41_000) == ("down background + 40 s",)


def test_a_connection_that_comes_up_in_the_background_may_begin_a_grace() -> None:
    moment = after(after(start(), Letter.INIT, Letter.LOGIN, Letter.BACKGROUND).at(50_000), Letter.CONNECT)
    assert down(moment, 80_000) == ("down at the grace",)
    _, moment = heard(moment, [Observation(50_030, OPEN)])
    assert down(moment, 80_030) == ("down at the grace",)


@pytest.mark.parametrize("mode", [Mode.AUTO, Mode.MANUAL])
def test_in_the_foreground_and_in_auto_mode_no_time_is_told(mode: Mode) -> None:
    moment = after(
        start(mode), Letter.INIT, Letter.LOGIN, *([Letter.BACKGROUND] if mode is Mode.AUTO else [])
    )
    assert down(moment, 77_000) == ("down",)


def test_a_coarse_clock_widens_every_instant() -> None:
    moment = up_in_background(profile=Profile(tolerance_ms=1_000))
    assert down(moment, 31_900) == ("down at the grace",)
    assert down(moment, 47_400) == ("down background + 46 s",)
    assert moment.margin == 1_001


def test_the_window_of_the_entry_is_waited_for_once() -> None:
    moment = up_in_background()
    assert moment.grace_left() == 29_999
    assert moment.at(30_999).grace_left() is None
    assert start().grace_left() is None
    assert after(moment, Letter.FOREGROUND).grace_left() is None


def test_the_next_event_is_waited_for_longer_than_all_that_the_profile_promises() -> None:
    assert horizon_ms(Profile()) == 400_000
    assert horizon_ms(Profile(grace_ms=600_000)) == 1_320_000
