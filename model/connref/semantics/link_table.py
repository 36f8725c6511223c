"""The compiled link table: what the link chart does, walked once by the chart itself, and what runs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from connref.errors import DefinitionError
from connref.spec.link import LinkChart, LinkEvent, LinkSituation, LinkTransition, declared_link_rules

LinkKey = tuple[str, LinkEvent]

DOWN_STATES = frozenset({"down", "down_offline"})
"""The states in which no connection is wanted."""
OFFLINE_STATES = frozenset({"down_offline", "offline"})
"""The states in which the link knows that there is no network."""
SOCKET_STATES = frozenset({"opening", "up"})
"""The states in which there is a socket, and exactly one (RES-ONE-SOCKET)."""


@cache
def link_table() -> Mapping[LinkKey, LinkTransition]:
    """Every (state, event) that is possible with the rule that the chart takes there.

    Raises `DefinitionError` where two transitions are declared for one key: the library takes the first in silence.
    """
    running = LinkChart()
    table: dict[LinkKey, LinkTransition] = {}
    for rule in declared_link_rules():
        key = (rule.source, rule.event)
        if key in table:
            raise DefinitionError(f"link: {rule.source} × {rule.event.value} is declared twice")
        table[key] = _step(running, rule.source, rule.event)
    return MappingProxyType(table)


def _step(running: LinkChart, state: str, event: LinkEvent) -> LinkTransition:
    situation = LinkSituation()
    running.current_state_value = state
    running.send(event.value, situation=situation)  # pyright: ignore[reportUnknownMemberType] - the library's kwargs
    if situation.taken is None:
        raise DefinitionError(
            f"link: {state} × {event.value} fired a transition declared without `link_rule`"
        )
    return situation.taken
