"""The findings of a baseline: each known by what it says, since the number of a finding is that of one run.

A finding is known where an entry says the same or more: of the same discrepancy and history, and of each of its modes,
locations and events, where none stands for any. So a run that asks for less finds nothing new, and a defect that
spreads to another location is new.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from connref_adapters.reports.data import Finding, FindingMode
from connref_adapters.reports.files import Node
from connref_adapters.safe_text import visible


@dataclass(frozen=True, slots=True)
class KnownFinding:
    """One finding that is known, in the fields of `Finding`, and why it is accepted for now."""

    mode: str | None
    locations: tuple[str, ...]
    events: tuple[str, ...]
    after: str | None
    does: str
    reason: str

    def covers(self, finding: Finding) -> bool:
        """Whether a finding says nothing that this entry does not say."""
        return (
            (self.does, self.after) == (finding.does, finding.after)
            and self.mode in (None, finding.mode)
            and _within(finding.locations, self.locations)
            and _within(finding.events, self.events)
        )


def _within(some: tuple[str, ...], known: tuple[str, ...]) -> bool:
    return not known or (bool(some) and set(some) <= set(known))


def known_finding_object(finding: Finding) -> dict[str, Any]:
    """The entry of a finding as plain data; its reason is the sentence, for a person to replace."""
    return {
        "mode": finding.mode,
        "locations": list(finding.locations),
        "events": list(finding.events),
        "after": finding.after,
        "does": finding.does,
        "reason": f"recorded from a run: {visible(finding.sentence)}",
    }


def read_known_finding(node: Node) -> KnownFinding:
    """The entry that a baseline holds. Raises `FileFormatError`, naming the field."""
    return KnownFinding(
        mode=node.get("mode").optional(lambda mode: mode.choice(FindingMode)),
        locations=node.get("locations").texts(),
        events=node.get("events").texts(),
        after=node.get("after").optional(Node.text),
        does=node.get("does").text(),
        reason=read_reason(node),
    )


def read_reason(entry: Node) -> str:
    """Why an entry of a baseline is accepted. Raises `FileFormatError` where nothing is said."""
    reason = entry.get("reason").text()
    if not reason.strip():
        raise entry.get("reason").fault("is empty, expected why this failure is accepted")
    return reason
