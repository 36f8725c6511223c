"""What the runtime's device reports of a manager's calls, and what it leaves behind."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from connref.protocol import Do, InputName, Mode
from connref_adapters.drivers.own_time import TwoLoops
from connref_adapters.drivers.runtime import SHORT_PROFILE
from connref_adapters.drivers.runtime_device import DeviceSettings, RuntimeDevice


@contextmanager
def device(mode: Mode | None, folder: Path) -> Generator[RuntimeDevice]:
    loops = TwoLoops()
    made = RuntimeDevice(loops, mode, DeviceSettings(SHORT_PROFILE, folder), 1)
    made.open()
    yield made
    made.close()
    assert not asyncio.all_tasks(loops.app)
    assert not asyncio.all_tasks(loops.world)
    loops.close()


def files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def test_storage_outlives_a_kill_and_not_the_device(tmp_path: Path) -> None:
    with device(Mode.MANUAL, tmp_path) as made:
        for step in (Do(InputName.INIT), Do(InputName.LOGIN, "anna"), Do(InputName.KILL), Do(InputName.INIT)):
            made.do(step)
        users = [each["value"] for each in made.drain() if each["kind"] == "user"]
        assert users == [None, "anna"]
        assert files(tmp_path)
    assert not files(tmp_path)


VALUES: dict[InputName, str | int] = {
    InputName.LOGIN: "anna",
    InputName.CONNECT: "c",
    InputName.DISCONNECT: "d",
    InputName.PING: "p",
    InputName.SERVER_CLOSE: 1000,
    InputName.SERVER_MESSAGE: "m",
}


def test_every_input_of_the_protocol_is_taken(tmp_path: Path) -> None:
    while_suspended = {InputName.SUSPEND: InputName.RESUME}
    with device(None, tmp_path) as made:
        for name in set(InputName) - {InputName.RESUME}:
            made.do(Do(name, VALUES.get(name)))
            if (after := while_suspended.get(name)) is not None:
                made.do(Do(after))
        calls = [each["call"] for each in made.drain() if each["kind"] == "outcome"]
        assert len(calls) == len(set(calls))


def test_a_suspended_device_can_be_ended(tmp_path: Path) -> None:
    with device(Mode.AUTO, tmp_path) as made:
        for step in (Do(InputName.INIT), Do(InputName.LOGIN, "anna"), Do(InputName.SUSPEND)):
            made.do(step)
        made.do(Do(InputName.SERVER_CLOSE, 1000))
        made.advance(10)
