"""What verdicts amount to does not depend on their order."""

from __future__ import annotations

from connref_adapters.fleet.tally import added


def test_the_digest_of_a_table_does_not_depend_on_the_order_of_its_rows() -> None:
    rows: list[tuple[object, ...]] = [("a", 1), ("b", None), ("a", 1)]
    one = other = 0
    for row in rows:
        one = added(one, row)
    for row in reversed(rows):
        other = added(other, row)
    assert one == other != added(other, rows[0])
