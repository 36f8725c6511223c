"""What vendors promise differently: a table of the shipped profiles, a row for each thing on which two of them part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from connref.profiles import VendorProfile
from connref.spec.features import FEATURES
from connref.spec.interpretations import INTERPRETATIONS, LATITUDES
from connref.spec.promises import RetryPromise, Then
from connref_adapters.profiles import shipped_names, shipped_profile

NOT_SAID = "–"
"""A cell of a profile that leaves a question as open as the document does."""


def shipped() -> tuple[VendorProfile, ...]:
    """The profiles that ship, the document's first."""
    return tuple(map(shipped_profile, shipped_names()))


def headings() -> tuple[str, ...]:
    """What is asked, and a column for each profile."""
    return ("what", *shipped_names())


def rows() -> list[Sequence[str]]:
    """A row for each thing on which the profiles differ."""
    return [row for row in _rows(shipped()) if len(set(row[1:])) > 1]


def _rows(profiles: Sequence[VendorProfile]) -> Iterator[Sequence[str]]:
    for name, question in _questions():
        yield (question, *(_chosen(profile, name) for profile in profiles))
    yield ("When is an attempt repeated?", *(_retry(each.numbers.variant.retry) for each in profiles))
    yield ("Which close codes say what becomes of it?", *map(_codes, profiles))
    yield (
        "Which calls report an outcome?",
        *(", ".join(sorted(each.outcomes)) or "none" for each in profiles),
    )
    yield ("R, in seconds", *(f"{each.numbers.reconnect_bound_ms / 1000:g}" for each in profiles))
    yield (
        "How many requirements are not promised?",
        *(str(len(each.numbers.variant.unjudged)) for each in profiles),
    )


def _questions() -> Iterator[tuple[str, str]]:
    for catalogue in (FEATURES, INTERPRETATIONS, LATITUDES):
        for name, each in catalogue.items():
            yield name, each.question


def _chosen(profile: VendorProfile, name: str) -> str:
    variant = profile.numbers.variant
    said = name in FEATURES or any(known == name for known, _ in variant.chosen)
    return " or ".join(variant.options(name)) if said else NOT_SAID


def _retry(promise: RetryPromise | None) -> str:
    if promise is None:
        return "within R"
    low, high = promise.jitter
    delays = ", ".join(f"{delay / 1000:g}" for delay in promise.delays_ms)
    spread = "" if (low, high) == (1.0, 1.0) else f" × {low:g} to {high:g}"
    phases = "".join(
        f"; after {phase.after_ms / 1000:g} s: {', '.join(f'{each / 1000:g}' for each in phase.delays_ms)} s"
        for phase in promise.phases
    )
    return f"{delays} s{spread}{phases}{', then given up' if promise.gives_up else ', and so on'}"


def _codes(profile: VendorProfile) -> str:
    closes = profile.numbers.variant.closes
    told = (
        f"{each.first}{'' if each.first == each.last else f'–{each.last}'} "
        + ("stays down" if each.then is Then.STOP else "comes back")
        + (
            ""
            if each.within_ms is None
            else f" in {each.within_ms[0] / 1000:g} to {each.within_ms[1] / 1000:g} s"
        )
        for each in closes
    )
    return "; ".join(told) or NOT_SAID
