"""The other side of the pipe: replies in order, held back only while requests are waiting."""

from __future__ import annotations

import io
import json
import os
import sys
from threading import Thread
from typing import BinaryIO

import pytest

from connref_adapters.drivers import PlaybackStatus, child_process, in_process, serve
from connref_adapters.drivers.faults import Trouble
from miniatures.driver import Body, Miniature
from miniatures.support import calm, miniature, nothing_left_behind

BYE: Body = {"id": 9, "op": "bye"}


def lines(*requests: object) -> io.BytesIO:
    return io.BytesIO(b"".join(json.dumps(request).encode() + b"\n" for request in requests))


def replies(out: io.BytesIO) -> list[Body]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


class CountingWrites(io.BytesIO):
    writes = 0

    def flush(self) -> None:
        self.writes += 1


def reset(number: int) -> Body:
    return {"id": number, "op": "reset", "mode": None}


def test_every_request_is_answered_in_order_and_bye_ends_with_0() -> None:
    out = io.BytesIO()
    assert serve(Miniature(), lines(reset(1), {"id": 2, "op": "advance", "ms": 5}, BYE, reset(10)), out) == 0
    assert [reply["id"] for reply in replies(out)] == [1, 2, 9]


def test_replies_to_waiting_requests_go_out_together() -> None:
    out = CountingWrites()
    serve(Miniature(), lines(*(reset(number) for number in range(1, 500)), BYE), out)
    assert len(replies(out)) == 500
    assert out.writes < 5


def test_what_is_held_back_is_bounded() -> None:
    class Wordy(Miniature):
        def request(self, request: Body) -> Body:
            return super().request(request) | {"pad": "x" * 50_000}

    out = CountingWrites()
    serve(Wordy(), lines(*(reset(number) for number in range(1, 100)), BYE), out)
    assert out.writes >= 49


def test_a_lone_request_is_answered_at_once() -> None:
    """Nothing is held back while the kit waits for a reply."""
    requests_read, requests_write = os.pipe()
    replies_read, replies_write = os.pipe()

    def run(stdin: BinaryIO, stdout: BinaryIO) -> None:
        serve(Miniature(), stdin, stdout)

    with os.fdopen(requests_read, "rb") as stdin, os.fdopen(replies_write, "wb") as stdout:
        thread = Thread(target=run, args=(stdin, stdout))
        thread.start()
        with os.fdopen(requests_write, "wb", buffering=0) as ask, os.fdopen(replies_read, "rb") as answer:
            for number in (1, 2):
                half = json.dumps(reset(number)).encode() + b"\n"
                ask.write(half[:10])
                ask.write(half[10:])
                assert json.loads(answer.readline())["id"] == number
            ask.write(json.dumps(BYE).encode() + b"\n")
            assert json.loads(answer.readline()) == {"id": 9, "ok": True}
            thread.join(20)
    assert not thread.is_alive()


def test_the_end_of_input_before_bye_is_no_success() -> None:
    out = io.BytesIO()
    assert serve(Miniature(), lines(reset(1)), out) == 1
    assert len(replies(out)) == 1


def test_a_reply_without_an_id_gets_that_of_its_request() -> None:
    class Terse:
        def request(self, request: Body) -> Body:
            return {"ok": request["op"] == "bye"}

    out = io.BytesIO()
    serve(Terse(), lines(BYE), out)
    assert replies(out) == [{"id": 9, "ok": True}]


def test_what_the_driver_raises_comes_after_the_replies_so_far() -> None:
    out = io.BytesIO()
    with pytest.raises(KeyError):
        serve(Miniature(), lines(reset(1), {"id": 2, "op": "advance"}, BYE), out)
    assert len(replies(out)) == 1


@pytest.mark.parametrize("line", [b"nonsense\n", b"[1]\n", b"\xff\n"])
def test_a_request_that_cannot_be_read_ends_the_driver(line: bytes) -> None:
    with pytest.raises(Trouble):
        serve(Miniature(), io.BytesIO(line), io.BytesIO())


def test_a_served_driver_behind_pipes_equals_the_same_in_process() -> None:
    folder = miniature()[-1].rpartition("/")[0]
    program = (
        f"import sys; sys.path.insert(0, {folder!r})\n"
        "from driver import Miniature\n"
        "from connref_adapters.drivers import serve\n"
        "sys.exit(serve(Miniature(), sys.stdin.buffer, sys.stdout.buffer))\n"
    )
    cases = [calm(str(number)) for number in range(300)]
    with nothing_left_behind(), child_process([sys.executable, "-c", program]) as driver:
        played = list(driver.play_many(cases))
        driver.bye()
    assert played == list(in_process(Miniature).play_many(cases))
    assert {playback.status for playback in played} == {PlaybackStatus.OK}
