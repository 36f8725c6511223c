"""Stories in one line: ``init login=u connect=c1 +100 background +29_999`` as the steps of the protocol."""

from __future__ import annotations

from connref.steps import INPUT_FIELDS, Advance, Do, InputName, Step

SIGNED_IN = "init login=u "
CONNECTED = "init login=u connect=c0 +100 "
IN_GRACE = CONNECTED + "background "


def story(text: str) -> tuple[Step, ...]:
    """Read a story: `+n` advances, anything else is an input, with its own field after an equals sign."""
    return tuple(_step(word) for word in text.split())


def _step(word: str) -> Step:
    if word.startswith("+"):
        return Advance(int(word[1:]))
    name, _, value = word.partition("=")
    kind = InputName(name)
    if kind in INPUT_FIELDS:
        return Do(kind, INPUT_FIELDS[kind][1](value))
    return Do(kind)
