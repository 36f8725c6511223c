"""The platform around an SDK, seen by a probe in the SDK's place: what the driver does is not the SDK's doing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.adapters.sdks.talk import replies, seen, short, story

from connref_adapters.sdks.catalogue import find

LATENCIES = ["--open-latency", "20", "--reply-latency", "20", "--close-latency", "5"]


@pytest.fixture(scope="module")
def probe(node: str, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The React Native driver with the probe in place of the package."""
    packages = tmp_path_factory.mktemp("packages")
    package = packages / "node_modules" / find("react-native").package
    package.mkdir(parents=True)
    (package / "package.json").write_text(json.dumps({"version": "0.0.0", "main": "probe.cjs"}), "utf-8")
    shutil.copy(Path(__file__).with_name("probe.cjs"), package)
    return [node, str(find("react-native").program), "--packages", str(packages), *LATENCIES]


def connecting(probe: list[str], behaviour: str, then: str = "+100", world: str = "") -> list[str]:
    return short(seen(probe, "manual", f"init login:{behaviour} {world} connect:c {then}"))[1:]


def test_exception_out_of_a_call_is_an_observation(probe: list[str]) -> None:
    assert connecting(probe, "throw") == ["0 threw c out of the call"]


@pytest.mark.parametrize(
    ("behaviour", "where"), [("timer", "out of a timer"), ("handler", "out of a handler")]
)
def test_exception_outside_a_call_ends_the_app(probe: list[str], behaviour: str, where: str) -> None:
    played = replies(
        probe, [*story("manual", f"init login:{behaviour} connect:c +100"), *story("manual", "init")]
    )
    assert played[4]["error"]["kind"] == "crash"
    assert where in played[4]["error"]["message"]
    assert played[6]["ok"]


def test_sdk_that_never_rests_is_a_crash_and_not_a_hang(probe: list[str]) -> None:
    reply = replies(probe, story("manual", "init login:restless connect:c"))[-1]
    assert reply["error"]["kind"] == "crash"
    assert "no end" in reply["error"]["message"]


def test_rejection_that_nobody_waits_for_is_no_observation(probe: list[str]) -> None:
    assert connecting(probe, "rejection") == []


def test_both_callbacks_are_reported_as_often_as_they_fire(probe: list[str]) -> None:
    assert connecting(probe, "twice") == ["0 outcome c connect success", "0 outcome c connect error"]


def test_send_before_the_socket_is_open_throws_as_on_the_web(probe: list[str]) -> None:
    assert connecting(probe, "send_too_early", "+0")[1] == "0 outcome c connect error InvalidStateError"


def test_close_while_opening_gives_error_and_close_once(probe: list[str]) -> None:
    assert connecting(probe, "close_while_opening") == [
        "0 socket_opening 1",
        "0 socket_failed 1",
        "5 outcome c connect error state 2, error, close 1006",
    ]


def test_close_of_an_open_socket_always_delivers_its_event(probe: list[str]) -> None:
    assert connecting(probe, "close_when_open") == [
        "0 socket_opening 1",
        "20 socket_failed 1",
        "25 outcome c connect error open, close 4000",
    ]


@pytest.mark.parametrize("world", ["server_refuse", "network_down"])
def test_failed_opening_gives_error_and_close(probe: list[str], world: str) -> None:
    assert connecting(probe, "fails", world=world)[-1] == "20 outcome c connect error error, close 1006"


def test_network_lost_during_an_opening_fails_it(probe: list[str]) -> None:
    observed = connecting(probe, "fails", then="+10 network_down +5 network_up +100")
    assert observed == [
        "0 socket_opening 1",
        "30 socket_failed 1",
        "30 outcome c connect error error, close 1006",
    ]


def test_ping_of_the_app_is_told_from_keep_alive(probe: list[str]) -> None:
    observed = connecting(probe, "pings", then="+999 ping:p +1 +5000")
    assert observed[2:] == ["999 ping_sent 1", "999 outcome p ping success"]


def test_ping_on_a_network_that_is_down_arrives_when_it_is_back(probe: list[str]) -> None:
    observed = connecting(probe, "pings", then="+100 network_down ping:p +50 network_up +10")
    assert [line for line in observed if "ping_sent" in line] == ["150 ping_sent 1"]


def test_realm_is_the_sdks_own_and_the_wall_clock_is_fixed(probe: list[str]) -> None:
    assert connecting(probe, "realm", "+0") == ["0 outcome c connect error true true 1767225600000 undefined"]
