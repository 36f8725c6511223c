"""Whether a table is total: a row for each event that can happen, and one branch under each combination of options."""

from __future__ import annotations

from connref.errors import DefinitionError
from connref.semantics.table import PolicyTable, Row, combinations, possible_events
from connref.spec.declare import regions_of
from connref.spec.variant import DOCUMENT, Variant


def totality(table: PolicyTable) -> tuple[str, ...]:
    """The rows that a table lacks, and the combinations of options under which not exactly one branch is enabled."""
    missing = [
        f"{location.id} × {event.value} × {region.value} has no row"
        for location in table.locations.values()
        for event in possible_events(location, table.variant)
        for region in regions_of(location.clock, event)
        if (location.id, event, region) not in table.rows
    ]
    return (*missing, *(found for row in table.rows.values() for found in undetermined(row, table.variant)))


def undetermined(row: Row, variant: Variant = DOCUMENT) -> tuple[str, ...]:
    """The combinations of options under which not exactly one branch of a row is enabled."""
    found: list[str] = []
    for choices in combinations(row.names, variant):
        try:
            row.branch(choices)
        except DefinitionError as error:
            found.append(f"{error} under {choices}")
    return tuple(found)
