"""The table of what vendors promise differently has a column for each profile, and no row on which all agree."""

from __future__ import annotations

from connref_adapters.profiles import shipped_names
from connref_adapters.site import promises


def test_every_profile_has_a_column_and_every_row_tells_two_apart() -> None:
    assert promises.headings()[1:] == shipped_names()
    for row in promises.rows():
        assert len(row) == len(promises.headings())
        assert len(set(row[1:])) > 1


def test_schedules_and_codes_are_told() -> None:
    rows = {row[0]: dict(zip(promises.headings(), row, strict=True)) for row in promises.rows()}
    assert rows["When is an attempt repeated?"]["signalr"] == "0, 2, 10, 30 s, then given up"
    assert rows["When is an attempt repeated?"]["document"] == "within R"
    assert "4001–4099 stays down" in rows["Which close codes say what becomes of it?"]["pusher-js"]
