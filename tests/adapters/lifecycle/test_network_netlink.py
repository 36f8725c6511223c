"""Netlink: every message is a reason to look again, and an overflow is one too."""

from __future__ import annotations

import asyncio
import errno
import socket
import sys

import pytest
from tests.adapters.runtime.loops import on_loop

if sys.platform != "linux":
    pytest.skip("netlink is Linux", allow_module_level=True)

from connref_adapters.lifecycle.network import NetlinkWatch


@on_loop
async def test_each_message_asks_again_and_changes_are_told_once() -> None:
    kernel, ours = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    answers = [True, True, False, False, True]
    asked: list[bool] = []

    def probe() -> bool:
        asked.append(answers[len(asked)])
        return asked[-1]

    states = NetlinkWatch(ours, probe).states()
    seen = [await anext(states)]
    for _ in range(4):
        kernel.send(b"some message")
    seen += [await anext(states), await anext(states)]
    assert seen == [True, False, True]
    assert asked == answers
    await states.aclose()
    assert ours.fileno() == -1
    kernel.close()


@on_loop
async def test_overflow_is_news_and_other_errors_are_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel, ours = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    errors = iter([errno.ENOBUFS, errno.EBADF])

    async def fail(*_: object) -> bytes:
        raise OSError(next(errors), "from the kernel")

    monkeypatch.setattr(asyncio.get_running_loop(), "sock_recv", fail)
    answers = iter([True, False])
    states = NetlinkWatch(ours, lambda: next(answers)).states()
    assert [await anext(states), await anext(states)] == [True, False]
    with pytest.raises(OSError, match="from the kernel"):
        await anext(states)
    kernel.close()
    assert ours.fileno() == -1


@on_loop
async def test_kernel_itself_can_be_listened_to() -> None:
    try:
        watch = NetlinkWatch.opened(lambda: True)
    except OSError as error:
        pytest.skip(f"no netlink for this process: {error}")
    states = watch.states()
    assert await anext(states) is True
    await states.aclose()
