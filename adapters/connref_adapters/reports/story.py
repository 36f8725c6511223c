"""A counterexample told as a story in plain words, instant by instant, with the step at which the SDK parts from it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from connref_adapters.reports.data import Counterexample
from connref_adapters.reports.text import duration, instants_in
from connref_adapters.reports.timeline import Happening, done_in, seen_in
from connref_adapters.safe_text import visible

_INPUTS: Mapping[str, str] = {
    "init": "The app starts the SDK: init()",
    "login": "The app logs in {user}",
    "logout": "The app logs out",
    "connect": "The app calls connect() as {call}",
    "disconnect": "The app calls disconnect() as {call}",
    "ping": "The app calls ping() as {call}",
    "background": "The app goes into the background",
    "foreground": "The app comes back to the foreground",
    "kill": "The app's process is killed",
    "suspend": "The operating system suspends the app's process",
    "resume": "The app's process runs again",
    "network_handover": "The device moves to another network, {notice}",
    "network_down": "The internet is lost",
    "network_up": "The internet is back",
    "server_close": "The server closes the connection with code {code}",
    "server_mute": "The server falls silent: it keeps its sockets and answers nothing",
    "server_unmute": "The server answers again",
    "server_refuse": "The server refuses new sockets from now on",
    "server_accept": "The server accepts new sockets again",
    "server_reject": "The server rejects the user's credentials from now on",
    "server_approve": "The server approves the user's credentials again",
    "server_message": "The server sends message {message}",
}

_OBSERVATIONS: Mapping[str, str] = {
    "socket_opening": "{socket} starts to open",
    "socket_open": "{socket} is up",
    "socket_closed": "{socket} is closed by the {by}",
    "socket_failed": "{socket} failed to open",
    "ping_sent": "a ping reaches the server",
    "status": "the SDK says it is {value}",
    "outcome": "{call} reports {result}",
    "threw": "{call} throws",
    "delivered": "message {message} reaches the app",
    "user": "init finds {value} logged in",
}

_SETTING = {"auto": "auto mode", "manual": "manual mode"}

PARTS = "✘ here the SDK parts from the document"
"""What marks the decisive step of a story."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What was done at one instant, or the time that passed until it, and what was seen then.

    `steps` are numbered from 1 as in the counterexample; `seen` carries the instant of each observation in ms.
    `parts` is true where the SDK parts from the document.
    """

    start_ms: int
    at_ms: int
    steps: tuple[tuple[int, str], ...]
    seen: tuple[tuple[int, str], ...]
    parts: bool = False


def opening_words(mode: str | None) -> str:
    """How every story begins."""
    asks = f"The app asks for {_SETTING[mode]}." if mode in _SETTING else "The app does not choose a mode."
    return f"A new device: nothing saved, app in the foreground, network and server working. {asks}"


def step_words(step: Mapping[str, Any]) -> str:
    """One request in words."""
    if step["op"] == "advance":
        return f"{duration(int(step['ms']))} pass"
    name = str(step["input"])
    return _INPUTS.get(name, visible(name)).format_map(_Shown(step))


def observation_words(observation: Mapping[str, Any]) -> str:
    """One observation in words, the SDK's own detail included."""
    kind = str(observation["kind"])
    words = _OBSERVATIONS.get(kind, visible(kind)).format_map(_Shown(observation))
    detail = observation.get("detail")
    return f"{words} (“{visible(detail)}”)" if detail else words


class _Shown(dict[str, str]):
    """The fields of a request or an observation as they are shown; what is absent has a word too."""

    def __init__(self, body: Mapping[str, Any]) -> None:
        super().__init__({name: visible(value) for name, value in body.items()})
        number = body.get("socket")
        self["socket"] = "the socket" if number is None else f"socket {visible(number)}"
        if body.get("kind") == "outcome":
            self["call"] = f"{visible(body.get('api', 'call'))}() {visible(body.get('call'))}"
        if body.get("kind") == "user":
            self["value"] = "nobody" if body.get("value") is None else visible(body["value"])
        if "notice" in body:
            self["notice"] = "and the operating system tells" if body["notice"] else "and nobody tells"
        if body.get("call") is None:
            self["call"] = visible(body.get("input", "a call"))

    def __missing__(self, key: str) -> str:
        return f"(no {key})"


def story(counterexample: Counterexample) -> tuple[Scene, ...]:
    """The counterexample told instant by instant.

    What was seen at an instant stands with that instant, after all that was done at it: the order between the two
    inside one millisecond is not known, so none is claimed. Observations after the last step end the story.
    """
    scenes = [
        Scene(
            group[0].start_ms,
            group[0].at_ms,
            tuple((each.number, step_words(each.body)) for each in group),
            (),
        )
        for group in _instants(done_in(counterexample.steps))
    ]
    told = _with_seen(scenes, seen_in(counterexample.observations))
    decisive = _scene_at(told, parting(counterexample))
    return tuple(replace(scene, parts=index == decisive) for index, scene in enumerate(told))


def parting(counterexample: Counterexample) -> int:
    """The instant (ms) at which the SDK parts from the document: what was observed names it, else what was expected.

    Where neither names one it is the end: a minimal story ends with what decides.
    """
    end = max((each.at_ms for each in done_in(counterexample.steps)), default=0)
    named = instants_in(counterexample.observed) or instants_in(counterexample.expected)
    return min(max(named, default=end), end)


def _scene_at(scenes: Sequence[Scene], at: int) -> int:
    """The scene to which an instant belongs: its inputs, or, where there are none, the lapse that spans it."""
    inputs = {scene.at_ms: index for index, scene in enumerate(scenes) if scene.start_ms == scene.at_ms}
    # The first scene that ends at the instant or later: a lapse owns what fires at its end.
    spans = min(bisect_left([scene.at_ms for scene in scenes], at), len(scenes) - 1)
    return inputs.get(at, spans)


def _instants(done: tuple[Happening, ...]) -> list[list[Happening]]:
    """What was done, in groups: one lapse of time, or all inputs of one instant."""
    groups: list[list[Happening]] = []
    for each in done:
        if groups and not each.lapses and not groups[-1][0].lapses:
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups


def _with_seen(scenes: list[Scene], observations: tuple[Happening, ...]) -> tuple[Scene, ...]:
    """Give each observation to the inputs of its instant, or, where there are none, to the lapse that spans it."""
    told = scenes or [Scene(0, 0, (), ())]
    seen: list[list[tuple[int, str]]] = [[] for _ in told]
    for each in observations:
        seen[_scene_at(told, each.at_ms)].append((each.at_ms, observation_words(each.body)))
    return tuple(replace(scene, seen=tuple(saw)) for scene, saw in zip(told, seen, strict=True))
