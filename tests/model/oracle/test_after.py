"""What the charts say of locations, derived: what only disconnect() leads to, where a second socket opens."""

from __future__ import annotations

from connref.oracle.after import disconnected, opening_instead
from connref.protocol import Mode
from connref.semantics.table import compile_table


def test_what_only_disconnect_leads_to_says_so_by_its_name() -> None:
    for mode in Mode:
        named = {name for name in compile_table(mode).locations if name.startswith("disconnected")}
        assert disconnected(mode) == named


def test_where_a_socket_of_its_own_opens_in_the_background() -> None:
    assert opening_instead(Mode.MANUAL) == {"grace": "opening_in_grace", "held": "opening_to_hold"}
    assert opening_instead(Mode.AUTO) == {}
