"""The trace of a simulation, and how it is printed: one line for each thing that happened, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from connref.protocol import CALLS, Do, InputName, Observation, ObservationKind
from connref.spec.declare import Transition
from connref.spec.vocabulary import LinkEvent

WORLD_INPUTS = frozenset(name for name in InputName if name.value.startswith(("network_", "server_")))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: the instant (ms), who (app, world, policy, link, seen), what, and the requirement if there is one."""

    at: int
    who: str
    what: str
    requirement: str | None = None

    @classmethod
    def of_step(cls, at: int, step: Do) -> Entry:
        """An input of the script."""
        who = "world" if step.input in WORLD_INPUTS else "app"
        name = f"{step.input.value}()" if step.input in CALLS else step.input.value.replace("_", " ")
        if isinstance(step.value, bool):
            return cls(at, who, f"{name} {'with' if step.value else 'without'} notice")
        return cls(at, who, name if step.value is None else f"{name} {step.value}")

    @classmethod
    def of_rule(cls, at: int, rule: Transition) -> Entry:
        """A transition that a chart took."""
        who = "link" if isinstance(rule.event, LinkEvent) else "policy"
        target = rule.target or "stays"
        return cls(
            at, who, f"{rule.event.value}: {rule.source} → {target}".replace("_", " "), rule.requirement
        )

    @classmethod
    def of_observation(cls, seen: Observation) -> Entry:
        """What a driver would see."""
        parts = (
            seen.call,
            seen.api,
            seen.result,
            seen.message,
            seen.value,
            seen.by and f"by {seen.by}",
            seen.detail,
        )
        socket = [] if seen.socket is None else [f"#{seen.socket}"]
        if seen.kind is ObservationKind.USER and seen.value is None:
            socket.append("nobody")
        words = [seen.kind.value.replace("_", " "), *socket, *(part for part in parts if part)]
        return cls(seen.at, "seen", " ".join(words))


def render(entries: Sequence[Entry]) -> str:
    """The entries as a table: an instant is written once, requirements stand in a column of their own."""
    if not entries:
        return "nothing happened"
    width = max(len(entry.what) for entry in entries)
    lines: list[str] = []
    before = -1
    for entry in entries:
        instant = f"{entry.at:,} ms".replace(",", " ") if entry.at != before else ""
        line = f"{instant:>14}  {entry.who:<6}  {entry.what:<{width}}  {entry.requirement or ''}"
        lines.append(line.rstrip())
        before = entry.at
    return "\n".join(lines)
