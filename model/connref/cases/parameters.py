"""What a row goes through: each parameter by its name, with its values and what is told for each of them.

`{outage}` in a row stands for the name of a value, `{outage.ms}` for a field of it, and `{outage.words}` for the name
as it reads in a sentence. A value without
fields that names a preamble reads as that preamble's words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from connref.cases.amounts import milliseconds, read_amount, values
from connref.cases.data import parameters as data
from connref.cases.preambles import PREAMBLES, few_offsets
from connref.errors import DefinitionError
from connref.protocol import Profile

_NAMED = re.compile(r"\{([a-z-]+)(?:\.([a-z]+))?\}")
_CONDITION = re.compile(r"(?P<left>[^<>=]+)(?P<relation><|>=|>|=)(?P<right>[^<>=]+)")

_RELATIONS: Mapping[str, Callable[[int, int], bool]] = {
    "<": lambda left, right: left < right,
    ">": lambda left, right: left > right,
    "=": lambda left, right: left == right,
    ">=": lambda left, right: left >= right,
}


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its name, its fields as text, and the condition on the profile under which it is one ("": always)."""

    name: str
    fields: Mapping[str, str]
    when: str = ""

    def field(self, name: str) -> str:
        """The text of a field. Raises `DefinitionError` where the value has none of that name."""
        if name not in self.fields:
            known = ", ".join(self.fields)
            raise DefinitionError(f"{self.name!r} has no {name!r}; a row may name its {known}")
        return self.fields[name]


def names_in(text: str) -> tuple[str, ...]:
    """The parameters that the text names, each once, in order."""
    return tuple(dict.fromkeys(match[1] for match in _NAMED.finditer(text)))


def filled(text: str, chosen: Mapping[str, Value]) -> str:
    """The text with a value for each parameter, and single spaces."""
    if "{" not in text:
        return text
    given = _NAMED.sub(lambda match: chosen[match[1]].field(match[2] or "name"), text)
    return " ".join(given.split())


def values_of(parameter: str, profile: Profile) -> tuple[Value, ...]:
    """What the parameter goes through for a profile. Raises `DefinitionError` for a name that is none."""
    if parameter == "offset":
        return tuple(_value(str(offset)) for offset in few_offsets(profile))
    if parameter == "early-offset":
        return values_of("offset", profile)[:2]
    declared = _declared()
    if parameter not in declared:
        known = ", ".join(("offset", "early-offset", *declared))
        raise DefinitionError(f"no such parameter as {{{parameter}}}; there are {known}")
    return tuple(value for value in declared[parameter] if holds(value.when, profile))


def holds(condition: str, profile: Profile) -> bool:
    """Whether the profile is as the condition says, such as `T=0` or `grace>=9edge`; always where it says nothing.

    Raises `DefinitionError` for text that is no condition.
    """
    if not condition:
        return True
    match = _CONDITION.fullmatch(condition)
    if match is None:
        raise DefinitionError(f"{condition!r} is no condition; write T=0 or grace>=9edge, for example")
    known = values(profile)
    left, right = (milliseconds(read_amount(match[side]), known) for side in ("left", "right"))
    return _RELATIONS[match["relation"]](left, right)


@cache
def _declared() -> Mapping[str, tuple[Value, ...]]:
    found: dict[str, tuple[Value, ...]] = {}
    for line in data.NAMES.splitlines():
        parameter, _, names = line.partition(" = ")
        found[parameter] = tuple(map(_value, names.split()))
    for parameter, value in map(_with_field, data.VALUES.splitlines()):
        found[parameter] = (*found.get(parameter, ()), value)
    return found


def _with_field(line: str) -> tuple[str, Value]:
    parameter, name, field, *condition = line.split(" | ")
    key, _, text = field.partition("=")
    return parameter, Value(name, {**_plain(name), key: text}, *condition)


def _value(name: str) -> Value:
    preamble = PREAMBLES.get(name)
    words = {"words": preamble.words} if preamble is not None and preamble.words else {}
    return Value(name, {**_plain(name), **words})


def _plain(name: str) -> Mapping[str, str]:
    return {"name": name, "words": name.replace("-", " ")}
