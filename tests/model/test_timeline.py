"""How one entry of a trace reads."""

from __future__ import annotations

from connref.protocol import Do, InputName, Observation, ObservationKind
from connref.semantics.table import CHARTS
from connref.spec.link import LINK
from connref.timeline import Entry, render


def test_steps_read_as_what_was_done_by_whom() -> None:
    assert Entry.of_step(5, Do(InputName.CONNECT, "c")) == Entry(5, "app", "connect() c")
    assert Entry.of_step(5, Do(InputName.NETWORK_DOWN)) == Entry(5, "world", "network down")
    assert Entry.of_step(5, Do(InputName.LOGIN, "anna")) == Entry(5, "app", "login anna")
    assert Entry.of_step(5, Do(InputName.SERVER_CLOSE, 1000)) == Entry(5, "world", "server close 1000")


def test_rules_read_with_their_requirement() -> None:
    link_rules = [Entry.of_rule(1, rule) for rule in LINK.transitions]
    policy_rules = [Entry.of_rule(1, rule) for chart in CHARTS.values() for rule in chart.transitions]
    assert {entry.who for entry in link_rules} == {"link"}
    assert {entry.who for entry in policy_rules} == {"policy"}
    assert all(entry.requirement and "_" not in entry.what for entry in [*link_rules, *policy_rules])
    assert Entry(1, "link", "network lost: down offline → stays", "INP-ROBUST") in link_rules


def test_observations_read_with_all_that_they_hold() -> None:
    seen = Observation(3, ObservationKind.OUTCOME, call="c", api="connect", result="error", detail="no user")
    assert Entry.of_observation(seen) == Entry(3, "seen", "outcome c connect error no user")
    closed = Observation(3, ObservationKind.SOCKET_CLOSED, socket=2, by="network")
    assert Entry.of_observation(closed).what == "socket closed #2 by network"
    assert Entry.of_observation(Observation(3, ObservationKind.USER)).what == "user nobody"


def test_an_instant_is_written_once_and_nothing_trails() -> None:
    entries = [
        Entry(1_234, "app", "init"),
        Entry(1_234, "policy", "init: a → b", "SES-NO-USER"),
        Entry(2_000, "app", "x"),
    ]
    assert render(entries).splitlines() == [
        "      1 234 ms  app     init",
        "                policy  init: a → b  SES-NO-USER",
        "      2 000 ms  app     x",
    ]
    assert render([]) == "nothing happened"
