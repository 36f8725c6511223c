"""Wrong SDKs, one defect each: the kit must fail every one, and blame a requirement that the document states.

They differ from the right SDK in a few lines, kept by kind under `defects/`.
"""

from __future__ import annotations

from fakes.defects.attempts import ATTEMPTS
from fakes.defects.automatic import AUTOMATIC
from fakes.defects.deadlines import DEADLINES
from fakes.defects.defect import Defect
from fakes.defects.disconnects import DISCONNECTS
from fakes.defects.interruptions import INTERRUPTIONS
from fakes.defects.openings import OPENINGS
from fakes.defects.outcomes import OUTCOMES
from fakes.defects.pings import PINGS
from fakes.defects.readings import READINGS
from fakes.defects.robustness import ROBUSTNESS
from fakes.defects.sessions import SESSIONS
from fakes.defects.statuses import STATUSES
from fakes.defects.traffic import TRAFFIC
from fakes.defects.wishes import WISHES

WRONG: dict[str, Defect] = {
    **DEADLINES,
    **PINGS,
    **SESSIONS,
    **AUTOMATIC,
    **WISHES,
    **DISCONNECTS,
    **OPENINGS,
    **TRAFFIC,
    **STATUSES,
    **OUTCOMES,
    **ROBUSTNESS,
    **ATTEMPTS,
    **READINGS,
    **INTERRUPTIONS,
}
"""Wrong SDKs by name."""

__all__ = ["WRONG", "Defect"]
