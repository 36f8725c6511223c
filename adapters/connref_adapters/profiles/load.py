"""Reads profiles from TOML, and names the file and the field of whatever is wrong there."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from connref.errors import ProfileError, UsageError
from connref.profiles import DOCUMENT_PROFILE, VendorProfile, profile_from

SHIPPED = Path(__file__).parent / "shipped"
"""A file for each profile that ships, by its name."""


@cache
def shipped_names() -> tuple[str, ...]:
    """The profiles that ship, the source document's first."""
    return (DOCUMENT_PROFILE.name, *sorted(path.stem for path in SHIPPED.glob("*.toml")))


@cache
def shipped_profile(name: str) -> VendorProfile:
    """A profile that ships. Raises `UsageError` for a name that none has."""
    if name == DOCUMENT_PROFILE.name:
        return DOCUMENT_PROFILE
    if name not in shipped_names():
        close = get_close_matches(name, shipped_names(), n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(shipped_names())}"
        raise UsageError(f"there is no profile of the name {name!r}; {hint}")
    return read_profile(SHIPPED / f"{name}.toml")


def load_profile(wish: str) -> VendorProfile:
    """The profile of a name that ships, or of a TOML file. Raises `UsageError`, naming the field at fault."""
    path = Path(wish)
    if wish in shipped_names() or not (path.suffix == ".toml" or path.exists() or len(path.parts) > 1):
        return shipped_profile(wish)
    return read_profile(path)


def read_profile(path: Path) -> VendorProfile:
    """The profile of a TOML file. Raises `UsageError`, naming the field at fault."""
    try:
        body = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"profile {path}: {error.strerror}; name a TOML file that can be read") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"profile {path}: is no TOML: {error}") from error
    try:
        return profile_from(body)
    except ProfileError as error:
        raise UsageError(f"profile {path}: {error}") from error
