"""Random faults at random instants over real sockets, from a seed; in the end the world is fair, and all is well."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable

import pytest
from tests.adapters.faults.rig import ANYTHING, MOST_BYTES, USER, Rig, SuspendableClock, play, rig

from connref.effects import Status
from connref.protocol import Mode
from connref_adapters.runtime import NotConnectedError
from connref_adapters.transports import SocketClosedError

CODES = (1000, 1001, 1006, 1011, 1012, 1013, 3000, 4000)
LONGEST_PAUSE_S = 0.02


class Chaos:
    """Does one random thing after another to a rig: to its server, its network, its app."""

    def __init__(self, world: Rig, seed: int) -> None:
        self.world = world
        self.rng = random.Random(seed)
        self.sent = 0
        self._acts: tuple[tuple[int, Callable[[], Awaitable[None]]], ...] = (
            (6, self.message),
            (3, self.drop),
            (3, self.close),
            (3, self.switch),
            (2, self.freeze),
            (2, self.network),
            (4, self.lifecycle),
            (4, self.call),
            (2, self.send),
            (1, self.restart),
            (1, self.garbage),
        )

    async def act(self) -> None:
        weights = [weight for weight, _ in self._acts]
        await self.rng.choices([act for _, act in self._acts], weights)[0]()
        # Often at the same instant, or while something is still on its way.
        if self.rng.random() < 0.7:
            await asyncio.sleep(self.rng.random() ** 3 * LONGEST_PAUSE_S)

    async def message(self) -> None:
        self.sent += 1
        await self.world.server.send(USER, f"message {self.sent}")

    async def drop(self) -> None:
        self.world.server.drop(mid_frame=self.rng.random() < 0.5)

    async def close(self) -> None:
        await self.world.server.close(self.rng.choice(CODES))

    async def switch(self) -> None:
        faults = self.world.server.faults
        name = self.rng.choice(("mute", "refuse", "cut", "reject"))
        setattr(faults, name, not getattr(faults, name))
        faults.delay_ms = self.rng.choice((0, 0, 5))
        faults.read_delay_ms = self.rng.choice((0, 0, 2))

    async def freeze(self) -> None:
        if self.rng.random() < 0.5:
            self.world.server.freeze()
        else:
            self.world.server.thaw()

    async def network(self) -> None:
        manager = self.world.manager
        self.rng.choice((manager.network_lost, manager.network_available))()

    async def lifecycle(self) -> None:
        manager = self.world.manager
        self.rng.choice((manager.app_entered_background, manager.app_entered_foreground))()

    async def call(self) -> None:
        manager = self.world.manager
        self.rng.choice((manager.connect, manager.connect, manager.disconnect, manager.ping))()

    async def send(self) -> None:
        try:
            async with asyncio.timeout(0.01):
                await self.world.manager.send_message(USER, "to myself")
        except (NotConnectedError, SocketClosedError, TimeoutError):
            pass

    async def restart(self) -> None:
        await self.world.server.restart(crash=self.rng.random() < 0.5)

    async def garbage(self) -> None:
        frame = self.rng.choice(("no JSON", "x" * (MOST_BYTES + 1), '{"type": "pong", "id": 1}'))
        await self.world.server.send_raw(USER, frame)

    def make_fair(self) -> None:
        self.world.server.faults.clear()
        self.world.server.thaw()
        self.world.manager.network_available()
        self.world.manager.app_entered_foreground()


async def ends_well(world: Rig, chaos: Chaos) -> None:
    """In a fair world a connection that is asked for comes up, carries, and goes down when asked to."""
    chaos.make_fair()
    async with asyncio.timeout(30):
        await world.manager.connect()
    assert world.manager.status is Status.CONNECTED
    await world.until(lambda: world.server.users == [USER])
    before = len(world.delivered)
    await world.server.send(USER, "after all")
    await world.until(lambda: "after all" in [each.text for each in world.delivered[before:]])
    await world.manager.disconnect()
    assert world.manager.status is Status.DISCONNECTED
    await world.until(lambda: world.server.sockets == 0)


def storm(mode: Mode, seed: int, acts: int) -> None:
    async def story() -> None:
        async with rig(mode, seed=seed) as world:
            chaos = Chaos(world, seed)
            for _ in range(acts):
                await chaos.act()
            await ends_well(world, chaos)

    play(story)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("mode", Mode)
def test_after_any_storm_the_world_is_in_order(mode: Mode, seed: int) -> None:
    storm(mode, seed, acts=150)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("mode", Mode)
def test_a_device_that_sleeps_in_a_storm_leaves_nothing_behind(mode: Mode, seed: int) -> None:
    async def story() -> None:
        clock, rng = SuspendableClock(), random.Random(seed)
        async with rig(mode, seed=seed, clock=clock, blames=ANYTHING) as world:
            chaos = Chaos(world, seed)
            for _ in range(100):
                await chaos.act()
                if rng.random() < 0.2:
                    clock.slept_ms += rng.choice((50, 400, 5_000, 60_000))
            await ends_well(world, chaos)

    play(story)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 200))
@pytest.mark.parametrize("mode", Mode)
def test_after_a_long_storm_the_world_is_in_order(mode: Mode, seed: int) -> None:
    storm(mode, seed, acts=600)
