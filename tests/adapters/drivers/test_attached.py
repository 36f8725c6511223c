"""Attached drivers over TCP and WebSocket: the same playbacks as any, and a cut that costs nothing but time."""

from __future__ import annotations

import socket
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, ExitStack
from threading import Thread, active_count

import pytest

from connref_adapters.drivers import DriverFault, FaultReason, Limits, PlaybackStatus
from connref_adapters.drivers.attaching import Reach, opener
from connref_adapters.drivers.connection import Connection
from miniatures.attached import Answer, Cutting, dial_tcp, dial_ws, tcp_driver, wait_for_threads, ws_driver
from miniatures.driver import Miniature
from miniatures.support import calm, play_until_fault

Listens = Callable[[Answer], AbstractContextManager[str]]
CASES = [calm(str(number)) for number in range(300)]
LIMITS = Limits(reply_s=5, start_s=5)
TOKEN = "a token that is long enough"  # noqa: S105 - of a test


@pytest.fixture(autouse=True)
def no_thread_left() -> Generator[None]:
    before = active_count()
    yield
    wait_for_threads(before)


def connection(reach: Reach, held: ExitStack, told: Callable[[str], None] = lambda _: None) -> Connection:
    return Connection(opener(reach, LIMITS.start_s, told, held), limits=LIMITS, token=reach.token)


def statuses(driver: Connection) -> list[PlaybackStatus]:
    return [playback.status for playback in driver.play_many(CASES)]


@pytest.mark.parametrize("listens", [tcp_driver, ws_driver])
def test_a_driver_that_listens_is_dialled(listens: Listens) -> None:
    with (
        listens(Miniature().request) as address,
        ExitStack() as held,
        connection(Reach(address), held) as driver,
    ):
        assert statuses(driver) == [PlaybackStatus.OK] * len(CASES)
        driver.bye()


@pytest.mark.parametrize(("scheme", "dial"), [("tcp", dial_tcp), ("ws", dial_ws)])
def test_a_driver_that_dials_is_waited_for(scheme: str, dial: Callable[[str, Answer], None]) -> None:
    told: list[str] = []
    held = ExitStack()
    with connection(Reach(listen=f"{scheme}://127.0.0.1:0"), held, told.append) as driver:
        address = told[0].removeprefix("waiting for a driver at ")
        thread = Thread(target=dial, args=(address, Miniature().request), daemon=True)
        thread.start()
        assert statuses(driver) == [PlaybackStatus.OK] * len(CASES)
        driver.bye()
    held.close()
    thread.join(5)
    assert not thread.is_alive()


@pytest.mark.parametrize("listens", [tcp_driver, ws_driver])
def test_after_a_cut_the_case_is_played_anew_and_no_verdict_is_lost(
    listens: Listens,
) -> None:
    cutting = Cutting(at=200)
    with listens(cutting) as address, ExitStack() as held, connection(Reach(address), held) as driver:
        assert statuses(driver) == [PlaybackStatus.OK] * len(CASES)
        assert len(cutting.hellos) == 2
        assert driver.recovered == []


def test_a_second_cut_at_one_request_is_a_fault() -> None:
    cutting = Cutting(at=200, times=9)
    with tcp_driver(cutting) as address, ExitStack() as held, connection(Reach(address), held) as driver:
        played, fault = play_until_fault(driver, CASES)
    assert fault.reason is FaultReason.CUT
    assert "do" in str(fault.request)
    assert "second cut" in str(fault)
    assert len(played) < len(CASES)


def test_where_nothing_listens_it_is_said_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with ExitStack() as held:
        driver = connection(Reach(f"tcp://127.0.0.1:{port}"), held)
        with pytest.raises(DriverFault, match=f"nothing answers at tcp://127.0.0.1:{port}") as caught:
            driver.hello()
    assert caught.value.reason is FaultReason.ATTACH


def test_a_port_that_is_taken_cannot_be_listened_at() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, ExitStack() as held:
        port = server.getsockname()[1]
        with pytest.raises(DriverFault, match="cannot listen at"):
            connection(Reach(listen=f"tcp://127.0.0.1:{port}"), held)


def test_nobody_who_dials_in_ends_the_waiting() -> None:
    with ExitStack() as held:
        channel = opener(Reach(listen="tcp://127.0.0.1:0"), 0.1, lambda _: None, held)
        with Connection(channel, limits=LIMITS) as driver, pytest.raises(DriverFault, match=r"within 0\.1 s"):
            driver.hello()


def test_both_sides_know_the_token() -> None:
    cutting = Cutting(at=10**6)

    def knows(request: dict[str, object]) -> dict[str, object] | None:
        reply = cutting(request)
        return reply | {"token": request["token"]} if reply and request["op"] == "hello" else reply

    with (
        tcp_driver(knows) as address,
        ExitStack() as held,
        connection(Reach(address, token=TOKEN), held) as driver,
    ):
        assert driver.hello().implementation.name
    assert cutting.hellos[0]["token"] == TOKEN
    with tcp_driver(Miniature().request) as address, ExitStack() as held:
        driver = connection(Reach(address, token=TOKEN), held)
        with pytest.raises(DriverFault, match="does not repeat the token"):
            driver.hello()
