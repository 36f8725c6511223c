"""What the document asks alike of both modes, as a property of every history."""

from __future__ import annotations

from connref.spec.vocabulary import Event
from connref.verify.monitor import HOLDS, Broken, Step, Verdict, wanted


def wanted_comes_up(_: None, step: Step) -> Verdict:
    """What is wanted in the foreground is up as soon as an attempt succeeds."""
    if step.event is Event.OPENED and not (step.after.up and wanted(step)):
        return Broken("the connection opened and is not up")
    return HOLDS
