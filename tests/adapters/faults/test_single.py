"""One fault at a time, over real sockets: half-open peers, slow readers, broken frames, rejection, suspension."""

from __future__ import annotations

import asyncio

import pytest
from tests.adapters.faults.rig import MOST_BYTES, PROFILE, USER, Rig, SuspendableClock, play, rig

from connref.effects import Status
from connref.protocol import Mode
from connref.semantics.retry import RetryPolicy
from connref_adapters.runtime import CallFailedError
from connref_adapters.server import EventKind

HOUR_MS = 3_600_000


def closing_codes(world: Rig) -> list[str]:
    return [event.detail for event in world.events if event.kind is EventKind.CLOSED]


def test_a_half_open_peer_is_found_out_by_a_ping() -> None:
    async def story() -> None:
        async with rig() as world:
            await world.connected()
            world.server.freeze()
            with pytest.raises(CallFailedError):
                await world.manager.ping()
            await world.connected()
            await world.message_arrives("here again")
            world.server.thaw()

    play(story)


def test_a_half_open_peer_does_not_hold_disconnect_up() -> None:
    async def story() -> None:
        async with rig(Mode.MANUAL) as world:
            await world.manager.connect()
            world.server.freeze()
            started = asyncio.get_running_loop().time()
            await world.manager.disconnect()
            assert asyncio.get_running_loop().time() - started < 0.1
            # The next opening waits for the closing handshake of the former, and no longer than its limit.
            await world.manager.connect()
            await world.message_arrives("here again")

    play(story)


def test_a_mute_server_during_the_opening_and_its_answer_later() -> None:
    async def story() -> None:
        async with rig(Mode.MANUAL) as world:
            world.server.faults.mute = True
            connecting = world.manager.connect()
            await asyncio.sleep(0.1)
            assert world.manager.status is Status.CONNECTING
            world.server.faults.mute = False
            await connecting
            await world.message_arrives("at last")

    play(story)


def test_a_slow_server_makes_the_sender_wait_and_loses_nothing() -> None:
    async def story() -> None:
        async with rig() as world:
            await world.connected()
            world.server.faults.read_delay_ms = 1
            for number in range(100):
                await world.manager.send_message(USER, f"{number}")
            await world.until(lambda: len(world.delivered) == 100)
            assert [each.text for each in world.delivered] == [f"{number}" for number in range(100)]

    play(story)


async def send_without_end(world: Rig) -> None:
    while True:
        await world.manager.send_message(USER, "x" * 60_000)


def test_a_server_that_does_not_read_at_all_makes_the_sender_wait() -> None:
    async def story() -> None:
        async with rig(Mode.MANUAL) as world:
            await world.manager.connect()
            world.server.freeze()
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(send_without_end(world), 0.3)
            await world.manager.disconnect()
            assert world.manager.status is Status.DISCONNECTED

    play(story)


def test_an_oversized_message_closes_with_1009_and_is_not_delivered() -> None:
    async def story() -> None:
        async with rig() as world:
            await world.connected()
            await world.server.send(USER, "x" * MOST_BYTES)
            await world.until(lambda: "1009" in closing_codes(world))
            await world.connected()
            await world.message_arrives("of normal size")
            assert len(world.delivered) == 1

    play(story)


@pytest.mark.parametrize(
    "frame",
    [
        "no JSON",
        "[]",
        '{"type": "message"}',
        '{"type": "message", "id": 7, "from": "x", "text": "y"}',
        '{"type": "pong", "id": null}',
        '{"no": "type"}',
        "[" * 1_900,
    ],
    ids=lambda frame: frame[:30],
)
def test_a_malformed_frame_closes_with_1007(frame: str) -> None:
    async def story() -> None:
        async with rig() as world:
            await world.connected()
            await world.server.send_raw(USER, frame)
            await world.until(lambda: "1007" in closing_codes(world))
            await world.connected()
            await world.message_arrives("well-formed")

    play(story)


@pytest.mark.parametrize("frame", ['{"type": "news of a later version"}', '{"type": "pong", "id": "stray"}'])
def test_a_frame_that_means_nothing_here_changes_nothing(frame: str) -> None:
    async def story() -> None:
        async with rig() as world:
            await world.connected()
            await world.server.send_raw(USER, frame)
            await world.message_arrives("still the same socket")
            assert closing_codes(world) == []

    play(story)


def test_rejected_credentials_stop_it_until_it_is_asked_again() -> None:
    async def story() -> None:
        async with rig(Mode.MANUAL) as world:
            world.server.faults.reject = True
            with pytest.raises(CallFailedError):
                await world.manager.connect()
            await asyncio.sleep(0.2)
            rejections = [event for event in world.events if event.kind is EventKind.REJECTED]
            assert len(rejections) == 1
            assert world.manager.status is Status.DISCONNECTED
            world.server.faults.reject = False
            await world.manager.connect()
            await world.message_arrives("let in")

    play(story)


def test_a_refused_opening_is_repeated_until_it_is_accepted() -> None:
    async def story() -> None:
        async with rig() as world:
            await world.connected()
            world.server.faults.refuse = True
            world.server.drop()
            await asyncio.sleep(0.3)
            assert world.manager.status is Status.CONNECTING
            world.server.faults.refuse = False
            await world.connected()

    play(story)


# A log of a device that slept through an instant at which it should have acted says so: `blames`.


def test_a_suspension_beyond_the_deadline_takes_the_connection_down_soon_after_it() -> None:
    async def story() -> None:
        clock = SuspendableClock()
        async with rig(Mode.MANUAL, clock=clock, blames="MAN-GRACE-ENDS") as world:
            await world.manager.connect()
            world.manager.app_entered_background()
            clock.slept_ms += HOUR_MS
            await world.until(lambda: world.manager.status is Status.DISCONNECTED)
            await world.until(lambda: world.server.sockets == 0)

    play(story)


def test_a_suspension_within_the_grace_counts_as_a_part_of_it() -> None:
    async def story() -> None:
        clock = SuspendableClock()
        async with rig(Mode.MANUAL, clock=clock) as world:
            await world.manager.connect()
            world.manager.app_entered_background()
            clock.slept_ms += PROFILE.grace_ms - 100
            await asyncio.sleep(0.05)
            assert world.manager.status is Status.CONNECTED
            await asyncio.sleep(0.1)
            assert world.manager.status is Status.DISCONNECTED

    play(story)


def test_a_return_after_a_suspension_comes_too_late() -> None:
    async def story() -> None:
        clock = SuspendableClock()
        async with rig(Mode.MANUAL, clock=clock, blames="MAN-GRACE-ENDS") as world:
            await world.manager.connect()
            world.manager.app_entered_background()
            clock.slept_ms += HOUR_MS
            # The resumed app is told of its return before any timer had a chance.
            world.manager.app_entered_foreground()
            assert world.manager.status is Status.DISCONNECTED
            await world.manager.connect()
            await world.message_arrives("by hand")

    play(story)


def test_a_suspension_in_the_foreground_ends_an_opening_that_hangs() -> None:
    async def story() -> None:
        clock = SuspendableClock()
        retry = RetryPolicy(first_delay_ms=1, longest_delay_ms=1, open_timeout_ms=900, ping_timeout_ms=200)
        async with rig(clock=clock, retry=retry, blames="AUTO-FOREGROUND") as world:
            await world.connected()
            world.server.faults.mute = True
            world.server.drop()
            await world.until(lambda: world.manager.status is Status.CONNECTING)
            await asyncio.sleep(0.05)
            clock.slept_ms += HOUR_MS
            world.server.faults.mute = False
            await world.connected()

    play(story)
