"""What a case did right, as evidence against a description that says it does wrong."""

from __future__ import annotations

import pytest
from tests.model.findings.telling import traced

from connref.findings.visits import FOREVER, read, visits
from connref.oracle.does import Does
from fakes.stories import CONNECTED, IN_GRACE, SIGNED_IN


def seen(text: str, does: Does, name: str | None = None) -> dict[tuple[str, str], int]:
    """For each location and event how long the thing was not done, the longest time."""
    found: dict[tuple[str, str], int] = {}
    for visit in visits(read(traced(name, text)), does):
        key = visit.location.id, visit.event
        found[key] = max(visit.lasted, found.get(key, -1))
    return found


@pytest.mark.parametrize(
    ("text", "does", "where"),
    [
        (IN_GRACE + "+31000", Does.STAYS_UP, ("grace", "deadline")),
        (CONNECTED + "disconnect=d1 +10", Does.STAYS_UP, ("connected", "disconnect")),
        (CONNECTED, Does.STAYS_DOWN, ("idle", "connect")),
        (CONNECTED, Does.NO_OUTCOME, ("idle", "connect")),
        (CONNECTED, Does.ERROR, ("idle", "connect")),
        (IN_GRACE + "ping=p1 +100", Does.NO_PING, ("grace", "ping")),
        (CONNECTED + "server_message=m1 +10", Does.LOSES_MESSAGE, ("connected", "server_message")),
        (CONNECTED + "kill init", Does.WRONG_USER, ("not_initialised", "reopen")),
        (CONNECTED + "logout", Does.THROWS, ("connected", "logout")),
    ],
)
def test_what_has_to_happen_is_met_for_ever(text: str, does: Does, where: tuple[str, str]) -> None:
    assert seen(text, does)[where] == FOREVER


def test_what_is_met_is_put_to_the_last_occurrence_before_it_began() -> None:
    both = seen(IN_GRACE + "+30000 disconnect=d1 +1", Does.STAYS_UP)
    assert ("grace", "deadline") in both
    late = seen("init login=u connect=c0 +100 network_down network_up +5000", Does.STAYS_DOWN)
    assert ("connected", "lost") not in late


def test_what_must_not_happen_is_met_for_as_long_as_it_could() -> None:
    held = seen(IN_GRACE + "+10000 foreground +500", Does.GOES_DOWN)
    assert held["connected", "background"] == 10_500
    assert held["grace", "time"] == 10_000
    assert held["connected", "time"] == 500


def test_time_begins_anew_with_each_deadline() -> None:
    assert seen(IN_GRACE + "+10000 ping=p1 +29000", Does.GOES_DOWN)["grace", "time"] == 29_000


def test_nothing_speaks_for_a_connection_that_could_not_come_up() -> None:
    quiet = seen(SIGNED_IN + "+50 network_down +1000", Does.COMES_UP)
    assert quiet["signed_out", "login"] == 50
    assert ("idle", "network_down") not in quiet


def test_what_broke_a_requirement_is_no_visit() -> None:
    assert ("signed_out", "connect") not in seen(
        "init connect=c1 +10", Does.NO_OUTCOME, "success-without-user"
    )


def test_another_outcome_is_no_evidence() -> None:
    assert ("idle", "connect") not in seen(CONNECTED, Does.SUCCESS)


def test_what_is_suspended_does_nothing_right_or_wrong() -> None:
    held = seen(IN_GRACE + "+10000 suspend +60000 resume +1", Does.GOES_DOWN)
    assert held["grace", "time"] == 10_000
    assert held["connected", "background"] == 10_000
