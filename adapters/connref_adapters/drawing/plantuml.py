"""A listing as PlantUML: one line for each transition, with colours for up, on its way and down."""

from __future__ import annotations

from connref_adapters.drawing.dot import FILL
from connref_adapters.drawing.listing import Listing


def plantuml(listing: Listing) -> str:
    """The listing as PlantUML."""
    start = [f"[*] --> {listing.initial}"] if listing.initial else []
    return "\n".join(
        [
            "@startuml",
            f"title {listing.title}",
            "hide empty description",
            *(f'state "{label}" as {state} {FILL[tone]}' for state, (label, tone) in listing.states.items()),
            *start,
            *(plantuml_line(*way) for way in listing.transitions),
            "@enduml",
            "",
        ]
    )


def plantuml_line(source: str, target: str, words: str) -> str:
    """One transition."""
    return f"{source} --> {target} : {words}"
