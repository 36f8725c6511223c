"""Manual mode under the default reading as a programmer would write it down: one function, if and else."""

from __future__ import annotations

BACKGROUND_OF = {"not_initialised": "not_initialised_background", "signed_out": "signed_out_background"}
FOREGROUND_OF = {"not_initialised_background": "not_initialised", "signed_out_background": "signed_out"}


def step(state: str, event: str, region: str) -> str:  # noqa: C901, PLR0912 - a rival is what it is
    """The next state."""
    if event == "kill":
        return "not_initialised"
    if state == "connected":
        if event == "background":
            return "grace"
        if event in {"lost", "closed"}:
            return "reconnecting"
        if event == "disconnect":
            return "idle"
        if event == "logout":
            return "signed_out"
        return state
    if state == "grace":
        if event == "foreground":
            return "connected" if region == "before" else "idle"
        if event == "ping":
            return state if region == "before" else "idle_background"
        if event in {"deadline", "lost", "closed", "disconnect"}:
            return "idle_background"
        if event == "logout":
            return "signed_out_background"
        return state
    if state in {"opening", "waiting"}:
        if event == "opened":
            return "connected"
        if event in {"failed", "failed_offline"}:
            return "waiting"
        if event in {"rejected", "disconnect"}:
            return "idle"
        if event == "background":
            return "opening_in_grace"
        if event == "logout":
            return "signed_out"
        return state
    if state == "reconnecting":
        if event == "opened":
            return "connected"
        if event in {"rejected", "disconnect"}:
            return "idle"
        if event == "background":
            return "idle_background"
        if event == "logout":
            return "signed_out"
        return state
    if state == "idle":
        if event == "connect":
            return "opening"
        if event == "connect_offline":
            return "waiting"
        if event == "background":
            return "idle_background"
        if event == "logout":
            return "signed_out"
        return state
    if state == "idle_background":
        if event in {"connect", "connect_offline"}:
            return "opening_for_grace"
        if event == "foreground":
            return "idle"
        if event == "logout":
            return "signed_out_background"
        return state
    if state == "opening_in_grace":
        if event == "opened":
            return "grace"
        if event == "foreground":
            return "waiting" if region == "before" else "idle"
        if event in {"deadline", "rejected", "disconnect"}:
            return "idle_background"
        if event == "logout":
            return "signed_out_background"
        return state
    if state == "opening_for_grace":
        if event == "opened":
            return "grace"
        if event == "foreground":
            return "waiting"
        if event in {"failed", "rejected", "disconnect"}:
            return "idle_background"
        if event == "logout":
            return "signed_out_background"
        return state
    if event == "background":
        return BACKGROUND_OF.get(state, state)
    if event == "foreground":
        return FOREGROUND_OF.get(state, state)
    if state == "not_initialised":
        return "signed_out" if event == "init" else "idle" if event == "reopen" else state
    if state == "not_initialised_background":
        return (
            "signed_out_background" if event == "init" else "idle_background" if event == "reopen" else state
        )
    if event == "login":
        return "idle" if state == "signed_out" else "idle_background"
    return state
