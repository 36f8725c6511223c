"""The JavaScript world, seen by a probe in the place of an SDK of the web."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.sdks.talk import replies, seen, short, story

from connref_adapters import sdks

WORLD = Path(sdks.__file__).parent / "world" / "index.mjs"
DRIVER = """
import { browser, drive } from '%s';
await drive((packages) => ({
  implementation: { name: 'probe', version: '0', language: 'javascript' },
  observes: ['delivered'],
  server: () => ({ handshake: true, protocol: (offered) => offered[1], receive: (peer, data) => peer.send(data) }),
  backend: ({ url, method, body }) => (url.endsWith('silent') ? null : { status: 201, body: { method, body } }),
  start: (app, device) => {
    const page = browser(app, device);
    const { Probe } = packages.load(app, './world_probe.cjs');
    const probe = new Probe((told) => device.record('delivered', { message: JSON.stringify(told) }));
    return { ...page, init() {}, login: (part) => probe[part]() };
  },
}));
"""


@pytest.fixture(scope="module")
def probe(node: str, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("probe")
    shutil.copy(Path(__file__).with_name("world_probe.cjs"), folder)
    (folder / "driver.mjs").write_text(DRIVER % WORLD.as_uri(), "utf-8")
    return [node, str(folder / "driver.mjs")]


def told(probe: list[str], steps: str) -> list[Any]:
    """What the probe told, with the instants."""
    found = seen(probe, None, steps)
    return [[at, *json.loads(fields["message"])] for at, kind, fields in found if kind == "delivered"]


def test_a_websocket_has_the_webs_events_errors_and_binary_frames(probe: list[str]) -> None:
    assert told(probe, "login:sockets +100 server_close:1001") == [
        [0, "InvalidAccessError", True],
        [0, "SyntaxError", True],
        [0, "InvalidStateError", True],
        [40, "open", True, "two", "wss://x.invalid/a"],
        [40, "message", True, "hé"],
        [100, "close", True, 1001, True],
    ]


def test_fetch_and_xhr_reach_the_backend_and_a_silent_one_can_be_left(probe: list[str]) -> None:
    assert told(probe, "login:http +100") == [
        [0, "fetch", 201, {"method": "POST", "body": "1"}],
        [0, "xhr", 201, '{"method":"GET","body":null}'],
        [50, "aborted", "AbortError"],
    ]


def test_the_page_tells_of_network_visibility_and_storage_and_each_process_is_new(probe: list[str]) -> None:
    steps = (
        "login:page background foreground network_down network_up network_handover:true kill init login:page"
    )
    assert told(probe, steps) == [
        [0, None, 2, "undefined"],
        [0, "hidden"],
        [0, "visible"],
        [0, "offline", False],
        [0, "online"],
        [0, "moved"],
        [0, "yes", 2, "undefined"],
    ]


def test_a_suspended_process_hears_of_all_when_it_is_resumed(probe: list[str]) -> None:
    steps = "login:sockets +100 suspend server_close:1000 +5000 resume"
    assert short(seen(probe, None, steps))[-2:] == [
        "5100 socket_closed 1 server",
        '5100 delivered ["close",true,1000,true]',
    ]


def test_a_handover_strands_what_was_opened_before_and_nothing_else(probe: list[str]) -> None:
    steps = "login:sockets +100 network_handover:false server_close:1000 login:sockets +100"
    observed = short(seen(probe, None, steps))
    assert "140 socket_open 2" in observed
    assert not [line for line in observed if "socket_closed" in line]


def test_inputs_follow_from_what_the_sdk_has(probe: list[str]) -> None:
    hello, *_, dead = replies(probe, [{"op": "hello", "protocol": 1}, *story(None, "kill login:page")])
    assert {"init", "login", "suspend", "network_handover"} <= set(hello["inputs"])
    assert not {"ping", "connect", "logout"} & set(hello["inputs"])
    assert dead["error"]["kind"] == "unsupported"
