"""For which versions of a package a profile speaks: comparisons such as ">=5 <11", all of which have to hold, or "any".

Versions are compared by their numbers; what follows these (a pre-release, a build) says nothing here.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping

from connref.errors import ProfileError

ANY = "any"
_COMPARISON = re.compile(r"(?P<sign>>=|<=|>|<|=)(?P<version>\d+(?:\.\d+)*)")
_NUMBERS = re.compile(r"\d+(?:\.\d+)*")
_SIGNS: Mapping[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}


def check_versions(text: str, field: str) -> None:
    """Raise `ProfileError`, naming the field, for what is neither "any" nor comparisons."""
    if text != ANY and not all(_COMPARISON.fullmatch(word) for word in text.split()):
        raise ProfileError(field, text, 'comparisons such as ">=5 <11", or "any"')


def speaks_of(versions: str, version: str) -> bool:
    """Whether a version is among these; one without numbers may be any."""
    found = _NUMBERS.search(version)
    if versions == ANY or found is None:
        return True
    said = [(match["sign"], match["version"]) for match in _COMPARISON.finditer(versions)]
    return all(_SIGNS[sign](*_alike(found.group(), other)) for sign, other in said)


def _alike(one: str, other: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Both as numbers, as many of each: 5 is 5.0.0."""
    left, right = (tuple(map(int, each.split("."))) for each in (one, other))
    length = max(len(left), len(right))
    return left + (0,) * (length - len(left)), right + (0,) * (length - len(right))
