"""Steps and observations in plain words, and the story of a counterexample."""

from __future__ import annotations

import pytest
from tests.adapters.reports.sample import (
    advance,
    do,
    grace_ends,
    saw,
)

from connref.protocol import INPUT_FIELDS, Do, InputName, Observation, ObservationKind
from connref_adapters.reports import (
    Counterexample,
)
from connref_adapters.reports.story import (
    observation_words,
    opening_words,
    step_words,
    story,
)


@pytest.mark.parametrize("name", InputName)
def test_every_input_has_words_that_show_its_field(name: InputName) -> None:
    values = {str: "the-value", int: 4001, bool: True}
    value = values[INPUT_FIELDS[name][1]] if name in INPUT_FIELDS else None
    words = step_words(Do(name, value).request())
    assert words != name.value
    assert " " in words
    assert value in (None, True) or str(value) in words


def test_a_handover_says_whether_there_is_a_notice() -> None:
    assert step_words(Do(InputName.NETWORK_HANDOVER, True).request()).endswith("the operating system tells")
    assert step_words(Do(InputName.NETWORK_HANDOVER, False).request()).endswith("nobody tells")


@pytest.mark.parametrize("kind", ObservationKind)
def test_every_observation_has_words(kind: ObservationKind) -> None:
    seen = Observation(5, kind, 3, "server", "c7", "connect", "error", "why", "m1", "connected", None)
    words = observation_words(seen.to_json())
    assert words != kind.value
    assert "(no " not in words
    assert words.endswith("(“why”)")


def test_details_that_tell_observations_apart() -> None:
    assert observation_words(saw(0, "socket_closed", by="network")) == "the socket is closed by the network"
    assert observation_words(saw(0, "socket_open", socket=2)) == "socket 2 is up"
    assert observation_words(saw(0, "user", value=None)) == "init finds nobody logged in"
    assert observation_words(saw(0, "user", value="bo")) == "init finds bo logged in"
    assert observation_words(saw(0, "threw", input="init")) == "init throws"
    outcome = saw(0, "outcome", call="c1", api="ping", result="error", detail="off\x1b")
    assert observation_words(outcome) == "ping() c1 reports error (“off\\x1b”)"


def test_the_opening_names_the_mode() -> None:
    assert "manual mode" in opening_words("manual")
    assert "auto mode" in opening_words("auto")
    assert "does not choose" in opening_words(None)


def test_a_story_keeps_what_was_seen_with_its_instant() -> None:
    first, lapse, second, grace, last = story(grace_ends())
    assert [number for number, _ in first.steps] == [1, 2, 3]
    assert [at for at, _ in first.seen] == [0, 0]
    assert (lapse.start_ms, lapse.at_ms, [at for at, _ in lapse.seen]) == (0, 250, [120, 120])
    assert second.steps == ((5, "The app goes into the background"),)
    assert (grace.at_ms, last.at_ms) == (30_250, 30_251)


def test_what_fires_at_the_end_of_a_lapse_stands_with_the_inputs_of_that_instant_if_there_are_any() -> None:
    closed = saw(10, "socket_closed", by="client")
    alone = Counterexample("auto", (advance(10), advance(5)), (closed,), "", "")
    assert [len(scene.seen) for scene in story(alone)] == [1, 0]
    joined = Counterexample("auto", (advance(10), do("foreground"), advance(5)), (closed,), "", "")
    assert [len(scene.seen) for scene in story(joined)] == [0, 1, 0]


def test_nothing_that_was_seen_is_lost_even_after_the_last_step_or_without_any() -> None:
    late = Counterexample("auto", (advance(10),), (saw(99, "ping_sent"),), "", "")
    assert story(late)[-1].seen == ((99, "a ping reaches the server"),)
    bare = Counterexample("auto", (), (saw(3, "ping_sent"),), "", "")
    assert story(bare)[0].seen == ((3, "a ping reaches the server"),)


def test_what_a_driver_left_out_is_said_to_be_missing() -> None:
    assert observation_words({"at": 0, "kind": "delivered"}) == "message (no message) reaches the app"
    assert observation_words({"at": 0, "kind": "novel"}) == "novel"
    assert step_words({"op": "do", "input": "novel"}) == "novel"
