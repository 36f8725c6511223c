"""The public names of `connref` with their signatures, as JSON: a program that each state of the tree runs itself.

python collect_names.py OUT
"""

from __future__ import annotations

import enum
import inspect
import json
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

import connref

MODULES = re.compile(r"\b(?:[a-z_][a-z0-9_]*\.)+(?=[A-Za-z_])")
ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def plain(text: str) -> str:
    """The text without the modules before names, and without addresses: a move is no difference."""
    return ADDRESS.sub("", MODULES.sub("", text))


def signature(value: Callable[..., object]) -> str:
    """The signature of what can be called; "" for what Python itself cannot tell."""
    try:
        return plain(str(inspect.signature(value)))
    except (TypeError, ValueError):
        return ""


def members(value: type) -> dict[str, str]:
    """The public attributes of a class, its parents' included: methods by signature, others by what they are."""
    found: dict[str, str] = {}
    for name in sorted(set(dir(value)) - set(dir(type)) - set(dir(Exception))):
        member = inspect.getattr_static(value, name)
        if name.startswith("_"):
            continue
        member = getattr(member, "__func__", member)
        if isinstance(member, property):
            member = member.fget
            found[name] = f"property{signature(member)}" if member else "property"
        else:
            found[name] = signature(member) if callable(member) else type(member).__name__
    return found


def described(value: object) -> object:
    """What a user can rely on of one public name."""
    if isinstance(value, type) and issubclass(value, enum.Enum):
        return {"enum": {name: member.value for name, member in value.__members__.items()}}
    if isinstance(value, type):
        bases = [base.__name__ for base in value.__mro__[1:]]
        return {"class": signature(value), "bases": bases, "members": members(value)}
    if callable(value) and hasattr(value, "__name__"):
        return {"function": signature(value)}
    if isinstance(value, Mapping):
        return {"mapping": [plain(str(key)) for key in cast("Mapping[object, object]", value)]}
    return plain(str(value))


def main(out: str) -> None:
    """Write what every name of `__all__` is."""
    names = {name: described(getattr(connref, name)) for name in sorted(connref.__all__)}
    Path(out).write_text(json.dumps(names, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
