"""The hello: a driver's introduction, read and held to its bounds before anything is asked of it (the driver protocol).

All times are integers of milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from connref.errors import ProtocolError, UsageError
from connref.profiles import DOCUMENT_PROFILE, VendorProfile
from connref.protocol import CALLS, MODES, InputName, Mode, ObservationKind, Profile
from connref_adapters.drivers.fields import known_names, milliseconds_of, names_of, object_of, text_of
from connref_adapters.profiles import shipped_profile

PROTOCOL_VERSION = 1
"""The version of the driver protocol that this kit speaks."""

LARGEST_TOLERANCE_MS = 3_600_000
"""An hour (the driver protocol)."""

LARGEST_PROFILE_MS = 86_400_000
"""A day: the longest grace and the longest reconnect bound (the driver protocol)."""

LEAST_OBSERVED = frozenset({ObservationKind.SOCKET_OPEN, ObservationKind.SOCKET_CLOSED})
"""What every driver must observe; and `outcome`, unless no call reports one (the driver protocol)."""


class Clock(StrEnum):
    """Which time the driver runs on: one that only `advance` moves, or the machine's own."""

    VIRTUAL = "virtual"
    REAL = "real"


@dataclass(frozen=True, slots=True)
class Implementation:
    """Which SDK stands behind the driver, in its driver's own words."""

    name: str
    version: str
    language: str


@dataclass(frozen=True, slots=True)
class Hello:
    """The driver's introduction: what it drives, on which clock, and what it can do and see.

    `profile` holds the documented numbers, the tolerance among them; `vendor` is the profile that they change, and
    `stated` are those that the hello itself has.
    `modes` are those that a reset may ask for (None: the app does not choose), `outcomes` the calls that report one.
    `ignored` lists names that this protocol does not know: likely a typo, and worth a warning.
    """

    implementation: Implementation
    clock: Clock
    inputs: frozenset[InputName]
    observes: frozenset[ObservationKind]
    profile: Profile
    ignored: tuple[str, ...] = ()
    modes: frozenset[Mode | None] = frozenset(MODES.values())
    outcomes: frozenset[InputName] = CALLS
    vendor: VendorProfile = DOCUMENT_PROFILE
    stated: Mapping[str, int] = field(default_factory=dict[str, int])

    @property
    def profile_name(self) -> str:
        """The name of the profile by which the SDK is judged."""
        return self.vendor.name

    @property
    def tolerance_ms(self) -> int:
        """T of docs/requirements.md, in milliseconds."""
        return self.profile.tolerance_ms

    def under(self, vendor: VendorProfile) -> Hello:
        """The same driver, judged by a profile: its numbers but for those stated, the modes and outcomes of both.

        Raises `UsageError` where the driver plays none of the profile's modes, or drives a version of its package of
        which it does not speak.
        """
        who = self.implementation
        if not vendor.speaks_of(who.name, who.version):
            raise UsageError(
                f"profile {vendor.name}: it speaks of versions {vendor.versions} of {vendor.package}, "
                f"and the driver drives {who.version}; name a profile of that version"
            )
        modes = self.modes & vendor.modes
        if not modes:
            raise UsageError(f"profile {vendor.name}: the driver plays none of its modes")
        outcomes = self.outcomes & vendor.outcomes
        observes = self.observes if outcomes else self.observes - {ObservationKind.OUTCOME}
        numbers = replace(vendor.numbers, tolerance_ms=self.tolerance_ms, **self.stated)
        return replace(
            self, profile=numbers, vendor=vendor, modes=modes, outcomes=outcomes, observes=observes
        )


