"""What a story knows of its device agrees with what the protocol says."""

from __future__ import annotations

import pytest

from connref.cases.device import SESSION, WORLD, Device, Process
from connref.protocol import InputName


def test_a_fresh_device_is_as_after_a_reset() -> None:
    device = Device()
    assert device.process is Process.NEW
    assert not device.user
    assert device.foreground
    assert all((device.network, device.accepting, device.answering, device.approving))


@pytest.mark.parametrize("received", list(InputName))
def test_after_a_kill_only_init_and_the_world_go_on(received: InputName) -> None:
    device = Device()
    device.apply(InputName.KILL)
    outside = received is InputName.INIT or received.value.startswith(("network_", "server_"))
    assert (device.refusal(received) is None) == outside


def test_the_world_is_what_happens_outside_of_the_app() -> None:
    assert {name for name in InputName if name.value.startswith(("network_", "server_"))} == WORLD


@pytest.mark.parametrize(
    ("trouble", "end"),
    [
        (InputName.NETWORK_DOWN, InputName.NETWORK_UP),
        (InputName.SERVER_REFUSE, InputName.SERVER_ACCEPT),
        (InputName.SERVER_MUTE, InputName.SERVER_UNMUTE),
    ],
)
def test_sessions_need_a_fair_world(trouble: InputName, end: InputName) -> None:
    device = Device()
    device.apply(InputName.INIT)
    device.apply(trouble)
    assert all(device.refusal(name) for name in SESSION)
    device.apply(end)
    assert not any(device.refusal(name) for name in SESSION)


def test_a_rejecting_server_does_not_hinder_a_login() -> None:
    device = Device()
    device.apply(InputName.INIT)
    device.apply(InputName.SERVER_REJECT)
    assert device.refusal(InputName.LOGIN) is None


def test_a_reopened_app_is_in_the_foreground_and_keeps_its_user() -> None:
    device = Device()
    for name in (InputName.INIT, InputName.LOGIN, InputName.BACKGROUND, InputName.KILL, InputName.INIT):
        device.apply(name)
    assert device.foreground
    assert device.user
    assert device.process is Process.RUNNING


def test_an_init_in_the_background_does_not_bring_the_app_to_the_foreground() -> None:
    device = Device()
    device.apply(InputName.BACKGROUND)
    device.apply(InputName.INIT)
    assert not device.foreground


def test_a_switch_changes_once() -> None:
    device = Device()
    assert not device.changes(InputName.NETWORK_UP)
    assert device.changes(InputName.NETWORK_DOWN)
    assert device.changes(InputName.PING)
    device.apply(InputName.NETWORK_DOWN)
    assert device.changes(InputName.NETWORK_UP)


def test_a_copy_goes_its_own_way() -> None:
    device = Device()
    twin = device.copy()
    twin.apply(InputName.NETWORK_DOWN)
    assert device.network
    assert not twin.network
