"""Pipes: no deadlock whatever their load, throughput, and nothing left running."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from connref.protocol import Do, InputName
from connref_adapters.drivers import DriverFault, FaultReason, Limits, PlaybackStatus, child_process
from connref_adapters.drivers.log import LOG_BYTES
from connref_adapters.drivers.process import ProcessChannel
from miniatures.support import calm, case, children, miniature, nothing_left_behind

HUGE = """
import sys, json
for text in iter(sys.stdin.readline, ""):
    request = json.loads(text)
    reply = {"id": request["id"], "ok": True, "now": 0, "observations": [], "pad": "x" * 300_000}
    if request["op"] == "hello":
        reply |= {"implementation": {"name": "n", "version": "1", "language": "l"}, "clock": "virtual",
                  "tolerance_ms": 0, "inputs": ["server_message"],
                  "observes": ["socket_open", "socket_closed", "outcome"]}
    sys.stderr.write("log " * 50_000)
    sys.stdout.write(json.dumps(reply) + "\\n")
    sys.stdout.flush()
    if request["op"] == "bye":
        break
"""


def python(program: str) -> list[str]:
    return [sys.executable, "-I", "-S", "-c", program]


def test_huge_requests_replies_and_logs_at_once_do_not_lock_up() -> None:
    big = case("big", *(Do(InputName.SERVER_MESSAGE, f"{number}" + "m" * 200_000) for number in range(5)))
    with nothing_left_behind(), child_process(python(HUGE)) as driver:
        played = [playback.status for playback in driver.play_many([big] * 12)]
        driver.bye()
    assert played == [PlaybackStatus.OK] * 12


HOARDER = """
import sys
sys.path.insert(0, {folder!r})
import json
from driver import Miniature, line, write
driver, answers = Miniature(), []
for text in iter(sys.stdin.readline, ""):
    request = json.loads(text)
    answers.append(line(driver.request(request)))
    if request["op"] == "hello" or len(answers) == 400:
        write(b"".join(answers))
        answers.clear()
"""


def test_requests_go_out_whether_or_not_replies_come_in() -> None:
    """A driver that replies to 400 requests of 2 kB at once, which is far more than a pipe holds."""
    program = HOARDER.format(folder=miniature()[-1].rpartition("/")[0])
    cases = [case(str(number), Do(InputName.SERVER_MESSAGE, "m" * 2000)) for number in range(200)]
    with child_process(python(program)) as driver:
        assert len(list(driver.play_many(cases))) == 200


def test_what_a_driver_started_ends_with_it(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    program = (
        "import subprocess, sys, pathlib, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"pathlib.Path({str(pid_file)!r}).write_text(str(child.pid))\n"
        "print('no json', flush=True)\n"
        "time.sleep(60)\n"
    )
    with child_process(python(program), limits=Limits(restarts=0)) as driver, pytest.raises(DriverFault):
        driver.hello()
    assert not is_running(int(pid_file.read_text()))


def is_running(pid: int) -> bool:
    """Whether that process is there within a moment: it is killed at once, and reaped by init when it likes."""
    for _ in range(100):
        try:
            os.kill(pid, 0)
            stat = Path(f"/proc/{pid}/stat")
            if stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z":
                return False
        except (ProcessLookupError, FileNotFoundError):
            return False
        time.sleep(0.01)
    return True


def test_kill_wakes_a_channel_that_waits_and_close_may_be_repeated() -> None:
    from threading import Timer

    from connref_adapters.drivers.faults import Trouble

    with nothing_left_behind():
        channel = ProcessChannel(python("import time; time.sleep(60)"))
        killer = Timer(0.05, channel.kill)
        killer.start()
        with pytest.raises(Trouble) as caught:
            channel.receive(20)
        killer.join()
        assert caught.value.reason is FaultReason.EXIT
        channel.close()
        channel.close()
        channel.kill()
        assert channel.exit_status() == "was killed by signal 9 (SIGKILL)"


def test_the_log_kept_is_bounded() -> None:
    channel = ProcessChannel(python("import sys; sys.stderr.write('x' * 3_000_000 + 'end')"))
    with pytest.raises(Exception, match="exited with status 0"):
        channel.receive(20)
    log = channel.log_tail()
    channel.close()
    assert len(log) == LOG_BYTES
    assert log.endswith("xend")


def test_a_driver_is_not_blamed_for_the_time_that_the_kit_takes() -> None:
    before = children()
    with child_process(miniature(), limits=Limits(reply_s=1, restarts=0)) as driver:
        playbacks = driver.play_many([calm("a"), calm("b"), calm("c")])
        next(playbacks)
        time.sleep(1.1)
        assert len(list(playbacks)) == 2
    assert children() == before
