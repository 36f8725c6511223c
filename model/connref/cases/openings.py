"""Cases at the very instant at which an opening ends, for an SDK whose openings are known to take so long.

How long that is, is nobody's to know beforehand: a run learns it from the cases that it has played. Which cases there
are does not depend on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from connref.cases.notation import parse, tell
from connref.cases.preambles import begin
from connref.cases.scenario import Story
from connref.protocol import Case, InputName, Mode, Profile

TYPICAL_OPENING_MS = 50
"""How long an opening is said to take where nobody has seen one."""

_MANUAL: Mapping[InputName, str] = {
    InputName.BACKGROUND: "MAN-GRACE-ENDS",
    InputName.FOREGROUND: "MAN-FOREGROUND-HOLDS",
    InputName.CONNECT: "MAN-CONNECT",
    InputName.DISCONNECT: "MAN-DISCONNECT",
    InputName.PING: "CALL-OUTCOME",
    InputName.LOGOUT: "SES-NO-USER",
    InputName.KILL: "SES-LOGIN-SAVES",
    InputName.NETWORK_DOWN: "MAN-RECONNECT",
    InputName.SERVER_CLOSE: "MAN-RECONNECT",
    InputName.SERVER_MUTE: "INP-ROBUST",
}
_AUTO: Mapping[InputName, str] = {
    **_MANUAL,
    InputName.BACKGROUND: "AUTO-BACKGROUND",
    InputName.FOREGROUND: "AUTO-FOREGROUND",
    InputName.CONNECT: "AUTO-FOREGROUND",
    InputName.DISCONNECT: "AUTO-FOREGROUND",
    InputName.NETWORK_DOWN: "AUTO-RECONNECT",
    InputName.SERVER_CLOSE: "AUTO-RECONNECT",
}
"""What is put to the test by an input at that instant."""


_BEGINNINGS: tuple[tuple[Mode, Mapping[InputName, str], Mapping[str, tuple[str, str]]], ...] = (
    (
        Mode.MANUAL,
        _MANUAL,
        {
            "connecting": ("signed-in", "connect"),
            "connecting-away": ("signed-in", "connect background"),
            "away-and-connecting": ("signed-in", "background connect"),
            "coming-back": ("up", "close"),
            "in-a-new-session": ("up", "logout login(bob) connect"),
        },
    ),
    (
        Mode.AUTO,
        _AUTO,
        {
            "logged-in": ("auto-opening", ""),
            "returning": ("auto-up", "background foreground"),
            "coming-back": ("auto-up", "close"),
            "in-a-new-session": ("auto-up", "logout login(bob)"),
            "reopened": ("auto-up", "kill init"),
        },
    ),
)
"""Wherever openings begin: the preamble, and what is told after it."""


def opening_cases(profile: Profile, latency_ms: int) -> Iterator[Case]:
    """Each input at the instant at which an opening that takes `latency_ms` ends, from wherever openings begin."""
    for mode, tested, beginnings in _BEGINNINGS:
        for name, (start, told) in beginnings.items():
            for received, requirement in tested.items():
                story = tell(begin(profile, start), parse(told)).wait(latency_ms)
                if story.allows(received):
                    yield _case(story.inject(received), requirement, f"{mode.value}/{name}/{received.value}")


def _case(story: Story, requirement: str, name: str) -> Case:
    words = name.rsplit("/", maxsplit=1)[-1].replace("_", " ")
    proves = f"What the document asks for after {words} holds when it comes as an opening ends."
    return story.linger().message().revive().case(requirement, f"as-it-opens/{name}", proves)
