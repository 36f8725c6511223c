"""The decision tables say what the policy does, the whole of it, and in the document's own two tables as well."""

from __future__ import annotations

import csv as reader
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connref.protocol import Mode
from connref.semantics.decision import (
    BEHAVIOUR_HEADINGS,
    DECISION_HEADINGS,
    Decision,
    csv,
    decision_table,
    document_tables,
    markdown,
)
from connref.semantics.table import compile_table, resolve
from connref.spec.interpretations import DEFAULT, INTERPRETATIONS, LATITUDES, options_of, reading
from connref.spec.requirements import REQUIREMENTS
from connref.spec.vocabulary import App, Clock, Event
from naive.either import naive

OPTIONS = st.fixed_dictionaries(
    {name: st.sampled_from(options_of(name)) for name in (*INTERPRETATIONS, *LATITUDES)}
)
GRACE_MS = 30_000


def line_of(lines: tuple[Decision, ...], state: str, event: str, time: str = "") -> Decision:
    (found,) = [line for line in lines if (line.state, line.event, line.region) == (state, event, time)]
    return found


def is_now(key: tuple[str, str, str], state: str, event: Event) -> bool:
    """Whether a line is for this event at the instant at which the story began."""
    early = {"", "before the deadline", "within a grace of the entry"}
    return key[:2] == (state, event.value) and key[2] in early and event is not Event.DEADLINE


def test_documents_own_tables() -> None:
    lines = {(line.mode, line.app_state): line for line in document_tables(DEFAULT)}
    assert {place: line.behaviour for place, line in lines.items()} == {
        ("auto", "foreground"): "connected by itself",
        ("auto", "background"): "disconnected at once",
        ("manual", "foreground"): "connected after connect()",
        ("manual", "background"): "disconnected one grace after the entry or the last ping",
    }
    assert {line.requirement for line in lines.values()} <= set(REQUIREMENTS)


@settings(max_examples=20)
@given(options=OPTIONS)
def test_no_reading_changes_the_documents_own_tables(options: dict[str, str]) -> None:
    assert document_tables(reading(options)) == document_tables(DEFAULT)


@pytest.mark.parametrize("mode", Mode)
def test_full_table_has_every_branch_of_every_row(mode: Mode) -> None:
    table = compile_table(mode)
    lines = decision_table(mode)
    assert len(lines) == sum(len(row.branches) for row in table.rows.values())
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("mode", Mode)
@settings(max_examples=20)
@given(options=OPTIONS)
def test_table_of_one_reading_has_one_line_a_row(mode: Mode, options: dict[str, str]) -> None:
    table, full = compile_table(mode), set(decision_table(mode))
    chosen = reading(options)
    lines = decision_table(mode, chosen)
    assert len(lines) == len(table.rows)
    for line, rule in zip(lines, resolve(table, chosen).values(), strict=True):
        location = table.locations[rule.destination]
        assert (line.next_state, line.wish, line.requirement) == (
            location.label,
            location.wish.value,
            rule.requirement,
        )
        assert (line.deadline == "none") is (location.clock is not Clock.DEADLINE)
        assert line in full


def test_lines_that_a_reader_will_look_for() -> None:
    lines = decision_table(Mode.MANUAL, DEFAULT)
    entered = line_of(lines, "connected", "background")
    assert (entered.next_state, entered.deadline) == ("grace", "one grace from now")
    ping = line_of(lines, "grace", "ping", "before the deadline")
    assert (ping.deadline, ping.answer, ping.requirement) == (
        "one grace from now",
        "ping sent",
        "MAN-PING-EXTENDS",
    )
    over = line_of(lines, "grace", "deadline", "after the deadline")
    assert (over.next_state, over.wish, over.deadline) == ("idle, background", "not wanted", "none")
    quiet = line_of(decision_table(Mode.AUTO, DEFAULT), "connected", "background")
    assert (quiet.next_state, quiet.wish) == ("background", "not wanted")


@pytest.mark.parametrize("mode", Mode)
@settings(max_examples=20)
@given(options=OPTIONS, data=st.data())
def test_tables_say_what_the_naive_implementation_does(
    mode: Mode, options: dict[str, str], data: st.DataObject
) -> None:
    """A story without time, told to the naive implementation and looked up in the table, line by line."""
    lines = {(line.state, line.event, line.region): line for line in decision_table(mode, reading(options))}
    second = naive(mode, options, GRACE_MS)
    state = "not initialised"
    for _ in range(data.draw(st.integers(1, 25))):
        possible = sorted(event for event in Event if any(is_now(key, state, event) for key in lines))
        event = data.draw(st.sampled_from(possible))
        (line,) = [line for key, line in lines.items() if is_now(key, state, event)]
        answer = second.tell(event, 0)
        assert (line.wish, line.answer) == (second.wish.value, "" if answer is None else answer.value)
        assert (line.deadline == "none") is (second.deadline is None)
        state = line.next_state


@pytest.mark.parametrize("mode", Mode)
def test_csv_is_read_back_unchanged(mode: Mode) -> None:
    lines = decision_table(mode)
    rows = list(reader.reader(io.StringIO(csv(DECISION_HEADINGS, lines))))
    assert tuple(rows[0]) == DECISION_HEADINGS
    assert [Decision(*row) for row in rows[1:]] == list(lines)


def test_csv_quotes_what_has_to_be() -> None:
    line = Decision("manual", 'a "b"', "c,d", "e\nf", "", "", "", "", "", "")
    assert csv(("x",), [line]) == 'x\nmanual,"a ""b""","c,d","e\nf",,,,,,\n'


def test_markdown_has_a_line_for_each() -> None:
    lines = document_tables(DEFAULT)
    text = markdown(BEHAVIOUR_HEADINGS, lines).splitlines()
    assert text[0] == "| mode | app state | behaviour | requirement |"
    assert text[1] == "| --- | --- | --- | --- |"
    assert len(text) == 2 + len(lines)
    assert markdown(("a|b",), []).startswith("| a\\|b |")


def test_both_places_of_the_app_are_in_the_documents_tables() -> None:
    assert {line.app_state for line in document_tables(DEFAULT)} == {app.value for app in App}
