"""The clock of the runtime's device, and what it reports of a manager's calls."""

from __future__ import annotations

import asyncio
from pathlib import Path

from connref.protocol import Do, InputName, Mode
from connref_adapters.drivers.runtime import SHORT_PROFILE
from connref_adapters.drivers.runtime_device import LACKING, DeviceSettings, LoopClock, RuntimeDevice


def test_the_clock_counts_from_zero_and_calls_back_in_time() -> None:
    async def story() -> None:
        clock = LoopClock()
        assert clock.now() == 0
        called: list[int] = []
        over = asyncio.Event()
        clock.call_at(30, lambda: called.append(clock.now()) or over.set())
        await over.wait()
        assert 30 <= called[0] < 130

    asyncio.run(story())


def files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def test_storage_outlives_a_kill_and_not_the_device(tmp_path: Path) -> None:
    async def story() -> None:
        device = RuntimeDevice(Mode.MANUAL, DeviceSettings(SHORT_PROFILE, tmp_path), 1)
        await device.open()
        for step in (Do(InputName.INIT), Do(InputName.LOGIN, "anna"), Do(InputName.KILL), Do(InputName.INIT)):
            await device.do(step)
        users = [each["value"] for each in device.drain() if each["kind"] == "user"]
        assert users == [None, "anna"]
        assert files(tmp_path)
        await device.close()
        assert not files(tmp_path)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(story())


def test_every_input_of_the_protocol_is_taken(tmp_path: Path) -> None:
    values: dict[InputName, str | int] = {
        InputName.LOGIN: "anna",
        InputName.CONNECT: "c",
        InputName.DISCONNECT: "d",
        InputName.PING: "p",
        InputName.SERVER_CLOSE: 1000,
        InputName.SERVER_MESSAGE: "m",
    }

    async def story() -> None:
        device = RuntimeDevice(None, DeviceSettings(SHORT_PROFILE, tmp_path), 1)
        await device.open()
        for name in set(InputName) - LACKING:
            await device.do(Do(name, values.get(name)))
        calls = [each["call"] for each in device.drain() if each["kind"] == "outcome"]
        assert len(calls) == len(set(calls))
        await device.close()

    asyncio.run(story())
