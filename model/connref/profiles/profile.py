"""A profile as it is read: who promises it, what it chooses from the product line, where each promise is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, cast

from connref.errors import DefinitionError, ProfileError
from connref.profiles.choices import chosen_by, close_ranges, judged_by, retry_promise
from connref.profiles.fields import OUTCOMES, PROFILE
from connref.profiles.versions import check_versions, speaks_of
from connref.protocol import CALLS, MODES, InputName, Mode, Profile
from connref.spec.variant import variant


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a promise is written: what it says in our words, the page, its section, and the versions it holds for."""

    says: str
    page: str
    section: str | None
    versions: str | None

    @property
    def text(self) -> str:
        """The citation in one line."""
        rest = [part for part in (self.page, self.section, self.versions) if part]
        return f"{self.says} ({', '.join(rest)})"


@dataclass(frozen=True, slots=True)
class VendorProfile:
    """One profile.

    `numbers` are what an SDK is held to, its variant of the product line among them. `modes` are those in which it is
    judged, `outcomes` the calls that report one. `citations` has the source of each promise by its table.
    """

    name: str
    package: str
    versions: str
    title: str
    date: str | None = None
    modes: frozenset[Mode | None] = frozenset(MODES.values())
    default_mode: str | None = None
    numbers: Profile = field(default_factory=Profile)
    outcomes: frozenset[InputName] = CALLS
    citations: Mapping[str, Citation] = field(default_factory=dict[str, Citation])

    def speaks_of(self, package: str, version: str) -> bool:
        """Whether it speaks of this version; of another package than its own it may be held to any."""
        return package != self.package or speaks_of(self.versions, version)

    def citation(self, requirement: str, promise: str | None = None) -> Citation | None:
        """The source of what was broken: of the promise by its table, or of what is said of the requirement."""
        tables = (promise, f"requirements.{requirement}", _TABLES.get(requirement))
        return next(
            (self.citations[each] for each in tables if each is not None and each in self.citations), None
        )


_TABLES = {
    "MAN-CONNECT": "calls.connect",
    "MAN-DISCONNECT": "calls.disconnect",
    "MAN-RECONNECT": "retry",
    "AUTO-RECONNECT": "retry",
    "MAN-GRACE": "lifecycle.manual",
    "MAN-GRACE-ENDS": "lifecycle.manual",
    "MAN-BACKGROUND-STAYS-DOWN": "lifecycle.manual",
    "MAN-FOREGROUND-HOLDS": "lifecycle.manual",
    "AUTO-BACKGROUND": "lifecycle.auto",
    "AUTO-BACKGROUND-QUIET": "lifecycle.auto",
    "AUTO-FOREGROUND": "lifecycle.auto",
}
"""The table that speaks of a requirement, where its source is not told with the requirement itself."""
DOCUMENT_PROFILE = VendorProfile("document", "the source document", "any", "The document that is modelled")
"""The profile of the source document, and the default."""


def profile_from(body: Mapping[str, object]) -> VendorProfile:
    """Read a profile from a mapping, as a TOML file gives it.

    Raises `ProfileError`, naming the field, what it holds and what is allowed there, for whatever cannot be judged.
    """
    read = PROFILE.read(body, "")
    head = read["profile"]
    if head["name"] == DOCUMENT_PROFILE.name:
        raise ProfileError("profile.name", head["name"], "this is the source document's own; choose another")
    check_versions(head["versions"], "profile.versions")
    if "default" in head["modes"] and head.get("default_mode") == Mode.MANUAL:
        said = 'an app that chooses no mode is judged as in auto mode; leave "default" out of profile.modes'
        raise ProfileError("profile.default_mode", head["default_mode"], said)
    outcomes = frozenset(
        InputName(call)
        for call in OUTCOMES
        if read.get("calls", {}).get(call, {}).get("outcome") not in ("none", "event")
    )
    return VendorProfile(
        head["name"],
        head["package"],
        head["versions"],
        head["title"],
        head.get("date"),
        frozenset(MODES[name] for name in head["modes"]),
        head.get("default_mode"),
        _numbers(read),
        outcomes,
        MappingProxyType(dict(_citations(read, ""))),
    )


def _numbers(read: Mapping[str, Any]) -> Profile:
    retry, limits = retry_promise(read), read.get("limits", {})
    unjudged, by_retry = judged_by(read)
    if by_retry and retry is None:
        name = min(by_retry)
        raise ProfileError(
            f"requirements.{name}.judged", "retry", "there is no table [retry] that replaces it"
        )
    try:
        choice = variant(
            chosen_by(read), unjudged=unjudged, by_retry=by_retry, retry=retry, closes=close_ranges(read)
        )
    except DefinitionError as error:
        raise ProfileError("the profile", read["profile"]["name"], str(error)) from error
    default = Profile()
    grace = read.get("lifecycle", {}).get("manual", {}).get("grace_ms", default.grace_ms)
    return Profile(grace, _bound_ms(limits, retry, default), variant=choice)


def _bound_ms(limits: Mapping[str, Any], retry: Any, default: Profile) -> int:  # noqa: ANN401 - a promise or None
    """R: what the vendor says, or the longest wait between an attempt that is doomed and a slow one."""
    stated = limits.get("reconnect_ms")
    if stated is not None:
        return int(stated)
    if retry is None:
        return default.reconnect_bound_ms
    return max(default.reconnect_bound_ms, retry.longest_ms + 2 * int(limits.get("open_ms", 15_000)))


def _citations(read: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Citation]]:
    for name, body in read.items():
        if isinstance(body, dict):
            table = cast("dict[str, Any]", body)
            if "says" in table:
                yield (
                    f"{prefix}{name}",
                    Citation(table["says"], table["page"], table.get("section"), table.get("versions")),
                )
            yield from _citations(table, f"{prefix}{name}.")
