"""What all exports say the same way."""

from __future__ import annotations

from connref.semantics.table import CHARTS
from connref.spec.interpretations import DEFAULT, options_of
from connref.spec.vocabulary import Event, Mode, Region
from connref_adapters.export.charts import (
    CHARTS_BY_NAME,
    effects_of,
    first_choices,
    ident,
    names_in,
    regions_left,
    said_in,
)

MANUAL = CHARTS[Mode.MANUAL]


def test_every_chart_has_a_name() -> None:
    assert list(CHARTS_BY_NAME) == ["auto", "manual", "link", "session"]


def test_a_name_is_an_identifier() -> None:
    assert ident("connect-in-background") == "connect_in_background"
    assert ident("at most one").isidentifier()


def test_a_chart_begins_with_the_reading_and_the_first_option_of_a_latitude() -> None:
    chosen = first_choices(MANUAL, {"ping-at-deadline": "inclusive"})
    assert set(chosen) == set(names_in(MANUAL))
    assert chosen["ping-at-deadline"] == "inclusive"
    assert chosen["retry-at-entry"] == options_of("retry-at-entry")[0]


def test_a_row_is_bound_to_regions_only_where_it_has_fewer_than_its_event() -> None:
    grace = [row for row in MANUAL.transitions if row.source == "grace"]
    deadline = next(row for row in grace if row.event is Event.DEADLINE and row.regions == (Region.AT,))
    logout = next(row for row in grace if row.event is Event.LOGOUT)
    assert regions_left(MANUAL, deadline) == (Region.AT,)
    assert regions_left(MANUAL, logout) == ()


def test_what_a_row_says_is_among_what_its_chart_says() -> None:
    for chart in CHARTS_BY_NAME.values():
        for row in chart.transitions:
            assert set(effects_of(row)) <= set(said_in(chart))
    entry = next(r for r in MANUAL.transitions if (r.source, r.event) == ("connected", Event.BACKGROUND))
    assert effects_of(entry) == {"requirement": "MAN-GRACE", "deadline": "grace from now"}
    assert dict(DEFAULT.choices)["ping-at-deadline"] in options_of("ping-at-deadline")
