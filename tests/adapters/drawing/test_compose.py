"""Merging: which transitions an overview shows, how they share lines, and what stays inside a box."""

from __future__ import annotations

from connref.protocol import Mode
from connref.semantics.table import compile_table, resolve
from connref.spec.declare import Transition
from connref.spec.interpretations import DEFAULT, reading
from connref.spec.vocabulary import Event
from connref_adapters.drawing.charts import ChartName, declared
from connref_adapters.drawing.compose import Composer, under
from connref_adapters.drawing.picture import Line, Weight
from connref_adapters.drawing.plans import MANUAL, SESSION_PLAN

CHART = declared(ChartName.MANUAL)


def between(source: str, target: str, *events: str) -> list[Transition]:
    return [
        each
        for each in CHART.arcs
        if isinstance(each.event, Event)
        and (each.source, each.destination) == (source, target)
        and (not events or each.event.value in events)
    ]


def lines(transitions: list[Transition], *, conditions: bool = False) -> tuple[Line, ...]:
    (arrow,) = Composer(CHART, MANUAL.spots, conditions).arrows(transitions, lambda _: Weight.PLAIN)
    return arrow.lines


def test_words_of_one_requirement_share_a_line() -> None:
    gone = between("grace", "idle_background", "lost", "closed")
    assert lines(gone) == (Line("connection lost or server closes", ("MAN-BACKGROUND-STAYS-DOWN",)),)


def test_offline_twin_of_a_call_is_the_same_word() -> None:
    calls = between("idle", "opening") + between("idle", "waiting")
    assert lines(calls) == (Line("connect()", ("MAN-CONNECT", "MAN-RECONNECT")),)


def test_new_deadline_is_said() -> None:
    assert lines(between("connected", "grace")) == (
        Line("app goes into background, deadline in 30 s", ("MAN-GRACE",)),
    )


def test_condition_is_written_where_asked_for() -> None:
    rejected = between("opening", "idle", "rejected")
    assert lines(rejected)[0].condition == ""
    assert lines(rejected, conditions=True)[0].condition == "if auth-rejected is stops"


def test_options_that_are_all_there_are_no_condition() -> None:
    answers = between("idle", "idle", "ping")
    boxes = Composer(CHART, MANUAL.spots, conditions=True).boxes(["idle"], answers, lambda _: True)
    assert [line.condition for line in boxes[0].inside] == [""]


def test_kill_and_logout_are_written_inside_and_never_drawn_as_arrows() -> None:
    ends = [each for each in CHART.arcs if CHART.ends_everything(each) and each.source == "connected"]
    composer = Composer(CHART, MANUAL.spots)
    assert composer.arrows(ends, lambda _: Weight.PLAIN) == ()
    (box,) = composer.boxes(["connected"], ends, lambda _: True)
    assert {line.words for line in box.inside} == {"app killed: not initialised", "logout(): signed out"}


def test_session_is_drawn_lightly() -> None:
    assert CHART.weight(between("signed_out", "idle")[0]) is Weight.LIGHT
    assert CHART.weight(between("connected", "grace")[0]) is Weight.PLAIN


def test_the_chart_of_the_session_is_about_the_session() -> None:
    session = declared(ChartName.SESSION)
    ends = [each for each in session.arcs if each.event in {Event.KILL, Event.LOGOUT} and each.target]
    assert {session.weight(each) for each in ends} == {Weight.PLAIN}
    arrows = Composer(session, SESSION_PLAN.spots).arrows(ends, session.weight)
    said = sorted(line.words for arrow in arrows for line in arrow.lines)
    assert said == [*["app killed"] * 3, "logout(), forgets the user"]


def test_rules_of_a_reading_are_those_that_it_takes() -> None:
    taken = set(resolve(compile_table(Mode.MANUAL), DEFAULT).values())
    shown = under(CHART, DEFAULT)
    assert set(shown) < taken
    assert not any(each.source == "held" for each in shown)


def test_other_reading_reaches_other_states() -> None:
    held = under(CHART, reading({"connect-in-background": "held"}))
    assert any(each.source == "held" for each in held)
