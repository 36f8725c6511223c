"""A thousand times down and up again, each time another way, over real sockets."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from tests.adapters.faults.rig import USER, Rig, play, rig

from connref.effects import Status
from connref.protocol import Mode

CYCLES = 1_000


async def _drop(world: Rig) -> None:
    world.server.drop()


async def _drop_mid_frame(world: Rig) -> None:
    world.server.drop(mid_frame=True)


async def _close_normally(world: Rig) -> None:
    await world.server.close(1000)


async def _close_for_restart(world: Rig) -> None:
    await world.server.close(1012)


async def _outage(world: Rig) -> None:
    world.manager.network_lost()
    await world.until(lambda: world.manager.status is not Status.CONNECTED)
    world.manager.network_available()


WAYS: tuple[Callable[[Rig], Awaitable[None]], ...] = (
    _drop,
    _drop_mid_frame,
    _close_normally,
    _close_for_restart,
    _outage,
)


async def cycle(world: Rig, number: int) -> None:
    """Down, up again, and a message arrives; one sent in between is gone."""
    lost = len(world.changes)
    await WAYS[number % len(WAYS)](world)
    await world.until(lambda: len(world.changes) > lost)
    await world.connected()
    await world.message_arrives(f"message {number}")


@pytest.mark.parametrize("mode", Mode)
def test_a_thousand_times_down_and_up_again(mode: Mode) -> None:
    async def story() -> None:
        async with rig(mode) as world:
            if mode is Mode.MANUAL:
                await world.manager.connect()
            await world.connected()
            for number in range(CYCLES):
                await cycle(world, number)
            assert world.server.users == [USER]
            assert len(world.delivered) == CYCLES

    play(story)


@pytest.mark.slow
def test_ten_thousand_times_down_and_up_again() -> None:
    async def story() -> None:
        async with rig() as world:
            await world.connected()
            for number in range(CYCLES):
                await cycle(world, number)

    for _ in range(10):
        play(story)


def test_connect_and_disconnect_by_hand_and_nothing_arrives_after_it() -> None:
    async def story() -> None:
        async with rig(Mode.MANUAL) as world:
            for number in range(100):
                await world.manager.connect()
                await world.message_arrives(f"message {number}")
                seen = len(world.delivered)
                # Sent at the last moment: it may still arrive, but not once disconnect() has reported.
                await world.server.send(USER, "at the last moment")
                await world.manager.disconnect()
                reported = len(world.delivered)
                assert reported - seen <= 1
                await world.server.send(USER, "too late")
                await asyncio.sleep(0.002)
                assert len(world.delivered) == reported

    play(story)


def test_restarts_of_the_server() -> None:
    async def story() -> None:
        async with rig() as world:
            for number in range(30):
                await world.connected()
                changes = len(world.changes)
                await world.server.restart(crash=bool(number % 2))
                await world.until(lambda seen=changes: len(world.changes) > seen)
                await world.connected()
                await world.message_arrives(f"message {number}")

    play(story)


def test_a_server_that_stays_away_for_a_while() -> None:
    async def story() -> None:
        async with rig() as world:
            await world.connected()
            await world.server.stop(crash=True)
            await asyncio.sleep(0.3)
            assert world.manager.status is Status.CONNECTING
            await world.server.start()
            await world.connected()

    play(story)


def test_the_files_of_this_process_are_counted() -> None:
    # Where this fails, no test here would notice a socket that is left over.
    from tests.adapters.faults.rig import open_files

    if Path("/proc/self/fd").is_dir():
        before = open_files()
        with Path(os.devnull).open("rb"):
            assert open_files() == before + 1