def hello_from_reply(body: Mapping[str, Any]) -> Hello:
    """Read the reply to hello. Raises `ProtocolError`, naming the field, for what the kit cannot use."""
    _check_version(body)
    implementation = object_of(body, "implementation")
    names = (text_of(implementation, name, "implementation.") for name in ("name", "version", "language"))
    inputs, strange_inputs = known_names(names_of(body, "inputs"), InputName)
    observes, strange_kinds = known_names(names_of(body, "observes"), ObservationKind)
    modes, strange_modes = _modes(body)
    outcomes, strange_calls = _outcomes(body)
    _check_observed(observes, outcomes)
    if not outcomes:
        observes -= {ObservationKind.OUTCOME}
    stated = _stated(body)
    tolerance = _at_most(milliseconds_of(body, "tolerance_ms"), "tolerance_ms", LARGEST_TOLERANCE_MS)
    hello = Hello(
        Implementation(*names),
        _clock(body),
        inputs,
        observes,
        replace(Profile(tolerance_ms=tolerance), **stated),
        (*strange_inputs, *strange_kinds, *strange_modes, *strange_calls),
        modes,
        outcomes,
        stated=stated,
    )
    return _under_its_own(hello, body)


def _check_version(body: Mapping[str, Any]) -> None:
    version = body.get("protocol", PROTOCOL_VERSION)
    if version != PROTOCOL_VERSION:
        raise ProtocolError("protocol", version, f"this kit speaks protocol {PROTOCOL_VERSION}")


def _clock(body: Mapping[str, Any]) -> Clock:
    try:
        return Clock(body.get("clock"))
    except ValueError:
        raise ProtocolError("clock", body.get("clock"), 'expected "virtual" or "real"') from None


def _modes(body: Mapping[str, Any]) -> tuple[frozenset[Mode | None], list[str]]:
    if body.get("modes") is None:
        return frozenset(MODES.values()), []
    listed = names_of(body, "modes")
    modes = frozenset(mode for name, mode in MODES.items() if name in listed)
    if not modes:
        raise ProtocolError("modes", listed, f"at least one of {', '.join(MODES)}")
    return modes, [name for name in listed if name not in MODES]


def _outcomes(body: Mapping[str, Any]) -> tuple[frozenset[InputName], list[str]]:
    if body.get("outcomes") is None:
        return CALLS, []
    listed = names_of(body, "outcomes")
    calls = frozenset(call for call in CALLS if call.value in listed)
    return calls, [name for name in listed if name not in CALLS]


def _check_observed(observes: frozenset[ObservationKind], outcomes: frozenset[InputName]) -> None:
    least = LEAST_OBSERVED | {ObservationKind.OUTCOME} if outcomes else LEAST_OBSERVED
    if missing := least - observes:
        expected = "a driver must observe at least " + ", ".join(sorted(least))
        if observes >= LEAST_OBSERVED:
            expected += "; where no call reports an outcome, say so with an empty list outcomes"
        raise ProtocolError("observes", f"without {', '.join(sorted(missing))}", expected)


def _under_its_own(hello: Hello, body: Mapping[str, Any]) -> Hello:
    """The hello under the profile that it names itself."""
    if body.get("profile_name") is None:
        return hello
    name = text_of(body, "profile_name")
    if name == DOCUMENT_PROFILE.name:
        return hello
    try:
        return hello.under(shipped_profile(name))
    except UsageError as error:
        raise ProtocolError("profile_name", name, str(error)) from error


def _stated(body: Mapping[str, Any]) -> dict[str, int]:
    """The numbers that the hello itself states."""
    stated: Mapping[str, Any] = {} if body.get("profile") is None else object_of(body, "profile")
    least = {"grace_ms": 0, "reconnect_bound_ms": 1}
    return {
        name: _documented_ms(stated, name, least=bound)
        for name, bound in least.items()
        if stated.get(name) is not None
    }


def _documented_ms(body: Mapping[str, Any], name: str, *, least: int) -> int:
    value = milliseconds_of(body, name, "profile.")
    if value < least:
        raise ProtocolError(f"profile.{name}", value, f"an integer of milliseconds, {least} or more")
    return _at_most(value, f"profile.{name}", LARGEST_PROFILE_MS)


def _at_most(value: int, name: str, most: int) -> int:
    """The number, which the kit would otherwise have to play for hours, or in numbers of cases without bound."""
    if value > most:
        raise ProtocolError(name, value, f"an integer of milliseconds, {most} at the most")
    return value
