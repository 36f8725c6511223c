"""The link table is what the link chart does: the same everywhere, and nothing where the chart does nothing."""

from __future__ import annotations

from itertools import product

import pytest

from connref.errors import DefinitionError
from connref.semantics import link_table as link
from connref.semantics.link_table import DOWN_STATES, OFFLINE_STATES, SOCKET_STATES, link_table
from connref.spec.link import LinkChart, LinkEvent, LinkSituation, LinkTransition, declared_link_rules

STATES = [state.id for state in LinkChart.states]


@pytest.mark.parametrize(("state", "event"), list(product(STATES, LinkEvent)))
def test_table_and_chart_agree(state: str, event: LinkEvent) -> None:
    chart = LinkChart(start_value=state)
    rule = link_table().get((state, event))
    enabled = {each.id for each in chart.enabled_events(situation=LinkSituation())}  # pyright: ignore[reportUnknownMemberType]
    assert (rule is not None) == (event.value in enabled)
    if rule is not None:
        situation = LinkSituation()
        chart.send(event.value, situation=situation)  # pyright: ignore[reportUnknownMemberType]
        assert situation.taken == rule
        assert chart.current_state_value == rule.target


def test_every_declared_transition_is_in_the_table() -> None:
    assert sorted(map(repr, declared_link_rules())) == sorted(map(repr, link_table().values()))


def test_every_state_is_reached() -> None:
    reached, frontier = {"down"}, ["down"]
    while frontier:
        state = frontier.pop()
        for (source, _), rule in link_table().items():
            if source == state and rule.target not in reached:
                reached.add(rule.target)
                frontier.append(rule.target)
    assert reached == set(STATES)


def test_the_groups_of_states_are_states() -> None:
    assert set(STATES) >= DOWN_STATES | OFFLINE_STATES | SOCKET_STATES


def test_a_key_that_is_declared_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    twice: list[LinkTransition] = [*declared_link_rules()] * 2
    monkeypatch.setattr(link, "declared_link_rules", lambda: iter(twice))
    link_table.cache_clear()
    with pytest.raises(DefinitionError, match="declared twice"):
        link_table()
    link_table.cache_clear()
