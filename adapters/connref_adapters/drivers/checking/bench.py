"""Plays the stories of the checks on one driver, as its hello allows, and hands over what was seen."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from connref.cases.notation import parse, tell
from connref.cases.scenario import Story
from connref.protocol import InputName, Mode, Observation, ObservationKind, Step
from connref_adapters.drivers.channel import Body, Channel
from connref_adapters.drivers.connection import Connection
from connref_adapters.drivers.driver import Limits
from connref_adapters.drivers.hello import Clock, Hello
from connref_adapters.drivers.messages import Playback, PlaybackStatus
from connref_adapters.drivers.reading import hello_request

_REAL_UP = "+3s"
"""On a real clock nobody waits for R: a driver that is well is up long before."""


class Bench:
    """A driver and the stories that can be asked of it. `open_channel` starts it, each time anew.

    What a method plays may raise `DriverFault`, which says by itself what is wrong.
    """

    def __init__(self, open_channel: Callable[[], Channel], limits: Limits, token: str | None = None) -> None:
        self._open_channel = open_channel
        self._limits = limits
        self._token = token
        self._played: dict[tuple[Mode | None, str], Playback] = {}
        self.connection = Connection(open_channel, limits=limits, strict=True, token=token)

    @property
    def hello(self) -> Hello:
        """The driver's introduction."""
        return self.connection.hello()

    @property
    def modes(self) -> list[Mode | None]:
        """The modes that can be asked for, in a fixed order."""
        return sorted(self.hello.modes, key=str)

    def sees(self, *kinds: ObservationKind) -> bool:
        """Whether the driver observes all of these."""
        return self.hello.observes.issuperset(kinds)

    def come_up(self, mode: Mode | None, between: str = "") -> str:
        """The words with which a connection comes up in that mode, `between` said before it is asked for.

        Where the app does not ask, it is a new process that does: what is said before it holds for its `init`.
        """
        inputs = self.hello.inputs
        words = ["init"] + ["login(alice)"] * (InputName.LOGIN in inputs)
        if mode is not Mode.AUTO and InputName.CONNECT in inputs:
            words.append("connect(c1)")
        if between and mode is Mode.MANUAL:
            words.insert(-1, between)
        elif between:
            words += [self.wait, "kill", between, "init"] if InputName.KILL in inputs else []
        return " ".join([*words, self.wait])

    @property
    def wait(self) -> str:
        """The words that give an SDK the time to do what it does by itself."""
        return _REAL_UP if self.hello.clock is Clock.REAL else "+R"

    def steps(self, mode: Mode | None, story: str) -> tuple[Step, ...]:
        """A story of `connref.cases.notation` as steps."""
        return tell(Story(self.hello.profile, mode), parse(story)).steps

    def play_steps(self, mode: Mode | None, steps: Sequence[Step]) -> Playback:
        """How these very steps play: a story joins one wait to the next."""
        return self.connection.play(mode, steps, label="check")

    def play(self, mode: Mode | None, story: str) -> Playback:
        """How a story plays; the same one is played once."""
        key = (mode, story)
        if key not in self._played:
            self._played[key] = self.play_anew(mode, story)
        return self._played[key]

    def play_anew(self, mode: Mode | None, story: str) -> Playback:
        """How a story plays now."""
        return self.play_steps(mode, self.steps(mode, story))

    def seen(self, mode: Mode | None, story: str) -> list[Observation]:
        """All that was observed in a story."""
        return [each for reply in self.play(mode, story).replies for each in reply.observations]

    def kinds(self, mode: Mode | None, story: str) -> list[ObservationKind]:
        """The kinds of that, in order."""
        return [each.kind for each in self.seen(mode, story)]

    def played(self) -> Iterator[tuple[Mode | None, str, Playback]]:
        """Every story so far."""
        for (mode, story), playback in list(self._played.items()):
            yield mode, story, playback

    def up_modes(self) -> Iterator[Mode | None]:
        """The modes in which a connection comes up: where it does not, `up` has said so."""
        for mode in self.modes:
            playback = self.play(mode, self.come_up(mode))
            if playback.status is PlaybackStatus.OK and ObservationKind.SOCKET_OPEN in self.kinds(
                mode, self.come_up(mode)
            ):
                yield mode

    def restart(self) -> None:
        """End the driver, whatever it does; it starts anew when asked again."""
        self.connection.close()

    def bye(self) -> None:
        """Say goodbye to a driver that has played something."""
        self.connection.play(self.modes[0], ())
        self.connection.bye()

    @contextmanager
    def raw(self) -> Generator[Callable[[Body], Body]]:
        """A driver of its own, for lines that the kit would never send: a function from request to reply."""
        channel = self._open_channel()
        number = 0

        def ask(request: dict[str, Any]) -> Body:
            nonlocal number
            number += 1
            channel.post([{"id": number, **request}])
            return channel.receive(self._limits.start_s)

        try:
            greeting = hello_request(1, self._token)
            greeting.pop("id")
            ask(greeting)
            yield ask
        finally:
            channel.close()
