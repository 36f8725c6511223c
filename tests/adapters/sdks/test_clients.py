"""The drivers of published clients: the app around a client that knows no users, with a fake one and each real one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.adapters.sdks.talk import raw, replies, seen, short, story, unavailable

from connref_adapters import sdks
from connref_adapters.drivers.reading import Strict
from connref_adapters.sdks.catalogue import find, sockets

CLIENTS = tuple(name for name in sdks.NAMES if name not in sdks.WITH_PAGES)
IN_NODE = tuple(name for name in CLIENTS if not find(name).in_python)
UP = "init login:alice connect:c +2000"


@pytest.fixture(scope="module")
def fake(node: str, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The driver of reconnecting-websocket with the fake client in place of the package."""
    packages = tmp_path_factory.mktemp("packages")
    sdk = find("reconnecting-websocket")
    package = packages / "node_modules" / sdk.package
    (package / "dist").mkdir(parents=True)
    (package / "package.json").write_text(json.dumps({"version": "0.0.0"}), "utf-8")
    shutil.copy(
        Path(__file__).with_name("fake_client.cjs"), package / "dist" / "reconnecting-websocket-cjs.js"
    )
    return [node, str(sdk.program), "--packages", str(packages)]


def test_hello_says_which_modes_and_outcomes_there_are(fake: list[str]) -> None:
    hello = replies(fake, [{"op": "hello", "protocol": 1}])[0]
    assert (hello["modes"], hello["outcomes"]) == (["manual"], [])
    assert hello["implementation"] == {
        "name": "reconnecting-websocket",
        "version": "0.0.0",
        "language": "javascript",
    }


def test_nobody_logged_in_is_not_connected(fake: list[str]) -> None:
    assert [line for line in short(seen(fake, "manual", "init connect:c +100")) if "socket" in line] == []


def test_logged_in_user_is_connected_and_sent_messages(fake: list[str]) -> None:
    assert short(seen(fake, "manual", f"{UP} server_message:hi")) == [
        "0 socket_opening 1",
        "40 socket_open 1",
        "2000 delivered hi",
    ]


def test_logout_takes_the_connection_down_and_the_user_away(fake: list[str]) -> None:
    observed = short(seen(fake, "manual", f"{UP} logout +100 connect:d +100"))
    assert observed[2] == "2000 socket_closed 1 client"
    assert [line for line in observed if "socket_opening" in line] == ["0 socket_opening 1"]


def test_user_is_kept_over_the_end_of_the_process(fake: list[str]) -> None:
    observed = short(seen(fake, "manual", f"{UP} kill +1000 init +10 connect:d +100"))
    assert observed[-1] == "3050 socket_open 2"


def test_connect_while_up_leaves_the_connection_alone(fake: list[str]) -> None:
    assert short(seen(fake, "manual", f"{UP} connect:d +100"))[2:] == []


def test_version_without_the_file_is_a_sentence_and_a_failing_exit(node: str, tmp_path: Path) -> None:
    package = tmp_path / "node_modules" / "partysocket"
    package.mkdir(parents=True)
    (package / "package.json").write_text(json.dumps({"version": "0.0.1"}), "utf-8")
    with pytest.raises(AssertionError, match="partysocket of this version has none of the files"):
        replies([node, str(find("partysocket").program), "--packages", str(tmp_path)], [])


@pytest.fixture(scope="module", params=CLIENTS)
def client(request: pytest.FixtureRequest) -> list[str]:
    """The driver of each published client, with its package installed."""
    try:
        return sdks.command(request.param)
    except sdks.InstallError as error:
        unavailable(str(error))


@pytest.mark.slow
def test_each_client_connects_is_sent_messages_and_comes_back(client: list[str]) -> None:
    observed = seen(client, "manual", f"{UP} server_message:hi server_close:1006 +30000 server_message:ho")
    up = [fields["socket"] for _, kind, fields in observed if kind == "socket_open"]
    assert up == [1, 2]
    assert [fields["message"] for _, kind, fields in observed if kind == "delivered"] == ["hi", "ho"]


@pytest.mark.slow
def test_each_client_disconnects(client: list[str]) -> None:
    observed = seen(client, "manual", f"{UP} disconnect:d +5000")
    assert [fields["by"] for _, kind, fields in observed if kind == "socket_closed"] == ["client"]


@pytest.mark.slow
def test_each_driver_follows_the_schema_and_repeats_byte_for_byte(client: list[str]) -> None:
    requests = [
        {"op": "hello", "protocol": 1},
        *story("manual", f"{UP} network_down +30000 network_up +60000 server_message:m disconnect:d +10"),
        *story("manual", "init login:bob connect:c server_refuse +10 kill init +1000 logout"),
    ]
    for reply, request in zip(replies(client, requests), requests, strict=True):
        Strict().check_reply(str(request["op"]), reply)
    assert raw(client, requests) == raw(client, requests)


@pytest.fixture(scope="module", params=IN_NODE)
def client_in_node(request: pytest.FixtureRequest) -> list[str]:
    """The driver of each client that has real time."""
    try:
        return sdks.command(request.param)
    except sdks.InstallError as error:
        unavailable(str(error))


@pytest.mark.slow
def test_real_time_over_real_sockets_shows_what_virtual_time_shows(client_in_node: list[str]) -> None:
    """Kinds alone, and no statuses: real instants differ, and what a client tells first at one instant may too."""
    steps = f"{UP} server_message:hi +300 server_close:1006 +8000 disconnect:d +500"
    real = [*client_in_node, "--real", str(sdks.install(sockets()).packages)]
    virtual = [line.split()[1:] for line in short(seen(client_in_node, "manual", steps))]
    assert [line.split()[1:] for line in short(seen(real, "manual", steps))] == virtual


@pytest.mark.slow
def test_real_time_says_so(client_in_node: list[str]) -> None:
    real = [*client_in_node, "--real", str(sdks.install(sockets()).packages)]
    hello = replies(real, [{"op": "hello", "protocol": 1}])[0]
    assert (hello["clock"], hello["tolerance_ms"]) == ("real", 150)
    assert not {"suspend", "resume"} & set(hello["inputs"])
