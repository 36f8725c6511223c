"""A finding: one thing that an SDK does instead of what the document asks, as a run tells it (the driver protocol)."""

from __future__ import annotations

from dataclasses import dataclass

from connref.oracle.does import Does
from connref.oracle.run import CaseFinding


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `mode` is auto, manual or default (the app chose none), None for every mode.

    `locations` are those of the mode's chart, none for any; `events` what came there; `after` the history without which
    it does not show, None where it always does. `should` is what had to follow in the simplest of its cases, `does`
    what did. `because` names the reading that was settled, and the case that settled it. `sometimes`: cases with the
    same description pass. `minimal`: it is proven that fewer findings do not explain the run. `cases` are all that it
    explains, the simplest first; `requirements` what they break, the most frequent first.
    """

    id: str
    mode: str | None
    locations: tuple[str, ...]
    events: tuple[str, ...]
    after: str | None
    should: str
    does: str
    sentence: str
    because: str | None
    sometimes: bool
    minimal: bool
    requirements: tuple[str, ...]
    cases: tuple[CaseFinding, ...]


FOR_GOOD, MESSAGES, FOR_A_TIME, A_WORD = range(4)

_COSTS = {
    Does.STAYS_UP: FOR_GOOD,
    Does.COMES_UP: FOR_GOOD,
    Does.STAYS_DOWN: FOR_GOOD,
    Does.KEEPS_OPENING: FOR_GOOD,
    Does.DIES: FOR_GOOD,
    Does.WRONG_USER: FOR_GOOD,
    Does.LOSES_MESSAGE: MESSAGES,
    Does.DELIVERS_LOST: MESSAGES,
    Does.DELIVERS_TWICE: MESSAGES,
    Does.DISORDERS: MESSAGES,
    Does.INVENTS_MESSAGE: MESSAGES,
    Does.SECOND_SOCKET: FOR_A_TIME,
    Does.THROWS: FOR_A_TIME,
}


def cost(does: Does, *, returns: bool) -> int:
    """What it costs a user: a connection lost or held for good, messages, one for a time, a wrong word.

    `returns` says that a connection which goes down there has to come back by itself.
    """
    if does is Does.GOES_DOWN:
        return FOR_A_TIME if returns else FOR_GOOD
    return _COSTS.get(does, A_WORD)
