"""Which verdict a requirement gets: what a driver cannot do or see, and where its clock is too coarse."""

from __future__ import annotations

from connref.cases.scenario import Story
from connref.errors import DefinitionError
from connref.protocol import Profile
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.drivers.messages import Hello


def out_of_reach(requirement: str, hello: Hello) -> bool:
    """Whether the driver lacks an input or an observation without which a requirement cannot be judged."""
    row = REQUIREMENTS[requirement]
    return not (row.inputs <= hello.inputs and row.observations <= hello.observes)


def hopeless(profile: Profile) -> bool:
    """Whether the clock is so coarse, or the grace so short, that no case can be made for it."""
    try:
        Story(profile, None)
    except DefinitionError:
        return True
    return False


def too_coarse(requirement: str, profile: Profile) -> bool:
    """Whether the tolerance leaves nothing of the grace to judge: before and after it cannot be told apart."""
    return REQUIREMENTS[requirement].timed_by_grace and 2 * profile.tolerance_ms + 1 >= profile.grace_ms
