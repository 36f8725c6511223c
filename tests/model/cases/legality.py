"""A checker of cases that shares nothing with the builder: what the driver protocol allows, said a second time."""

from __future__ import annotations

from itertools import pairwise

from connref.protocol import CLOSE_CODES, Advance, Case, Do, InputName, Profile

NEEDS_PROCESS = frozenset(
    "login logout connect disconnect ping background foreground kill suspend resume".split()  # noqa: SIM905 - reads as the driver protocol does
)


def faults(case: Case) -> list[str]:
    """What the protocol forbids in the case, in words; empty for a legal one."""
    found: list[str] = []
    ids: set[object] = set()
    process, suspended = "new", False
    trouble: set[str] = set()
    for place, step in enumerate(case.steps):
        if isinstance(step, Advance):
            if step.ms <= 0:
                found.append(f"{place}: advance of {step.ms} ms")
            continue
        name = step.input.value
        if process == "dead" and name in NEEDS_PROCESS:
            found.append(f"{place}: {name} after a kill")
        if name in {"login", "logout"} and (trouble or process != "running"):
            found.append(f"{place}: {name} with {sorted(trouble)} in a process that is {process}")
        if suspended != (name == "resume") and not name.startswith(("network_", "server_", "kill")):
            found.append(f"{place}: {name} in a process that is {'' if suspended else 'not '}suspended")
        if name == "network_handover" and "network_down" in trouble:
            found.append(f"{place}: {name} without a network")
        found += [f"{place}: {fault}" for fault in value_faults(step, ids)]
        suspended = name == "suspend" or (suspended and name not in {"resume", "kill"})
        process = {"init": "running", "kill": "dead"}.get(name, process)
        note_trouble(name, trouble)
    return found


def value_faults(step: Do, ids: set[object]) -> list[str]:
    match step.input.value:
        case "connect" | "disconnect" | "ping" | "server_message":
            new = isinstance(step.value, str) and step.value not in ids
            ids.add(step.value)
            return [] if new else [f"{step.value!r} is no new id"]
        case "login":
            return [] if isinstance(step.value, str) else ["login needs a user"]
        case "network_handover":
            return [] if isinstance(step.value, bool) else ["network_handover needs notice"]
        case "server_close":
            return [] if step.value in CLOSE_CODES else [f"close code {step.value!r}"]
        case _:
            return [] if step.value is None else [f"value {step.value!r} where none belongs"]


def note_trouble(name: str, trouble: set[str]) -> None:
    ends = {"network_up": "network_down", "server_accept": "server_refuse", "server_unmute": "server_mute"}
    if name in ends.values():
        trouble.add(name)
    trouble.discard(ends.get(name, ""))


def inputs_at(case: Case) -> list[tuple[int, InputName]]:
    """When each input comes, in milliseconds since the reset."""
    now, found = 0, list[tuple[int, InputName]]()
    for step in case.steps:
        if isinstance(step, Advance):
            now += step.ms
        else:
            found.append((now, step.input))
    return found


def closest_inputs(case: Case) -> int | None:
    """The shortest time between two inputs in milliseconds; None where there are fewer than two."""
    times = [at for at, _ in inputs_at(case)]
    return min((later - earlier for earlier, later in pairwise(times)), default=None)


def last_wait(case: Case) -> int:
    """How long the case observes after its last input, in milliseconds."""
    last = case.steps[-1]
    return last.ms if isinstance(last, Advance) else 0


PROFILES = (
    Profile(),
    Profile(grace_ms=400, reconnect_bound_ms=2_000, tolerance_ms=50),
    Profile(grace_ms=30_000, reconnect_bound_ms=60_000, tolerance_ms=1_000),
    Profile(grace_ms=30_000, reconnect_bound_ms=10_000, tolerance_ms=0),
)
"""The document's numbers; a short grace on a real clock; an SDK that polls; a bound below the grace."""
