"""Races: whole where asked for, else an even share; in both orders, cheap, and each followed by probes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product

import pytest
from tests.model.cases.legality import PROFILES, inputs_at
from tests.model.cases.playing import defects_of, shows

from connref.cases.interleavings import CORE, EVERY_RACE, PAIRED, RACED, SHARES, instants, races
from connref.protocol import Case, InputName, Profile

MOST_STEPS = 34
MOST_STEPS_FINE = 24


def raced(case: Case) -> tuple[str, ...]:
    return tuple(case.id.split("/")[2].split(","))


def at(place: str, length: int, profile: Profile) -> Iterator[Case]:
    return (
        c
        for c in races(profile, shares=EVERY_RACE)
        if c.id.split("/")[1] == place and len(raced(c)) == length
    )


def test_inputs_race_in_every_pair_and_order() -> None:
    pairs = [raced(case) for case in races(Profile(), shares=EVERY_RACE) if len(raced(case)) == 2]
    seen = set(pairs)
    impossible = {
        (first, second)
        for first, second in product(PAIRED, repeat=2)
        if (first is InputName.KILL and not second.value.startswith(("network_", "server_")))
        or (first == second and first.value.startswith("network_"))
        or (first is InputName.NETWORK_DOWN and second is InputName.LOGOUT)
        or (first is InputName.LOGOUT and second is InputName.NETWORK_UP)
    }
    assert seen == set(product(PAIRED, repeat=2)) - impossible


def test_a_share_still_has_every_single_input_wherever_a_flight_begins() -> None:
    singles = {case.id for case in races(Profile(), depth=1)}
    for place in instants(Profile()):
        whole = {
            case.id for case in races(Profile(), depth=1, shares=EVERY_RACE) if in_place(case, place.name)
        }
        assert (whole & singles) if place.later else (whole <= singles)


def test_a_share_is_even_over_inputs_and_instants() -> None:
    whole = Counter(len(raced(case)) for case in races(Profile(), shares=EVERY_RACE))
    part = [raced(case) for case in races(Profile())]
    for length, (first, later) in SHARES.items():
        rows = [row for row in part if len(row) == length]
        assert whole[length] / later * 0.9 <= len(rows) <= whole[length] / first * 1.1
    every = {row for case in races(Profile(), shares=EVERY_RACE) if len(row := raced(case)) == 2}
    left_out = every - {row for row in part if len(row) == 2}
    assert len(left_out) < len(every) / 5
    assert all(InputName.NETWORK_UP in row for row in left_out), "what is possible in an outage only"


def in_place(case: Case, place: str) -> bool:
    return case.id.split("/")[1] == place


def test_the_core_races_in_threes_where_something_is_in_flight() -> None:
    for place in ("opening+0", "deadline+1", "away+0"):
        triples = {raced(case) for case in at(place, 3, Profile())}
        assert ("background", "foreground", "background") in triples
        assert ("disconnect", "connect", "network_down") in triples
        assert len(triples) > len(CORE) ** 3 / 2


def test_every_instant_has_single_races() -> None:
    for profile in PROFILES:
        places = {case.id.split("/")[1] for case in races(profile, depth=1)}
        assert places == {place.name for place in instants(profile)}


def test_single_races_cover_each_input() -> None:
    assert {name for case in races(Profile(), depth=1) for name in raced(case)} == set(RACED)


def test_both_sides_of_each_deadline_are_raced() -> None:
    names = {place.name for place in instants(Profile())}
    assert {
        f"{kind}{offset}" for kind in ("deadline", "ping-deadline") for offset in ("-1", "+0", "+1")
    } <= names


def test_at_a_fine_clock_the_inputs_of_a_race_share_their_instant() -> None:
    for case in at("opening+50", 2, Profile()):
        times = [when for when, _ in inputs_at(case)]
        names = [name.value for _, name in inputs_at(case)]
        start = names.index("connect") + 1
        assert tuple(names[start : start + 2]) == raced(case)
        assert times[start : start + 2] == [50, 50]


def test_every_race_is_probed() -> None:
    for case in races(Profile()):
        names = [name for _, name in inputs_at(case)]
        assert names[-2:] == [InputName.CONNECT, InputName.SERVER_MESSAGE]
        assert names.count(InputName.SERVER_MESSAGE) >= 3


def test_races_stay_short_but_for_those_with_pings() -> None:
    lengths = [len(case.steps) for case in races(Profile()) if not case.id.endswith("/pings")]
    assert max(lengths) <= MOST_STEPS_FINE
    assert sum(lengths) / len(lengths) < 20
    assert max(len(case.steps) for case in races(Profile())) <= MOST_STEPS


def test_depth_limits_how_many_inputs_race() -> None:
    assert list(races(Profile(), depth=0)) == []
    lengths = [len(raced(case)) for case in races(Profile())]
    assert lengths == sorted(lengths)
    assert set(lengths) == {1, 2, 3}
    assert {len(raced(case)) for case in races(Profile(), depth=2)} == {1, 2}


@pytest.mark.parametrize(
    "name",
    ["deadline-survives-disconnect", "stale-timer-kills-socket", "foreground-lost-while-closing",
     "disconnect-keeps-opening", "retry-survives-logout", "throws-on-second-logout"],
)  # fmt: skip
def test_races_find_what_goes_wrong_in_flight(name: str) -> None:
    assert name in defects_of(
        ["MAN-FOREGROUND-HOLDS", "AUTO-FOREGROUND", "MAN-DISCONNECT", "SES-NO-USER", "INP-ROBUST"]
    )
    assert shows(name, races(Profile(), depth=2, shares=EVERY_RACE))
