"""What a story knows of its device agrees with what the protocol says."""

from __future__ import annotations

import pytest

from connref.semantics.environment import SESSION, WORLD, Environment, Process
from connref.spec.vocabulary import Event, InputName


def test_a_fresh_device_is_as_after_a_reset() -> None:
    device = Environment()
    assert device.process is Process.NEW
    assert not device.user
    assert device.foreground
    assert all((device.network, device.accepting, device.answering, device.approving))


@pytest.mark.parametrize("received", list(InputName))
def test_after_a_kill_only_init_and_the_world_go_on(received: InputName) -> None:
    device = Environment()
    device.apply(InputName.KILL)
    outside = received is InputName.INIT or received.value.startswith(("network_", "server_"))
    assert (device.refusal(received) is None) == outside


@pytest.mark.parametrize("received", list(InputName))
def test_a_suspended_process_sees_nothing_but_its_resume_or_its_end(received: InputName) -> None:
    device = Environment()
    for name in (InputName.INIT, InputName.SUSPEND):
        device.apply(name)
    outside = received.value.startswith(("network_", "server_"))
    assert (device.refusal(received) is None) == (outside or received in {InputName.RESUME, InputName.KILL})
    device.apply(InputName.RESUME)
    assert (device.refusal(received) is None) == (received is not InputName.RESUME)


def test_a_kill_ends_a_suspension() -> None:
    device = Environment()
    for name in (InputName.INIT, InputName.SUSPEND, InputName.KILL, InputName.INIT):
        assert device.refusal(name) is None
        device.apply(name)
    assert device.refusal(InputName.RESUME)
    assert not device.refusal(InputName.CONNECT)


def test_without_a_network_there_is_nothing_to_hand_over() -> None:
    device = Environment()
    device.apply(InputName.NETWORK_DOWN)
    assert device.refusal(InputName.NETWORK_HANDOVER)
    device.apply(InputName.NETWORK_UP)
    assert device.refusal(InputName.NETWORK_HANDOVER) is None


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
    device = Environment()
    device.apply(InputName.INIT)
    device.apply(trouble)
    assert all(device.refusal(name) for name in SESSION)
    device.apply(end)
    assert not any(device.refusal(name) for name in SESSION)


def test_a_rejecting_server_does_not_hinder_a_login() -> None:
    device = Environment()
    device.apply(InputName.INIT)
    device.apply(InputName.SERVER_REJECT)
    assert device.refusal(InputName.LOGIN) is None


def test_a_reopened_app_is_in_the_foreground_and_keeps_its_user() -> None:
    device = Environment()
    for name in (InputName.INIT, InputName.LOGIN, InputName.BACKGROUND, InputName.KILL, InputName.INIT):
        device.apply(name)
    assert device.foreground
    assert device.user
    assert device.process is Process.RUNNING


def test_an_init_in_the_background_does_not_bring_the_app_to_the_foreground() -> None:
    device = Environment()
    device.apply(InputName.BACKGROUND)
    device.apply(InputName.INIT)
    assert not device.foreground


def test_a_switch_changes_once() -> None:
    device = Environment()
    assert not device.changes(InputName.NETWORK_UP)
    assert device.changes(InputName.NETWORK_DOWN)
    assert device.changes(InputName.PING)
    device.apply(InputName.NETWORK_DOWN)
    assert device.changes(InputName.NETWORK_UP)


def test_a_copy_goes_its_own_way() -> None:
    device = Environment()
    twin = device.copy()
    twin.apply(InputName.NETWORK_DOWN)
    assert device.network
    assert not twin.network


def test_an_input_is_the_event_that_the_conditions_make_it() -> None:
    here = Environment()
    assert here.event_of(InputName.INIT, fresh=True) is Event.INIT
    assert here.event_of(InputName.CONNECT, fresh=False) is Event.CONNECT
    assert here.event_of(InputName.SERVER_MUTE, fresh=False) is None
    for received in (InputName.INIT, InputName.LOGIN, InputName.NETWORK_DOWN):
        here.apply(received)
    assert here.event_of(InputName.INIT, fresh=True) is Event.REOPEN
    assert here.event_of(InputName.INIT, fresh=False) is Event.INIT
    assert here.event_of(InputName.CONNECT, fresh=False) is Event.CONNECT_OFFLINE


@pytest.mark.parametrize(
    ("trouble", "of_an_opening", "of_a_connection"),
    [
        (None, Event.OPENED, None),
        (InputName.NETWORK_DOWN, Event.FAILED_OFFLINE, Event.LOST),
        (InputName.SERVER_REFUSE, Event.FAILED, None),
        (InputName.SERVER_REJECT, Event.REJECTED, None),
        (InputName.SERVER_MUTE, None, None),
    ],
)
def test_the_conditions_decide_what_the_link_reports(
    trouble: InputName | None, of_an_opening: Event | None, of_a_connection: Event | None
) -> None:
    here = Environment()
    if trouble is not None:
        here.apply(trouble)
    assert here.report(up=False, wanted=True) is of_an_opening
    assert here.report(up=True, wanted=True) is of_a_connection
    assert here.report(up=False, wanted=False) is None
