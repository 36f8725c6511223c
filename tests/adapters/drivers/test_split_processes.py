"""A split driver of two processes on a real clock: the host half kills and restarts the app half between two calls."""

from __future__ import annotations

import shlex
import sys
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

from connref.cases.notation import parse, tell
from connref.cases.scenario import Story
from connref.protocol import Mode
from connref_adapters.drivers import Connection, Limits, PlaybackStatus
from connref_adapters.drivers.attaching import Reach, opener

HOST = Path(__file__).with_name("split_host.txt")
PATIENT = Limits(reply_s=30, start_s=60)
OWN_TOLERANCE_MS = 500


def free_port() -> int:
    """A port that nobody listens at just now."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def test_the_app_half_is_killed_comes_back_and_its_clock_is_put_on_the_hosts(tmp_path: Path) -> None:
    port = free_port()
    host = shlex.join([sys.executable, str(HOST), str(port), str(tmp_path / "storage")])
    with ExitStack() as held:
        reach = Reach(listen=f"tcp://127.0.0.1:{port}", host=host)
        driver = held.enter_context(
            Connection(opener(reach, PATIENT.start_s, lambda _: None, held), limits=PATIENT)
        )
        hello = driver.hello()
        assert hello.tolerance_ms > OWN_TOLERANCE_MS, "what is not known of the two clocks"
        told = "init login(anna) connect(c1) +300ms kill +100ms init connect(c2) +300ms disconnect(d1) +300ms"
        story = tell(Story(hello.profile, Mode.MANUAL), parse(told))
        apart: list[int] = []
        for _ in range(3):
            played = driver.play(Mode.MANUAL, story.steps)
            assert played.status is PlaybackStatus.OK
            seen = [each for reply in played.replies for each in reply.observations]
            assert [each.value for each in seen if each.kind == "user"] == [None, "anna"]
            assert sorted(each.call for each in seen if each.call) == ["c1", "c2", "d1"]
            assert [each.kind.value for each in seen if each.socket].count("socket_open") == 2
            assert [each.kind.value for each in seen if each.socket].count("socket_closed") == 2
            at = {each.call: each.at for each in seen if each.call}
            opened = [each.at for each in seen if each.kind == "socket_open"]
            apart.append(
                max(abs(at[call] - instant) for call, instant in zip(("c1", "c2"), opened, strict=True))
            )
            assert all(one.at <= other.at for one, other in pairwise(seen))
        # The best of three: between what the two saw a busy machine may let any time pass.
        assert min(apart) <= hello.tolerance_ms, "two processes saw it at one instant"
        driver.bye()
