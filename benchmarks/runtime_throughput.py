"""Messages per second and the latency that is added, of a ConnectionManager beside the bare websockets client."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from functools import partial
from statistics import median

from websockets.asyncio.client import ClientConnection, connect

from benchmarks.runtime_rig import logged_in, new_manager, other_process
from connref_adapters.runtime import ChatMessage

MANAGER, BARE, DECODING = "ConnectionManager", "bare websockets", "bare websockets + json.loads"
READY_MADE, ONE_BY_ONE = "flood", "stream"
Measure = Callable[[str, int], Awaitable[float]]


async def bare(url: str) -> ClientConnection:
    socket = await connect(url, ping_interval=None, proxy=None)
    await socket.send('{"type":"auth","token":"anna"}')
    await socket.recv()
    return socket


def order(kind: str, count: int) -> str:
    return json.dumps({"type": "message", "to": kind, "text": str(count)})


async def take_bare(url: str, count: int, kind: str) -> float:
    socket = await bare(url)
    start = time.perf_counter()
    await socket.send(order(kind, count))
    for _ in range(count):
        await socket.recv()
    taken = time.perf_counter() - start
    await socket.close()
    return count / taken


async def take_decoding(url: str, count: int, kind: str) -> float:
    socket = await bare(url)
    start = time.perf_counter()
    await socket.send(order(kind, count))
    for _ in range(count):
        json.loads(await socket.recv())
    taken = time.perf_counter() - start
    await socket.close()
    return count / taken


async def take_by_manager(url: str, count: int, kind: str) -> float:
    left, over = count, asyncio.Event()

    def take(_: ChatMessage) -> None:
        nonlocal left
        left -= 1
        if not left:
            over.set()

    async with new_manager() as manager:
        await logged_in(manager, url)
        await manager.connect()
        manager.add_message_listener(take)
        start = time.perf_counter()
        await manager.send_message(kind, str(count))
        await over.wait()
        return count / (time.perf_counter() - start)


async def echo_bare(url: str, count: int) -> float:
    socket = await bare(url)
    taken: list[float] = []
    for _ in range(count):
        start = time.perf_counter()
        await socket.send('{"type":"message","to":"echo","text":"there and back"}')
        json.loads(await socket.recv())
        taken.append(time.perf_counter() - start)
    await socket.close()
    return median(taken)


async def echo_manager(url: str, count: int) -> float:
    taken: list[float] = []
    async with new_manager() as manager:
        await logged_in(manager, url)
        await manager.connect()
        back = asyncio.Event()
        manager.add_message_listener(lambda _: back.set())
        for _ in range(count):
            back.clear()
            start = time.perf_counter()
            await manager.send_message("echo", "there and back")
            await back.wait()
            taken.append(time.perf_counter() - start)
    return median(taken)


def throughput(messages: int, rounds: int, kind: str) -> dict[str, float]:
    """Messages per second of each, in turn, the median of the rounds.

    `kind` READY_MADE measures the client alone, ONE_BY_ONE a client behind a server of the same library.
    """
    takers = {MANAGER: take_by_manager, BARE: take_bare, DECODING: take_decoding}
    return _interleaved({name: partial(take, kind=kind) for name, take in takers.items()}, messages, rounds)


def round_trip_s(messages: int, rounds: int) -> dict[str, float]:
    """Seconds there and back of each, in turn, the median of the rounds."""
    return _interleaved({MANAGER: echo_manager, BARE: echo_bare}, messages, rounds)


def _interleaved(measures: dict[str, Measure], messages: int, rounds: int) -> dict[str, float]:
    figures: dict[str, list[float]] = {name: [] for name in measures}
    with other_process("flood") as other:
        for _ in range(rounds):
            for name, measure in measures.items():
                figures[name].append(asyncio.run(_one(measure, other.url, messages)))
    return {name: median(each) for name, each in figures.items()}


async def _one(measure: Measure, url: str, messages: int) -> float:
    async with asyncio.timeout(60):
        return await measure(url, messages)
