"""Recorded sessions of a whole fleet: judged in parts, anywhere and in any order, and told as tables and one page.

`judge` is the function on Arrow tables; `judged`, `agreed` and `told` are its phases, for engines that cut tables.
"""

from connref_adapters.fleet.table import agreed, judge, judged, told

__all__ = ["agreed", "judge", "judged", "told"]
