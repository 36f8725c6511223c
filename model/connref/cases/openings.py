"""Cases at the very instant at which an opening ends, for an SDK whose openings are known to take so long.

How long that is, is nobody's to know beforehand: a run learns it from the cases that it has played.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from connref.cases.preambles import Act, auto_up, manual_up, signed_in
from connref.cases.scenario import Story
from connref.protocol import Case, InputName, Mode, Profile

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


def opening_cases(profile: Profile, latency_ms: int) -> Iterator[Case]:
    """Each input at the instant at which an opening that takes `latency_ms` ends, from wherever openings begin."""
    manual: Mapping[str, Act] = {
        "connecting": lambda s: s.connect().wait(latency_ms),
        "connecting-away": lambda s: s.connect().background().wait_until(s.now + latency_ms),
        "away-and-connecting": lambda s: s.background().connect().wait(latency_ms),
        "coming-back": lambda s: manual_up(s.profile).server_close().wait(latency_ms),
        "in-a-new-session": lambda s: manual_up(s.profile).logout().login("bob").connect().wait(latency_ms),
    }
    auto: Mapping[str, Act] = {
        "logged-in": lambda s: s.wait(latency_ms),
        "returning": lambda s: auto_up(s.profile).background().foreground().wait(latency_ms),
        "coming-back": lambda s: auto_up(s.profile).server_close().wait(latency_ms),
        "in-a-new-session": lambda s: auto_up(s.profile).logout().login("bob").wait(latency_ms),
        "reopened": lambda s: auto_up(s.profile).kill().init().wait(latency_ms),
    }
    for mode, starts, tested in ((Mode.MANUAL, manual, _MANUAL), (Mode.AUTO, auto, _AUTO)):
        for name, start in starts.items():
            for received, requirement in tested.items():
                story = start(signed_in(profile, mode))
                if story.allows(received):
                    yield _case(story.inject(received), requirement, f"{mode.value}/{name}/{received.value}")


def _case(story: Story, requirement: str, name: str) -> Case:
    words = name.rsplit("/", maxsplit=1)[-1].replace("_", " ")
    proves = f"What the document asks for after {words} holds when it comes as an opening ends."
    return story.linger().message().revive().case(requirement, f"as-it-opens/{name}", proves)
