"""From what a profile says to what it chooses: options of features and questions, and promises in numbers.

Every field of `connref.profiles.fields` that is no head and no source is used here, or refused there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from connref.errors import ProfileError
from connref.profiles.fields import GIVEN_UP, OF_APP, ONCE, REPEATED, RETRY
from connref.spec.features import (
    AUTO_BACKGROUND,
    CLOSE_CODES,
    CONSEQUENCES,
    FEATURES,
    MANUAL_BACKGROUND,
    MANUAL_FOREGROUND,
    RETRIES,
    SESSION,
)
from connref.spec.interpretations import INTERPRETATIONS, LATITUDES
from connref.spec.promises import CloseRange, Measured, RetryPhase, RetryPromise, Then

CHOICES: tuple[tuple[tuple[str, ...], str, Mapping[str, str] | None], ...] = (
    (("session", "concept"), SESSION, {"none": "none"}),
    (
        ("session", "switch"),
        "login-again",
        {"reconnects": "switches", "error": "error", "ignored": "ignored"},
    ),
    (("lifecycle", "manual", "background"), MANUAL_BACKGROUND, None),
    (("lifecycle", "auto", "background"), AUTO_BACKGROUND, None),
    ((RETRY, "then"), RETRIES, {GIVEN_UP: GIVEN_UP}),
    ((RETRY, "initial"), "failed-attempt", {ONCE: "dropped", REPEATED: "kept"}),
    (("calls", "connect", "when", "up"), "connect-when-up", None),
    (("calls", "connect", "when", "opening"), "connect-while-opening", None),
    (("calls", "disconnect", "when", "down"), "disconnect-when-down", None),
    (("calls", "ping", "when", "down"), "ping-when-down", None),
    (("calls", "ping", "when", "foreground"), "ping-in-foreground", None),
)
"""The fields that choose an option: where each stands, of what, and which option its values are (None: as they are)."""
_MOST_DELAYS = 64

_SESSION_REPLACES = next(
    each.replaces for each in CONSEQUENCES if (each.feature, each.option) == (SESSION, "none")
)
"""What is said of a session."""

Read = Mapping[str, Any]
"""What `PROFILE.read` gives."""


def chosen_by(read: Read) -> dict[str, tuple[str, ...]]:
    """The options left by name. Raises `ProfileError` where two fields say different things of one question."""
    found: dict[str, tuple[str, ...]] = {}
    for where, name, options in _said(read):
        if found.setdefault(name, options) != options:
            raise ProfileError(
                where, ", ".join(options), f"another field says {', '.join(found[name])} of {name}"
            )
    return found


def _said(read: Read) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each choice with the field that makes it."""
    manual = read.get("lifecycle", {}).get("manual", {})
    if "foreground" in manual:
        yield "lifecycle.manual.foreground", MANUAL_FOREGROUND, (_return(manual),)
    if "close_codes" in read:
        yield "close_codes", CLOSE_CODES, ("ranges",)
    for path, name, options in CHOICES:
        value = _at(read, path)
        option = value if options is None else options.get(value)
        if option is not None:
            yield ".".join(path), name, (option,)
    for name, options in read.get("readings", {}).items():
        if name in INTERPRETATIONS or name in LATITUDES:
            yield f"readings.{name}", name, options


def _at(read: Read, path: tuple[str, ...]) -> Any:  # noqa: ANN401 - what a field holds
    """What stands at a path; None where nothing does."""
    for name in path:
        read = read.get(name, {})
    return read or None


def _return(manual: Mapping[str, Any]) -> str:
    foreground = str(manual["foreground"])
    if foreground != FEATURES[MANUAL_FOREGROUND].document and manual["background"] != "drop":
        raise ProfileError(
            "lifecycle.manual.foreground",
            foreground,
            'only beside background = "drop" is there anything to bring back',
        )
    return foreground


def judged_by(read: Read) -> tuple[frozenset[str], frozenset[str]]:
    """The requirements that are not promised, and those that the promise about retries replaces.

    Where the app hands the SDK a token, it is the app that logs users in and keeps them.
    """
    said = {name: body["judged"] for name, body in read.get("requirements", {}).items()}
    of_app = _SESSION_REPLACES if read.get("session", {}).get("concept") == OF_APP else frozenset[str]()
    return (
        of_app.union(name for name, judged in said.items() if judged is False),
        frozenset(name for name, judged in said.items() if judged == RETRY),
    )


def retry_promise(read: Read) -> RetryPromise | None:
    """When attempts are repeated; None where nothing is promised. Raises `ProfileError` for numbers that do not fit."""
    retry = read.get(RETRY)
    if retry is None:
        return None
    low, high = retry.get("jitter", (1.0, 1.0))
    if low > high:
        raise ProfileError("retry.jitter", [low, high], "the smaller factor comes first")
    phases = tuple(RetryPhase(each["after_ms"], each["delays_ms"]) for each in retry.get("phases", ()))
    if [each.after_ms for each in phases] != sorted({each.after_ms for each in phases}):
        raise ProfileError("retry.phases", len(phases), "each begins later than the one before")
    gives_up = retry["then"] == GIVEN_UP
    if gives_up and phases:
        raise ProfileError("retry.phases", len(phases), 'it cannot be judged yet beside then = "given-up"')
    return RetryPromise(
        _delays(retry, gives_up=gives_up),
        (low, high),
        Measured(retry.get("measured_from", Measured.FAILURE.value)),
        gives_up,
        phases,
        None if "initial" not in retry else retry["initial"] != ONCE,
    )


def _delays(retry: Mapping[str, Any], *, gives_up: bool) -> tuple[int, ...]:
    """The delays as they are listed, or as they grow from a base to a cap."""
    grows = [name for name in ("base_ms", "factor", "cap_ms") if name in retry]
    if "schedule_ms" in retry:
        if grows:
            raise ProfileError(f"retry.{grows[0]}", retry[grows[0]], "schedule_ms says the same already")
        return tuple(retry["schedule_ms"])
    if gives_up:
        raise ProfileError("retry.schedule_ms", None, 'it is missing, and then = "given-up" needs its length')
    missing = [name for name in ("base_ms", "factor", "cap_ms") if name not in retry]
    if missing:
        raise ProfileError(f"retry.{missing[0]}", None, "it is missing; or list schedule_ms")
    delays, delay = list[int](), float(retry["base_ms"])
    while len(delays) < _MOST_DELAYS and delay < retry["cap_ms"]:
        delays.append(round(delay))
        delay *= retry["factor"]
        if retry["factor"] == 1.0:
            return tuple(delays)
    return (*delays, int(retry["cap_ms"]))


def close_ranges(read: Read) -> tuple[CloseRange, ...]:
    """What close codes mean, in order. Raises `ProfileError` for a range that ends before it begins."""
    found: list[CloseRange] = []
    for place, each in enumerate(read.get("close_codes", {}).get("ranges", ())):
        first, last, within = each["from"], each.get("to", each["from"]), each.get("within_ms")
        if last < first:
            raise ProfileError(f"close_codes.ranges[{place}].to", last, f"{first} or more")
        if within is not None and (each["then"] != Then.RETRY.value or within[0] > within[1]):
            raise ProfileError(
                f"close_codes.ranges[{place}].within_ms",
                list(within),
                'only beside then = "retry", the shorter first',
            )
        found.append(CloseRange(first, last, Then(each["then"]), within))
    return tuple(found)
