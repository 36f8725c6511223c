"""A listing as a Mermaid state diagram: one line for each transition, none merged, none lost.

Mermaid draws only one of several arrows from a state to itself, so what leaves a state as it is stands inside it.
"""

from __future__ import annotations

from connref_adapters.drawing.listing import Listing

_FORBIDDEN = str.maketrans({":": " -", ";": ",", '"': "'", "#": " ", "{": "(", "}": ")"})


def mermaid(listing: Listing) -> str:
    """The listing as Mermaid."""
    start = [f"  [*] --> {listing.initial}"] if listing.initial else []
    return "\n".join(
        [
            "stateDiagram-v2",
            f"  %% {listing.title}",
            *(f'  state "{label}" as {state}' for state, (label, _) in listing.states.items()),
            *start,
            *(f"  {mermaid_line(*way)}" for way in listing.transitions),
            "",
        ]
    )


def mermaid_line(source: str, target: str, words: str) -> str:
    """One transition; signs that mean something to Mermaid give way."""
    way = source if source == target else f"{source} --> {target}"
    return f"{way}: {words.translate(_FORBIDDEN)}"
