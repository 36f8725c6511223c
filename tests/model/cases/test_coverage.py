"""Coverage: what counts as reached, and against what it is counted."""

from __future__ import annotations

from tests.model.cases.judging import judged

from connref.cases import Story
from connref.cases.coverage import Coverage, Flight, Trace
from connref.cases.state_space import reachable_pairs, reachable_rows
from connref.protocol import Case, InputName, Mode, Profile
from connref.semantics.table import Key
from connref.spec.interpretations import INTERPRETATIONS
from connref.spec.vocabulary import Event, Region
from fakes.driver import FakeDriver
from fakes.options import Options

PLAIN = Profile()


def covered(case: Case, options: Options | None = None) -> Coverage:
    coverage = Coverage(PLAIN)
    assert judged(FakeDriver(options or Options()), case, PLAIN, coverage).violation is None
    return coverage


def manual() -> Story:
    return Story(PLAIN, Mode.MANUAL).init().login()


def told(story: Story) -> Case:
    return story.case("MAN-GRACE", "x", "A story.")


def test_rows_and_pairs_are_those_that_the_hypotheses_take() -> None:
    coverage = covered(told(Story(PLAIN, Mode.MANUAL).init().login().connect()))
    init: Key = ("not_initialised", Event.INIT, Region.BEFORE)
    login: Key = ("signed_out", Event.LOGIN, Region.BEFORE)
    connect: Key = ("idle", Event.CONNECT, Region.BEFORE)
    opened: Key = ("opening", Event.OPENED, Region.BEFORE)
    assert coverage.rows == {(Mode.MANUAL, key) for key in (init, login, connect, opened)}
    assert coverage.pairs == {
        (Mode.MANUAL, *pair) for pair in ((init, login), (login, connect), (connect, opened))
    }


def test_an_app_that_does_not_choose_counts_as_auto_mode() -> None:
    coverage = covered(told(Story(PLAIN, None).init()))
    assert coverage.rows == {(Mode.AUTO, ("not_initialised", Event.INIT, Region.BEFORE))}


def test_a_pair_is_two_rows_right_after_each_other() -> None:
    rows: set[tuple[Mode, Key]] = set()
    pairs: set[tuple[Mode, Key, Key]] = set()
    trace = Trace(Mode.AUTO, rows, pairs)
    one: Key = ("a", Event.CONNECT, Region.BEFORE)
    two: Key = ("b", Event.LOST, Region.BEFORE)
    three: Key = ("c", Event.OPENED, Region.BEFORE)
    trace.took(one, "b", 0)
    trace.took(two, "c", 5)
    trace.took(three, "b", 5)
    assert pairs == {(Mode.AUTO, one, two), (Mode.AUTO, two, three)}


def test_a_hypothesis_that_does_not_move_keeps_its_row() -> None:
    pairs: set[tuple[Mode, Key, Key]] = set()
    trace = Trace(Mode.AUTO, set(), pairs)
    fork: Key = ("a", Event.CLOSED, Region.BEFORE)
    trace.took(fork, "b", 0)
    trace.took(fork, "c", 0)
    only_b: Key = ("b", Event.OPENED, Region.BEFORE)
    trace.took(only_b, "d", 1)
    later: Key = ("c", Event.CONNECT, Region.BEFORE)
    trace.took(later, "c", 2)
    assert pairs == {(Mode.AUTO, fork, only_b), (Mode.AUTO, fork, later)}


def test_interpretations_are_consulted_by_a_choice_and_told_apart_by_what_is_seen() -> None:
    asked = covered(told(manual().connect().up().connect()))
    assert "connect-when-up" in asked.consulted
    assert "connect-when-up" in asked.told_apart
    unasked = covered(told(manual()))
    assert unasked.told_apart == frozenset()
    assert "connect-when-up" not in unasked.consulted


def test_an_interpretation_may_be_consulted_and_not_told_apart() -> None:
    story = manual().connect().up().background().wait(1_000).ping().wait(1_000).foreground()
    coverage = covered(told(story))
    assert "ping-counts-when" in coverage.consulted
    assert "ping-counts-when" not in coverage.told_apart


def test_inputs_in_flight_are_counted_by_what_is_in_flight() -> None:
    slow = Options(connect_latency_ms=1_000, disconnect_callback_ms=1_000, ping_latency_ms=1_000)
    opening = covered(told(manual().connect().background()), slow)
    assert opening.flights == {(Flight.OPENING, InputName.BACKGROUND)}
    closing = covered(told(manual().connect().up().disconnect().wait(1).background()), slow)
    assert closing.flights == {(Flight.CLOSING, InputName.BACKGROUND)}
    ping = covered(told(manual().connect().up().ping().wait(1).background()), slow)
    assert ping.flights == {(Flight.PING, InputName.BACKGROUND)}
    waiting = covered(told(manual().refuse().connect().wait(1_500).background()), slow)
    assert (Flight.RETRY_WAIT, InputName.BACKGROUND) in waiting.flights
    kept = Options(ping_at_deadline="inclusive")
    deadline = covered(told(manual().connect().up().background().to_deadline().foreground()), kept)
    assert deadline.flights == {(Flight.DEADLINE, InputName.FOREGROUND)}


def test_lines_count_against_what_the_model_has() -> None:
    lines = {name: (reached, total) for name, reached, total in covered(told(manual())).lines()}
    assert lines["rows of manual mode"] == (2, len(reachable_rows(PLAIN, Mode.MANUAL)))
    assert lines["pairs of rows of manual mode"] == (1, len(reachable_pairs(PLAIN, Mode.MANUAL)))
    assert lines["rows of auto mode"] == (0, len(reachable_rows(PLAIN, Mode.AUTO)))
    assert lines["interpretations told apart"] == (0, len(INTERPRETATIONS))
    assert [name for name in lines if name.startswith("inputs in flight")] == [
        f"inputs in flight: {flight.value}" for flight in Flight
    ]


def test_counting_changes_no_verdict() -> None:
    case = told(manual().connect().up().background().wait(1_000).ping().to_deadline(1))
    driver = FakeDriver(Options())
    assert judged(driver, case, PLAIN, Coverage(PLAIN)) == judged(driver, case, PLAIN)
