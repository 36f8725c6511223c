"""The driver skeletons run as they are shipped, and their toy SDK keeps to the document."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
from tests.adapters.sdks.talk import raw, replies, seen, short, story

from connref.protocol import InputName
from connref_adapters.drivers.checking import Bench, check_driver
from connref_adapters.drivers.driver import Limits
from connref_adapters.drivers.process import ProcessChannel
from connref_adapters.drivers.reading import Strict

UP = "init login:alice connect:c +100"


def test_hello_offers_every_input(template: list[str]) -> None:
    hello = replies(template, [{"op": "hello", "protocol": 1}])[0]
    assert hello["ok"]
    assert (hello["clock"], hello["tolerance_ms"]) == ("virtual", 0)
    assert sorted(hello["inputs"]) == sorted(name.value for name in InputName)


def test_connect_reports_success_once_it_is_up(template: list[str]) -> None:
    assert short(seen(template, "manual", UP)) == [
        "0 user None",
        "0 socket_opening 1",
        "40 socket_open 1",
        "40 outcome c connect success",
    ]


def test_grace_ends_at_thirty_seconds(template: list[str]) -> None:
    observed = short(seen(template, "manual", f"{UP} background +29999 +1 +60000 foreground +60000"))
    assert observed[4:] == ["30100 socket_closed 1 client"]


def test_ping_starts_a_new_grace_from_its_call(template: list[str]) -> None:
    observed = short(seen(template, "manual", f"{UP} background +29999 ping:p +100000"))
    assert observed[4:] == [
        "30099 ping_sent 1",
        "30119 outcome p ping success",
        "60099 socket_closed 1 client",
    ]


def test_return_to_the_foreground_cancels_the_deadline(template: list[str]) -> None:
    assert short(seen(template, "manual", f"{UP} background +29999 foreground +100000"))[4:] == []


def test_auto_mode_goes_down_at_once_and_comes_back(template: list[str]) -> None:
    observed = short(seen(template, None, "init login:alice +100 background +5000 foreground +100"))
    assert observed[1:] == [
        "0 socket_opening 1",
        "40 socket_open 1",
        "100 socket_closed 1 client",
        "5100 socket_opening 2",
        "5140 socket_open 2",
    ]


def test_kill_leaves_the_saved_user_only(template: list[str]) -> None:
    observed = short(seen(template, "manual", f"{UP} kill +10 init +60000"))
    assert observed[4:] == ["110 user alice"]


def test_lost_network_comes_back_by_itself(template: list[str]) -> None:
    observed = short(seen(template, "manual", f"{UP} network_down +5000 network_up +100 server_message:hi"))
    assert observed[4:] == [
        "100 socket_closed 1 client",
        "5100 socket_opening 2",
        "5140 socket_open 2",
        "5200 delivered hi",
    ]


@pytest.mark.parametrize(("bad", "good"), [("refuse", "accept"), ("reject", "approve"), ("mute", "unmute")])
def test_failing_openings_are_repeated_within_the_bound(template: list[str], bad: str, good: str) -> None:
    steps = f"init login:alice server_{bad} connect:c +100000 server_{good} +60000"
    observed = seen(template, "manual", steps)
    opened = [at for at, kind, _ in observed if kind == "socket_open"]
    assert len(opened) == 1
    assert 100_000 <= opened[0] <= 160_000
    assert short(observed)[-1] == f"{opened[0]} outcome c connect success"


def test_unanswered_ping_reports_an_error(template: list[str]) -> None:
    observed = short(seen(template, "manual", f"{UP} server_mute ping:p +60000"))
    assert observed[4:] == ["100 ping_sent 1", "10100 outcome p ping error"]


def test_exception_of_the_sdk_is_an_observation(template: list[str], tmp_path: Path) -> None:
    broken = _broken_copy(Path(template[1]), tmp_path)
    observed = seen([template[0], str(broken)], "manual", "init login:alice disconnect:d")
    assert [(kind, fields["call"]) for _, kind, fields in observed if kind == "threw"] == [("threw", "d")]


CALLS = (
    f"{UP} ping:p1 background +10 ping:p2 ping:p3 +29999 foreground disconnect:d connect:c2 +10 disconnect:d2"
    " connect:c3 server_refuse server_close:1000 +9000 server_accept +20000 login:bob logout connect:c4 kill"
    f" {UP} network_handover:true +60 server_message:m suspend +40000 server_close:1001 +10 resume +100"
)
TROUBLE = (
    f"{UP} server_mute ping:p +11000 server_unmute server_reject server_close:1011 +3000 server_approve +9000"
    " network_down +10 network_up +90"
)


@pytest.mark.parametrize("steps", [CALLS, TROUBLE])
@pytest.mark.parametrize("mode", ["manual", "auto", None])
def test_every_language_tells_the_same_story(
    any_template: list[str], skeletons: Path, mode: str | None, steps: str
) -> None:
    python = replies([sys.executable, str(skeletons / "python" / "driver.py")], story(mode, steps))
    assert [{**reply, "next": None} for reply in replies(any_template, story(mode, steps))] == [
        {**reply, "next": None} for reply in python
    ]


@pytest.mark.slow
def test_check_finds_nothing_in_any_of_them(any_template: list[str]) -> None:
    bench = Bench(lambda: ProcessChannel(any_template), Limits(reply_s=60, start_s=60, restarts=0))
    found = list(check_driver(bench))
    bench.connection.close()
    assert not [each for each in found if each.problems or each.not_asked]


def test_replies_follow_the_schema_and_repeat_byte_for_byte(template: list[str]) -> None:
    requests = [
        {"op": "hello", "protocol": 1},
        *story("manual", UP),
        *story("auto", "init login:bob +100 kill init"),
    ]
    for reply, request in zip(replies(template, requests), requests, strict=True):
        Strict().check_reply(str(request["op"]), reply)
    assert raw(template, requests) == raw(template, requests)


def _broken_copy(program: Path, folder: Path) -> Path:
    """The skeleton with a toy SDK whose disconnect() throws: it calls what it does not have."""
    shutil.copytree(program.parent, folder, dirs_exist_ok=True)
    for file in folder.glob("toy_sdk.*"):
        text = file.read_text("utf-8")
        text = re.sub(r"(  disconnect\(.*\{\n)", r"\1    this.gone();\n", text)
        text = re.sub(r'(def disconnect\(.*\n +""".*""")', r"\1\n        self.gone()", text)
        (folder / file.name).write_text(text, "utf-8")
    return folder / program.name


def test_a_suspension_holds_up_what_falls_due_and_what_arrives(template: list[str]) -> None:
    told = f"{UP} background +1000 suspend +40000 server_message:m +10 resume +10"
    assert short(seen(template, "manual", told))[-1:] == ["41110 socket_closed 1 client"]
    told = f"{UP} suspend +40000 server_message:m +10 resume +10"
    assert short(seen(template, "manual", told))[4:] == ["40110 delivered m"]


def test_a_handover_with_notice_is_followed_and_one_without_is_not(template: list[str]) -> None:
    told = f"{UP} network_handover:true +60 server_message:m +10"
    assert short(seen(template, "manual", told))[4:] == [
        "100 socket_closed 1 client",
        "100 socket_opening 2",
        "140 socket_open 2",
        "160 delivered m",
    ]
    assert short(seen(template, "manual", f"{UP} network_handover:false server_message:m +60000"))[4:] == []
